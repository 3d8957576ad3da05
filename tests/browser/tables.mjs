// Sorting and filtering tables, by keyboard alone: every order is the one
// that the table's own CSV says, nothing is lost, and axe-core is content
// with a sorted and filtered table. Without script the table is as whole.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { launch, serve, Tally } from "./site.mjs";

const [site] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PATH = "contracts/index.html";
const records = JSON.parse(readFileSync(`${site}/contracts/index.json`, "utf8"));
const tally = new Tally("sorted and filtered");
const { base, close } = await serve(site, "/");
const browser = await launch();

// The texts of a column as it stands.
const column = (page, key) => page.evaluate((at) => Array.from(
  document.querySelector(".table > table").tBodies[0].rows,
).filter((row) => !row.hidden).map((row) => row.cells[at].textContent.trim()), key);

const same = (what, got, wanted) => tally.check(what,
  JSON.stringify(got) === JSON.stringify(wanted) ? [] : [`is ${got}`, `must be ${wanted}`]);

const order = (key, numeric) => {
  const collator = new Intl.Collator("en-GB", { numeric: true });
  return [...records].sort((a, b) => {
    if (a[key] === null || b[key] === null) return (a[key] === null) - (b[key] === null);
    return numeric ? a[key] - b[key] : collator.compare(a[key], b[key]);
  });
};

const plain = await browser.newPage({ javaScriptEnabled: false });
await plain.goto(base + PATH);
same("without script: no button", await plain.locator(".table button").count(), 0);
same("without script: every row", await plain.locator(".table >> nth=0 >> tbody tr").count(), records.length);

const page = await browser.newPage();
await page.goto(base + PATH);
const keys = Object.keys(records[0]);
const heads = page.locator(".table >> nth=0 >> thead th");
same("a button in each head", await heads.locator("button").count(), keys.length);
for (const [at, key] of keys.entries()) {
  const wanted = order(key, key === "value").map(({ id }) => id);
  await page.reload(); // rows that are alike keep the order they had
  await heads.nth(at).locator("button").focus();
  await page.keyboard.press("Enter");
  same(`by ${key}`, await column(page, 0), wanted);
  same(`by ${key}: said`, await heads.nth(at).getAttribute("aria-sort"), "ascending");
  same(`by ${key}: only`, await page.locator(".table >> nth=0 >> [aria-sort=ascending]").count(), 1);
  await page.keyboard.press("Space");
  const back = await column(page, keys.indexOf("id"));
  const value = (id) => records.find((record) => record.id === id)[key];
  same(`by ${key}, the other way`, back.map(value).filter((v) => v !== null),
    wanted.map(value).filter((v) => v !== null).reverse());
  same(`by ${key}: said of the other way`, await heads.nth(at).getAttribute("aria-sort"), "descending");
}

const box = page.getByRole("searchbox", { name: "Filter rows: Contracts" });
const count = page.getByRole("status").first();
await box.focus();
await page.keyboard.type("NORTHBROOK gold");
const hits = records.filter((record) => /northbrook/i.test(record.organisation) && record.tier === "Gold");
same("filtered", (await column(page, 0)).sort(), hits.map(({ id }) => id).sort());
same("counted", await count.textContent(), `${hits.length} of ${records.length} rows`);
await page.evaluate(axe);
const { violations } = await page.evaluate(() => window.axe.run());
tally.check("axe-core", violations.filter(({ id }) => id !== "region").map(({ id }) => id));
await box.fill("plover");
same("nothing found", await count.textContent(), `0 of ${records.length} rows`);
await box.fill("");
same("all again", (await column(page, 0)).length, records.length);

tally.close();
close();
await browser.close();
