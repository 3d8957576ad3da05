// The loop of the programme, walked by links alone and without script: home,
// scores, contracts, a contract, its assessment, its largest gap, guidance for
// that step, an exemplar and the score that is its evidence, the action that
// was agreed, and the later assessment that proves it.

import { launch, serve, Tally } from "./site.mjs";

const [site] = process.argv.slice(2);
const AT_LEAST = 3; // contracts whose loop is closed
const tally = new Tally("the loop, by links alone");
const { base, close } = await serve(site, "/");
const browser = await launch();
const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();

const words = async (locator) => (await locator.textContent()).replace(/\s+/g, " ").trim();

// Follow a link, do something there, and come back.
async function visit(link, there) {
  const from = page.url();
  await link.click();
  const result = await there();
  await page.goto(from);
  return result;
}

const main = () => page.locator("main");
const fact = (name) => main().locator("dl.facts > div", { has: page.locator("dt", { hasText: name }) });

// The score of a factor in the table of the assessment that is open.
async function scoreOf(factor) {
  const row = main().locator("table", { hasText: "All factors" }).first()
    .locator("tbody tr", { has: page.getByRole("link", { name: factor, exact: true }) });
  return Number(await words(row.locator("td").nth(2)));
}

// Does the page that is open say that it helps with this factor?
async function helps(label) {
  return main().getByRole("link", { name: label }).count();
}

// An exemplar is evidenced by a score that stands on its own page.
async function evidenced(label, factor) {
  if (!await helps(label)) return false;
  const evidence = main().locator("dl div, div", { has: page.locator("dt", { hasText: "evidence" }) })
    .getByRole("link").first();
  if (!await evidence.count()) return false;
  const claim = parseFloat(await words(evidence));
  return visit(evidence, async () => claim === await scoreOf(factor));
}

// From the assessment that is open; what broke the loop, or nothing.
async function walk() {
  const gap = main().locator(".gap").first();
  const proved = gap.locator(".actions li", { has: page.locator(".tag-proved") }).first();
  if (!await gap.count() || !await proved.count()) return "no proved action on its largest gap";
  const label = await words(gap.locator("h3"));
  const factor = label.replace(/^\d+ /, "");
  const before = await scoreOf(factor);
  const date = await main().locator(".kind time").getAttribute("datetime");
  const target = Number(/to reach (\d+)/.exec(await words(proved))?.[1]);

  const guidance = gap.locator("dl.help > div", { has: page.locator("dt", { hasText: "Guidance" }) })
    .locator(".item", { hasText: "for this step" }).first().getByRole("link");
  if (!await guidance.count()) return `${label}: no guidance for the step from ${before}`;
  if (!await visit(guidance, () => helps(label))) return `${label}: its guidance does not name it`;

  const exemplars = gap.locator("dl.help > div", { has: page.locator("dt", { hasText: "Exemplars" }) })
    .getByRole("link");
  let shown = false;
  for (let i = 0; i < await exemplars.count() && !shown; i += 1) {
    shown = await visit(exemplars.nth(i), () => evidenced(label, factor));
  }
  if (!shown) return `${label}: no exemplar with evidence`;

  return visit(proved.getByRole("link"), async () => {
    const later = await main().locator(".kind time").getAttribute("datetime");
    const after = await scoreOf(factor);
    if (later <= date) return `${label}: proved by ${later}, before ${date}`;
    if (!(after >= target && after > before)) return `${label}: ${after} after ${before}, to reach ${target}`;
    return fact("Assessed").getByRole("link").count().then((n) => (n ? "" : "no way back to the contract"));
  });
}

// All assessments of the contract that is open, until one closes the loop.
async function walkContract() {
  const table = main().locator("table", { has: page.locator("caption", { hasText: "Assessments" }) });
  const links = table.locator("tbody td time").locator("xpath=ancestor::a");
  const problems = [];
  for (let i = 0; i < await links.count(); i += 1) {
    const problem = await visit(links.nth(i), walk);
    if (!problem) return [];
    problems.push(problem);
  }
  return problems;
}

await page.goto(base);
await page.getByRole("link", { name: "Scores", exact: true }).first().click();
await main().getByRole("link", { name: "Contracts", exact: true }).click();
const contracts = main().locator("table").first().locator("tbody th").getByRole("link");
let closed = 0;
const open = [];
for (let i = 0; i < await contracts.count() && closed < AT_LEAST; i += 1) {
  const name = await words(contracts.nth(i));
  const problems = await visit(contracts.nth(i), walkContract);
  if (problems.length) {
    open.push(...problems.map((problem) => `${name}: ${problem}`)
      .filter((problem) => !problem.endsWith("on its largest gap")));
  } else {
    closed += 1;
  }
}
tally.check("what is proved is proved all the way", open);
tally.check("loops are closed", closed < AT_LEAST ? [`${closed} of ${AT_LEAST}`] : []);
tally.close();
await browser.close();
close();
