// find.mjs SITE QUERY [URL]: what a query finds; URL must be the first.

import { open } from "./engine.mjs";

const [site, query, url] = process.argv.slice(2);
const { engine } = await open(site);
const found = await engine.find(query);
const shown = await engine.describe(found.results.slice(0, 10));
if (!url) for (const { score, meta } of shown) console.log(score.toFixed(3), meta.url, meta.title);
else if (shown[0]?.meta.url !== url) {
  console.log(`FAILED: ${query} finds ${shown[0]?.meta.url} before ${url}`);
  process.exitCode = 1;
}
