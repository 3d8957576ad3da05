// sheets.mjs SITE SHEETS: every register of the site's api/ against the sheet
// that LibreOffice read from the workbook: the same rows, cell by cell, and a
// title over each column.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const [site, sheets] = process.argv.slice(2);

function parse(text) {
  const rows = [[]];
  const pattern = /("((?:[^"]|"")*)"|[^",\r\n]*)(,|\r?\n|$)/gy;
  for (;;) {
    const [, bare, quoted, end] = pattern.exec(text);
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (pattern.lastIndex >= text.length) return rows;
    if (end !== ",") rows.push([]);
  }
}

const registers = readdirSync(join(site, "api"))
  .filter((name) => name.endsWith(".json") && name !== "pages.json")
  .map((name) => JSON.parse(readFileSync(join(site, "api", name), "utf8")));
const read = readdirSync(sheets).map((name) => ({
  name,
  rows: parse(readFileSync(join(sheets, name), "utf8")),
}));

const wanted = registers.map((rows) =>
  JSON.stringify(rows.map((row) => Object.values(row).map((cell) => cell ?? ""))),
);
let failed = 0;
const fail = (message) => {
  console.log(`FAILED: ${message}`);
  failed++;
};

if (!read.length || read.length !== registers.length)
  fail(`${read.length} sheets for ${registers.length} registers`);
for (const { name, rows } of read) {
  const [titles, ...body] = rows;
  if (titles.some((title) => !title)) fail(`${name}: a column without a title`);
  // Numbers of JSON have no zeros at their end; those of a sheet may.
  const place = wanted.findIndex((text) => same(JSON.parse(text), body));
  if (place < 0) fail(`${name}: not the rows of any register`);
  else wanted.splice(place, 1);
}

function same(register, body) {
  return (
    register.length === body.length &&
    register.every(
      (row, y) =>
        row.length === body[y].length &&
        row.every((cell, x) =>
          typeof cell === "number" ? body[y][x] !== "" && Number(body[y][x]) === cell : cell === body[y][x],
        ),
    )
  );
}

console.log(`sheets: ${read.length - failed} as the site has them, ${failed} failed`);
process.exit(failed ? 1 : 0);
