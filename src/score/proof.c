#include "score/proof.h"

static struct str set_of(const struct action *action)
{
	return str_sub(action->factor, 0, str_chr(action->factor, '/', 0));
}

static bool counts(const struct marked *entry, const struct action *action)
{
	return !entry->superseded && str_eq(entry->set->id, set_of(action)) &&
		date_cmp(entry->record->date, action->done_on) >= 0;
}

static bool reaches(const struct scored *scored, const struct factor_set *set,
	const struct action *action)
{
	return scored->twice >= 2 * (action->target.n - factor_set_min(set));
}

/*
 * The first assessment that proves it stands, whatever follows; as long as
 * there is none, the last that does not. Entries come a kind after another.
 */
static void weigh(struct proof *proof, const struct marked *entry, bool reached)
{
	bool proved = proof->progress == ACTION_IS_PROVED;
	int order = proof->by
		? date_cmp(entry->record->date, proof->by->record->date)
		: 0;

	if (reached && (!proved || order < 0))
		*proof = (struct proof){ACTION_IS_PROVED, entry};
	else if (!reached && !proved && order >= 0)
		*proof = (struct proof){ACTION_IS_UNPROVED, entry};
}

static struct proof look_for_proof(
	const struct action *action, const struct book *book)
{
	struct proof proof = {ACTION_IS_DONE, NULL};
	size_t n;
	const struct marked *entries = book_subject(book, action->subject, &n);

	if (!action->factor.len || !action->target.set ||
		!date_is_set(action->done_on))
		return proof;
	for (size_t i = 0; i < n; i++) {
		const struct marked *entry = &entries[i];
		const struct scored *scored;

		if (!counts(entry, action))
			continue;
		scored = result_factor(&entry->result, action->factor);
		if (!scored || scored->state != SCORE_GIVEN)
			continue;
		weigh(&proof, entry, reaches(scored, entry->set, action));
	}
	return proof;
}

struct proof proof_of(
	const struct action *action, const struct book *book, struct date date)
{
	if (action->status == ACTION_DROPPED)
		return (struct proof){ACTION_IS_DROPPED, NULL};
	if (action->status == ACTION_DONE)
		return look_for_proof(action, book);
	if (date_is_set(action->due) && date_cmp(action->due, date) < 0)
		return (struct proof){ACTION_IS_LATE, NULL};
	return (struct proof){ACTION_IS_OPEN, NULL};
}

struct str proof_text(enum action_progress progress)
{
	static const struct str words[] = {
		[ACTION_IS_OPEN] = STR_INIT("open"),
		[ACTION_IS_LATE] = STR_INIT("late"),
		[ACTION_IS_DROPPED] = STR_INIT("dropped"),
		[ACTION_IS_DONE] = STR_INIT("done"),
		[ACTION_IS_UNPROVED] = STR_INIT("not yet proved"),
		[ACTION_IS_PROVED] = STR_INIT("proved"),
	};

	return words[progress];
}

struct str proof_tag(enum action_progress progress)
{
	return progress == ACTION_IS_UNPROVED ? STR("unproved")
					      : proof_text(progress);
}
