// A content folder of pages p0.md, p1.md …, of which PAGE(i) gives the text.

import { mkdirSync, writeFileSync } from "node:fs";

// CONFIG are more lines of guildhall.yml.
export function makeFolder(folder, title, pages, page, config = "") {
  mkdirSync(folder);
  writeFileSync(`${folder}/guildhall.yml`, `title: ${title}\n${config}`);
  writeFileSync(`${folder}/index.md`, `---\ntitle: ${title}\n---\n`);
  for (let i = 0; i < pages; i++) writeFileSync(`${folder}/p${i}.md`, page(i));
}
