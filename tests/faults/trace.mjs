// Holds the file of --trace-file to what it must be, and prints its stages in
// order and then the numbers of the threads: trace.mjs FILE
import { readFileSync } from "node:fs";

const all = JSON.parse(readFileSync(process.argv[2]));
const events = all.filter((event) => event.ph === "X");
const stages = events.filter((event) => event.cat === "stage");
const work = events.filter((event) => event.cat === "work");
const end = (event) => event.ts + event.dur;

stages.reduce((before, stage) => {
	if (stage.ts < before) throw new Error(`${stage.name} starts too soon`);
	return end(stage);
}, 0);
for (const event of work)
	if (!stages.some((stage) => stage.ts <= event.ts && end(event) <= end(stage)))
		throw new Error(`${event.name} is in no stage`);
for (const stage of stages) console.log(stage.name);
console.log([...new Set(work.map((event) => event.tid))].sort().join());
