// The run-time of a built site in Node: its own script, its own index.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { gzipSync } from "node:zlib";

// All that has been loaded, in bytes as a web server sends them.
export class Loader {
  constructor(site) {
    this.folder = join(site, "search");
    this.files = new Map();
    this.bytes = 0;
    this.raw = 0;
  }

  // A file is a call of GH for each of its parts.
  read(file) {
    const text = readFileSync(join(this.folder, `${file}.js`), "utf8");
    this.bytes += gzipSync(text, { level: 9 }).length;
    this.raw += Buffer.byteLength(text);
    new Function("GH", text)((name, body, id) => this.files.set(name, { body, id }));
  }

  // ID is what the file must have: of the index any.
  load(name, id) {
    try {
      if (!this.files.has(name)) this.read(name);
      const part = this.files.get(name);
      if (name !== "index" && part.id !== id) throw new Error(`${name} is of ${part.id} and not of ${id}`);
      return Promise.resolve(part.body);
    } catch (error) {
      return Promise.reject(error);
    }
  }
}

export function runtime(site) {
  const script = readdirSync(join(site, "assets")).find((name) => /^search\..*\.js$/.test(name));
  runInThisContext(readFileSync(join(site, "assets", script), "utf8"), script);
  return globalThis.guildhallSearch;
}

export async function open(site) {
  const search = runtime(site);
  const loader = new Loader(site);
  return { loader, search, engine: await new search.Engine((name, id) => loader.load(name, id)).open() };
}
