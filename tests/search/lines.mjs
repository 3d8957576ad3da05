// Lines of text to tokenise: lines.mjs random N, or lines.mjs corpus FILE for
// all that pages hold. Random ones are made of what makes tokens interesting.

import { readFileSync } from "node:fs";

const PIECES = ["a", "b", "z", "S", "T", "ISO", "the", "in", "set", "Up", "1", "23", "456", "06", "2017", "-", "\u2010", "\u2011",
  ".", ".", "&", "/", "_", "(", ")", ")(", ",", ",250", ":", "'", "'s", "’s", "’", "‘", " ", " ", " ", "\t", "\u00a0", "\u00ad",
  "é", "e\u0301", "ß", "ẞ", "İ", "ı", "Σ", "ς", "ﬁ", "½", "²", "Ⅷ", "٣", "中文", "한국", "ま", "カ\u3099", "ǅ", "К", "я", "𝔘", "😀", "\u02bc", "ª", "…", "£", "—"];

function* random(n) {
  let state = 12345;
  const next = (limit) => {
    state = Math.imul(state, 1103515245) + 12345 >>> 0;
    return (state >>> 16) % limit;
  };
  for (let i = 0; i < n; i++) {
    yield Array.from({ length: 1 + next(14) }, () => PIECES[next(PIECES.length)]).join("");
  }
}

function* corpus(file) {
  for (const line of readFileSync(file, "utf8").split("\n").filter(Boolean)) {
    const { title, desc, sections } = JSON.parse(line);
    for (const text of [title, desc, ...sections.flatMap(({ h, t }) => [h, ...t])]) yield text.replaceAll("\n", " ");
  }
}

const [kind, argument] = process.argv.slice(2);
for (const line of kind === "random" ? random(Number(argument)) : corpus(argument)) process.stdout.write(`${line}\n`);
