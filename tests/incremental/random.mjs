// Random edits of a repository: random.mjs PROGRAM FOLDER EDITS SEED EDITION PAGES
//
// After each, the site that is built upon what stands is compared with the one
// that is built from nothing: every byte, and every word that is said of it.
// PAGES are added to what there is. An edition that holds all there is goes on
// from what stands where only bodies of pages are others; how often is told by
// the order of the stages, and must not be never.

import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generator } from "../random.mjs";
import { edits as editing, files } from "./edits.mjs";

const [program, top, edits, seed, edition, many] = process.argv.slice(2);
const repo = join(top, "in");
let failed = 0;
const random = generator(seed);
let serial = 0;
let asAt = "2026-11-21";
const { kinds, mend, pick } = editing(repo, random);

// Words of all ranks, most of them rare; some with more than one form.
const word = () => {
  const n = random(random(random(4000) + 1) + 1);
  return ["", "re"][random(9) >> 3] + [...String(n)].map((digit) => "bdfgklmnrt"[digit] + "aeiou"[digit % 5]).join("") + ["", "", "s", "ing", "ed"][random(5)];
};
const words = (n) => Array.from({ length: n }, word).join(" ");
const sentence = () => `${words(4 + random(12))}.`;
const onOfMany = () => join(repo, `guidance/many/${random(Number(many))}.md`);

function addMany() {
  mkdirSync(join(repo, "guidance/many"), { recursive: true });
  for (let i = 0; i < Number(many); i++) {
    const body = Array.from({ length: 1 + random(12) }, (_, k) => `${k % 4 === 3 ? `## ${words(3)}\n\n` : ""}${sentence()} ${sentence()}\n`);
    writeFileSync(join(repo, `guidance/many/${i}.md`), `---\ntitle: ${words(1 + random(5))}\n---\n${body.join("\n")}`);
  }
}

// What is there of a page that may have been moved or removed.
function edit(path, fn) {
  let text;

  try {
    text = readFileSync(path, "utf8");
  } catch {
    return;
  }
  writeFileSync(path, fn(text));
}

// Without its manifest nobody would know the site as one.
const published = () => [...files(join(top, "site"))].filter((path) => !path.endsWith("manifest.json"));

Object.assign(kinds, {
  "change the report date": () => { asAt = `2026-11-2${random(8)}`; },
  "remove a file of the site": () => rmSync(pick(published())),
  "change a file of the site": () => appendFileSync(pick(published()), "\n"),
  "add a file to the site": () => writeFileSync(join(top, "site", `more${serial++}.html`), "More.\n"),
});

const isStage = /^[a-z]+ +[\d.]+ ms/;

function build(site, ...more) {
  const run = spawnSync(program, ["build", "-s", repo, "-d", join(top, site), "--as-at", asAt, "--edition", edition, "--trace", "-j", String(1 + random(4)), ...more]);
  const lines = run.stderr.toString().split("\n");
  const stages = lines.filter((line) => isStage.test(line)).map((line) => line.split(" ")[0]);
  const said = lines.filter((line) => !isStage.test(line)).join("\n");

  return {
    code: run.status,
    idle: said.includes("nothing changed"),
    goesOn: stages.indexOf("search") < stages.indexOf("render"),
    said: said.replace(/, (nothing|\d+) changed/, "").replace(/[\d.]+ s\n$/, ""),
  };
}

if (Number(many)) {
  addMany();
  for (const name of ["once", "twice", "thrice"]) {
    kinds[`say more on a page, ${name}`] = () => edit(onOfMany(), (text) => `${text}\n${sentence()}\n`);
    kinds[`say more in the middle of one, ${name}`] = () => edit(onOfMany(), (text) => text.replace(/\. (?=\w)/, ` ${word()}. ${sentence()} `));
    kinds[`say less on a page, ${name}`] = () => edit(onOfMany(), (text) => text.replace(/\n[^\n#-]*\.\n$/, "\n"));
  }
  kinds["say much more on a page"] = () => edit(onOfMany(), (text) => `${text}\n${Array.from({ length: 90 }, sentence).join("\n\n")}\n`);
  kinds["say something on many pages"] = () => { for (let i = 0; i < 5; i++) edit(onOfMany(), (text) => `${text}\n${sentence()}\n`); };
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
let idle = 0, refused = 0, on = 0;
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
  on += built.goesOn;
  refused += built.code !== 0;
  if (built.code !== want.code || built.said !== want.said)
    wrong(`${built.code}: ${built.said}, not ${want.code}: ${want.said} after: ${edit}`);
  if (want.code === 0) compare(edit);
  if (built.code !== 0 && random(3)) mend();
  if ((built.idle || want.code !== 0) && statSync(join(top, "site")).ino !== before) wrong(`another site stands after: ${edit}`);
}
console.log(`incremental: ${edits} edits, ${idle} with nothing to do, ${on} that went on from what stands, ${refused} refused, ${failed} wrong`);
process.exit(failed || !idle || (Number(many) && !on) ? 1 : 0);
