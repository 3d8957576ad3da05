/* Critical friends: the rules of the protocol (CF 2, 4 and 5). */

#include "model/checks/checks.h"

static void check_pair(
	const struct checking *checking, const struct pair_record *pair)
{
	if (str_eq(pair->a, pair->b))
		diag_add(checking->diags, DIAG_PAIR_SAME,
			schema_place(pair, "b"), pair->b.len, pair->id);
	if (pair->line_managed)
		diag_add(checking->diags, DIAG_PAIR_LINE,
			schema_place(pair, "line_managed"), 4, pair->id);
	if (!pair->confidentiality_agreed)
		diag_add(checking->diags, DIAG_PAIR_CONFIDENCE,
			schema_place(pair, "confidentiality_agreed"), 1,
			pair->id);
	check_past(checking, pair, "started", pair->started);
	check_order(
		checking, pair, "ended", pair->ended, "started", pair->started);
	list_each(const struct session, session, &pair->sessions)
		if (session->status == SESSION_HELD)
			check_past(checking, session, "date", session->date);
}

void check_pairs(const struct checking *checking)
{
	const struct record_list *list =
		&checking->site->records.of[RECORD_PAIR];

	for (size_t i = 0; i < list->len; i++)
		check_pair(checking, list->items[i]);
}
