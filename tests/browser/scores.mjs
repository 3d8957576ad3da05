// The figures of the pages of scores: on every assessment's page they are
// those of `guildhall score --json`, and add up when they are worked out again
// from the page itself; every chart has its table, and every table says the
// same as its CSV and its JSON.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { pathToFileURL } from "node:url";
import { each, files, launch, Tally } from "./site.mjs";

const [site, guildhall, content, asAt] = process.argv.slice(2);
const LANES = 2;
const ROOMS = ["assessments", "contracts", "factors", "organisations", "prospects", "scores"];

const entries = JSON.parse(execFileSync(guildhall, ["score", "--json", "-s", content,
  "--as-at", asAt, "--edition", "public"], { encoding: "utf8", maxBuffer: 1 << 28 }));

// The pages of the entries, in their order: several of a day are numbered.
function addresses() {
  const taken = new Map();
  return entries.map(({ subject, set, date, kind }) => {
    const folder = subject.toLowerCase().replace("/", "-");
    const stem = `assessments/${folder}/${set.split("@")[0].toLowerCase()}-${date}-${kind}`;
    const n = (taken.get(stem) ?? 0) + 1;
    taken.set(stem, n);
    return `${stem}${n > 1 ? `-${n}` : ""}.html`;
  });
}

// What a reader sees of a page of scores. Runs in the page.
function look() {
  const text = (node) => node?.textContent.replace(/\s+/g, " ").trim() ?? "";
  const main = document.querySelector("main");
  const tables = [...main.querySelectorAll(".table table")].map((table) => {
    const exports = table.closest(".table").nextElementSibling;
    const hrefs = exports?.classList.contains("exports")
      ? [...exports.querySelectorAll("a")].map((a) => a.getAttribute("href")) : [];
    return {
      caption: text(table.caption),
      csv: hrefs.find((href) => href.endsWith(".csv")) ?? null,
      json: hrefs.find((href) => href.endsWith(".json")) ?? null,
      head: [...table.tHead.rows[0].cells].map(text),
      rows: [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => ({
        text: text(cell),
        date: cell.querySelector("time")?.getAttribute("datetime") ?? null,
      }))),
    };
  });
  const facts = {};
  for (const row of main.querySelectorAll("dl.facts > div")) {
    facts[text(row.querySelector("dt"))] ??= text(row.querySelector("dd"));
  }
  return {
    title: text(main.querySelector("h1")),
    verdict: text(main.querySelector(".verdict")),
    facts,
    tables,
    charts: [...main.querySelectorAll("figure.chart, .table table")].map((node) =>
      (node.matches("figure") ? `chart ${text(node.querySelector("figcaption"))}`
        : `table ${text(node.caption)}`)),
    bars: [...main.querySelectorAll("svg.bars text")].map((node) => ({
      figure: node.classList.contains("figure"), text: text(node),
    })),
    trend: [...main.querySelectorAll("svg.trend text.figure")].map(text),
    dumbbells: [...main.querySelectorAll("svg.dumbbells text.figure")].map(text),
    gaps: [...main.querySelectorAll(".gap")].map((gap) => ({
      title: text(gap.querySelector("h3")), worth: text(gap.querySelector("p.muted")),
    })),
    sum: text(main.querySelector(".why > p:last-child")),
    talk: text(main.querySelector("#talk-title")?.parentElement),
  };
}

const tenths = (n) => n.toFixed(1);
const signed = (n) => (n > 0 ? "+" : "") + tenths(n);

// Rows of a table by its caption, as maps of its heads.
function rowsOf(seen, caption) {
  const table = seen.tables.find((one) => one.caption === caption);
  return table?.rows.map((cells) => Object.fromEntries(
    cells.map((cell, i) => [table.head[i], cell.text]))) ?? [];
}

// Bars come as a figure and the lines of a label, from the largest gap down.
function barsOf(seen) {
  const bars = [];
  for (const { figure, text } of seen.bars) {
    if (figure) bars.push({ figure: text, label: "" });
    else bars[bars.length - 1].label = `${bars[bars.length - 1].label} ${text}`.trim();
  }
  return bars;
}

function compareVerdict(entry, seen, expect) {
  if (entry.score === undefined) {
    expect(/^Not (assessed|applicable)/.test(seen.verdict), `sentence: ${seen.verdict}`);
  } else {
    expect(seen.verdict.startsWith(tenths(entry.score)), `sentence: ${seen.verdict}`);
    expect(seen.verdict.includes("provisional") === (entry.status === "provisional"),
      `${entry.status}, but: ${seen.verdict}`);
  }
  expect(("Standing" in seen.facts) === Boolean(entry.band), "has a standing where it has a band");
  expect(seen.verdict.includes("held back by a gate") === (entry.band !== entry.uncapped_band),
    `gates: ${seen.verdict}`);
  if (entry.gaps?.length) {
    expect(seen.verdict.includes(`the biggest gap is ${entry.gaps[0].factor} `),
      `biggest gap: ${seen.verdict}`);
  }
}

function compareFacts(entry, seen, expect) {
  if (entry.completeness !== undefined) {
    expect(parseFloat(seen.facts.Complete) === entry.completeness, `complete: ${seen.facts.Complete}`);
  }
  if (entry.range && entry.status !== "final") {
    expect(seen.facts["Possible range"] === entry.range.map(tenths).join(" to "),
      `range: ${seen.facts["Possible range"]}`);
  }
  const figures = Object.values(seen.facts);
  for (const [id, { score }] of Object.entries(entry.groups)) {
    expect(figures.includes(tenths(score)), `no group has the score of ${id}, ${tenths(score)}`);
  }
  if (entry.numerator !== undefined) {
    expect(seen.sum.includes(`${entry.numerator} ÷ ${entry.denominator} = ${tenths(entry.score)}`),
      `why: ${seen.sum}`);
  }
}

// The table of factors against the gaps and the overall, worked out anew.
function compareFactors(entry, seen, expect) {
  const rows = rowsOf(seen, "All factors");
  let sum = 0;
  let weight = 0;
  for (const row of rows) {
    const gap = entry.gaps?.find((one) => one.factor === Number(row.Number));
    expect(row["Gap, points of the whole"] === (gap ? tenths(gap.uplift) : ""),
      `gap of ${row.Number}: ${row["Gap, points of the whole"]}`);
    expect((row.State === "scored") === (row.Score !== ""), `state of ${row.Number}: ${row.State}`);
    if (row.State !== "scored") continue;
    sum += Number(row.Score) * Number(row.Weight);
    weight += Number(row.Weight);
  }
  if (entry.score !== undefined) {
    expect(Math.abs(sum / weight - entry.score) <= 0.1001, `adds up to ${sum / weight}`);
  }
  const bars = barsOf(seen);
  expect(bars.length === rows.length, `${bars.length} bars of ${rows.length} factors`);
  for (const row of rows) {
    const bar = bars.find((one) => one.label.startsWith(`${row.Number} `));
    expect(bar?.figure === (row.Score || row.State), `bar of ${row.Number}: ${bar?.figure}`);
  }
  entry.gaps?.forEach(({ factor }, i) => {
    expect(bars[i]?.label.startsWith(`${factor} `), `bar ${i + 1} is ${bars[i]?.label}`);
  });
  seen.gaps.forEach(({ title, worth }, i) => {
    const { factor, uplift } = entry.gaps[i];
    expect(title.startsWith(`${factor} `), `gap ${i + 1} is ${title}`);
    expect(worth.includes(`worth ${tenths(uplift)} points`), `gap ${i + 1}: ${worth}`);
  });
}

function compareTrend(entry, seen, expect) {
  const since = Object.entries(seen.facts).find(([name]) => name.startsWith("Since "))?.[1];
  expect(Boolean(since) === Boolean(entry.trend), `since: ${since}`);
  if (!entry.trend) return;
  const { headline, like_for_like: like, word } = entry.trend;
  if (headline !== undefined) expect(since.startsWith(signed(headline)), `headline: ${since}`);
  if (like !== undefined) {
    expect(since.includes(`like for like ${signed(like)}: ${word}`), `like for like: ${since}`);
  }
  const series = rowsOf(seen, "Assessments of this kind");
  const last = series[series.length - 1];
  if (entry.score !== undefined) {
    expect(last.Score === tenths(entry.score), `ends at ${last.Score}`);
    expect(seen.trend.includes(tenths(entry.score)), `the line shows ${seen.trend}`);
  }
  for (const figure of seen.trend) {
    expect(series.some((row) => row.Score === figure), `${figure} is in no row`);
  }
}

function compareJoint(entry, seen, expect) {
  expect(Boolean(seen.talk) === Boolean(entry.joint), "talks where two sides scored");
  if (!entry.joint) return;
  const { client, provider, divergence, bias, serious, discuss, disputed } = entry.joint;
  if (client !== undefined) {
    expect(seen.talk.includes(`client's overall is ${tenths(client)}`), `client: ${seen.talk}`);
  }
  if (provider !== undefined) {
    expect(seen.talk.includes(`provider's overall is ${tenths(provider)}`), `provider: ${seen.talk}`);
  }
  if (divergence !== undefined) {
    expect(seen.talk.includes(`${tenths(divergence)} points apart`), `apart: ${seen.talk}`);
    const who = bias > 0 ? "client" : "provider";
    expect(seen.talk.includes(bias ? `the ${who} scores ${tenths(Math.abs(bias))} higher`
      : "neither scores higher"), `balance: ${seen.talk}`);
  }
  for (const [word, list] of Object.entries({ serious, discuss, disputed })) {
    for (const factor of list) {
      expect(seen.talk.includes(`${word} ${factor} `), `${word}: ${factor} is not among them`);
    }
  }
  const sides = rowsOf(seen, "Client and provider")
    .filter((row) => row.Client || row.Provider || row.Agreed);
  expect(seen.dumbbells.length >= sides.length, "a pair for each that both sides saw");
  for (const row of sides) {
    expect(seen.dumbbells.includes(`${row.Client || "–"} / ${row.Provider || "–"}`),
      `no pair says ${row.Client} / ${row.Provider}`);
  }
}

// The figures of a heat map on each of its shades, as they are computed: the
// least contrast. Runs in the page.
function heatContrast() {
  const channel = (value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const luminance = (colour) => {
    const [red, green, blue] = colour.match(/\d+(\.\d+)?/g).map(Number);
    return 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  };
  const cell = document.querySelector("svg.heat .cell");
  const ink = luminance(getComputedStyle(document.querySelector("svg.heat .on-cell")).fill);
  return Math.min(...[0, 1, 2, 3, 4].map((level) => {
    cell.setAttribute("class", `cell level-${level}`);
    const ground = luminance(getComputedStyle(cell).fill);
    return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
  }));
}

// Every chart has a table before the next chart comes.
function compareCharts(seen, expect) {
  seen.charts.forEach((what, i) => {
    if (!what.startsWith("chart ")) return;
    expect(seen.charts[i + 1]?.startsWith("table "), `${what} has no table`);
  });
}

// RFC 4180.
function parseCsv(text) {
  const rows = [];
  let row = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end !== ",") rows.push(row.splice(0));
  }
  return rows;
}

const shown = (text) => text.replace(/\s+/g, " ").trim();

// A cell as exported, from how it is shown: a date by its time, money in digits.
function sameCell(cell, csv, json) {
  const raw = csv.replace(/^'(?=[=+\-@\t\r\n])/, "");
  if (json === null ? raw !== "" : typeof json === "number" ? Number(raw) !== json : raw !== json) {
    return false;
  }
  return [cell.text, cell.date, cell.text.replace(/[£,]/g, "")].includes(shown(raw))
    || (raw === "" && cell.text === "too few to tell");
}

function compareTables(path, seen, expect) {
  for (const { caption, csv, json, head, rows } of seen.tables) {
    if (!csv) {
      expect(caption === "", `no CSV of ${caption}`);
      continue;
    }
    const read = (href) => readFileSync(join(site, posix.join(dirname(path), href)), "utf8");
    const [keys, ...lines] = parseCsv(read(csv));
    const objects = JSON.parse(read(json));
    expect(keys.length === head.length, `${csv} has ${keys.length} columns`);
    expect(lines.length === objects.length, `${json} has ${objects.length} rows of ${lines.length}`);
    expect(new Set(keys).size === keys.length, `${csv} names a column twice`);
    // a long table is shown in parts
    const from = lines.length > rows.length ? lines.findIndex((line) =>
      line.every((raw, i) => sameCell(rows[0][i], raw, objects[lines.indexOf(line)][keys[i]]))) : 0;
    expect(from >= 0, `${caption} starts nowhere in ${csv}`);
    rows.forEach((row, i) => row.forEach((cell, j) => {
      const line = lines[from + i];
      expect(line && sameCell(cell, line[j], objects[from + i][keys[j]]),
        `${caption}, row ${i + 1}, ${head[j]}: "${cell.text}" but ${csv} "${line?.[j]}"`);
    }));
  }
}

const byPath = new Map(addresses().map((path, i) => [path, entries[i]]));
const browser = await launch();
const tally = new Tally("figures of the pages of scores");

for (const path of byPath.keys()) tally.check(path, existsSync(join(site, path)) ? [] : ["no such page"]);
const lanes = await Promise.all(Array.from({ length: LANES }, () => browser.newPage()));
const pages = files(site, ".html").filter((path) => ROOMS.includes(path.split("/")[0]));
await each(pages, LANES, async (path, lane) => {
  const problems = [];
  const expect = (holds, problem) => {
    if (!holds) problems.push(problem);
  };
  await lanes[lane].goto(pathToFileURL(join(site, path)).href, { waitUntil: "load" });
  const seen = await lanes[lane].evaluate(look);
  const entry = byPath.get(path);
  if (path.startsWith("assessments/")) expect(entry, "guildhall score knows no such assessment");
  if (entry) {
    for (const compare of [compareVerdict, compareFacts, compareFactors, compareTrend, compareJoint]) {
      compare(entry, seen, expect);
    }
  }
  compareCharts(seen, expect);
  compareTables(path, seen, expect);
  tally.check(`${path}: ${seen.title}`, problems);
});

// Figures stay legible on every shade: in both schemes, on paper, in forced colours.
const heated = pages.find((path) => readFileSync(join(site, path), "utf8").includes('<svg class="heat"'));
for (const media of [
  { colorScheme: "light" }, { colorScheme: "dark" },
  { media: "print", colorScheme: "light" }, { media: "print", colorScheme: "dark" },
  { colorScheme: "light", forcedColors: "active" }, { colorScheme: "dark", forcedColors: "active" },
]) {
  const page = await browser.newPage();
  await page.emulateMedia(media);
  await page.goto(pathToFileURL(join(site, heated)).href);
  const contrast = await page.evaluate(heatContrast);
  tally.check(`heat map, ${JSON.stringify(media)}`, contrast >= 4.5 ? [] : [`contrast ${contrast.toFixed(2)}`]);
  await page.close();
}
tally.close();
await browser.close();
