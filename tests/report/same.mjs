/*
 * Does a report say just what compare.mjs found?
 *
 *	node same.mjs REPORT.json FOUND.json
 *
 * Lists are compared in any order, and of their rows the fields that FOUND has.
 */
import { readFileSync } from 'node:fs';

const [report, found] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')));
const groups = ['pages', 'actions', 'risks', 'deliverables', 'scores'];
const standing = ['due', 'late', 'overdue'];
let changes = 0;
let wrong = 0;

function complain(...words) {
	console.log(...words);
	wrong++;
}

const text = (row, keys) => JSON.stringify(keys.map((key) => [key, String(row[key] ?? '')]));
for (const group of groups)
	for (const [list, rows] of Object.entries(report[group])) {
		const wanted = found[group]?.[list] ?? [];
		const keys = [...new Set(wanted.flatMap(Object.keys))];
		const a = rows.map((row) => text(row, keys)).sort();
		const b = wanted.map((row) => text(row, keys)).sort();
		if (rows.length !== wanted.length || a.join('\n') !== b.join('\n'))
			complain(`${group}.${list}\n  is      ${a.join('\n          ')}\n  must be ${b.join('\n          ')}`, rows.length, wanted.length);
		if (!standing.includes(list)) changes += rows.length;
	}
for (const group of groups)
	for (const list of Object.keys(found[group] ?? {}))
		if (!(list in report[group])) complain(`${group}.${list} is not told of`);
for (const key of ['since', 'until', 'begins'])
	if (report[key] !== found[key]) complain(`${key} is ${report[key]}, not ${found[key]}`);
if (report.changes !== changes) complain(`changes is ${report.changes}, not ${changes}`);
process.exit(wrong ? 1 : 0);
