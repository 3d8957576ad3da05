/*
 * Scores: where the latest assessment of a subject, by a set and of a kind, is
 * not the one that it was before the period, or no longer comes to the same.
 */

#include "score/text.h"
#include "stage/addresses.h"
#include "stage/report_parts.h"

static bool same_series(const struct marked *a, const struct marked *b)
{
	return str_eq(a->record->subject, b->record->subject) &&
		trend_set_cmp(a->set, b->set) == 0 &&
		a->record->kind == b->record->kind;
}

/* The entry of ENTRY's series that is the latest in BOOK, or NULL. */
static const struct marked *latest_of(
	const struct book *book, const struct marked *entry)
{
	size_t n;
	const struct marked *entries =
		book_subject(book, entry->record->subject, &n);

	for (size_t i = 0; i < n; i++)
		if (entries[i].latest && same_series(&entries[i], entry))
			return &entries[i];
	return NULL;
}

/* The same assessment in another book, or NULL. */
static const struct marked *twin_of(
	const struct book *book, const struct marked *entry)
{
	size_t n;
	const struct marked *entries =
		book_subject(book, entry->record->subject, &n);

	for (size_t i = 0; i < n; i++)
		if (!entries[i].superseded && same_series(&entries[i], entry) &&
			!date_cmp(entries[i].record->date, entry->record->date))
			return &entries[i];
	return NULL;
}

static bool is_unmet(const struct marked *entry, int64_t factor)
{
	list_each(const struct gate_result, gate, &entry->result.gates)
		if (gate->gate->factor.n == factor)
			return gate->state == GATE_UNMET;
	return false;
}

/* "601, 615": gates that ENTRY breaks and BEFORE (or NULL) did not. */
static struct str broken(const struct comparing *comparing,
	const struct marked *before, const struct marked *entry)
{
	struct str text = STR("");

	list_each(const struct gate_result, gate, &entry->result.gates) {
		int64_t factor = gate->gate->factor.n;

		if (gate->state == GATE_UNMET &&
			!(before && is_unmet(before, factor)))
			text = arena_printf(comparing->arena, "%.*s%s%lld",
				STR_ARG(text), text.len ? ", " : "",
				(long long)factor);
	}
	return text;
}

static struct str score_of(
	const struct comparing *comparing, const struct marked *entry)
{
	return entry ? text_score(comparing->arena, &entry->result,
			       entry->result.overall)
		     : STR("");
}

static void tell(const struct comparing *comparing, enum report_list list,
	const struct marked *before, const struct marked *entry)
{
	struct report_row row = {.id = entry->record->subject,
		.title = subject_title_in(&comparing->after->site->records,
			comparing->arena, entry->record->subject),
		.who = entry->set->title,
		.kind = text_kind(entry->record->kind),
		.date = entry->record->date,
		.date_before = before ? before->record->date : (struct date){0},
		.before = score_of(comparing, before),
		.after = score_of(comparing, entry),
		.note = broken(comparing, before, entry)};

	if (before) {
		struct trend trend =
			trend_between(&before->result, &entry->result);

		row.change = text_change(comparing->arena, trend.like_for_like);
	}
	report_add(comparing, list, row);
}

static bool same_result(const struct comparing *comparing,
	const struct marked *a, const struct marked *b)
{
	return fraction_is(a->result.overall) ==
		fraction_is(b->result.overall) &&
		(!fraction_is(a->result.overall) ||
			!fraction_cmp(a->result.overall, b->result.overall)) &&
		!broken(comparing, a, b).len && !broken(comparing, b, a).len;
}

static void take_latest(
	const struct comparing *comparing, const struct marked *entry)
{
	const struct book *book = comparing->before->book;
	const struct marked *twin = twin_of(book, entry);
	const struct marked *before = latest_of(book, entry);

	if (twin) {
		if (!same_result(comparing, twin, entry))
			tell(comparing, REPORT_SCORES_CORRECTED, twin, entry);
		return;
	}
	before = before ? before : entry->previous;
	tell(comparing, before ? REPORT_SCORES_MOVED : REPORT_SCORES_FIRST,
		before, entry);
}

void report_scores(const struct comparing *comparing)
{
	const struct book *before = comparing->before->book;
	const struct book *after = comparing->after->book;

	for (size_t i = 0; i < after->len; i++)
		if (after->items[i].latest)
			take_latest(comparing, &after->items[i]);
	for (size_t i = 0; i < before->len; i++)
		if (before->items[i].latest &&
			!twin_of(after, &before->items[i]))
			tell(comparing, REPORT_SCORES_WITHDRAWN, NULL,
				&before->items[i]);
}
