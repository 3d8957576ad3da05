// What the tests of a built site share: its files, a web server, a browser.

import { createServer } from "node:http";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { chromium } from "playwright-core";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".xml": "application/xml",
  ".txt": "text/plain",
  ".png": "image/png",
};

// Paths of all files of a site, or of those with one extension.
export function files(site, extension) {
  return readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(site, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((path) => !extension || extname(path) === extension)
    .sort();
}

// Serve a folder below a prefix ("/" or "/some/where/"), as nginx would.
export function serve(site, prefix) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    let path = decodeURIComponent(pathname);
    if (path.endsWith("/")) path += "index.html";
    try {
      if (!path.startsWith(prefix)) throw new Error("outside");
      const body = readFileSync(join(site, path.slice(prefix.length)));
      response.setHeader("Content-Type", TYPES[extname(path)] ?? "application/octet-stream");
      response.end(body);
    } catch {
      response.statusCode = 404;
      response.end("not found");
    }
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve({
        base: `http://127.0.0.1:${server.address().port}${prefix}`,
        close: () => server.close(),
      });
    });
  });
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
}

// Do FN on all ITEMS, WIDTH at a time.
export async function each(items, width, fn) {
  const queue = [...items];
  await Promise.all(Array.from({ length: width }, async (_, lane) => {
    while (queue.length) await fn(queue.shift(), lane);
  }));
}

// Count what passes and print what does not; the closing line and exit code.
export class Tally {
  constructor(name) {
    this.name = name;
    this.passed = 0;
    this.failed = 0;
  }

  check(what, problems) {
    if (!problems.length) {
      this.passed += 1;
      return;
    }
    this.failed += 1;
    console.log(`FAILED: ${what}`);
    for (const problem of problems.slice(0, 10)) console.log(`  ${problem}`);
  }

  close() {
    console.log(`${this.name}: ${this.passed} passed, ${this.failed} failed`);
    process.exitCode = this.failed ? 1 : 0;
  }
}
