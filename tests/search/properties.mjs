// What must hold of any index: properties.mjs SITE CORPUS, where CORPUS is
// what --search-corpus wrote of the same site.

import { readFileSync } from "node:fs";
import { open } from "./engine.mjs";

const PHRASES = 400;
const [site, corpus] = process.argv.slice(2);
const pages = readFileSync(corpus, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const { engine, search } = await open(site);
const { files } = engine;
const counts = { passed: 0, failed: 0 };

function check(is, what) {
  counts[is ? "passed" : "failed"] += 1;
  if (!is && counts.failed < 20) console.log(`FAILED: ${what}`);
}

const blocks = (page) => [page.title, page.desc, ...page.kw.split(", "),
  ...page.sections.flatMap(({ h, t }) => [h, ...t.map((text) => text.replace(/^```/, ""))])];
const numbers = new Map();
for (let i = 0; i < files.pages; i++) numbers.set((await files.page(i)).url, i);

// The tokens of all pages, block by block.
const tokens = pages.map((page) => blocks(page).map((text) => search.tokens(text, files.stops)));

// Every form that a page has finds that page.
for (const [i, page] of pages.entries()) {
  const missing = [];
  for (const { form } of new Set(tokens[i].flat())) {
    const word = await files.word(form);
    const group = word && await files.group(word.group);
    if (!group?.pages.includes(numbers.get(page.url))) missing.push(form);
  }
  check(!missing.length, `${page.url} is not found by ${missing.slice(0, 5)}`);
}

// Every form of a title or heading is known to stand in it.
for (const page of pages) {
  const number = numbers.get(page.url);
  const missing = [];
  const groupOf = async ({ form }) => files.group((await files.word(form)).group);
  for (const token of search.tokens(page.title, files.stops)) {
    if (!(await groupOf(token)).titles.pages.includes(number)) missing.push(token.form);
  }
  for (const [ordinal, { h }] of page.sections.filter((section) => section.h).entries()) {
    for (const token of search.tokens(h, files.stops)) {
      const { headings } = await groupOf(token);
      if (!headings.pages.some((of, i) => of === number && headings.numbers[i] === ordinal)) missing.push(token.form);
    }
  }
  check(!missing.length, `${page.url} does not say ${missing.slice(0, 5)} in its title or headings`);
}

// The pieces of a page's text are all of it.
for (const page of pages) {
  const number = numbers.get(page.url);
  const { text } = await files.page(number);
  const lines = [];
  for (let piece = 0; piece <= text.starts.length; piece++) lines.push(...await files.text(number, text, piece));
  const got = lines.map((line) => search.readLine(line).text).join("\n");
  const expected = page.sections.flatMap(({ t }) => t).map((line) => line.replace(/^```/, "").replace(/\s/g, " ")).join("\n");
  check(got.replace(/[^\S\n]/g, " ") === expected, `the pieces of ${page.url} are not its text`);
}

// A quoted phrase finds the pages that have it, and no others.
let state = 7;
const next = (limit) => (state = Math.imul(state, 1103515245) + 12345 >>> 0) % limit;
for (let i = 0; i < PHRASES; i++) {
  const of = tokens[next(tokens.length)].map((block) => block.filter(({ span }) => span === 1)).filter((block) => block.length > 3);
  if (!of.length) continue;
  const block = of[next(of.length)];
  const from = next(block.length - 2);
  const words = block.slice(from, from + 2 + next(2)).map(({ form }) => form);
  const found = await engine.find(`"${words.join(" ")}"`);
  const expected = pages.filter((_, k) => tokens[k].some((other) => {
    const own = other.filter(({ span }) => span === 1).map(({ form }) => form);
    return own.some((_, at) => words.every((word, n) => own[at + n] === word));
  })).map(({ url }) => numbers.get(url)).sort((a, b) => a - b);
  const got = found.results.map(({ page }) => page).sort((a, b) => a - b);
  // a query's own words may join otherwise than in the text
  const asked = search.tokens(words.join(" "), files.stops).filter(({ span }) => span === 1).map(({ form }) => form);
  if (String(asked) === String(words)) check(String(got) === String(expected), `"${words.join(" ")}": ${got} for ${expected}`);
}

// Counts of facets are those of the pages that have all words.
const values = (page, { id }, title) => [page.f[id] ?? []].flat().includes(title);
for (const query of ["contract", "exit plan", "risk", "supplier relationship", "the", "governance"]) {
  const all = await engine.find(query);
  const urls = new Set(all.results.filter(({ full }) => full || all.partial).map(({ page }) => page));
  const matching = pages.filter(({ url }) => urls.has(numbers.get(url)));
  for (const facet of all.facets) {
    for (const { id, title, count } of facet.values) {
      const expected = matching.filter((page) => values(page, facet, title)).length;
      check(count === expected, `${query}: ${facet.id} ${title} ${count} for ${expected}`);
      const narrowed = await engine.find(query, { [facet.id]: new Set([id]) });
      check(narrowed.count === expected, `${query}: ${narrowed.count} narrowed to ${title} for ${expected}`);
    }
  }
}

console.log(`search properties: ${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed ? 1 : 0;
