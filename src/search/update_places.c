/* Places of changed pages put between those of all others: the files q/. */

#include "search/number.h"
#include "search/update.h"

/* The stretches of a group are gone through; pack_positions.c. */
struct passing {
	const struct update *update;
	uint32_t group, old_group;
	size_t forms, old_forms; /* of the group */
	bool renamed; /* its forms have other ranks than they had */
	const struct saying *saying, *end; /* those that are to come */
	struct buf *out;
	size_t next; /* the page behind the last that was put */
};

static void put_page(struct passing *passing, size_t page, struct str places)
{
	pack_put_place_page(passing->out, passing->next, page);
	buf_put(passing->out, places);
	passing->next = page + 1;
}

/* The sayings before the page that comes next. */
static void put_sayings(struct passing *passing, size_t before)
{
	for (; passing->saying < passing->end && passing->saying->page < before;
		passing->saying++)
		if (passing->saying->places.len)
			put_page(passing, passing->saying->page,
				passing->saying->places);
}

/* The places of a page once more, with the ranks that forms have now. */
static bool recode(struct passing *passing, size_t page, struct str places)
{
	size_t at = 0, position = 0, last = 0;
	size_t n = number_take(places, &at) + 1;

	pack_put_place_page(passing->out, passing->next, page);
	number_put(passing->out, n - 1);
	for (; n; n--) {
		size_t both = number_take(places, &at);
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
	return true;
}

/* PAGES: of the stretch number STRETCH, behind that. */
static bool pass_pages(
	struct passing *passing, size_t stretch, struct str pages)
{
	const struct update *update = passing->update;
	size_t page = stretch * PACK_PLACE_PAGES, at = 0;

	for (; at < pages.len; page++) {
		size_t from, n;

		page += number_take(pages, &at);
		from = at;
		n = number_take(pages, &at) + 1;
		if (page >= update->index.page_count ||
			!number_skip(pages, &at, n))
			return false;
		put_sayings(passing, page);
		if (update->is_changed[page])
			continue;
		if (!passing->renamed)
			put_page(passing, page, str_sub(pages, from, at));
		else if (!recode(passing, page, str_sub(pages, from, at)))
			return false;
	}
	put_sayings(passing, (stretch + 1) * PACK_PLACE_PAGES);
	return true;
}

/* WHOLE: with its mark and number. */
static bool pass_stretch(struct passing *passing, struct str whole)
{
	size_t at = 1, stretch = number_take(whole, &at);

	put_sayings(passing, stretch * PACK_PLACE_PAGES);
	if (stretch > passing->update->index.page_count / PACK_PLACE_PAGES)
		return false;
	if (passing->renamed || passing->update->is_stretch_changed[stretch])
		return pass_pages(passing, stretch, str_from(whole, at));
	buf_put(passing->out, whole);
	passing->next = (stretch + 1) * PACK_PLACE_PAGES;
	return true;
}

/* Pass all stretches; or all but those where no page has changed. */
static bool pass_group(struct passing *passing, struct str stretches)
{
	while (stretches.len) {
		size_t end = str_chr(stretches, PACK_STRETCH, 1);

		if (stretches.ptr[0] != PACK_STRETCH ||
			!pass_stretch(passing, str_sub(stretches, 0, end)))
			return false;
		stretches = str_from(stretches, end);
	}
	put_sayings(passing, SIZE_MAX);
	return true;
}

/* Is there a change in any stretch? Only those are looked at where one may be.
 */
static bool is_changed(
	struct passing passing, struct str stretches, bool *fails)
{
	struct buf own = BUF_INIT(BUF_LARGE);
	bool changed = passing.renamed;

	passing.out = &own;
	while (stretches.len && !changed && !*fails) {
		size_t end = str_chr(stretches, PACK_STRETCH, 1), at = 1;
		struct str whole = str_sub(stretches, 0, end);
		size_t stretch = number_take(whole, &at);
		size_t start = stretch * PACK_PLACE_PAGES;

		stretches = str_from(stretches, end);
		if (stretch >
			passing.update->index.page_count / PACK_PLACE_PAGES) {
			*fails = true;
			break;
		}
		if (!passing.update->is_stretch_changed[stretch])
			continue;
		buf_clear(&own);
		put_sayings(&passing, start);
		passing.next = start;
		changed = own.len > 0;
		*fails = !pass_pages(&passing, stretch, str_from(whole, at));
		changed |= !str_eq(buf_str(&own), whole);
	}
	buf_clear(&own);
	put_sayings(&passing, SIZE_MAX);
	changed |= own.len > 0;
	buf_release(&own);
	return changed;
}

bool update_places(const struct update *update, uint32_t group,
	uint32_t old_group, struct str old, struct buf *out, bool *fails)
{
	size_t n, at = 0;
	struct passing passing = {.update = update,
		.group = group,
		.old_group = old_group,
		.forms = update->index.groups[group].forms,
		.saying = update_sayings(update, group, &n),
		.out = out};

	passing.end = passing.saying + n;
	if (old_group != NOTES_NONE) {
		const struct group *was = &update->old.groups[old_group];

		passing.old_forms = number_take(old, &at);
		passing.renamed = was->hash != update->index.groups[group].hash;
		if (passing.old_forms != was->forms || !old.len) {
			*fails = true;
			return false;
		}
		old = str_sub(old, at, old.len - 1);
		if (!is_changed(passing, old, fails))
			return false;
	}
	number_put(out, passing.forms);
	*fails |= !pass_group(&passing, old);
	buf_putc(out, PACK_GROUP_END);
	return true;
}
