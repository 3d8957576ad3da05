// Random edits of what is restricted: random.mjs PROGRAM FOLDER EDITS SEED

import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { about, apart, body, canaries, canary, config, open, page, restricted, restrictedPage } from "./content.mjs";
import { generator } from "../random.mjs";

const [program, top, edits, seed] = process.argv.slice(2);
const repo = join(top, "in");
let failed = 0;
const random = generator(seed);
let clock = Date.UTC(2026, 2, 1) / 1000;

const pick = (list) => (list.length ? list[random(list.length)] : undefined);

function wrong(what) {
  failed += 1;
  if (failed < 10) console.log(`editions: ${what}`);
}

function put(path, text) {
  mkdirSync(dirname(join(repo, path)), { recursive: true });
  writeFileSync(join(repo, path), text);
}

const take = (path) => readFileSync(join(repo, path), "utf8");

// Each commit is hours after the one before.
function seal(summary, who) {
  clock += 40_000;
  const env = {
    ...process.env, GIT_AUTHOR_NAME: who, GIT_AUTHOR_EMAIL: `${who}@example.org`, GIT_COMMITTER_NAME: who,
    GIT_COMMITTER_EMAIL: `${who}@example.org`, GIT_AUTHOR_DATE: `${clock} +0000`, GIT_COMMITTER_DATE: `${clock} +0000`,
  };
  const git = (...words) => execFileSync("git", ["-C", repo, ...words], { env, stdio: "pipe" });

  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", summary);
}

function build(edition) {
  const site = join(top, edition);
  const run = spawnSync(program, ["build", "-q", "-s", repo, "-d", site, "--edition", edition, "-j", "1"]);

  if (run.status !== 0) throw new Error(`${edition}: exit ${run.status}\n${run.stderr}`);
  return site;
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);

    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

const snapshot = (site) => new Map([...files(site)].map((path) => [path, readFileSync(path)]));

// How many files differ.
function compare(before, after, edit) {
  let differ = 0;

  for (const path of new Set([...before.keys(), ...after.keys()])) {
    if (before.has(path) && after.has(path) && before.get(path).equals(after.get(path))) continue;
    differ += 1;
    wrong(`${path} differs after ${edit}`);
  }
  return differ;
}

// All that a file says, unpacked.
function* layers(path, bytes) {
  yield bytes.toString("latin1");
  yield decodeURIComponent(path.replaceAll("%", "%25"));
  if (path.endsWith(".xlsx")) yield execFileSync("unzip", ["-p", path]).toString("latin1");
}

// Which canaries are told in a site.
function told(site) {
  const found = new Set();

  for (const [path, bytes] of snapshot(site))
    for (const layer of layers(path, bytes))
      for (const [word] of layer.toLowerCase().matchAll(/kanarie\d{4}x?/g)) found.add(word);
  return found;
}

// --- The repository -------------------------------------------------------

const recordFile = (kind, n) => (kind === "pairs" ? "data/private/pairs.yml"
  : apart.has(kind) ? `data/${kind}/${n}.yml` : `data/${kind}.yml`);

function putRecords(kind, records) {
  if (!apart.has(kind)) {
    put(recordFile(kind), `${JSON.stringify(records, null, 1)}\n`);
    return;
  }
  records.forEach((record, i) => put(recordFile(kind, i), `${JSON.stringify(record, null, 1)}\n`));
}

execFileSync("git", ["init", "-q", "-b", "main", repo]);
put("guildhall.yml", config);
put("index.md", page({ title: "Home" }, "See [the paper](guidance/paper.md), [the board](board/) and [what it said](board/linked.md).\n"));
put("guidance/_index.md", page({ title: "Guidance" }, "All of it.\n"));
put("guidance/open.md", page({ title: "Open", topics: ["risk"] }, "For all. See [that](paper.md).\n"));
for (const [kind, records] of Object.entries(open)) putRecords(kind, records);
seal("What is open", "Clerk");
put("guidance/open.md", page({ title: "Open", topics: ["risk"], attachments: { "claimed.csv": "board" } },
  "For all, and more. See [that](paper.md).\n"));
put("guidance/claimed.csv", `a,b\n${canary()},1\n`);
put("guidance/paper.md", restrictedPage("members"));
put("guidance/paper.csv", `a,b\n${canary()},1\n`);
put("board/_index.md", restrictedPage("board").replace(/^slug: .*\n/m, ""));
put("board/open.md", page({ title: canary() }, body()));
put("board/linked.md", page({ title: canary() }, body()));
put("board/minutes.csv", `a,b\n${canary()},1\n`);
const secret = restricted.contracts();
for (const [kind, make] of Object.entries(restricted)) {
  const more = kind === "contracts" ? [secret] : [make()];

  putRecords(kind, [...open[kind], ...more, ...about(secret.id)[kind] ?? []]);
}
seal("All at once", "Clerk");
put("guidance/open.md", `${take("guidance/open.md")}\nOne word more.\n`);
seal("One word more", "Scribe");

// --- Random edits ---------------------------------------------------------

let made = [];

function editPage() {
  const path = pick(["guidance/paper.md", "board/open.md", "board/_index.md", ...made.filter((name) => name.endsWith(".md"))]);

  put(path, `${take(path)}\n${body()}`);
}

function rewritePage() {
  put("guidance/paper.md", restrictedPage(pick(["members", "board"])));
}

function addPage() {
  const inside = random(2);
  const path = pick([`${pick(["board", "board/deeper", "new"])}/${canary()}.md`, `guidance/${canary()}.md`]);

  put(path, inside ? restrictedPage("board") : page({ title: canary(), audience: "board" }, body()));
  made.push(path);
}

function addFile() {
  const path = `board/${canary()}.csv`;

  put(path, `a\n${canary()}\n`);
  made.push(path);
}

function editFile() {
  put(pick(["guidance/claimed.csv", "guidance/paper.csv", "board/minutes.csv"]), `a,b\n${canary()},${random(100)}\n`);
}

function remove() {
  const path = pick(made);

  if (!path) return;
  rmSync(join(repo, path));
  made = made.filter((name) => name !== path);
}

function move() {
  const path = pick(made);

  if (!path) return;
  const to = join(dirname(path), `${canary()}.${path.split(".").pop()}`);
  renameSync(join(repo, path), join(repo, to));
  made = made.map((name) => (name === path ? to : name));
}

const isOpen = (kind, record) => open[kind].some((other) => (other.id ?? other.term ?? other.date) === (record.id ?? record.term ?? record.date));

// Add, change or take away a record in a file that has open ones as well.
function editRecords() {
  const kind = pick(Object.keys(restricted));
  const n = open[kind].length;

  if (apart.has(kind)) {
    put(recordFile(kind, n + random(3)), `${JSON.stringify(restricted[kind](), null, 1)}\n`);
    return;
  }
  const old = JSON.parse(take(recordFile(kind)));
  const kept = old.filter((record) => isOpen(kind, record) || record === old.find(({ id }) => id === secret.id)
    || record.contract === secret.id || random(2));
  const more = Array.from({ length: random(3) }, restricted[kind]);
  const all = [...kept];

  for (const record of more) all.splice(random(all.length + 1), 0, record);
  const seen = new Set();
  putRecords(kind, all.filter((record) => kind !== "assessments" || (!seen.has(record.date + record.kind) && seen.add(record.date + record.kind))));
}

function editAbout() {
  const old = JSON.parse(take("data/risks.yml")).filter((record) => record.contract !== secret.id);

  putRecords("risks", [...old, ...about(secret.id).risks]);
}

// A page that an open one links to comes and goes.
function editLinked() {
  if (random(2)) put("board/linked.md", restrictedPage("board"));
  else rmSync(join(repo, "board/linked.md"), { force: true });
}

const kinds = [editLinked, editPage, rewritePage, addPage, addFile, editFile, remove, move, editRecords, editRecords, editRecords, editAbout];
const planted = canaries.length;
const first = snapshot(build("public"));
let differ = 0;

for (let i = 0; i < Number(edits); i++) {
  const edit = pick(kinds);

  edit();
  seal(`${canary()} ${edit.name}`, `Kanarie${i}`);
  differ += compare(first, snapshot(build("public")), edit.name);
}

// --- Canaries -------------------------------------------------------------

put("board/linked.md", page({ title: canary() }, body()));
const wide = told(join(top, "public"));
const all = told(build("board"));

if (wide.size) wrong(`the public edition tells of ${[...wide].slice(0, 5).join(", ")}`);
if (planted < 200 || all.size < 100) wrong(`only ${planted} canaries planted, ${all.size} told to the board`);
if (existsSync(join(top, "public/guidance/paper.html"))) wrong("the paper is public");
console.log(`editions: ${edits} edits, ${differ} files differ, ${canaries.length} canaries planted, ` +
  `${all.size} told to the board, ${wide.size} to everybody`);
process.exit(failed ? 1 : 0);
