// Runs the JSON files of the Mustache specification through
// `guildhall render --template`.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [guildhall, specs] = process.argv.slice(2);
const tmp = mkdtempSync(join(tmpdir(), "mustache-"));
let passed = 0;
let failed = 0;

function render(test) {
  const dir = join(tmp, "case");
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(join(dir, "partials"), { recursive: true });
  writeFileSync(join(dir, "template"), test.template);
  writeFileSync(join(dir, "data"), JSON.stringify(test.data));
  for (const [name, text] of Object.entries(test.partials ?? {})) {
    writeFileSync(join(dir, "partials", `${name}.mustache`), text);
  }
  return execFileSync(guildhall, [
    "render", "--template", join(dir, "template"), "--data", join(dir, "data"),
    "--partials", join(dir, "partials"),
  ], { encoding: "utf8" });
}

for (const file of readdirSync(specs).filter((name) => name.endsWith(".json"))) {
  for (const test of JSON.parse(readFileSync(join(specs, file), "utf8")).tests) {
    let result;
    try {
      result = render(test);
    } catch (error) {
      result = error.message;
    }
    if (result === test.expected) {
      passed += 1;
    } else {
      failed += 1;
      console.log(`FAILED: ${file}: ${test.name}`);
      console.log("  expected:", JSON.stringify(test.expected));
      console.log("  got:     ", JSON.stringify(result));
    }
  }
}

rmSync(tmp, { recursive: true });
console.log(`mustache: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
