/*
 * What only the history of the files can show to be wrong: factor sets that
 * changed under scores, and pages that were marked as reviewed by the dozen.
 */

#include <stdlib.h>

#include "data/yaml.h"
#include "model/records/kinds.h"
#include "stage/left.h"
#include "stage/stages.h"

enum { STAMPED = 5 }; /* pages reviewed in one commit that make one wonder */

/* Factor sets. */

static void put_int(struct buf *out, struct maybe_int n)
{
	if (n.set)
		buf_put_int(out, n.n);
	buf_putc(out, ' ');
}

static void put_word(struct buf *out, struct str word)
{
	buf_put(out, word);
	buf_putc(out, '\n');
}

/* All of a factor set that scores depend on, and none of its wording. */
static void put_measure(struct buf *out, const struct factor_set *set)
{
	if (set->scale) {
		put_int(out, set->scale->min);
		put_int(out, set->scale->max);
		put_int(out, set->scale->step);
	}
	list_each(const struct band, band, &set->bands) {
		put_int(out, band->from);
		put_word(out, band->id);
	}
	list_each(const struct target, target, &set->targets) {
		buf_put_int(out, target->score);
		put_word(out, target->tier);
	}
	list_each(const struct gate, gate, &set->gates) {
		put_int(out, gate->factor);
		put_int(out, gate->at_least);
		put_word(out, gate->tier);
		put_word(out, gate->cap);
	}
	list_each(const struct factor, factor, &set->factors) {
		put_int(out, factor->id);
		put_int(out, factor->weight);
		buf_put_int(out, factor->role);
		buf_put_int(out, factor->na == 2);
		put_word(out, factor->group);
	}
}

static bool has_scores(const struct build *build, const struct factor_set *set)
{
	const struct record_list *list =
		&build->site.records.of[RECORD_ASSESSMENT];

	for (size_t i = 0; i < list->len; i++) {
		const struct assessment *assessment = list->items[i];
		struct str of = assessment->set;
		size_t at = str_chr(of, '@', 0);

		if (str_eq(str_sub(of, 0, at), set->id) &&
			str_eq(str_from(of, at + 1), set->version))
			return true;
	}
	return false;
}

/* The set of that id and version in an old file; false: none. */
static bool find_old(struct build *build, const struct history_change *change,
	const struct factor_set *set, struct buf *measure)
{
	static const struct source nowhere = {STR_INIT("")};
	struct worker *worker = &build->workers[0];
	struct records records = {0};
	struct diags ignored = DIAGS_INIT;
	const struct record_list *sets = &records.of[RECORD_FACTOR_SET];
	struct value map;
	bool found = false;

	buf_clear(&worker->file);
	if (history_read_at(build->history_reader, change->commit, change->path,
		    &worker->file) == HISTORY_FOUND &&
		yaml_read(&(struct yaml_input){.source = &nowhere,
				  .text = buf_str(&worker->file),
				  .first_line = 1,
				  .limits = build->site.config.limits.yaml},
			&worker->scratch, &ignored, &map))
		records_read(&records, RECORD_FACTOR_SET, &map,
			&worker->scratch, &ignored, NULL, NULL);
	for (size_t i = 0; i < sets->len && !found; i++) {
		const struct factor_set *old = sets->items[i];

		found = str_eq(old->id, set->id) &&
			str_eq(old->version, set->version);
		if (!found)
			continue;
		buf_clear(measure);
		put_measure(measure, old);
	}
	diags_release(&ignored);
	return found;
}

static struct str day_text(
	struct build *build, const struct history_change *change)
{
	return date_iso(
		&build->arena, date_of_days(history_day(change->commit)));
}

/* Is the set what it was when its version was first recorded? */
static void check_set(struct build *build, const struct factor_set *set)
{
	struct place place = schema_place(set, "version");
	const struct history_file *file =
		history_of(build->history, place.source->path);
	const struct history_change *first = NULL;
	struct buf now = BUF_INIT(1 << 20), then = BUF_INIT(1 << 20);

	if (!file || !has_scores(build, set))
		return;
	arena_reset(&build->workers[0].scratch);
	vec_each(const struct history_change, change, &file->changes) {
		if (!find_old(build, change, set, &then))
			break;
		first = change;
	}
	put_measure(&now, set);
	if (first && !str_eq(buf_str(&now), buf_str(&then)))
		diag_add(&build->diags, DIAG_SET_CHANGED, place,
			set->version.len, set->id, set->version,
			day_text(build, first));
	buf_release(&now);
	buf_release(&then);
}

/* Reviews by the dozen. */

struct stamp {
	const struct history_commit *commit;
	const struct page *page; /* the first of them */
	size_t pages;
};

static void count_stamp(struct build *build, struct map *by_commit,
	const struct page *page, const struct revision *revision)
{
	struct str id = revision->change->commit->id;
	struct stamp *stamp = map_get(by_commit, id);

	if (!stamp) {
		stamp = arena_new(&build->arena, struct stamp);
		stamp->commit = revision->change->commit;
		stamp->page = page;
		map_add(by_commit, &build->arena, id, stamp);
	}
	stamp->pages++;
}

static void check_stamps(struct build *build)
{
	struct map by_commit = MAP_INIT;

	vec_each(struct page *, page, &build->site.pages)
		vec_each(const struct revision, revision, &(*page)->revisions)
			if (revision->change->review &&
				!revision->change->commit->ignored)
				count_stamp(build, &by_commit, *page, revision);
	for (size_t i = 0; i < by_commit.cap; i++) {
		const struct stamp *stamp = by_commit.slots[i].item;

		if (!stamp || stamp->pages < STAMPED)
			continue;
		diag_add(&build->diags, DIAG_RUBBER_STAMP,
			schema_place(&stamp->page->front, "last_reviewed_on"),
			10, str_sub(stamp->commit->id, 0, 7),
			arena_printf(&build->arena, "%zu", stamp->pages));
	}
}

void stage_check_history(struct build *build)
{
	const struct record_list *sets =
		&build->site.records.of[RECORD_FACTOR_SET];

	size_t said = build->diags.list.len;

	if (!build->history)
		return;
	for (size_t i = 0; i < sets->len; i++)
		check_set(build, sets->items[i]);
	if (build->options.everything)
		check_stamps(build);
	left_note_history(build, said);
}
