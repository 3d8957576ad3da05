#include "stage/held.h"

#include <stdlib.h>
#include <string.h>

#include "model/path.h"
#include "stage/held_links.h"
#include "stage/unchanged.h"

struct ground {
	unsigned uses; /* builds, and one while it is the one held */
	bool is_known; /* configuration and theme are kept */
	bool is_sure; /* a listing would show that they changed */
	bool is_filling; /* no build is done yet: its rooms are the workers' */
	uint64_t key; /* of all it is made of */
	uint64_t round; /* builds so far */
	struct arena arena;
	unsigned jobs;
	struct room *rooms; /* one a worker */
	struct site site; /* configuration and edition */
	struct theme theme;
	bool is_themed;
	struct said said;
	struct terms terms;
	uint64_t terms_key;
	bool has_terms;
	struct tree tree; /* for the history: the commit alone */
	struct spool *spool;
	struct history *history;
	struct history_reader **readers;
	struct map past; /* path → struct page *: what it tells of each */
	struct arena names; /* of the map of files */
	struct map files; /* path → struct held_file * */
	size_t len; /* files in it */
};

/* Diagnostics. */

struct said held_copy(struct arena *arena, const struct diags *diags, size_t n,
	const struct source *source)
{
	struct said said = {
		arena_array(arena, struct diag, diags->list.len - n), 0};

	for (size_t i = n; i < diags->list.len; i++) {
		struct diag *copy = &said.items[said.len++];

		*copy = diags->list.items[i];
		copy->message = arena_dup(arena, copy->message);
		copy->hint = arena_dup(arena, copy->hint);
		if (source && copy->place.source)
			copy->place.source = source;
	}
	return said;
}

void held_say_again(const struct said *said, struct diags *diags)
{
	for (size_t i = 0; i < said->len; i++)
		*vec_push(&diags->list, &diags->arena) = said->items[i];
}

/* Files. */

static void release_room(struct room *room)
{
	arena_release(&room->arena);
	arena_release(&room->bodies);
}

static void drop_file(struct held_file *file)
{
	if (--file->uses)
		return;
	held_links_drop(file->links);
	release_room(&file->room);
	free(file);
}

/* Give the worker the room that is filled for FILE, or take it back. */
static void swap_room(struct build *build, unsigned number, struct room *room)
{
	struct worker *worker = &build->workers[number];
	struct room mine = {worker->arena, worker->bodies};

	worker->arena = room->arena;
	worker->bodies = room->bodies;
	*room = mine;
}

static struct room *room_of(
	const struct build *build, unsigned number, struct held_file *file)
{
	return build->ground->is_filling ? &build->ground->rooms[number]
					 : &file->room;
}

struct held_file *held_find(const struct build *build,
	const struct tree_entry *entry, uint64_t passed)
{
	struct held_file *file = build->ground
		? map_get(&build->ground->files, entry->path)
		: NULL;

	if (!file || file->stamp != unchanged_stamp(entry) ||
		file->passed != passed)
		return NULL;
	return file->is_sure || build->tree.marks ? file : NULL;
}

void held_say(const struct held_file *file, struct worker *worker)
{
	held_say_again(&file->said, &worker->diags);
}

struct held_file *held_begin(struct build *build, unsigned number,
	const struct tree_entry *entry, uint64_t passed)
{
	struct held_file *file;

	if (!build->ground)
		return NULL;
	file = base_calloc(1, sizeof *file + entry->path.len + 1);
	memcpy(file->path, entry->path.ptr, entry->path.len);
	file->source.path = str_make(file->path, entry->path.len);
	file->stamp = unchanged_stamp(entry);
	file->passed = passed;
	file->is_sure = unchanged_is_sure(build, entry);
	file->before = build->workers[number].diags.list.len;
	swap_room(build, number, room_of(build, number, file));
	return file;
}

void held_end(struct build *build, unsigned number, struct held_file *file)
{
	struct worker *worker = &build->workers[number];

	if (!file)
		return;
	file->said = held_copy(
		&worker->arena, &worker->diags, file->before, &file->source);
	if (worker->fault.code != EXIT_CLEAN)
		file->is_sure = false;
	swap_room(build, number, room_of(build, number, file));
}

/* Make FILE the one that is known of its path. */
static void put_file(struct ground *ground, struct held_file *file)
{
	struct str path = file->source.path;
	struct held_file *old = map_get(&ground->files, path);

	if (old) {
		old->is_latest = false;
		drop_file(old);
	} else {
		path = arena_dup(&ground->names, path);
		ground->len++;
	}
	map_set(&ground->files, &ground->names, path, file);
	file->is_latest = true;
	file->uses++;
}

void held_use(struct build *build, struct held_file *file)
{
	if (!file)
		return;
	if (!file->is_latest)
		put_file(build->ground, file);
	file->uses++;
	file->round = build->ground->round;
	*vec_push(&build->holds, &build->arena) = file;
}

/* The map without paths that nothing is known of. */
static void tidy_names(struct ground *ground)
{
	struct arena names = ARENA_INIT;
	struct map files = MAP_INIT;

	for (size_t i = 0; i < ground->files.cap; i++) {
		struct held_file *file = ground->files.slots[i].item;

		if (file)
			map_set(&files, &names,
				arena_dup(&names, file->source.path), file);
	}
	arena_release(&ground->names);
	ground->names = names;
	ground->files = files;
}

void held_sweep(struct build *build)
{
	struct ground *ground = build->ground;

	if (!ground || ground->len == build->holds.len)
		return;
	for (size_t i = 0; i < ground->files.cap; i++) {
		struct held_file *file = ground->files.slots[i].item;

		if (!file || file->round == ground->round)
			continue;
		ground->files.slots[i].item = NULL;
		ground->len--;
		file->is_latest = false;
		drop_file(file);
	}
	if (ground->files.len > 2 * ground->len)
		tidy_names(ground);
}

/* The ground. */

static struct ground *new_ground(unsigned jobs)
{
	struct ground *ground = base_calloc(1, sizeof *ground);

	ground->uses = 1;
	ground->is_filling = true;
	ground->jobs = jobs;
	ground->rooms = base_calloc(jobs, sizeof *ground->rooms);
	return ground;
}

static void drop_ground(struct ground *ground)
{
	if (!ground || --ground->uses)
		return;
	for (size_t i = 0; i < ground->files.cap; i++)
		if (ground->files.slots[i].item)
			drop_file(ground->files.slots[i].item);
	for (unsigned i = 0; i < ground->jobs; i++)
		release_room(&ground->rooms[i]);
	free(ground->rooms);
	history_close(ground->history);
	spool_close(ground->spool);
	arena_release(&ground->names);
	arena_release(&ground->arena);
	free(ground);
}

void held_forget(struct held *held)
{
	drop_ground(held->ground);
	held->ground = NULL;
}

bool held_open_tree(struct build *build)
{
	const struct held *held = build->options.held;

	if (!held)
		return false;
	if (held->before &&
		tree_open_touched(&build->tree, held->before, held->touched,
			held->touched_len))
		return true;
	arena_release(&build->tree.arena);
	return false;
}

struct keying {
	struct build *build;
	uint64_t key;
	bool is_sure; /* no file that was touched just now */
	bool theme_is_sure;
};

static void mix(struct keying *keying, uint64_t fact)
{
	uint64_t facts[] = {keying->key, fact};

	keying->key = str_hash(str_make((const char *)facts, sizeof facts));
}

/* False where the file may be touched again without being another. */
static bool mix_entry(struct keying *keying, const struct tree_entry *entry)
{
	mix(keying, str_hash(entry->path));
	mix(keying, unchanged_stamp(entry));
	mix(keying, (uint64_t)entry->kind);
	return !unchanged_is_late(entry->touched, keying->build->options.now);
}

static void mix_commit(struct keying *keying, const struct tree *tree)
{
	mix(keying, str_hash(tree->commit.id));
	mix(keying, str_hash(tree->prefix));
	mix(keying, str_hash(tree->repository));
	mix(keying, tree->clone);
}

/* The files of the theme in FOLDER, which may not be there any more. */
static void mix_theme(struct keying *keying, struct str folder)
{
	struct fault fault = FAULT_INIT;
	struct tree tree;

	if (!tree_open_files(&tree, folder, &fault)) {
		keying->theme_is_sure = false;
		return;
	}
	vec_each(const struct tree_entry, entry, &tree.entries)
		if (!mix_entry(keying, entry))
			keying->theme_is_sure = false;
	tree_close(&tree);
}

/* All that the ground is made of. */
static struct keying key_of(struct build *build, struct str theme)
{
	struct keying keying = {
		.build = build, .is_sure = true, .theme_is_sure = true};

	mix_commit(&keying, &build->tree);
	vec_each(const struct tree_entry, entry, &build->tree.entries)
		if ((str_starts(entry->path, STR("theme/")) ||
			    str_eq(entry->path, STR(CONFIG_FILE))) &&
			!mix_entry(&keying, entry))
			keying.is_sure = build->tree.is_commit;
	mix_theme(&keying, theme);
	return keying;
}

/* Where we are told what was touched, we need not be sure of the rest. */
static bool is_same(struct build *build, const struct ground *ground)
{
	return ground && ground->is_known &&
		(ground->is_sure || build->tree.marks) &&
		key_of(build, ground->theme.folder).key == ground->key;
}

bool held_take_ground(struct build *build)
{
	struct held *held = build->options.held;
	struct ground *ground;

	if (!held)
		return false;
	if (!is_same(build, held->ground)) {
		held_forget(held);
		held->ground = new_ground(build->jobs);
	}
	ground = build->ground = held->ground;
	ground->uses++;
	ground->round++;
	if (!ground->is_known)
		return false;
	build->site.config = ground->site.config;
	build->site.edition = ground->site.edition;
	build->theme = ground->theme;
	build->is_themed = ground->is_themed;
	held_say_again(&ground->said, &build->diags);
	return true;
}

static struct str dup(struct ground *ground, struct str text)
{
	return text.ptr ? arena_dup(&ground->arena, text) : text;
}

/* All that was put into the build's arena so far becomes the ground's. */
void held_set_ground(struct build *build)
{
	struct ground *ground = build->ground;
	struct keying keying;
	struct arena *arena;

	if (!ground)
		return;
	ground->arena = build->arena;
	build->arena = (struct arena)ARENA_INIT;
	arena = &ground->arena;
	diags_take(&build->diags, &build->workers[0].diags);
	ground->said = held_copy(arena, &build->diags, 0, NULL);
	ground->site.config = build->site.config;
	ground->site.edition = build->site.edition;
	build->theme.folder = dup(ground, build->theme.folder);
	ground->theme = build->theme;
	ground->is_themed = build->is_themed;
	ground->tree.is_commit = build->tree.is_commit;
	ground->tree.commit = build->tree.commit;
	ground->tree.commit.id = dup(ground, build->tree.commit.id);
	ground->tree.prefix = dup(ground, build->tree.prefix);
	ground->tree.repository = dup(ground, build->tree.repository);
	keying = key_of(build, build->theme.folder);
	ground->key = keying.key;
	ground->is_sure = keying.is_sure;
	ground->is_known = keying.theme_is_sure && !build->tree.mounts.len;
}

/* The glossary. */

static uint64_t key_of_terms(const struct terms *terms)
{
	struct keying keying = {.key = terms->len};

	for (size_t i = 0; i < terms->len; i++) {
		const struct term *term = &terms->all[i];

		mix(&keying, str_hash(term->text));
		mix(&keying, str_hash(term->title));
		mix(&keying, str_hash(term->id));
		mix(&keying, term->entry * 2 + term->exact);
	}
	return keying.key;
}

static void keep_terms(struct ground *ground, const struct terms *terms)
{
	struct term *copy =
		arena_array(&ground->arena, struct term, terms->len);

	for (size_t i = 0; i < terms->len; i++) {
		copy[i] = terms->all[i];
		copy[i].text = dup(ground, copy[i].text);
		copy[i].title = dup(ground, copy[i].title);
		copy[i].id = dup(ground, copy[i].id);
	}
	ground->terms = terms_index(&ground->arena, copy, terms->len);
	ground->has_terms = true;
}

bool held_take_terms(struct build *build)
{
	struct ground *ground = build->ground;
	uint64_t key;

	if (!ground)
		return true;
	key = key_of_terms(&build->site.terms);
	if (!ground->has_terms) {
		keep_terms(ground, &build->site.terms);
		ground->terms_key = key;
	}
	build->is_stale = key != ground->terms_key;
	build->site.terms = ground->terms;
	return !build->is_stale;
}

/* The texts of pages. */

bool held_take_spool(struct build *build)
{
	if (!build->ground || !build->ground->spool)
		return false;
	build->spool = build->ground->spool;
	return true;
}

void held_set_spool(struct build *build)
{
	if (build->ground)
		build->ground->spool = build->spool;
}

/* What is put into the file stays there: one page after another does not. */
struct spool *held_spool(const struct build *build)
{
	return build->ground && !build->ground->is_filling ? NULL
							   : build->spool;
}

/* The history. */

const struct tree *held_history_tree(struct build *build)
{
	struct ground *ground = build->ground;

	if (!ground)
		return &build->tree;
	ground->tree.entries.items = build->tree.entries.items;
	ground->tree.entries.len = build->tree.entries.len;
	return &ground->tree;
}

struct history_reader **held_take_history(struct build *build)
{
	if (!build->ground || !build->ground->history)
		return NULL;
	build->history = build->ground->history;
	return build->ground->readers;
}

void held_set_history(struct build *build, struct history_reader **readers)
{
	struct ground *ground = build->ground;

	if (!ground)
		return;
	ground->tree.entries.len = 0;
	/* What a partial clone lacks may come without any other sign. */
	if (history_is_partial(build->history))
		ground->is_known = false;
	ground->history = build->history;
	ground->readers = arena_array(
		&ground->arena, struct history_reader *, ground->jobs);
	for (unsigned i = 0; i < ground->jobs; i++)
		ground->readers[i] = readers[i];
}

static void copy_past(struct page *to, const struct page *from)
{
	to->revisions.items = from->revisions.items;
	to->revisions.len = to->revisions.cap = from->revisions.len;
	to->moved_from.items = from->moved_from.items;
	to->moved_from.len = to->moved_from.cap = from->moved_from.len;
	to->beginning_unknown = from->beginning_unknown;
	to->created = from->created;
	to->changed = from->changed;
}

bool held_take_past(struct build *build, struct page *page)
{
	struct held_file *file = page->held;

	if (!build->ground)
		return false;
	if (!file->past)
		file->past = map_get(&build->ground->past, page->source.path);
	if (file->past)
		copy_past(page, file->past);
	return file->past != NULL;
}

void held_begin_past(struct build *build, unsigned number)
{
	if (build->ground)
		swap_room(build, number, &build->ground->rooms[number]);
}

void held_end_past(struct build *build, unsigned number)
{
	held_begin_past(build, number); /* back again */
}

void held_set_past(struct build *build, struct page *page)
{
	struct ground *ground = build->ground;
	struct page *past;

	if (!ground)
		return;
	past = arena_new(&ground->arena, struct page);
	copy_past(past, page);
	map_set(&ground->past, &ground->arena, dup(ground, page->source.path),
		past);
	page->held->past = past;
}

void held_leave(struct build *build)
{
	struct ground *ground = build->ground;

	if (!ground)
		return;
	vec_each(struct links *const, links, &build->linked)
		held_links_drop(*links);
	vec_each(struct held_file *const, file, &build->holds)
		drop_file(*file);
	if (build->history == ground->history)
		build->history = NULL;
	if (build->spool == ground->spool)
		build->spool = NULL;
	ground->is_filling = false;
	build->ground = NULL;
	drop_ground(ground);
}
