// The search as readers meet it: typed, completed, chosen by arrows, filtered,
// taken back, linked to; from a web server, a sub-path and the folder, under
// the site's own policy; accessible in every state; and telling when it fails.

import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, serve, Tally } from "./site.mjs";

const [site, later, edited] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const WIDTHS = [1280, 320];
const SCHEMES = ["light", "dark"];

const browser = await launch();
const tally = new Tally("search");
let problems = [];

const expect = (is, what) => { if (!is) problems.push(what); };

async function newPage(options = {}) {
  const page = await browser.newPage({ reducedMotion: "reduce", ...options });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !options.quiet) problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  return page;
}

async function check(what, fn) {
  problems = [];
  try {
    await fn();
  } catch (error) {
    problems.push(error.message.split("\n")[0]);
  }
  tally.check(what, problems);
}

async function accessible(page, state) {
  await page.evaluate(axe);
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      const { violations } = await page.evaluate((tags) => window.axe.run(document, {
        runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }), TAGS);
      for (const { id, nodes } of violations) problems.push(`${state} ${width} ${colorScheme} ${id}: ${nodes[0].html.slice(0, 120)}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide <= width, `${state}: ${wide} wide at ${width}`);
    }
  }
  await page.setViewportSize({ width: WIDTHS[0], height: 900 });
}

const titles = (page) => page.$$eval(".hits > li > a", (links) => links.map((link) => link.textContent));
const status = (page) => page.textContent("#results-status");
const found = (page) => page.waitForSelector(".hits > li, .found > p");

async function typeAndChoose(page, base) {
  await page.goto(`${base}guidance/index.html`);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("exit pl");
  await page.waitForSelector("[role=option]");
  const box = page.getByRole("combobox");
  expect(await box.getAttribute("aria-expanded") === "true", "the list is not announced as open");
  expect(await box.getAttribute("aria-activedescendant") === "", "something is chosen beforehand");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  const active = await box.getAttribute("aria-activedescendant");
  const option = await page.$(`#${active}[aria-selected=true]`);
  expect(option, "the arrows choose nothing");
  const url = await option.evaluate((element) => element.dataset.url);
  await page.keyboard.press("Enter");
  await page.waitForURL(url);
  expect((await page.textContent("h1")).toLowerCase().includes("exit"), "Enter led elsewhere");
}

async function escapeAndSubmit(page, base) {
  await page.goto(`${base}index.html`);
  await page.focus("#search-words");
  await page.keyboard.type("risk register");
  await page.waitForSelector("[role=option]");
  await page.keyboard.press("Escape");
  expect(await page.isHidden("[role=listbox]"), "Escape leaves the list open");
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\.html\?q=risk\+register/);
  await found(page);
  const first = (await titles(page))[0];
  expect(first.toLowerCase().includes("risk register"), `"${first}" is first`);
}

async function filterAndReturn(page, base) {
  await page.goto(`${base}search.html?q=risk`);
  await found(page);
  const before = await titles(page);
  const label = page.locator(".facets label", { hasText: /^Template/ });
  const count = Number(/\d+/.exec(await label.textContent())[0]);
  await label.click();
  await page.waitForSelector(".results .chip");
  expect((await status(page)).startsWith(`${count} page`), "the count of the facet is not that of the results");
  expect(new URL(page.url()).searchParams.get("type") === "template", "the filter is not in the address");
  expect(await page.evaluate(() => document.activeElement.id === "facet-type-template"), "the focus is lost");
  await page.click(".results .chip");
  await page.waitForSelector(".results .chip", { state: "detached" });
  expect(String(await titles(page)) === String(before), "taking the filter away gives other results");
  await page.goBack();
  await page.waitForSelector(".results .chip");
  await page.goBack();
  await page.waitForSelector(".results .chip", { state: "detached" });
  expect(String(await titles(page)) === String(before), "going back gives other results");
}

async function phrase(page, base) {
  await page.goto(`${base}search.html?q=${encodeURIComponent('"exit plan"')}`);
  await found(page);
  const quoted = await status(page);
  await page.goto(`${base}search.html?q=exit+plan`);
  await found(page);
  expect(parseInt(quoted, 10) > 0 && parseInt(quoted, 10) < parseInt(await status(page), 10), "quotes change nothing");
}

async function more(page, base) {
  await page.goto(`${base}search.html?q=contract`);
  await found(page);
  const before = await titles(page);
  await page.click(".found > button");
  await page.waitForFunction((n) => document.querySelectorAll(".hits > li").length > n, before.length);
  const after = await titles(page);
  expect(String(after.slice(0, before.length)) === String(before), "the first results moved");
  expect(await page.evaluate((n) => document.activeElement === document.querySelectorAll(".hits > li > a")[n], before.length),
    "the focus is not on the first new one");
}

async function deepLink(page, base) {
  await page.goto(`${base}search.html?q=what+the+words+cover`);
  await found(page);
  const place = page.locator(".hits .place a").first();
  const target = new URL(await place.getAttribute("href"), page.url());
  await place.click();
  await page.waitForURL(target.href);
  expect(await page.$(target.hash), "the place is not on the page");
}

const JOURNEYS = { "type, arrows, Enter": typeAndChoose, "Escape, submit": escapeAndSubmit, "filter, remove, back": filterAndReturn,
  "quoted phrase": phrase, "show more": more, "deep link": deepLink };

const root = await serve(site, "/");
const below = await serve(site, "/some/where/");
for (const base of [root.base, below.base, `${pathToFileURL(site)}/`]) {
  const page = await newPage();
  for (const [name, journey] of Object.entries(JOURNEYS)) {
    await check(`${name} from ${base}`, () => journey(page, base));
  }
  await page.close();
}

await check("accessible in every state", async () => {
  const page = await newPage();
  await page.goto(`${root.base}index.html`);
  await page.focus("#search-words");
  await page.keyboard.type("exit pl");
  await page.waitForSelector("[role=option]");
  await page.keyboard.press("ArrowDown");
  await accessible(page, "box");
  for (const query of ["", "exit plan", "CRMGT", "benchmrking", "zzzzqqq", "risk&type=template", "horse contract"]) {
    await page.goto(`${root.base}search.html?q=${query}`);
    if (query) await found(page);
    await accessible(page, query);
  }
  await page.close();
});

await check("a term of the glossary is explained first", async () => {
  const page = await newPage();
  await page.goto(`${root.base}search.html?q=CRMGT`);
  await found(page);
  expect((await page.textContent(".definition h2")).includes("CRMGT"), "no definition");
  await page.click(".definition a");
  expect(await page.$(new URL(page.url()).hash), "the definition leads nowhere");
  await page.close();
});

await check("a misspelt word is put right and said so", async () => {
  const page = await newPage();
  await page.goto(`${root.base}search.html?q=benchmrking`);
  await found(page);
  expect((await page.textContent(".found")).includes("Showing results for benchmarking"), "not said");
  await page.close();
});

await check("a file that fails is told", async () => {
  const page = await newPage({ quiet: true });
  await page.route("**/search/**", (route) => route.abort());
  await page.goto(`${root.base}search.html?q=exit`);
  await page.waitForSelector("[role=alert] a[href$='a-z.html']");
  await accessible(page, "failed");
  await page.close();
});

await check("a search goes on when the site is published anew", async () => {
  const page = await newPage({ quiet: true });
  await page.goto(`${root.base}search.html?q=exit`);
  await found(page);
  await page.route("**/search/**", (route) => {
    const path = join(later, new URL(route.request().url()).pathname);
    return existsSync(path) ? route.fulfill({ path }) : route.fulfill({ status: 404 });
  });
  await page.fill("#search-words", "");
  await page.focus("#search-words");
  await page.keyboard.type("benchmark");
  await page.waitForSelector("[role=option]:has-text('A benchmark for later')");
  await page.close();
});

// Files of the search from the folder that PICK gives for each request.
const serveFrom = (page, pick) => page.route("**/search/**", (route) => {
  const url = new URL(route.request().url());
  const path = join(pick(url), url.pathname);
  return existsSync(path) ? route.fulfill({ path }) : route.fulfill({ status: 404 });
});

await check("files of a site that was edited go with an older index", async () => {
  const page = await newPage({ quiet: true });
  const asked = [];
  await page.goto(`${root.base}search.html?q=exit`);
  await found(page);
  await serveFrom(page, (url) => { asked.push(url.pathname); return edited; });
  await page.fill("#search-words", "");
  await page.focus("#search-words");
  await page.keyboard.type("zugzwang");
  await page.waitForSelector("[role=option]");
  expect(!asked.some((path) => path.endsWith("index.js")), "the index is loaded once more");
  await page.close();
});

await check("files that do not go with the others are loaded anew", async () => {
  const page = await newPage({ quiet: true });
  const isOld = ({ pathname, searchParams }) => pathname.includes("/p/") && !searchParams.get("v").includes("-");
  let old = 0;
  await serveFrom(page, (url) => {
    old += isOld(url);
    return isOld(url) ? site : edited;
  });
  await page.goto(`${root.base}search.html?q=zugzwang`);
  await page.waitForSelector(".hits > li");
  expect(old, "no older file was read");
  await page.close();
});

await check("without script the lists are offered", async () => {
  const page = await newPage({ javaScriptEnabled: false });
  await page.goto(`${root.base}search.html?q=exit`);
  expect(await page.isVisible("main a[href$='a-z.html']"), "no way to the A to Z");
  await page.close();
});

root.close();
below.close();
tally.close();
await browser.close();
