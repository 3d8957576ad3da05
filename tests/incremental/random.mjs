// Random edits of a repository: random.mjs PROGRAM FOLDER EDITS SEED
//
// After each, the site that is built upon what stands is compared with the one
// that is built from nothing: every byte, and every word that is said of it.

import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generator } from "../random.mjs";
import { edits as editing, files } from "./edits.mjs";

const [program, top, edits, seed] = process.argv.slice(2);
const repo = join(top, "in");
let failed = 0;
const random = generator(seed);
let serial = 0;
let asAt = "2026-11-21";
const { kinds, mend, pick } = editing(repo, random);

Object.assign(kinds, {
  "change the report date": () => { asAt = `2026-11-2${random(8)}`; },
  "remove a file of the site": () => rmSync(pick([...files(join(top, "site"))])),
  "change a file of the site": () => appendFileSync(pick([...files(join(top, "site"))].filter((path) => !path.endsWith("manifest.json"))), "\n"),
  "add a file to the site": () => writeFileSync(join(top, "site", `more${serial++}.html`), "More.\n"),
});

function build(site, ...more) {
  const run = spawnSync(program, ["build", "-s", repo, "-d", join(top, site), "--as-at", asAt, "-j", String(1 + random(4)), ...more]);

  return {
    code: run.status,
    idle: run.stderr.includes("nothing changed"),
    said: run.stderr.toString().replace(", nothing changed", "").replace(/[\d.]+ s\n$/, ""),
  };
}

const snapshot = (site) => new Map([...files(join(top, site))].map((path) => [path.slice(join(top, site).length), readFileSync(path)]));

function wrong(what) {
  failed += 1;
  if (failed < 10) console.log(`incremental: ${what}`);
}

function compare(edit) {
  const stands = snapshot("site"), anew = snapshot("anew");

  for (const path of new Set([...stands.keys(), ...anew.keys()]))
    if (!stands.has(path) || !anew.has(path) || !stands.get(path).equals(anew.get(path)))
      wrong(`${path} differs after: ${edit}`);
}

// Now and then the files are left alone for long enough to be relied on.
const settle = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, random(3) ? 70 : 0);

build("site");
let idle = 0, refused = 0;
for (let i = 0; i < Number(edits); i++) {
  const edit = pick(Object.keys(kinds));
  const before = statSync(join(top, "site")).ino;

  kinds[edit]();
  settle();
  const built = build("site");
  rmSync(join(top, "anew"), { recursive: true, force: true });
  rmSync(join(top, ".anew.guildhall"), { recursive: true, force: true });
  if (random(8) === 0) rmSync(join(repo, ".git/guildhall"), { recursive: true, force: true });
  const want = build("anew", "--force");
  idle += built.idle;
  refused += built.code !== 0;
  if (built.code !== want.code || built.said !== want.said)
    wrong(`${built.code}: ${built.said}, not ${want.code}: ${want.said} after: ${edit}`);
  if (want.code === 0) compare(edit);
  if (built.code !== 0 && random(3)) mend();
  if ((built.idle || want.code !== 0) && statSync(join(top, "site")).ino !== before) wrong(`another site stands after: ${edit}`);
}
console.log(`incremental: ${edits} edits, ${idle} with nothing to do, ${refused} refused, ${failed} wrong`);
process.exit(failed || !idle ? 1 : 0);
