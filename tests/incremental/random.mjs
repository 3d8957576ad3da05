// Random edits of a repository: random.mjs PROGRAM FOLDER EDITS SEED
//
// After each, the site that is built upon what stands is compared with the one
// that is built from nothing: every byte, and every word that is said of it.

import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generator } from "../random.mjs";

const [program, top, edits, seed] = process.argv.slice(2);
const repo = join(top, "in");
let failed = 0;
const random = generator(seed);
let serial = 0;
let day = 1;

const pick = (list) => list[random(list.length)];
const word = () => pick(["risk", "exit", "benchmark", "gain-share", "ISO 44001", "S.106", "supplier’s", "naïve", "review"]);
const words = (n) => Array.from({ length: n }, word).join(" ");

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);

    if (entry.name === ".git") continue;
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

function put(path, text) {
  mkdirSync(dirname(join(repo, path)), { recursive: true });
  writeFileSync(join(repo, path), text);
}

const pages = () => [...files(join(repo, "guidance"))].filter((path) => path.endsWith(".md"));
const page = (title, body) => `---\ntitle: ${title}\nlast_reviewed_on: 2026-0${1 + random(9)}-11\nreview_in: 1 year\n---\n${body}\n`;

function replace(path, from, to) {
  writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
}

const git = (...args) => execFileSync("git", ["-C", repo, ...args], { stdio: "pipe", env: {
  ...process.env, GIT_AUTHOR_DATE: `2026-11-${String(day).padStart(2, "0")}T12:00:00Z`,
  GIT_COMMITTER_DATE: `2026-11-${String(day).padStart(2, "0")}T12:00:00Z` } });

const template = () => join(repo, "theme/templates/page.mustache");
const theme = join(process.env.GUILDHALL_THEMES, "guildhall");
let asAt = "2026-11-21";

// What people and programs do, each as often as it stands here.
const kinds = {
  "add a sentence": () => appendFileSync(pick(pages()), `\nMore of ${words(3)}.\n`),
  "add a heading": () => appendFileSync(pick(pages()), `\n## Part ${++serial}\n\nSee [it](#part-${serial}).\n`),
  "add another sentence": () => appendFileSync(pick(pages()), `\nThis is ${words(5)}, and ${words(2)}.\n`),
  "add a link": () => appendFileSync(pick(pages()), `\nSee [that](${pick(pages()).split("/").pop()}).\n`),
  "change a title": () => replace(pick(pages()), /^title: .*/m, `title: ${words(2)} ${random(5)}`),
  "change a date": () => replace(pick(pages()), /^last_reviewed_on: .*/m, `last_reviewed_on: 2026-0${1 + random(9)}-0${1 + random(9)}`),
  "add a page": () => put(`guidance/p${serial++}.md`, page(`New ${words(2)}`, `All of ${words(9)}.\n`)),
  "add a section": () => put(`guidance/s${random(4)}/p${serial++}.md`, page(`Below ${word()}`, `All of ${words(9)}.\n`)),
  "move a page": () => { const path = pick(pages()); renameSync(path, path.replace(/[^/]*$/, `m${serial++}.md`)); },
  "remove a page": () => { if (pages().length > 6) rmSync(pick(pages())); },
  "break a page": () => appendFileSync(pick(pages()), "\n[nowhere](nowhere.md)\n"),
  "change a record": () => replace(join(repo, "data/risks.yml"), /title: [^,]*/, `title: Risk of ${words(2)}`),
  "add a record": () => appendFileSync(join(repo, "data/roles.yml"), `\n- {id: r${serial++}, title: Clerk of ${word()}}\n`),
  "change the configuration": () => replace(join(repo, "guildhall.yml"), /^title: .*/m, `title: Site of ${words(2)}`),
  "change a template": () => {
    if (existsSync(template())) rmSync(template());
    else put("theme/templates/page.mustache", readFileSync(join(theme, "templates/page.mustache"), "utf8").replace("</main>", `<p>${word()}</p></main>`));
  },
  "change the report date": () => { asAt = `2026-11-2${random(8)}`; },
  "commit": () => { day = Math.min(day + random(2), 20); git("add", "-A"); git("commit", "-q", "--allow-empty", "-m", words(3)); },
  "commit more": () => { git("add", "-A"); git("commit", "-q", "--allow-empty", "-m", words(3)); },
  "throw away what is not committed": () => git("checkout", "-q", "HEAD", "--", "."),
  "touch a page": () => writeFileSync(pages()[0], readFileSync(pages()[0])),
  "do nothing": () => {},
  "still do nothing": () => {},
  "remove a file of the site": () => rmSync(pick([...files(join(top, "site"))])),
  "change a file of the site": () => appendFileSync(pick([...files(join(top, "site"))].filter((path) => !path.endsWith("manifest.json"))), "\n"),
  "add a file to the site": () => writeFileSync(join(top, "site", `more${serial++}.html`), "More.\n"),
};

// Most of what is broken is mended soon: no link leads nowhere.
function mend() {
  for (const path of pages()) replace(path, /^(\[nowhere\]|See \[that\]).*\n/gm, "");
}

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

git("init", "-q", "-b", "main");
git("add", "-A");
git("commit", "-q", "-m", "All of it");
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
