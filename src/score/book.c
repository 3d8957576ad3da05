#include "score/book.h"
#include "model/records/subject.h"

#include <stdlib.h>

static bool replaces_its_date(const struct marked *marked)
{
	struct date date = marked->record->supersedes;

	return date_is_set(date) && date_cmp(date, marked->record->date) == 0;
}

static int compare(const void *left, const void *right)
{
	const struct marked *a = left, *b = right;
	int order = str_cmp(a->record->subject, b->record->subject);

	if (!order)
		order = trend_set_cmp(a->set, b->set);
	if (!order)
		order = a->record->kind - b->record->kind;
	if (!order)
		order = date_cmp(a->record->date, b->record->date);
	if (!order) /* what stands in the place of its like comes behind */
		order = replaces_its_date(a) - replaces_its_date(b);
	if (!order)
		order = str_cmp(a->record->source->place.source->path,
			b->record->source->place.source->path);
	if (!order)
		order = a->record->source->place.line <
				b->record->source->place.line
			? -1
			: 1;
	return order;
}

/* Do two entries follow one another: same subject, set and kind? */
static bool same_series(const struct marked *a, const struct marked *b)
{
	return str_eq(a->record->subject, b->record->subject) &&
		trend_set_cmp(a->set, b->set) == 0 &&
		a->record->kind == b->record->kind;
}

/* Entry AT stands in the place of those of that date before it. */
static void supersede(struct book *book, size_t at)
{
	const struct marked *entry = &book->items[at];
	struct date date = entry->record->supersedes;

	if (!date_is_set(date))
		return;
	while (at-- > 0 && same_series(&book->items[at], entry))
		if (date_cmp(book->items[at].record->date, date) == 0)
			book->items[at].superseded = true;
}

static void link_series(struct book *book)
{
	const struct marked *previous = NULL;

	for (size_t i = 0; i < book->len; i++) {
		struct marked *entry = &book->items[i];

		if (entry->superseded)
			continue;
		if (previous && same_series(previous, entry)) {
			entry->previous = previous;
			entry->trend = trend_between(
				&previous->result, &entry->result);
		}
		previous = entry;
	}
}

/* Walking backwards, the first of each series is its latest. */
static void mark_latest(struct book *book)
{
	const struct marked *next = NULL;

	for (size_t i = book->len; i-- > 0;) {
		struct marked *entry = &book->items[i];

		if (entry->superseded)
			continue;
		entry->latest = !next || !same_series(next, entry);
		next = entry;
	}
}

static struct str tier_of(
	const struct records *records, const struct assessment *record)
{
	const struct contract *contract = NULL;
	struct str id;

	if (subject_kind(record->subject, &id) == RECORD_CONTRACT)
		contract = records_find(records, RECORD_CONTRACT, id);
	return contract ? contract->tier : STR("");
}

static void enter(struct book *book, const struct records *records,
	const struct assessment *record, struct arena *arena)
{
	const struct factor_set *set =
		records_find(records, RECORD_FACTOR_SET, record->set);
	struct marked *entry;

	if (!set)
		return;
	entry = &book->items[book->len++];
	entry->record = record;
	entry->set = set;
	entry->tier = tier_of(records, record);
	entry->result = score_assessment(set, record, entry->tier, arena);
	if (record->kind == ASSESSMENT_JOINT)
		entry->joint = joint_compare(&entry->result, arena);
}

struct book book_make(const struct records *records, struct arena *arena)
{
	const struct record_list *list = &records->of[RECORD_ASSESSMENT];
	struct book book = {arena_array(arena, struct marked, list->len), 0};

	for (size_t i = 0; i < list->len; i++)
		enter(&book, records, list->items[i], arena);
	if (book.len)
		qsort(book.items, book.len, sizeof *book.items, compare);
	for (size_t i = 0; i < book.len; i++)
		supersede(&book, i);
	link_series(&book);
	mark_latest(&book);
	return book;
}

/* The first entry that does not stand before SUBJECT. */
static size_t lower_bound(const struct book *book, struct str subject)
{
	size_t from = 0, to = book->len;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (str_cmp(book->items[middle].record->subject, subject) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

const struct marked *book_subject(
	const struct book *book, struct str subject, size_t *count)
{
	size_t from = lower_bound(book, subject), to = from;

	while (to < book->len &&
		str_eq(book->items[to].record->subject, subject))
		to++;
	*count = to - from;
	return to > from ? &book->items[from] : NULL;
}

const struct marked *book_latest(
	const struct book *book, struct str subject, struct str set_id)
{
	size_t count;
	const struct marked *entry = book_subject(book, subject, &count);
	const struct marked *latest = NULL;

	for (; count--; entry++) {
		if (entry->superseded || !str_eq(entry->set->id, set_id))
			continue;
		if (!latest ||
			date_cmp(entry->record->date, latest->record->date) >
				0 ||
			(date_cmp(entry->record->date, latest->record->date) ==
					0 &&
				entry->record->kind > latest->record->kind))
			latest = entry;
	}
	return latest;
}
