/* Is what a group says of the changed pages what it said before? */

#include "search/number.h"
#include "search/update.h"

/* The postings of a group are looked through for the changed pages. */
struct looking {
	const struct update *update;
	const struct lists *old;
	size_t at; /* in the postings */
	size_t pages; /* of the group */
	uint32_t *found; /* by changed page: which of the group's, or NONE */
	bool common;
	const struct saying *saying, *end; /* still to come */
};

/* Changed page number I is, or is not, in the group; is it said to be? */
static bool is_said(
	struct looking *looking, size_t i, uint32_t at, size_t level)
{
	uint32_t page = looking->update->pages[i];
	const struct saying *saying = looking->saying;
	bool is = saying < looking->end && saying->page == page;

	looking->found[i] = at;
	if (at == NOTES_NONE || !is)
		return at == NOTES_NONE && !is;
	looking->saying++;
	return looking->common || saying->bits >> SIXTHS == level;
}

static bool find_pages(struct looking *looking)
{
	const struct update *update = looking->update;
	struct str postings = looking->old->postings;
	size_t i = 0, page = 0;
	uint32_t k = 0;

	for (; k < looking->pages && i < update->page_count; k++) {
		size_t step = number_take(postings, &looking->at);

		page += looking->common ? step : step / LEVELS;
		for (; i < update->page_count && update->pages[i] < page; i++)
			if (!is_said(looking, i, NOTES_NONE, 0))
				return false;
		if (i < update->page_count && update->pages[i] == page &&
			!is_said(looking, i++, k, step % LEVELS))
			return false;
		page++;
	}
	for (; i < update->page_count; i++)
		if (!is_said(looking, i, NOTES_NONE, 0))
			return false;
	return number_skip(postings, &looking->at, looking->pages - k);
}

/* Symbol number I behind AT. */
static unsigned symbol_at(struct str bytes, size_t at, size_t i)
{
	at += i;
	return number_take_symbol(bytes, &at);
}

static bool have_same_bits(struct looking *looking, const struct saying *saying)
{
	struct str details = looking->old->details;
	size_t at = 0;

	if (looking->common)
		number_take(details, &at);
	for (size_t i = 0; i < looking->update->page_count; i++) {
		uint32_t found = looking->found[i];
		unsigned bits;

		if (found == NOTES_NONE)
			continue;
		bits = looking->common ? symbol_at(details, at, found) |
				symbol_at(details, at + looking->pages, found)
					<< SIXTHS
				       : symbol_at(looking->old->postings,
						 looking->at, found) |
				(saying->bits & ~((1U << SIXTHS) - 1));
		if (bits != saying++->bits)
			return false;
	}
	looking->at += looking->common ? ID_LEN : looking->pages;
	return true;
}

/* The changed page that is number AT of the group, or NONE. */
static uint32_t page_at(const struct looking *looking, size_t at)
{
	for (size_t i = 0; i < looking->update->page_count; i++)
		if (looking->found[i] == at)
			return looking->update->pages[i];
	return NOTES_NONE;
}

static bool have_same_titles(struct looking *looking, uint32_t group)
{
	struct str postings = looking->old->postings;
	const struct title_entry *from, *to;
	size_t at = 0;

	UPDATE_SPAN(&looking->update->evidence.titles, group, from, to);
	for (size_t n = number_take(postings, &looking->at); n; n--) {
		size_t both;
		uint32_t page;

		at += number_take(postings, &looking->at);
		both = number_take(postings, &looking->at);
		page = page_at(looking, at++);
		if (page == NOTES_NONE)
			continue;
		if (from == to || from->page != page ||
			from->rank * 32 + from->weight != both)
			return false;
		from++;
	}
	return from == to;
}

static bool have_same_headings(struct looking *looking, uint32_t group)
{
	struct str postings = looking->old->postings;
	const struct heading_entry *from, *to;
	size_t at = 0;

	UPDATE_SPAN(&looking->update->evidence.headings, group, from, to);
	for (size_t n = number_take(postings, &looking->at); n; n--) {
		size_t heading;
		uint32_t page;

		at += number_take(postings, &looking->at);
		heading = number_take(postings, &looking->at);
		page = page_at(looking, at);
		if (page == NOTES_NONE)
			continue;
		if (from == to || from->page != page ||
			from->heading != heading)
			return false;
		from++;
	}
	return from == to;
}

static bool is_reweighed(const struct update *update, uint32_t group)
{
	const struct reweighing *from, *to;

	UPDATE_SPAN(&update->reweighings, group, from, to);
	return from != to;
}

bool update_is_same(const struct update *update, uint32_t group,
	uint32_t old_group, const struct lists *old, struct arena *arena)
{
	size_t n;
	const struct saying *sayings = update_sayings(update, group, &n);
	struct looking looking = {.update = update,
		.old = old,
		.found = arena_array(arena, uint32_t, update->page_count),
		.saying = sayings,
		.end = sayings + n};
	size_t both = number_take(old->postings, &looking.at);

	if (update->index.groups[group].hash !=
			update->old.groups[old_group].hash ||
		is_reweighed(update, group))
		return false;
	looking.common = both & 1;
	looking.pages = both / 2 + 1;
	return find_pages(&looking) && have_same_bits(&looking, sayings) &&
		have_same_titles(&looking, group) &&
		have_same_headings(&looking, group);
}
