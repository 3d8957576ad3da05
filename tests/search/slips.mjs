// A site with so many words that are alike that no query reads them all:
// slips.mjs make FOLDER writes it, slips.mjs check SITE looks for misspelt words.

import { open } from "./engine.mjs";
import { makeFolder } from "./folder.mjs";

const PAGES = 200; // and the first page
const COMMON = 100; // pages that have the words that are meant
const ALIKE = 25; // words of each family that no other page has
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

// What is typed, the page whose title has what is meant, and how that is told.
const ROWS = [
  { query: "consoel", meant: "console", told: "corrected" }, // at its end, of the many that start so
  { query: "lotting", meant: "plotting", told: "corrected" }, // at its start, of the many that end so
  { query: "begrer", meant: "berger", told: "corrected" }, // in its middle
  { query: "giong", meant: "going", told: "meant" }, // a word itself, of one page
];
// Tails are of four letters.
const FAMILIES = [(tail) => `con${tail}`, (tail) => `${tail}ing`, (tail) => `be${tail}`,
  (tail) => `${tail}er`, (tail) => `g${tail}`];

function tailOf(n) {
  let tail = "";
  for (let i = 0, rest = n * 7919 + 131; i < 4; i++, rest = Math.floor(rest / LETTERS.length)) tail += LETTERS[rest % LETTERS.length];
  return tail;
}

function page(i) {
  const words = Array.from({ length: ALIKE }, (_, k) => FAMILIES.map((word) => word(tailOf(i * ALIKE + k)))).flat();
  const meant = ROWS.map((row) => row.meant);
  if (i < COMMON) words.push(...meant);
  if (i === COMMON) words.push("giong");
  return `---\ntitle: ${meant[i] ? `About ${meant[i]}` : `Page ${i}`}\ndescription: A page.\n---\n\n${words.join(" ")}\n`;
}

const make = (folder) => makeFolder(folder, "Slips", PAGES, page);

async function check(site) {
  const { engine } = await open(site);
  for (const [i, { query, meant, told }] of ROWS.entries()) {
    const found = await engine.find(query);
    const urls = (await engine.describe(found.results.slice(0, 10))).map(({ meta }) => meta.url);
    if (found[told] === meant && urls.includes(`p${i}.html`)) continue;
    console.log(`FAILED: ${query} is taken for ${found.corrected ?? found.meant} and finds ${urls.join(" ")}`);
    process.exitCode = 1;
  }
}

const [command, folder] = process.argv.slice(2);
await (command === "make" ? make : check)(folder);
