// How well the graded queries are answered: ndcg.mjs SITE QUERIES [--misses]
// prints the mean nDCG@10 and, if asked, the queries that are answered worst.

import { readFileSync } from "node:fs";
import { open } from "./engine.mjs";

const TOP = 10;
const [site, file, misses] = process.argv.slice(2);
const { engine } = await open(site);
const gain = (grades) => grades.slice(0, TOP).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0);

const scores = [];
for (const line of readFileSync(file, "utf8").split("\n").filter((text) => text && !text.startsWith("#"))) {
  const [query, graded] = line.split(" | ");
  const grades = new Map(graded.split(" ").map((one) => one.split("=")).map(([url, grade]) => [`${url}.html`, Number(grade)]));
  const { results } = await engine.find(query);
  const shown = await engine.describe(results.slice(0, TOP));
  const got = shown.map(({ meta }) => grades.get(meta.url) ?? 0);
  scores.push({ query, score: gain(got) / gain([...grades.values()].sort((a, b) => b - a)), got });
}
if (misses) {
  for (const { query, score, got } of [...scores].sort((a, b) => a.score - b.score).slice(0, 20)) {
    console.log(score.toFixed(3), query, got.join(""));
  }
}
const mean = scores.reduce((sum, { score }) => sum + score, 0) / scores.length;
console.log(`nDCG@10 ${mean.toFixed(3)} over ${scores.length} graded queries`);
