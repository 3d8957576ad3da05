// What evaluation scripts take an engine by: open([SITE, "cold"?]).

import { Loader, open as openSite } from "./engine.mjs";

// From cold: a new reader for each query.
async function cold(site, search, query, k) {
  const loader = new Loader(site);
  const engine = await new search.Engine((name, id) => loader.load(name, id)).open();
  const found = await engine.find(query);
  const { results, count } = found;
  const shown = await engine.describe(results.slice(0, k));
  await search.excerpts(engine.files, found.query, shown);
  return { urls: shown.map(({ meta }) => meta.url), n: count, bytes: loader.bytes, raw: loader.raw };
}

export async function open([site, mode]) {
  const { engine, search } = await openSite(site);
  return {
    info: `${engine.files.pages} pages`,
    async search(query, k) {
      if (mode === "cold") return cold(site, search, query, k);
      const start = performance.now();
      const { results, count } = await engine.find(query);
      const ms = performance.now() - start;
      const shown = await engine.describe(results.slice(0, k));
      return { urls: shown.map(({ meta }) => meta.url), n: count, ms };
    },
  };
}
