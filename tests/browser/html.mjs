// Every page is valid HTML, by html-validate's standard rules.

import { HtmlValidate } from "html-validate";
import { join } from "node:path";
import { files, Tally } from "./site.mjs";

const [site] = process.argv.slice(2);
const validator = new HtmlValidate({ extends: ["html-validate:standard"] });
const tally = new Tally("valid HTML");

for (const path of files(site, ".html")) {
  const report = await validator.validateFile(join(site, path));
  const problems = report.results.flatMap((result) => result.messages.map(
    (message) => `${message.line}:${message.column} ${message.ruleId}: ${message.message}`));
  tally.check(path, problems);
}
tally.close();
