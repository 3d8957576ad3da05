// Every example of the specification is rendered by guildhall and by
// cmark-gfm's own program, and must come out the same but for what guildhall
// adds (ids, scrolling boxes, links of bare URLs) and what it refuses on
// purpose (raw HTML, schemes other than http, https, mailto and tel, images
// from other sites).

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [guildhall, spec] = process.argv.slice(2);
const tmp = mkdtempSync(join(tmpdir(), "commonmark-"));
const page = join(tmp, "page.md");
const file = join(tmp, "example.md");
const refused = /error\[GH30[457]\]/;

function examples(text) {
  const fence = "`".repeat(32);
  const parts = text.split(`${fence} example\n`).slice(1);
  return parts.map((part) => part.slice(0, part.indexOf(`\n${fence}`))
    .split(/^\.$/m)[0].replaceAll("→", "\t"));
}

// What guildhall adds is taken away again.
function plain(html) {
  return html
    .replace(/<(h[1-6]) id="[^"]*">/g, "<$1>")
    .replaceAll('<pre tabindex="0">', "<pre>")
    .replace(/<div class="table"[^>]*>\n|<\/div>\n/g, "")
    .replace(/ scope="col"| class="(right|center)"/g, "")
    .replace(/<li class="task">/g, "<li>")
    .replace(/ aria-label="(Done|To do)"/g, "");
}

// What cmark-gfm writes in another way, and the links it does not make.
function same(ours, theirs) {
  const links = /<a href="(https?:[^"]*)">\1<\/a>/g;
  const strip = (html) => html.replace(/ align="[a-z]+"/g, "").replace(links, "$1");
  return strip(plain(ours)) === strip(theirs);
}

let passed = 0;
let onPurpose = 0;
let failed = 0;

for (const [index, markdown] of examples(readFileSync(spec, "utf8")).entries()) {
  writeFileSync(page, `---\n---\n${markdown}`);
  writeFileSync(file, markdown);
  const ours = spawnSync(guildhall, ["render", "--markdown", page], { encoding: "utf8" });
  const theirs = spawnSync("cmark-gfm",
    ["--unsafe", "--smart", "-e", "footnotes", "-e", "table", "-e", "tasklist", file],
    { encoding: "utf8" });
  if (refused.test(ours.stderr)) {
    onPurpose += 1;
  } else if (same(ours.stdout, theirs.stdout)) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`FAILED: example ${index + 1}: ${JSON.stringify(markdown)}`);
    console.log("  cmark-gfm:", JSON.stringify(theirs.stdout));
    console.log("  guildhall:", JSON.stringify(ours.stdout), ours.stderr);
  }
}

rmSync(tmp, { recursive: true });
console.log(`commonmark: ${passed} same, ${onPurpose} refused on purpose, ${failed} failed`);
process.exit(failed ? 1 : 0);
