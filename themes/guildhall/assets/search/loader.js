// The files of the index in a browser: scripts that call GH, because nothing
// can be fetched where a page was opened from a folder.

((search) => {
  "use strict";

  function run(url) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = () => resolve(script.remove());
      script.onerror = () => reject(new Error(url, script.remove()));
      document.head.append(script);
    });
  }

  // BUILD is of the index; STAMP makes requests that nothing in between has
  // an answer to, once a site is known to have been published anew.
  class ScriptLoader {
    constructor(base, stamp) {
      this.base = base;
      this.stamp = stamp;
      this.build = "";
      this.parts = new Map();
    }

    take(name, body, id) {
      if (name === "index" && this.build) this.newer = id !== this.build;
      else this.parts.set(name, { body, id });
      if (name === "index") this.build ||= id;
    }

    run(name) {
      return run(`${this.base}${name}.js?v=${this.build}${this.stamp}`);
    }

    // The text of a file, which must have ID: of the index any. One that says
    // nothing fails.
    async load(name, id) {
      if (!this.parts.has(name)) await this.run(name).catch((error) => this.explain(error));
      const part = this.parts.get(name);
      if (name !== "index" && part.id !== id) throw new search.Stale(name);
      return part.body;
    }

    // A file that is not there may be one that the newer site has no more.
    async explain(error) {
      if (this.build) await run(`${this.base}index.js?v=${Date.now()}`);
      throw this.newer ? new search.Stale(error.message) : error;
    }
  }

  let loader, opening;

  globalThis.GH = (name, body, id) => loader.take(name, body, id);

  function open(base, stamp = "") {
    loader = new ScriptLoader(base, stamp);
    const mine = loader;
    opening = new search.Engine((name, id) => mine.load(name, id)).open();
    opening.catch(() => { opening = undefined; });
    return opening;
  }

  // Do FN with the engine of the index below BASE; once more when the site
  // has been published anew in between.
  search.withEngine = async (base, fn) => {
    try {
      return await fn(await (opening ?? open(base)));
    } catch (error) {
      if (!(error instanceof search.Stale)) throw error;
      return fn(await open(base, `-${Date.now()}`));
    }
  };
})(globalThis.guildhallSearch ??= {});
