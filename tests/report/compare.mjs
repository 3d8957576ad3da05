/*
 * What a highlight report must say, found by other means: both commits are
 * checked out by git, and their files read here.
 *
 *	node compare.mjs REPOSITORY PREFIX EDITION SINCE UNTIL
 *
 * prints the lists of `guildhall report --json` with the fields that tell
 * things apart. Records are written as JSON, which is YAML too; front matter is
 * a key a line. PREFIX is "" or the content's folder with its slash.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [repository, prefix, edition, since, until] = process.argv.slice(2);
const audiences = ['public', 'members'];
const rank = (name) => audiences.indexOf(name);
const git = (...words) =>
	execFileSync('git', ['-C', repository, ...words], { encoding: 'utf8' });
const day = (text) => Date.parse(`${text}T00:00:00Z`) / 864e5;
const iso = (n) => new Date(n * 864e5).toISOString().slice(0, 10);
const eve = iso(day(since) - 1);

/* The newest commit of the line that was made by that day, where it was made. */
function commitAt(limit) {
	const lines = git('log', '--first-parent', '--format=%H %cd', '--date=format:%Y-%m-%d');
	const found = lines.trim().split('\n').find((line) => line.slice(41) <= limit);
	return found ? found.slice(0, 40) : null;
}

function walk(folder, path, found) {
	for (const name of readdirSync(join(folder, path)).sort()) {
		const at = path ? `${path}/${name}` : name;
		if (name.startsWith('.')) continue;
		if (statSync(join(folder, at)).isDirectory()) walk(folder, at, found);
		else found.push(at);
	}
	return found;
}

function readFront(text) {
	const end = text.indexOf('\n---\n', 3);
	const front = {};
	for (const line of text.slice(4, end).split('\n')) {
		const colon = line.indexOf(':');
		if (colon < 0) return null;
		front[line.slice(0, colon)] = line.slice(colon + 1).trim();
	}
	return front;
}

/* An audience of a page: its own claim, or that of the folders above it. */
function audienceOf(fronts, path) {
	const claims = [fronts[path]?.audience];
	for (let at = path; at.includes('/');) {
		at = at.slice(0, at.lastIndexOf('/'));
		claims.push(fronts[`${at}/_index.md`]?.audience);
	}
	return Math.max(0, ...claims.filter(Boolean).map(rank));
}

function readTree(commit) {
	const tree = { exists: false, pages: {}, hidden: new Set(), unpublished: new Set(), refused: new Set(), records: {} };
	if (!commit) return tree;
	const folder = mkdtempSync(join(tmpdir(), 'report-'));
	execFileSync('sh', ['-c', `git -C "$1" archive "$2" | tar -x -C "$3"`, 'sh', repository, commit, folder]);
	const top = join(folder, prefix);
	if (!existsSync(join(top, 'guildhall.yml'))) return tree;
	tree.exists = true;
	const paths = walk(top, '', []);
	const fronts = {};
	for (const path of paths.filter((name) => name.endsWith('.md')))
		fronts[path] = readFront(readFileSync(join(top, path), 'utf8'));
	for (const [path, front] of Object.entries(fronts)) {
		if (!front) tree.refused.add(path);
		else if (audienceOf(fronts, path) > rank(edition)) tree.hidden.add(path);
		else if (front.status === 'draft') tree.unpublished.add(path);
		else tree.pages[path] = front;
	}
	for (const path of paths.filter((name) => /^data\/.*yml$/.test(name)))
		for (const record of [JSON.parse(readFileSync(join(top, path), 'utf8'))].flat()) {
			const kind = path.split('/')[1].replace('.yml', '');
			const key = record.id ?? `${record.subject} ${record.date} ${record.kind}`;
			const wanted = record.audience ? rank(record.audience) : kind === 'assessments' ? 1 : 0;
			if (wanted > rank(edition)) tree.hidden.add(`${kind} ${key}`);
			else (tree.records[kind] ??= {})[key] = record;
		}
	rmSync(folder, { recursive: true });
	return tree;
}

function renames(from, to) {
	const moved = {};
	if (!from || !to) return moved;
	for (const line of git('diff', '-M', '--name-status', '--diff-filter=R', from, to).trim().split('\n')) {
		const [, old, now] = line.split('\t');
		if (now) moved[now.slice(prefix.length)] = old.slice(prefix.length);
	}
	return moved;
}

const first = commitAt(eve);
const last = commitAt(until);
const head = git('rev-parse', 'HEAD').trim();
const before = readTree(first);
const after = readTree(last);
const today = readTree(head);
const moved = renames(first, last);

/* What readers lost since is told no more. */
const gone = (path, later) => Object.keys(later).find((now) => later[now] === path) ?? path;
const sinceThen = renames(last, head);
for (const path of Object.keys(after.pages))
	if (today.hidden.has(gone(path, sinceThen))) after.hidden.add(path);
for (const path of Object.keys(before.pages))
	if (after.hidden.has(gone(path, moved))) before.hidden.add(path);
for (const tree of [after, before]) {
	for (const key of [...(tree === after ? today : after).hidden])
		if (key.includes(' ')) tree.hidden.add(key);
	for (const path of tree.hidden) delete tree.pages[path];
	for (const [kind, records] of Object.entries(tree.records))
		for (const [key, record] of Object.entries(records)) {
			const contract = record.contract ?? /^contract\/(.*)/.exec(record.subject ?? '')?.[1];
			if (tree.hidden.has(`${kind} ${key}`) || tree.hidden.has(`contracts ${contract}`))
				delete records[key];
		}
}

const out = {};
const tell = (group, list, row) => ((out[group] ??= {})[list] ??= []).push(row);

/* Pages. */

const retired = (front) => ['withdrawn', 'superseded'].includes(front.status);
const textAt = (commit, path) => git('show', `${commit}:${prefix}${path}`);
const withoutReview = (text) => text.replace(/^last_reviewed_on: .*\n/m, '');
for (const [path, front] of Object.entries(after.pages)) {
	const from = moved[path] ?? path;
	const old = before.pages[from];
	const row = { path };
	if (!old) {
		if (before.refused.has(from)) tell('pages', 'changed', row);
		else if (!retired(front)) tell('pages', 'published', row);
		continue;
	}
	if (retired(front) && !retired(old)) tell('pages', 'withdrawn', { path, how: front.status });
	else if (retired(old) && !retired(front)) tell('pages', 'published', row);
	else if (withoutReview(textAt(first, from)) !== withoutReview(textAt(last, path)))
		tell('pages', 'changed', row);
	if (moved[path]) tell('pages', 'moved', { path, from });
	if ((front.last_reviewed_on ?? '') > (old.last_reviewed_on ?? ''))
		tell('pages', 'reviewed', { path, reviewed: front.last_reviewed_on, before: old.last_reviewed_on ?? null });
}
for (const [path, front] of Object.entries(before.pages)) {
	const now = gone(path, moved);
	if (after.pages[now] || retired(front) || after.refused.has(now)) continue;
	tell('pages', 'withdrawn', { path, how: after.unpublished.has(now) ? 'a draft again' : 'deleted' });
}

/* Scores: latest of a subject and kind. */

function marks(tree) {
	const set = Object.values(tree.records.factors ?? {})[0];
	const latest = {};
	const all = {};
	for (const record of Object.values(tree.records.assessments ?? {})) {
		const key = `${record.subject} ${record.kind}`;
		all[`${key} ${record.date}`] = record;
		if (!latest[key] || latest[key].date < record.date) latest[key] = record;
	}
	return { set, latest, all };
}
const tenths = (num, den) => Math.floor((20 * num + den) / (2 * den)) / 10;
const sums = (set, scores, keep) => {
	let num = 0, den = 0;
	for (const factor of set.factors)
		if (factor.id in scores && keep(factor.id)) {
			num += factor.weight * scores[factor.id];
			den += factor.weight;
		}
	return [num, den];
};
const scoreOf = (set, record) => tenths(...sums(set, record.scores, () => true));
function changeOf(set, old, now) {
	const common = (id) => id in old.scores && id in now.scores;
	const [x, weight] = sums(set, old.scores, common);
	const [y] = sums(set, now.scores, common);
	const rounded = Math.floor((20 * Math.abs(y - x) + weight) / (2 * weight)) / 10;
	return y < x ? -rounded : rounded;
}
function gatesOf(tree, set, record) {
	const id = /^contract\/(.*)/.exec(record.subject)?.[1];
	const tier = tree.records.contracts?.[id]?.tier;
	return (set.gates?.[tier] ?? []).filter((gate) => record.scores[gate.factor] < gate.at_least)
		.map((gate) => gate.factor);
}
const then = marks(before);
const now = marks(after);
const brokenBy = (old, record) => {
	const known = old ? gatesOf(before, then.set, old) : [];
	return gatesOf(after, now.set, record).filter((id) => !known.includes(id)).join(', ') || null;
};
for (const [key, record] of Object.entries(now.latest)) {
	const twin = then.all[`${key} ${record.date}`];
	const old = twin ?? then.latest[key] ??
		Object.values(now.all).filter((one) => `${one.subject} ${one.kind}` === key && one.date < record.date)
			.sort((a, b) => (a.date < b.date ? 1 : -1))[0];
	const row = { subject: record.subject, kind: record.kind, date: record.date,
		after: scoreOf(now.set, record), gates_broken: brokenBy(old, record) };
	if (twin && scoreOf(then.set, twin) === row.after && !row.gates_broken) continue;
	if (old) Object.assign(row, { before: scoreOf(now.set, old), change: changeOf(now.set, old, record) });
	tell('scores', twin ? 'corrected' : old ? 'moved' : 'first', row);
}
for (const [key, record] of Object.entries(then.latest))
	if (!now.all[`${key} ${record.date}`])
		tell('scores', 'withdrawn', { subject: record.subject, kind: record.kind, date: record.date });

/* Actions. */

const actionsOf = (tree) => Object.values(tree.records.plans ?? {}).flatMap((plan) => plan.actions);
function proof(action, tree) {
	const [, factor] = (action.factor ?? '/').split('/');
	return Object.values(tree.records.assessments ?? {})
		.filter((record) => record.subject === action.subject && record.date >= action.done_on &&
			record.scores[factor] >= action.target)
		.map((record) => record.date).sort()[0];
}
for (const action of actionsOf(after)) {
	const old = actionsOf(before).find((one) => one.id === action.id);
	const row = { id: action.id };
	if (action.status === 'open') {
		const days = action.due ? day(until) - day(action.due) : -1;
		if (!old) tell('actions', 'agreed', { ...row, due: action.due ?? null });
		if (days >= 0)
			tell('actions', action.due >= since ? 'due' : 'late', { ...row, due: action.due, days_over: days });
	} else if (action.status === 'done') {
		const proved = proof(action, after);
		if (old?.status !== 'done') tell('actions', 'done', { ...row, done_on: action.done_on });
		if (proved && !(old?.status === 'done' && proof(old, before)))
			tell('actions', 'proved', { ...row, assessed: proved });
	} else if (old && old.status !== 'dropped') {
		tell('actions', 'dropped', { ...row, how: 'dropped' });
	}
}
for (const action of actionsOf(before))
	if (action.status === 'open' && !actionsOf(after).some((one) => one.id === action.id))
		tell('actions', 'dropped', { id: action.id, how: 'taken off the plan' });

/* Risks. */

const words = { H: 'high', M: 'medium', L: 'low' };
const figures = { H: 3, M: 2, L: 1 };
const level = (risk) => `${words[risk.probability]} × ${words[risk.impact]}`;
const exposure = (risk) => figures[risk.probability] * figures[risk.impact];
const isOpen = (risk, date) => risk && risk.raised <= date &&
	!(risk.closure_approved && risk.closure_approved <= date);
for (const risk of Object.values(after.records.risks ?? {})) {
	const old = before.records.risks?.[risk.id];
	if (risk.archived && risk.archived <= eve) continue;
	if (isOpen(risk, until)) {
		if (!isOpen(old, eve))
			tell('risks', 'opened', { id: risk.id, raised: risk.raised, level: level(risk),
				exposure: exposure(risk), note: old ? 'again' : null });
		else if (level(old) !== level(risk))
			tell('risks', 'moved', { id: risk.id, level_before: level(old), level: level(risk),
				exposure_before: exposure(old), exposure: exposure(risk) });
		if (risk.target < until)
			tell('risks', 'overdue', { id: risk.id, target: risk.target, days_over: day(until) - day(risk.target) });
	} else if (isOpen(old, eve)) {
		tell('risks', 'closed', { id: risk.id, closure_approved: risk.closure_approved, note: null });
	}
}
for (const risk of Object.values(before.records.risks ?? {}))
	if (isOpen(risk, eve) && !after.records.risks?.[risk.id])
		tell('risks', 'closed', { id: risk.id, closure_approved: null, note: 'taken off the register' });

/* Deliverables. */

const newest = (one) => one.baselines[one.baselines.length - 1];
const due = (one) => one.baselines.filter((baseline) => !baseline.dropped).pop()?.due ?? null;
for (const one of Object.values(after.records.deliverables ?? {})) {
	const old = before.records.deliverables?.[one.id];
	const row = { id: one.id };
	if (old?.actual) continue;
	if (one.actual) tell('deliverables', 'delivered', { ...row, due: due(one), delivered: one.actual });
	else if (newest(one).dropped) {
		if (old && !newest(old).dropped) tell('deliverables', 'dropped', { ...row, how: 'dropped' });
	} else if (!old || newest(old).dropped) tell('deliverables', 'added', { ...row, due: due(one) });
	else if (due(one) !== due(old)) {
		const days = day(due(one)) - day(due(old));
		tell('deliverables', days > 0 ? 'slipped' : 'brought_forward',
			{ ...row, due_before: due(old), due: due(one), days: Math.abs(days) });
	}
}
for (const one of Object.values(before.records.deliverables ?? {}))
	if (!after.records.deliverables?.[one.id] && !one.actual && !newest(one).dropped)
		tell('deliverables', 'dropped', { id: one.id, how: 'taken off the list' });

console.log(JSON.stringify({ since, until, begins: !before.exists && after.exists, ...out }));
