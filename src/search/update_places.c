/* Places of changed pages put between those of all others: the files q/. */

#include "search/number.h"
#include "search/update.h"

/* The old places of a group are gone through, page by page. */
struct passing {
	const struct update *update;
	uint32_t group, old_group;
	size_t forms, old_forms; /* of the group */
	struct str old;
	size_t at;
	size_t page; /* the next to come, at the least */
	struct buf *out;
	size_t next; /* the page behind the last that was put */
	size_t pages; /* that were put */
};

static void put_page(struct passing *passing, size_t page, struct str places)
{
	number_put(passing->out, page - passing->next);
	buf_put(passing->out, places);
	passing->next = page + 1;
	passing->pages++;
}

/* The places of a page once more, as forms have other ranks now. */
static bool recode(struct passing *passing, size_t page, size_t from)
{
	struct str old = passing->old;
	size_t n = number_take(old, &from) + 1, position = 0, last = 0;

	number_put(passing->out, page - passing->next);
	number_put(passing->out, n - 1);
	for (; n; n--) {
		size_t both = number_take(old, &from);
		uint32_t rank = update_rank(passing->update, passing->old_group,
			(uint32_t)(both % passing->old_forms));

		if (rank == NOTES_NONE)
			return false;
		position += both / passing->old_forms;
		number_put(passing->out,
			(position - last) * passing->forms + rank);
		last = position;
	}
	passing->next = page + 1;
	passing->pages++;
	return true;
}

/* The sayings before the page that comes next. */
static void put_sayings(struct passing *passing, const struct saying **saying,
	const struct saying *end, size_t before)
{
	for (; *saying < end && (*saying)->page < before; ++*saying)
		if ((*saying)->places.len)
			put_page(passing, (*saying)->page, (*saying)->places);
}

static bool pass_page(struct passing *passing, const struct saying **saying,
	const struct saying *end, bool renamed)
{
	struct str old = passing->old;
	size_t page = passing->page + number_take(old, &passing->at);
	size_t from = passing->at, n = number_take(old, &passing->at) + 1;

	if (page >= passing->update->index.page_count ||
		!number_skip(old, &passing->at, n))
		return false;
	passing->page = page + 1;
	put_sayings(passing, saying, end, page);
	if (passing->update->is_changed[page])
		return true;
	if (renamed)
		return recode(passing, page, from);
	put_page(passing, page, str_sub(old, from, passing->at));
	return true;
}

static bool pass_pages(struct passing *passing)
{
	const struct update *update = passing->update;
	size_t n, left = number_take(passing->old, &passing->at);
	const struct saying *saying =
		update_sayings(update, passing->group, &n);
	const struct saying *end = saying + n;
	bool renamed = false;

	if (passing->old_group != NOTES_NONE) {
		passing->old_forms = number_take(passing->old, &passing->at);
		renamed = update->index.groups[passing->group].hash !=
			update->old.groups[passing->old_group].hash;
		if (passing->old_forms !=
			update->old.groups[passing->old_group].forms)
			return false;
	}
	for (; left; left--)
		if (!pass_page(passing, &saying, end, renamed))
			return false;
	put_sayings(passing, &saying, end, update->index.page_count);
	return passing->at == passing->old.len;
}

bool update_places(const struct update *update, uint32_t group,
	uint32_t old_group, struct str old, struct buf *out)
{
	struct buf pages = BUF_INIT(BUF_LARGE);
	struct passing passing = {.update = update,
		.group = group,
		.old_group = old_group,
		.forms = update->index.groups[group].forms,
		.old = old,
		.out = &pages};
	bool done = pass_pages(&passing);

	number_put(out, passing.pages);
	number_put(out, passing.forms);
	buf_put(out, buf_str(&pages));
	buf_release(&pages);
	return done;
}
