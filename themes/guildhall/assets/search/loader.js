// The files of the index in a browser: scripts that call GH, because nothing
// can be fetched where a page was opened from a folder.

((search) => {
  "use strict";

  // Other files than the index was made with: the site was published anew.
  class Stale extends Error {}

  function run(url) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = () => resolve(script.remove());
      script.onerror = () => reject(new Error(url, script.remove()));
      document.head.append(script);
    });
  }

  class ScriptLoader {
    constructor(base, build) {
      this.base = base;
      this.build = build; // of the index; at first that of the reload
      this.parts = new Map();
      this.opened = false;
    }

    take(name, body, build) {
      if (!this.opened && name === "index") [this.build, this.opened] = [build, true];
      if (build === this.build) this.parts.set(name, body);
      else this.newer = build;
    }

    async load(name) {
      if (!this.parts.has(name)) {
        await run(`${this.base}${name}.js${this.build ? `?v=${this.build}` : ""}`).catch((error) => this.explain(error));
        if (this.newer) throw new Stale(this.newer);
        if (!this.parts.has(name)) throw new Error(name);
      }
      return this.parts.get(name);
    }

    // A file that is not there may be one that the newer site has no more.
    async explain(error) {
      if (this.opened) await run(`${this.base}index.js?v=${Date.now()}`);
      if (!this.newer) throw error;
    }
  }

  search.loadInflate = () => run(document.querySelector("form[data-inflate]").dataset.inflate);

  let loader, opening;

  globalThis.GH = (name, body, build) => loader.take(name, body, build);

  function open(base, build) {
    loader = new ScriptLoader(base, build);
    const mine = loader;
    opening = new search.Engine((name) => mine.load(name)).open();
    opening.catch(() => { opening = undefined; });
    return opening;
  }

  // Do FN with the engine of the index below BASE; once more when the site
  // has been published anew in between.
  search.withEngine = async (base, fn) => {
    try {
      return await fn(await (opening ?? open(base)));
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      return fn(await open(base, error.message));
    }
  };
})(globalThis.guildhallSearch ??= {});
