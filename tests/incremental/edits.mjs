// What people and programs do to a repository: edits(FOLDER, RANDOM).kinds, by name, each as often as it stands there.

import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);

    if (entry.name === ".git") continue;
    if (entry.isDirectory()) yield* files(path);
    else yield path;
  }
}

export function edits(repo, random) {
  let serial = 0;
  let day = 1;
  const pick = (list) => list[random(list.length)];
  const word = () => pick(["risk", "exit", "benchmark", "gain-share", "ISO 44001", "S.106", "supplier’s", "naïve", "review"]);
  const words = (n) => Array.from({ length: n }, word).join(" ");
  const pages = () => [...files(join(repo, "guidance"))].filter((path) => path.endsWith(".md"));
  const page = (title, body) => `---\ntitle: ${title}\nlast_reviewed_on: 2026-0${1 + random(9)}-11\nreview_in: 1 year\n---\n${body}\n`;
  const take = (path) => existsSync(join(repo, path)) ? readFileSync(join(repo, path), "utf8") : "";
  const name = (path) => path.split("/").pop();
  const template = join(repo, "theme/templates/page.mustache");
  const theme = join(process.env.GUILDHALL_THEMES, "guildhall");
  const dot = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

  function put(path, text) {
    mkdirSync(dirname(join(repo, path)), { recursive: true });
    writeFileSync(join(repo, path), text);
  }

  function replace(path, from, to) {
    writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
  }

  // A PNG so many pixels wide.
  function picture(width) {
    const bytes = Buffer.from(dot);

    bytes.writeUInt32BE(width, 16);
    return bytes;
  }

  // One key of a page's front matter; without a value, the page without it.
  function set(path, key, value) {
    replace(path, new RegExp(`^${key}: .*\\n`, "m"), "");
    if (value) replace(path, /^title: .*\n/m, (line) => `${line}${key}: ${value}\n`);
  }

  const git = (...args) => execFileSync("git", ["-C", repo, ...args], { stdio: "pipe", env: {
    ...process.env, GIT_AUTHOR_DATE: `2026-11-${String(day).padStart(2, "0")}T12:00:00Z`,
    GIT_COMMITTER_DATE: `2026-11-${String(day).padStart(2, "0")}T12:00:00Z` } });

  function commit(days) {
    day = Math.min(day + days, 20);
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", words(3));
  }

  // The page of the section, which may have been moved or removed.
  function section() {
    const path = join(repo, "guidance/_index.md");

    if (!existsSync(path)) put("guidance/_index.md", page("Guidance", ""));
    return path;
  }

  const kinds = {
    "add a sentence": () => appendFileSync(pick(pages()), `\nMore of ${words(3)}.\n`),
    "add a heading": () => appendFileSync(pick(pages()), `\n## Part ${++serial}\n\nSee [it](#part-${serial}).\n`),
    "add another sentence": () => appendFileSync(pick(pages()), `\nThis is ${words(5)}, and ${words(2)}.\n`),
    "add a link": () => appendFileSync(pick(pages()), `\nSee [that](${name(pick(pages()))}).\n`),
    "add a link to a heading": () => appendFileSync(pick(pages()), `\nSee [that](${name(pick(pages()))}#part-${1 + random(serial + 1)}).\n`),
    "change a heading": () => replace(pick(pages()), /^## .*/m, `## Part ${1 + random(serial + 1)}`),
    "change a title": () => replace(pick(pages()), /^title: .*/m, `title: ${words(2)} ${random(5)}`),
    "change a date": () => replace(pick(pages()), /^last_reviewed_on: .*/m, `last_reviewed_on: 2026-0${1 + random(9)}-0${1 + random(9)}`),
    "change a slug": () => set(pick(pages().filter((path) => path !== section())), "slug", pick(["", `at-${random(20)}`])),
    "add an alias": () => set(pick(pages()), "aliases", `[/was/${random(9)}]`),
    "make a draft of a page, or a page of a draft": () => set(pick(pages()), "draft", pick(["", "true"])),
    "hide a page, or show it": () => set(pick(pages()), "audience", pick(["", "members"])),
    "change what a section passes on": () => set(section(), pick(["owner", "type", "review_in"]), pick(["", "clerk", "practice", "6 months"])),
    "change a section": () => appendFileSync(section(), `\nBelow is ${words(4)}.\n`),
    "change the home page": () => appendFileSync(join(repo, "index.md"), `\nWelcome to ${words(2)}.\n`),
    "add a page": () => put(`guidance/p${serial++}.md`, page(`New ${words(2)}`, `All of ${words(9)}.\n`)),
    "add a section": () => put(`guidance/s${random(4)}/p${serial++}.md`, page(`Below ${word()}`, `All of ${words(9)}.\n`)),
    "move a page": () => { const path = pick(pages()); renameSync(path, path.replace(/[^/]*$/, `m${serial++}.md`)); },
    "remove a page": () => { if (pages().length > 6) rmSync(pick(pages())); },
    "break a page": () => appendFileSync(pick(pages()), "\n[nowhere](nowhere.md)\n"),
    "add a picture, or change it": () => {
      put("guidance/dot.png", picture(1 + random(90)));
      appendFileSync(pick(pages()), "\n![A dot](dot.png)\n");
    },
    "remove a picture": () => rmSync(join(repo, "guidance/dot.png"), { force: true }),
    "add a table": () => put(`guidance/table${random(3)}.csv`, `a,b\n${random(9)},${word()}\n`),
    "change a record": () => replace(join(repo, "data/risks.yml"), /title: [^,]*/, `title: Risk of ${words(2)}`),
    "add a record": () => appendFileSync(join(repo, "data/roles.yml"), `\n- {id: r${serial++}, title: Clerk of ${word()}}\n`),
    "add a term": () => put("data/glossary.yml", `${take("data/glossary.yml")}- {term: ${pick(["Risk", "Benchmark", "Exit"])} ${serial++}, definition: What ${word()} is}\n`),
    "change the glossary": () => put("data/glossary.yml", `- {term: ${pick(["risk", "benchmark", "exit"])}, definition: What ${words(2)} is}\n`),
    "say more in the glossary's file": () => put("data/glossary.yml", `# ${words(3)}\n${take("data/glossary.yml") || "[]\n"}`),
    "change the configuration": () => replace(join(repo, "guildhall.yml"), /^title: .*/m, `title: Site of ${words(2)}`),
    "change a template": () => {
      if (existsSync(template)) rmSync(template);
      else put("theme/templates/page.mustache", readFileSync(join(theme, "templates/page.mustache"), "utf8").replace("</main>", `<p>${word()}</p></main>`));
    },
    "commit": () => commit(random(2)),
    "commit more": () => commit(0),
    "throw away what is not committed": () => git("checkout", "-q", "HEAD", "--", "."),
    "touch a page": () => writeFileSync(pages()[0], readFileSync(pages()[0])),
    "do nothing": () => {},
    "still do nothing": () => {},
  };

  // Most of what is broken is mended soon: links that may lead nowhere, the glossary, the section.
  function mend() {
    for (const path of pages()) {
      replace(path, /^(\[nowhere\]|See \[that\]|!\[A dot\]).*\n/gm, "");
      set(path, "aliases");
      set(path, "slug");
    }
    rmSync(join(repo, "data/glossary.yml"), { force: true });
    for (const key of ["owner", "type", "review_in"]) set(section(), key);
  }

  appendFileSync(join(repo, "guildhall.yml"), "audiences: [public, members]\n");
  section();
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "All of it");
  return { kinds, mend, pick };
}
