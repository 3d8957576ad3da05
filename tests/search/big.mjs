// A site that is just big enough for common words to be told of in two files,
// and so big that the values of its pages are in more than one:
// big.mjs make FOLDER writes it, big.mjs check SITE looks at what was built.

import { open } from "./engine.mjs";
import { makeFolder } from "./folder.mjs";

const PAGES = 20000; // and the first page
const SIXTHS = 6;
const TOGETHER = 12348; // the page where both words stand in one paragraph, the first
const OFTEN = 77; // the page that says one of them again and again
const MOST = 3; // the level of a page that does
const RARE = 500; // a page of so many has the rare word
const TOPICAL = 3; // and of so many the topic
const COMMON = ["alpha", "beta"];
const GOING_ON = ["zetabo", "zetaco", "zetado", "zetafo"]; // words of all pages that start alike
const COMPLETED = 3; // of which so many have lists that are short enough together

// The paragraphs that have each word: never the same, but on one page.
const placesOf = (i) => [[i % SIXTHS], [i === TOGETHER ? i % SIXTHS : (i + 1 + i % 5) % SIXTHS]];

function page(i) {
  const places = placesOf(i);
  const paragraphs = Array.from({ length: SIXTHS }, (_, k) => {
    const words = Array.from({ length: 12 }, () => "filler");
    COMMON.forEach((word, n) => { if (places[n].includes(k)) words[n] = word; });
    if (i === OFTEN && places[0].includes(k)) words.fill(COMMON[0]);
    if (!k && i % RARE === 0) words[2] = "gamma";
    if (k === 1) words.splice(4, GOING_ON.length, ...GOING_ON);
    return words.join(" ");
  });
  const topics = i % TOPICAL ? "" : "topics: [risk]\n";
  return `---\ntitle: Page ${i}\ndescription: A page.\n${topics}---\n\n${paragraphs.join("\n\n")}\n`;
}

const make = (folder) => makeFolder(folder, "Big", PAGES, page,
  "taxonomies:\n  topics:\n    title: Topics\n    values: {risk: Risk}\n");

async function check(site) {
  let failed = 0;
  const expect = (is, what) => {
    if (is) return;
    failed += 1;
    if (failed < 10) console.log(`FAILED: ${what}`);
  };
  const groupOf = async ({ files }, form) => {
    const { group } = await files.word(form);
    return { ...await files.group(group), number: group };
  };
  const { engine, search, loader } = await open(site);
  const numbers = new Map();
  for (let i = 0; i < engine.files.pages; i++) numbers.set((await engine.files.page(i)).url, i);
  expect(!(await groupOf(engine, "gamma")).common, "a rare word has its postings in one file");

  // Details are of the pages they are for.
  for (const [n, word] of COMMON.entries()) {
    const group = await groupOf(engine, word);
    expect(group.common, `${word} is common`);
    expect(group.pages.length === PAGES, `${word} is on ${group.pages.length} pages`);
    const { sixths, levels } = await engine.files.details(group.number);
    const at = new Map([...group.pages].map((number, i) => [number, i]));
    for (let i = 0; i < PAGES; i++) {
      const own = at.get(numbers.get(`p${i}.html`));
      const bits = placesOf(i)[n].reduce((all, k) => all | 1 << k, 0);
      expect(sixths[own] === bits, `${word} stands on page ${i} in ${sixths[own]} for ${bits}`);
      expect((levels[own] === MOST) === (word === COMMON[0] && i === OFTEN), `page ${i} has ${word} by ${levels[own]}`);
    }
  }

  // What a query finds, how many, and whether it took details for it.
  const rows = [
    { query: "alpha beta", first: TOGETHER, count: PAGES, detailed: true },
    { query: "alpha gamma", count: PAGES / RARE, detailed: false },
    { query: "page ", count: PAGES, detailed: false },
    { query: `page ${OFTEN} `, first: OFTEN, count: 1, detailed: false },
  ];
  for (const { query, first, count, detailed } of rows) {
    const cold = await new search.Engine((name, id) => loader.load(name, id)).open();
    const found = await cold.find(query);
    const [shown] = await cold.describe(found.results.slice(0, 1));
    const looked = [...cold.files.loaded.keys()].some((name) => name.startsWith("c/"));
    expect(first === undefined || shown?.meta.url === `p${first}.html`, `${query} finds ${shown?.meta.url}`);
    expect(found.count === count, `${query} counts ${found.count}`);
    expect(looked === detailed, `${query} took details: ${looked}`);
  }

  // A word that has begun: of common words that go on so some are enough.
  for (const [query, count, completions] of [["zet", PAGES, COMPLETED], ["gam", PAGES / RARE, 1]]) {
    const found = await engine.find(query);
    const read = found.query.slots[0].alternatives.length;
    expect(found.count === count && read === completions, `${query} counts ${found.count}, by ${read} words`);
  }

  // Topics are counted; of one page only those of the pages near it are read.
  const topics = { topics: new Set(["risk"]) };
  const topical = Math.ceil(PAGES / TOPICAL);
  for (const [query, chosen, count, risky, files] of [
    ["alpha beta", {}, PAGES, topical, 3],
    ["alpha beta", topics, topical, topical, 3],
    [`page ${OFTEN} `, {}, 1, 0, 1],
    [`page ${OFTEN + 1} `, {}, 1, 1, 1],
    [`page ${OFTEN} `, topics, 0, 0, 3],
  ]) {
    const cold = await new search.Engine((name, id) => loader.load(name, id)).open();
    const found = await cold.find(query, chosen);
    const at = cold.files.facets.findIndex(({ id }) => id === "topics");
    const read = [...cold.files.loaded.keys()].filter((name) => name.startsWith(`f/${at}-`)).length;
    const [value] = found.facets[at].values;
    const what = `${query} narrowed to ${Object.keys(chosen)}`;
    expect(found.count === count, `${what} counts ${found.count}`);
    expect((value?.count ?? 0) === risky, `${what} counts ${value?.count} of the topic`);
    expect(read === files, `${what} read ${read} files of topics`);
  }
  process.exitCode = failed ? 1 : 0;
}

const [command, folder] = process.argv.slice(2);
await (command === "make" ? make : check)(folder);
