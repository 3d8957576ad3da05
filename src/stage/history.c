/*
 * The history of the site's pages, from the repository they lie in. Where
 * there is none, or no commit yet, nothing is known and nothing is said.
 *
 * What an edition may not show is in no history that it shows: that of a page
 * starts where the page came to be for its readers, and a commit is told of
 * in its own words only if all that it touched is theirs to see.
 */

#include <string.h>

#include "model/path.h"
#include "stage/held.h"
#include "stage/left.h"
#include "stage/stages.h"

struct comparing {
	struct build *build;
	struct history_reader **readers; /* one a worker */
	bool *fresh; /* of each page: it was not known before */
};

static void compare(void *context, unsigned number, size_t item)
{
	struct comparing *comparing = context;
	struct history *history = comparing->build->history;
	struct history_reader *reader = comparing->readers[number];
	struct fault *fault = &comparing->build->workers[number].fault;
	size_t start = item * HISTORY_TURN, n = history_tasks(history);

	for (size_t i = start; i < start + HISTORY_TURN && i < n; i++)
		if (fault->code != EXIT_CLEAN ||
			!history_compare(history, reader, i, fault) ||
			!history_weigh(history, reader, i, fault))
			return;
}

static bool open_readers(
	struct build *build, struct comparing *comparing, struct fault *fault)
{
	comparing->readers = arena_array(
		&build->arena, struct history_reader *, build->jobs);
	for (unsigned i = 0; i < build->jobs; i++) {
		comparing->readers[i] =
			history_reader_open(build->history, fault);
		if (!comparing->readers[i])
			return false;
	}
	return true;
}

static bool was_shown(const struct build *build, struct worker *worker,
	struct history_reader *reader, const struct history_change *change)
{
	struct shown_at at = {build, worker, reader, change->commit, false};

	return change->kind == HISTORY_REMOVED || shown_page(&at, change->path);
}

/*
 * The address that the page had before it was moved by revision number I, if
 * it was a page of this site then.
 */
static void add_moved_from(struct build *build, struct worker *worker,
	struct history_reader *reader, struct page *page, size_t i)
{
	const struct history_change *change = page->revisions.items[i].change;
	struct str path = str_from(change->from, build->tree.prefix.len);
	const struct history_change *before =
		page->revisions.items[i + 1].change;
	const struct value *slug = NULL;
	struct value map;
	struct str url;

	if (!str_starts(change->from, build->tree.prefix) || path_fault(path) ||
		!path_is_page(path))
		return;
	buf_clear(&worker->file);
	if (history_read_at(reader, before->commit, before->path,
		    &worker->file) == HISTORY_FOUND &&
		shown_front(worker, build->site.config.limits, &map))
		slug = value_get(&map, STR("slug"));
	url = path_url(&worker->arena, path,
		slug && slug->kind == VALUE_STRING && path_is_slug(slug->text)
			? slug->text
			: STR(""));
	*vec_push(&page->moved_from, &worker->arena) = url;
}

static void set_dates(struct page *page, const struct history_file *file)
{
	struct date none = {0};

	vec_each(const struct revision, revision, &page->revisions) {
		if (!date_is_set(page->created) &&
			revision->change->kind == HISTORY_ADDED)
			page->created = revision->date;
		if (!date_is_set(page->changed) && revision->change->counts)
			page->changed = revision->date;
	}
	page->beginning_unknown = !file->complete;
	if (!file->sure)
		page->changed = none;
	else if (!date_is_set(page->changed))
		page->changed = page->created;
}

/* Find out a page's history, as far as this edition may show it. */
static void follow_page(
	struct comparing *comparing, unsigned number, struct page *page)
{
	struct build *build = comparing->build;
	struct worker *worker = &build->workers[number];
	const struct history_file *file =
		history_of(build->history, page->source.path);
	bool restricted = !site_is_whole(&build->site);

	if (!file)
		return;
	arena_reset(&worker->scratch);
	vec_each(const struct history_change, change, &file->changes) {
		if (restricted &&
			!was_shown(build, worker, comparing->readers[number],
				change))
			break;
		*vec_push(&page->revisions, &worker->arena) = (struct revision){
			.change = change,
			.date = date_of_days(history_day(change->commit)),
			.tell = true};
	}
	while (page->revisions.len &&
		page->revisions.items[page->revisions.len - 1].change->kind ==
			HISTORY_REMOVED)
		page->revisions.len--;
	set_dates(page, file);
	for (size_t i = 0; i + 1 < page->revisions.len; i++)
		if (page->revisions.items[i].change->kind == HISTORY_MOVED)
			add_moved_from(build, worker,
				comparing->readers[number], page, i);
}

/* Revisions that may be told or not, whatever other builds tell. */
static void own_revisions(struct page *page, struct arena *arena)
{
	size_t n = page->revisions.len;
	struct revision *own = arena_array(arena, struct revision, n);

	if (n)
		memcpy(own, page->revisions.items, n * sizeof *own);
	page->revisions.items = own;
	page->revisions.cap = n;
}

static void take_page(void *context, unsigned number, size_t item)
{
	struct comparing *comparing = context;
	struct build *build = comparing->build;
	struct page *page = build->site.pages.items[item];

	if (!held_take_past(build, page)) {
		held_begin_past(build, number);
		follow_page(comparing, number, page);
		held_end_past(build, number);
		comparing->fresh[item] = true;
	}
}

static void take_pages(struct comparing *comparing)
{
	struct build *build = comparing->build;
	size_t n = build->site.pages.len;

	comparing->fresh = arena_array(&build->arena, bool, n);
	stage_run(build, "pages", n, take_page, comparing);
	for (size_t i = 0; i < n; i++)
		if (comparing->fresh[i])
			held_set_past(build, build->site.pages.items[i]);
	if (build->ground && !site_is_whole(&build->site))
		vec_each(struct page *const, page, &build->site.pages)
			own_revisions(*page, &build->arena);
}

/* What each commit touched of what is shown. */
struct telling {
	struct build *build;
	struct arena arena;
	struct map shown; /* "ID PATH" → the build */
};

static struct str telling_key(struct telling *telling,
	const struct history_commit *commit, struct str path)
{
	return arena_printf(&telling->arena, "%.*s %.*s", STR_ARG(commit->id),
		STR_ARG(path));
}

/* Files that say nothing of any page: the program's, the theme's. */
static bool is_harmless(const struct build *build, struct str path)
{
	if (!str_starts(path, build->tree.prefix))
		return true;
	path = str_from(path, build->tree.prefix.len);
	switch (path_use(path)) {
	case PATH_CONFIG:
	case PATH_THEME:
		return true;
	case PATH_ATTACHMENT:
		return path.len && path.ptr[0] != '.' &&
			map_get(&build->site.attachments_by_path, path);
	default:
		return false;
	}
}

static bool may_tell(
	struct telling *telling, const struct history_commit *commit)
{
	if (commit->first)
		return false;
	for (size_t i = 0; i < commit->paths_len; i++)
		if (!map_get(&telling->shown,
			    telling_key(telling, commit, commit->paths[i])) &&
			!is_harmless(telling->build, commit->paths[i]))
			return false;
	return true;
}

static void set_telling(struct build *build)
{
	struct telling telling = {.build = build};

	vec_each(struct page *, page, &build->site.pages)
		vec_each(const struct revision, revision, &(*page)->revisions) {
			const struct history_change *change = revision->change;

			map_set(&telling.shown, &telling.arena,
				telling_key(
					&telling, change->commit, change->path),
				build);
			if (change->kind == HISTORY_MOVED &&
				revision + 1 < (*page)->revisions.items +
						(*page)->revisions.len)
				map_set(&telling.shown, &telling.arena,
					telling_key(&telling, change->commit,
						change->from),
					build);
		}
	vec_each(struct page *, page, &build->site.pages)
		vec_each(struct revision, revision, &(*page)->revisions)
			revision->tell =
				may_tell(&telling, revision->change->commit);
	arena_release(&telling.arena);
}

/* Is all known of every page? */
static bool is_whole(const struct build *build)
{
	vec_each(struct page *const, page, &build->site.pages)
		if ((*page)->beginning_unknown ||
			((*page)->revisions.len &&
				!date_is_set((*page)->changed)))
			return false;
	return true;
}

/* What of the past this clone does not have, and how to get it. */
static void warn(struct build *build)
{
	struct place nowhere = {NULL, 0, 0};

	if (history_is_shallow(build->history))
		diag_add(&build->diags, DIAG_HISTORY_SHALLOW, nowhere, 0,
			DIAG_NONE);
	else if (history_is_partial(build->history) && !is_whole(build))
		diag_add(&build->diags, DIAG_HISTORY_PARTIAL, nowhere, 0,
			DIAG_NONE);
}

static bool follow(struct comparing *comparing, struct fault *fault)
{
	struct build *build = comparing->build;

	if (!build->history && build->history_fault.code == EXIT_CLEAN)
		build->history = history_open(
			held_history_tree(build), &build->history_fault);
	if (!build->history) {
		*fault = build->history_fault;
		return false;
	}
	if (!open_readers(build, comparing, fault))
		return false;
	stage_run(build, "commits", history_turns(build->history), compare,
		comparing);
	if (!stage_no_fault(build, fault))
		return false;
	history_follow(build->history);
	if (build->ground)
		history_save(build->history);
	held_set_history(build, comparing->readers);
	return true;
}

/*
 * Libgit2 keeps settings for all that it is used for: it must not read files
 * for others meanwhile.
 */
void stage_open_history(struct build *build)
{
	const struct tree *tree = &build->tree;

	if (!build->left && !build->ground && tree->commit.id.len &&
		!tree->is_commit && !tree->mounts.len)
		build->history = history_open(tree, &build->history_fault);
}

/* By the commits themselves. */
static bool find_out(struct build *build, struct fault *fault)
{
	struct comparing comparing = {
		.build = build, .readers = held_take_history(build)};

	if (!comparing.readers && !follow(&comparing, fault))
		return false;
	build->history_reader = comparing.readers[0];
	build->has_history = true;
	build->history_begins = history_at(build->history, NULL, INT64_MIN).day;
	take_pages(&comparing);
	if (!site_is_whole(&build->site)) {
		set_telling(build);
		stage_newest(build);
	}
	warn(build);
	return true;
}

bool stage_history(struct build *build, struct fault *fault)
{
	size_t said = build->diags.list.len;
	bool ok = true;

	if (build->left)
		ok = left_take_history(build);
	else if (build->tree.commit.id.len)
		ok = find_out(build, fault);
	left_note_history(build, said);
	return ok;
}
