// Every page in a real browser: nothing on the console, no request outside
// the site, nothing that axe-core finds by WCAG 2.2 AA, in light and dark, at
// 320 and 1280 pixels; no page is wider than the window; no two texts of a
// chart touch. The same pages load
// from a sub-path and from the folder itself.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { each, files, launch, serve, Tally } from "./site.mjs";

const [site] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const LANES = 2;
// Contrast depends on the scheme and layout on the width, so two states show
// every page in all four; one page in ten is looked at crosswise as well.
const STATES = [
  { width: 1280, colorScheme: "light" },
  { width: 320, colorScheme: "dark" },
];
const CROSSWISE = [
  { width: 1280, colorScheme: "dark" },
  { width: 320, colorScheme: "light" },
];
const EVERY = 10;

// A page that notes what goes wrong while it loads.
async function open(browser, base) {
  const page = await browser.newPage({ reducedMotion: "reduce" });
  const problems = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") {
      problems.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => problems.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(base)) problems.push(`request: ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    // going on to the next page ends what this one still loads
    if (request.failure().errorText !== "net::ERR_ABORTED") {
      problems.push(`failed: ${request.url()}`);
    }
  });
  return { page, problems };
}

// The CSP is for pages, not for the test's own script.
async function findings(page) {
  await page.evaluate(axe);
  const result = await page.evaluate((tags) => window.axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
  }), TAGS);
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`);
}

// In a chart, texts that touch one another or run out of it. Runs in the page.
function crowded() {
  const apart = (a, b) => a.right <= b.left || b.right <= a.left
    || a.bottom <= b.top || b.bottom <= a.top;
  return Array.from(document.querySelectorAll("main svg[role=img]")).flatMap((svg) => {
    const frame = svg.getBoundingClientRect();
    const texts = Array.from(svg.querySelectorAll("text"), (text) => ({
      text: text.textContent, box: text.getBoundingClientRect(),
    }));
    const outside = texts.filter(({ box }) => box.left < frame.left - 1
      || box.right > frame.right + 1 || box.bottom > frame.bottom + 1);
    const touching = texts.filter(({ box }, i) => texts.slice(0, i)
      .some((other) => !apart(box, other.box)));
    return [...outside.map(({ text }) => `runs out of its chart: ${text}`),
      ...touching.map(({ text }) => `touches another text: ${text}`)];
  });
}

async function inspect({ page, problems }, url, crosswise) {
  await page.setViewportSize({ width: STATES[0].width, height: 800 });
  await page.goto(url, { waitUntil: "load" });
  for (const { width, colorScheme } of crosswise ? [...STATES, ...CROSSWISE] : STATES) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    for (const finding of await findings(page)) problems.push(`${width} ${colorScheme}: ${finding}`);
    for (const text of await page.evaluate(crowded)) problems.push(`${width}: ${text}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) problems.push(`${width}: the page is ${wide} wide`);
  }
  return problems.splice(0);
}

// Redirects are gone before anybody can look at them.
const pages = files(site, ".html").filter((path) => !/http-equiv="refresh"/
  .test(readFileSync(`${site}/${path}`, "utf8")));
const browser = await launch();

const accessible = new Tally("accessible in every state");
const root = await serve(site, "/");
const lanes = await Promise.all(Array.from({ length: LANES }, () => open(browser, root.base)));
await each(pages, LANES, async (path, lane) => {
  const crosswise = pages.indexOf(path) % EVERY === 0;
  accessible.check(path, await inspect(lanes[lane], root.base + path, crosswise));
});
accessible.close();
root.close();

const placed = new Tally("from a sub-path and from the folder");
const below = await serve(site, "/some/where/");
for (const base of [below.base, `${pathToFileURL(site)}/`]) {
  const { page, problems } = await open(browser, base);
  for (const path of pages) {
    await page.goto(base + path, { waitUntil: "load" });
    const styled = await page.evaluate(() => getComputedStyle(document.body).marginTop === "0px");
    if (!styled) problems.push("the style sheet is not applied");
    placed.check(`${base}${path}`, problems.splice(0));
  }
}
below.close();
placed.close();
if (accessible.failed) process.exitCode = 1;
await browser.close();
