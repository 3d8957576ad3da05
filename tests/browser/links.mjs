// Every link, image, style sheet and script of every page leads to a file of
// the site, and every fragment to an id of its page; no page refers to
// anything it loads from elsewhere.

import { readFileSync } from "node:fs";
import { posix, join } from "node:path";
import { files, Tally } from "./site.mjs";

const [site] = process.argv.slice(2);
const known = new Set(files(site));
const ids = new Map();
const tally = new Tally("links");

function text(path) {
  return readFileSync(join(site, path), "utf8");
}

function idsOf(path) {
  if (!ids.has(path)) {
    ids.set(path, new Set([...text(path).matchAll(/\sid="([^"]*)"/g)].map((m) => m[1])));
  }
  return ids.get(path);
}

function decode(attribute) {
  return attribute.replaceAll("&quot;", '"').replaceAll("&#39;", "'")
    .replaceAll("&#x27;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

function problem(page, attribute, url) {
  const [, path, fragment] = /^([^#?]*)[^#]*(?:#(.*))?$/.exec(url);
  if (/^(mailto|tel):/.test(url)) return null;
  if (/^https?:/.test(url)) return attribute === "src" ? `loads ${url}` : null;
  if (path.startsWith("/")) return `not relative: ${url}`;
  const target = path ? posix.join(posix.dirname(page), decodeURI(path)) : page;
  if (!known.has(target)) return `no such file: ${url}`;
  if (fragment && target.endsWith(".html") && !idsOf(target).has(decodeURIComponent(fragment))) {
    return `no such place: ${url}`;
  }
  return null;
}

for (const page of known) {
  if (!page.endsWith(".html")) continue;
  const problems = [];
  for (const [, attribute, value] of text(page).matchAll(/\s(href|src)="([^"]*)"/g)) {
    const found = problem(page, attribute, decode(value));
    if (found) problems.push(found);
  }
  tally.check(page, problems);
}
tally.close();
