#include "cli/list_pairs.h"

#include <stdlib.h>

#include "score/scheme.h"

struct row {
	const struct pair_record *pair;
	struct pair_standing standing;
};

static enum scheme_state worst(const struct pair_standing *standing)
{
	return standing->session > standing->reviewed ? standing->session
						      : standing->reviewed;
}

/* What presses most first, then by the day of the next session. */
static int compare(const void *left, const void *right)
{
	const struct row *a = left, *b = right;
	int states = (int)worst(&b->standing) - (int)worst(&a->standing);
	int dates = date_cmp(a->standing.next, b->standing.next);

	return states	? states
		: dates ? dates
			: str_cmp(a->pair->id, b->pair->id);
}

static void put_row(struct table *table, const struct row *row)
{
	const struct pair_record *pair = row->pair;
	const struct pair_standing *standing = &row->standing;
	bool over = !standing->active;
	struct date none = {0};

	table_text(table, pair->id);
	table_date(table, standing->last);
	table_date(table, over ? none : standing->next);
	table_date(table, over ? none : standing->arranged);
	table_text(table, scheme_session_text(standing->session));
	table_date(table, over ? none : standing->review);
	table_text(table, scheme_review_text(standing->reviewed));
	table_int(table, (int64_t)standing->unreported);
	table_int(table, (int64_t)standing->problems);
}

struct table list_pairs(const struct site *site, struct arena *arena)
{
	static const struct column columns[] = {
		{"pair", "pair", COLUMN_TEXT},
		{"last", "last held", COLUMN_DATE},
		{"next", "next due by", COLUMN_DATE},
		{"arranged", "arranged for", COLUMN_DATE},
		{"session", "session", COLUMN_TEXT},
		{"review", "review due", COLUMN_DATE},
		{"reviewed", "review", COLUMN_TEXT},
		{"unreported", "not reported", COLUMN_NUMBER},
		{"problems", "problems open", COLUMN_NUMBER},
	};
	const struct record_list *pairs = &site->records.of[RECORD_PAIR];
	struct row *rows = arena_array(arena, struct row, pairs->len);
	struct table table = TABLE("Critical friends", columns, arena);

	for (size_t i = 0; i < pairs->len; i++)
		rows[i] = (struct row){pairs->items[i],
			pair_stands(pairs->items[i], site->as_at,
				site->config.due_soon)};
	if (pairs->len)
		qsort(rows, pairs->len, sizeof *rows, compare);
	for (size_t i = 0; i < pairs->len; i++)
		put_row(&table, &rows[i]);
	return table;
}
