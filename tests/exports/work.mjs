/*
 * What a role has to do is the same wherever it stands:
 *
 *	node work.mjs GUILDHALL CONTENT SITE DATE
 *
 * For each role, what is overdue or due soon by `guildhall list --owner` is
 * what its page "my work" says, and what its calendar holds.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

const [guildhall, content, site, date] = process.argv.slice(2);
const roles = readdirSync(`${site}/work`)
	.filter((name) => name.endsWith(".ics"))
	.map((name) => name.slice(0, -4));
let wrong = 0;
let duties = 0;

function compare(role, what, is, must) {
	if (is.join("\n") === must.join("\n")) return;
	console.log(`${role}: ${what}\n  is      ${is.join("\n          ")}\n  must be ${must.join("\n          ")}`);
	wrong++;
}

/* A month is due at its end. */
function lastDay(due) {
	if (due.length === 10) return due;
	const [year, month] = due.split("-").map(Number);
	return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

/* The days and titles of a calendar's entries; lines are folded at 75. */
function entriesOf(text) {
	const lines = text.replace(/\r\n[ \t]/g, "").split("\r\n");
	const of = (name) =>
		lines
			.filter((line) => line.startsWith(name))
			.map((line) => line.slice(line.indexOf(":") + 1).replace(/\\([,;\\])/g, "$1"));
	const days = of("DTSTART").map((day) => day.replace(/(....)(..)(..)/, "$1-$2-$3"));
	return of("SUMMARY").map((title, i) => ({ title, day: days[i] }));
}

for (const role of roles) {
	const listed = JSON.parse(
		execFileSync(guildhall, ["list", "-q", "-s", content, "--as-at", date, "--owner", role, "--json"], {
			encoding: "utf8",
		}),
	).filter((row) => row.state);
	const page = JSON.parse(readFileSync(`${site}/work/${role}.json`, "utf8"));
	const html = readFileSync(`${site}/work/${role}.html`, "utf8");
	const entries = entriesOf(readFileSync(`${site}/work/${role}.ics`, "utf8"));

	compare(
		role,
		"its page",
		page.map((row) => [row.title, row.task, row.due, row.state].join(" | ")),
		listed.map((row) => [row.title, row.task, row.due, row.state].join(" | ")),
	);
	compare(
		role,
		"the rows of its page",
		[String((html.match(/<tr>/g) ?? []).length - (listed.length ? 1 : 0))],
		[String(listed.length)],
	);
	compare(
		role,
		"the days of its calendar",
		entries.map((entry) => entry.day).sort(),
		listed.map((row) => lastDay(row.due)).sort(),
	);
	for (const row of listed)
		if (!entries.some((entry) => entry.title.includes(row.title) && entry.day === lastDay(row.due)))
			compare(role, "its calendar lacks", [], [`${row.due} ${row.title}`]);
	duties += listed.length;
}
if (!duties) {
	console.log("nobody has anything to do: nothing was compared");
	wrong++;
}
console.log(`work: ${roles.length} roles, ${duties} duties, ${wrong} wrong`);
process.exit(wrong ? 1 : 0);
