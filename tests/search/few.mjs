// A site of so few pages that it may be one file: few.mjs FOLDER WORDS writes
// it, with so many words on each page that the next page does not have.

import { makeFolder } from "./folder.mjs";

const PAGES = 100; // and the first page
const PARTS = 6; // other pages between two that share words
const SYLLABLES = ["ba", "ce", "di", "fo", "gu", "ka", "le", "mi", "no", "pu"];
const [folder, words] = process.argv.slice(2);

const wordOf = (n) => [...String(n).padStart(4, "0")].map((digit) => SYLLABLES[digit]).join("");

function page(i) {
  const text = Array.from({ length: words }, (_, k) => wordOf(k * PARTS + i % PARTS));
  const title = i ? `Page ${wordOf(9000 + i)}` : "Page of escalation";
  return `---\ntitle: ${title}\ndescription: A page.\n---\n\n${text.join(" ")}\n`;
}

makeFolder(folder, "Few", PAGES, page);
