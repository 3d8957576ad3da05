// Random edits of a repository whose site lives: live.mjs PROGRAM LIVE FOLDER EDITS SEED
//
// After each, what the running program says of it, and every file it is asked
// for, is compared with a build from nothing; where that is refused, with the
// last one that was not.

import { spawn, spawnSync } from "node:child_process";
import { renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { generator } from "../random.mjs";
import { edits as editing, files } from "../incremental/edits.mjs";

const [program, driver, top, edits, seed] = process.argv.slice(2);
const repo = join(top, "in");
const random = generator(seed);
const { kinds, mend, pick } = editing(repo, random);
const SESSION = 40; // edits, after which another edition is looked at
let failed = 0, refused = 0, told = 0, good = false;
let live, lines, edition;

function start() {
  good = false;
  edition = pick(["public", "members"]);
  live = spawn(driver, [repo, process.env.GUILDHALL_THEMES, String(1 + random(4)), edition], { stdio: ["pipe", "pipe", "inherit"] });
  lines = createInterface({ input: live.stdout })[Symbol.asyncIterator]();
}

async function stop() {
  const ended = new Promise((resolve) => live.on("close", resolve));

  live.stdin.end();
  if (await ended !== 0) wrong("the program did not end well");
}

// What is answered to a command.
async function ask(command) {
  const said = [];

  live.stdin.write(`${command}\n`);
  for (;;) {
    const { value, done } = await lines.next();

    if (done) throw new Error(`live: ended at: ${command}`);
    if (value === ".") return said;
    said.push(value);
  }
}

function build() {
  rmSync(join(top, "anew"), { recursive: true, force: true });
  rmSync(join(top, ".anew.guildhall"), { recursive: true, force: true });
  const run = spawnSync(program, ["build", "-s", repo, "-d", join(top, "anew"), "--edition", edition, "--format", "line", "--force"]);
  const said = run.stderr.toString().split("\n").filter((line) => line && !line.startsWith("guildhall: "));

  return run.status === 0 ? said : [...said, "failed"];
}

// All files as they stand, and the commit.
const state = () => new Map([...files(repo), join(repo, ".git/HEAD"), join(repo, ".git/refs/heads/main")].map((path) => {
  const info = statSync(path, { bigint: true });

  return [path, `${info.ino} ${info.ctimeNs}`];
}));

// The files that were touched, if nothing else was and that may be told.
function touched(before, after) {
  const paths = [...after.keys()].filter((path) => after.get(path) !== before.get(path));
  const same = after.size === before.size && paths.every((path) => before.has(path) && !path.includes("/.git/"));

  return same && paths.length && random(4) ? paths.map((path) => path.slice(repo.length + 1)) : [];
}

function wrong(what) {
  failed += 1;
  if (failed < 10) console.log(`live: ${what}`);
}

// What is not made by us is as it is now, and the manifest tells of it.
const isAttached = (line) => /^(no |cannot read )?(guidance\/\S*\.(csv|png)|manifest\.json)/.test(line);

async function check(edit, paths) {
  for (const path of paths) live.stdin.write(`touched ${path}\n`);
  const said = await ask(paths.length ? "make" : "list");
  const want = build();

  told += paths.length > 0;
  if (said.join("\n") !== want.join("\n")) wrong(`after ${edit} (${edition}) it says\n${said.join("\n")}\nnot\n${want.join("\n")}`);
  const clean = !want.includes("failed");
  if (clean) {
    rmSync(join(top, "good"), { recursive: true, force: true });
    renameSync(join(top, "anew"), join(top, "good"));
    good = true;
  }
  refused += !clean;
  if (!good) return clean;
  for (const line of await ask(`compare ${join(top, "good")}`))
    if (clean || !isAttached(line)) wrong(`${line} after: ${edit} (${edition})`);
  return clean;
}

start();
await check("the first build", []);
for (let i = 1; i <= Number(edits); i++) {
  const edit = pick(Object.keys(kinds));
  const before = state();

  kinds[edit]();
  if (!await check(edit, touched(before, state())) && random(3)) mend();
  if (i % SESSION === 0) {
    await stop();
    start();
  }
}
await stop();
console.log(`live: ${edits} edits, ${told} told, ${refused} refused, ${failed} wrong`);
process.exit(failed ? 1 : 0);
