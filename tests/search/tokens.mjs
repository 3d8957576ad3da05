// The browser's words against the vectors, and against the indexer's own on
// any text: tokens.mjs VECTORS SITE, or tokens.mjs --print SITE < lines.

import { readFileSync } from "node:fs";
import { runtime } from "./engine.mjs";

const STOPS = /token_stops\[\] =([^;]*);/.exec(readFileSync(new URL("../../src/search/token.c", import.meta.url), "utf8"))[1];
const stops = new Set([...STOPS.matchAll(/"([^"]*)"/g)].map(([, part]) => part).join("").split(" "));

const [first, site] = process.argv.slice(2);
const { tokens } = runtime(site);
const shown = (text) => tokens(text, stops)
  .map(({ form, position, span }) => `${form}@${position}${span > 1 ? `+${span}` : ""}`).join(" ");

if (first === "--print") {
  const lines = readFileSync(0, "utf8").split("\n").slice(0, -1);
  process.stdout.write(lines.map((line) => `${shown(line)}\n`).join(""));
} else {
  const lines = readFileSync(first, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  let failed = 0;
  for (let i = 0; i < lines.length; i += 2) {
    const text = lines[i].replaceAll("\\n", "\n").replace(/\\u\{(\w+)\}/g, (_, hex) => String.fromCodePoint(parseInt(hex, 16)));
    if (shown(text) === lines[i + 1]) continue;
    failed += 1;
    console.log(`FAILED: ${lines[i]}\n  expected ${lines[i + 1]}\n  got      ${shown(text)}`);
  }
  console.log(`tokens in the browser: ${lines.length / 2 - failed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
