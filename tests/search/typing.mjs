// Readers see results while they type: typing.mjs SITE CORPUS types the first
// word of each title and then each other one letter by letter. A page that was
// among the first ten stays there, but for some whose word begins like another.

import { readFileSync } from "node:fs";
import { open } from "./engine.mjs";

const SHOWN = 10;
const START = 2; // letters
const LEAVE = 0.015; // of the words
const [site, corpus] = process.argv.slice(2);
const pages = readFileSync(corpus, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const { engine, search } = await open(site);

async function isShown(query, url) {
  const { results } = await engine.find(query);
  return (await engine.describe(results.slice(0, SHOWN))).some(({ meta }) => meta.url === url);
}

// Where behind FIRST the page was gone again while WORD was typed; or nothing.
async function leaves(url, first, word) {
  let before = false;
  for (let end = START; end <= word.length; end++) {
    const query = `${first} ${word.slice(0, end)}`;
    const now = await isShown(query, url);
    if (before && !now) return query;
    before = now;
  }
  return undefined;
}

const typed = [];
for (const { url, title } of pages) {
  const words = search.tokens(title, engine.files.stops).filter(({ span, form }) => span === 1 && !engine.files.stops.has(form));
  for (const { form } of words.slice(1)) typed.push(await leaves(url, words[0].form, form));
}
const gone = typed.filter(Boolean);
console.log(`typing: ${typed.length} words of titles, at ${gone.length} of which a page left the first ten`);
if (!typed.length || gone.length > typed.length * LEAVE) {
  console.log(`FAILED: ${gone.slice(0, 5).map((text) => `"${text}"`).join(", ")}`);
  process.exitCode = 1;
}
