/* The commits behind a tree, and comparing each with its parents. */

#include "io/history_facts.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "io/day.h"
#include "io/file.h"

enum { FACTS_MAX = 2000000 }; /* that one commit may have */

static int by_path(const void *left, const void *right)
{
	const struct fact *a = left, *b = right;

	return str_cmp(a->path, b->path);
}

void facts_sort(struct facts *facts)
{
	bool sorted = true;

	for (size_t i = 1; sorted && i < facts->list.len; i++)
		sorted = by_path(&facts->list.items[i - 1],
				 &facts->list.items[i]) <= 0;
	if (!sorted)
		qsort(facts->list.items, facts->list.len,
			sizeof *facts->list.items, by_path);
}

const struct fact *facts_find(const struct facts *facts, struct str path)
{
	struct fact key = {.path = path};

	if (!facts->list.len)
		return NULL;
	return bsearch(&key, facts->list.items, facts->list.len,
		sizeof *facts->list.items, by_path);
}

/* Commits. */

/*
 * Text of a commit as any page can show it: UTF-8, if need be made of
 * Latin 1, without characters that could deceive.
 */
static struct str clean(struct arena *arena, struct str text, bool latin)
{
	struct buf out = BUF_INIT(1 << 16);

	latin = latin && utf8_check(text) < text.len;
	for (size_t at = 0; at < text.len;) {
		uint32_t code = latin ? (unsigned char)text.ptr[at++]
				      : utf8_next(text, &at);

		if (code == UTF8_BAD)
			code = 0xFFFD;
		if (!utf8_is_forbidden(code) && code != '\r')
			utf8_put(&out, code);
	}
	return buf_finish(&out, arena);
}

static struct str first_line(struct str text)
{
	text = str_trim(text);
	return str_trim(str_sub(text, 0, str_chr(text, '\n', 0)));
}

static bool is_latin(const char *encoding)
{
	struct str name = str_of(encoding);

	return str_case_eq(name, STR("ISO-8859-1")) ||
		str_case_eq(name, STR("ISO8859-1")) ||
		str_case_eq(name, STR("latin1")) ||
		str_case_eq(name, STR("latin-1")) ||
		str_case_eq(name, STR("windows-1252"));
}

/* The trailers "Co-authored-by: Name <address>", a line each. */
static struct str coauthors_of(struct arena *arena, const char *message)
{
	static const struct str key = STR_INIT("co-authored-by");
	git_message_trailer_array trailers;
	struct buf lines = BUF_INIT(1 << 16);

	if (git_message_trailers(&trailers, message))
		return STR("");
	for (size_t i = 0; i < trailers.count; i++) {
		if (!str_case_eq(str_of(trailers.trailers[i].key), key))
			continue;
		buf_puts(&lines, trailers.trailers[i].value);
		buf_putc(&lines, '\n');
	}
	git_message_trailer_array_free(&trailers);
	return buf_finish(&lines, arena);
}

static void read_commit(
	struct history *history, struct commit *commit, const git_commit *from)
{
	const git_signature *author = git_commit_author(from);
	struct arena *arena = &history->arena;
	bool latin = is_latin(git_commit_message_encoding(from));
	struct str message =
		clean(arena, str_of(git_commit_message(from)), latin);
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof hex, &commit->id);
	commit->shown.id = arena_dup(arena, str_of(hex));
	commit->shown.time = author->when.time;
	commit->shown.offset = author->when.offset;
	commit->shown.summary = first_line(message);
	commit->name = clean(arena, str_of(author->name), latin);
	commit->email = clean(arena, str_of(author->email), latin);
	commit->coauthors = coauthors_of(arena, message.ptr);
	commit->time = git_commit_time(from);
	git_oid_cpy(&commit->tree, git_commit_tree_id(from));
	commit->parents = git_commit_parentcount(from);
	commit->parent_ids = arena_array(arena, git_oid, commit->parents);
	for (size_t i = 0; i < commit->parents; i++)
		git_oid_cpy(&commit->parent_ids[i],
			git_commit_parent_id(from, (unsigned)i));
}

/*
 * The commit of that id: known from the cache, or read. NULL with FAULT set,
 * or where the clone does not have it.
 */
static struct commit *commit_of(
	struct history *history, const git_oid *id, struct fault *fault)
{
	struct commit *commit = map_get(&history->commits, oid_key(id));
	git_commit *from;

	if (commit)
		return commit;
	if (git_commit_lookup(&from, history->repository, id)) {
		if (!history->is_partial)
			history_missing(fault, id);
		return NULL;
	}
	commit = arena_new(&history->arena, struct commit);
	git_oid_cpy(&commit->id, id);
	read_commit(history, commit, from);
	git_commit_free(from);
	map_add(&history->commits, &history->arena, oid_key(&commit->id),
		commit);
	return commit;
}

static void add_found(struct history *history, struct commit *commit)
{
	if (commit->found)
		return;
	commit->found = true;
	commit->number = history->found.len;
	*vec_push(&history->found, &history->arena) = commit;
}

/* Find the parents of a commit, unless this clone ends with it. */
static bool find_parents(
	struct history *history, struct commit *commit, struct fault *fault)
{
	commit->boundary =
		map_get(&history->shallow, oid_key(&commit->id)) != NULL;
	commit->parent =
		arena_array(&history->arena, struct commit *, commit->parents);
	for (size_t i = 0; !commit->boundary && i < commit->parents; i++) {
		commit->parent[i] =
			commit_of(history, &commit->parent_ids[i], fault);
		if (fault->code != EXIT_CLEAN)
			return false;
		commit->boundary = !commit->parent[i];
	}
	if (commit->boundary)
		commit->parents = 0;
	for (size_t i = 0; i < commit->parents; i++) {
		commit->parent[i]->children++;
		add_found(history, commit->parent[i]);
	}
	if (commit->parents && !commit->facts)
		*vec_push(&history->todo, &history->arena) = commit;
	return true;
}

static bool find_commits(struct history *history, struct fault *fault)
{
	struct commit *head;
	git_oid id;

	if (git_oid_fromstr(&id, history->tree->commit.id.ptr))
		return git_fault(fault, history->tree->commit.id.ptr);
	head = commit_of(history, &id, fault);
	if (!head)
		return history_missing(fault, &id);
	add_found(history, head);
	for (size_t i = 0; i < history->found.len; i++)
		if (!find_parents(history, history->found.items[i], fault))
			return false;
	return true;
}

/* What else the repository says. */

/* The bytes of a file at the top of the commit, or of the content in it. */
static git_blob *top_file(struct history *history, struct str name)
{
	struct str folders[] = {STR(""), history->tree->prefix};
	git_object *blob = NULL;

	for (size_t i = 0; !blob && i < 2; i++) {
		struct str path = arena_printf(&history->arena, "%.*s:%.*s%.*s",
			STR_ARG(history->tree->commit.id), STR_ARG(folders[i]),
			STR_ARG(name));

		if (git_revparse_single(&blob, history->repository, path.ptr))
			blob = NULL;
	}
	if (blob && git_object_type(blob) != GIT_OBJECT_BLOB) {
		git_object_free(blob);
		blob = NULL;
	}
	return (git_blob *)blob;
}

/* Put each id that starts a line of TEXT into MAP. */
static void read_ids(struct history *history, struct str text, struct map *map)
{
	struct str line;

	while (text.len && str_split(&text, '\n', &line)) {
		git_oid *id = arena_new(&history->arena, git_oid);

		line = str_trim(str_sub(line, 0, str_chr(line, '#', 0)));
		if (line.len != GIT_OID_HEXSZ ||
			git_oid_fromstrn(id, line.ptr, line.len))
			continue;
		map_set(map, &history->arena, oid_key(id), history);
	}
}

static void read_ignored(struct history *history)
{
	git_blob *blob = top_file(history, STR(".git-blame-ignore-revs"));

	if (!blob)
		return;
	read_ids(history,
		str_make(git_blob_rawcontent(blob),
			(size_t)git_blob_rawsize(blob)),
		&history->ignored);
	git_blob_free(blob);
}

/* Addresses in any case are the same to git, but not to libgit2. */
static struct str lower_addresses(struct arena *arena, struct str text)
{
	struct str copy = arena_dup(arena, text);
	char *bytes = (char *)copy.ptr; /* our own copy */
	bool address = false;

	for (size_t i = 0; i < copy.len; i++) {
		if (bytes[i] == '<' || bytes[i] == '>' || bytes[i] == '\n')
			address = bytes[i] == '<';
		else if (address)
			bytes[i] = char_lower(bytes[i]);
	}
	return copy;
}

static void read_mailmap(struct history *history)
{
	git_blob *blob = top_file(history, STR(".mailmap"));
	struct str text;

	if (!blob)
		return;
	text = lower_addresses(&history->arena,
		str_make(git_blob_rawcontent(blob),
			(size_t)git_blob_rawsize(blob)));
	if (git_mailmap_from_buffer(&history->mailmap, text.ptr, text.len))
		history->mailmap = NULL;
	git_blob_free(blob);
}

static void read_shallow(struct history *history)
{
	struct buf text = BUF_INIT(BUF_LARGE);
	struct fault ignored = FAULT_INIT;

	history->is_shallow =
		git_repository_is_shallow(history->repository) == 1;
	if (!history->is_shallow)
		return;
	if (file_read(AT_FDCWD,
		    arena_printf(&history->arena, "%sshallow",
			    git_repository_commondir(history->repository))
			    .ptr,
		    &text, &ignored))
		read_ids(history, buf_str(&text), &history->shallow);
	buf_release(&text);
}

/* Does the setting say that objects were left out of the clone? */
static int says_partial(const git_config_entry *entry, void *context)
{
	struct str name = str_of(entry->name);
	bool *partial = context;

	if (str_eq(name, STR("extensions.partialclone")) ||
		(str_starts(name, STR("remote.")) &&
			str_ends(name, STR(".promisor"))))
		*partial = true;
	return 0;
}

static bool is_partial(git_repository *repository)
{
	git_config *config;
	bool partial = false;

	if (git_repository_config(&config, repository))
		return false;
	git_config_foreach(config, says_partial, &partial);
	git_config_free(config);
	return partial;
}

/* The tree was listed from the commit: its files are those to follow. */
static void take_start(struct history *history)
{
	const struct tree *tree = history->tree;

	vec_each(const struct tree_entry, entry, &tree->entries) {
		struct fact *fact =
			vec_push(&history->start.list, &history->arena);

		fact->path = !tree->prefix.len
			? entry->path
			: arena_join(
				  &history->arena, tree->prefix, entry->path);
	}
}

/* A folder may have other files than its commit has. */
static bool list_start(struct history *history, struct fault *fault)
{
	struct history_reader *reader = history_reader_open(history, fault);
	struct str prefix = history->tree->prefix;
	struct str path = arena_printf(&history->arena, "%.*s:%.*s",
		STR_ARG(history->tree->commit.id),
		STR_ARG(str_sub(prefix, 0, str_rchr(prefix, '/'))));
	git_object *tree = NULL;
	bool ok = reader != NULL;

	if (ok && git_revparse_single(&tree, history->repository, path.ptr))
		return true; /* nothing of the content is in the commit */
	if (ok && git_object_type(tree) == GIT_OBJECT_TREE) {
		reader->budget = FACTS_MAX;
		ok = history_diff(reader, NULL, git_object_id(tree), prefix,
			&history->start, fault);
	}
	git_object_free(tree);
	return ok;
}

static bool find_start(struct history *history, struct fault *fault)
{
	if (history->tree->is_commit) {
		take_start(history);
		return true;
	}
	return list_start(history, fault);
}

/*
 * Hash every object that is read? Like git, not while walking: that costs
 * more than all else, and damage shows as soon as what is damaged is unpacked.
 * Nor does libgit2 keep them then: few are asked for twice.
 */
static void set_walking(bool walking)
{
	git_libgit2_opts(
		GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, (int)!walking);
	git_libgit2_opts(GIT_OPT_ENABLE_CACHING, (int)!walking);
}

/* While what is pushed may yet be refused, nothing of it is kept. */
static bool is_quarantined(void)
{
	return getenv("GIT_QUARANTINE_PATH") != NULL;
}

/* The folder guildhall/ of the repository, or -1. */
static int open_memos(struct history *history)
{
	const char *path = arena_printf(&history->arena, "%sguildhall",
		git_repository_commondir(history->repository))
				   .ptr;

	if (!is_quarantined())
		file_make_folder(AT_FDCWD, path);
	return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

struct history *history_open(const struct tree *tree, struct fault *fault)
{
	struct history *history = base_calloc(1, sizeof *history);
	struct str path = arena_dup(&history->arena, tree->repository);

	history->tree = tree;
	history->memos = -1;
	set_walking(true);
	if (!git_open(&history->repository, path.ptr, false, fault))
		goto fail;
	history->is_partial = is_partial(history->repository);
	history->packs = packs_open(arena_printf(&history->arena,
		"%sobjects/pack", git_repository_commondir(history->repository))
					    .ptr);
	read_shallow(history);
	history->memos = open_memos(history);
	history_load(history);
	history_load_openings(history);
	if (!find_commits(history, fault) || !find_start(history, fault))
		goto fail;
	read_ignored(history);
	read_mailmap(history);
	return history;
fail:
	history_close(history);
	return NULL;
}

void history_close(struct history *history)
{
	if (!history)
		return;
	set_walking(false);
	vec_each(struct history_reader *, reader, &history->readers) {
		history_drop_trees(*reader);
		pack_reader_close((*reader)->packs);
		git_odb_free((*reader)->odb);
		git_repository_free((*reader)->repository);
		arena_release(&(*reader)->arena);
		arena_release(&(*reader)->scratch);
	}
	if (history->memos >= 0)
		close(history->memos);
	packs_close(history->packs);
	git_mailmap_free(history->mailmap);
	git_repository_free(history->repository);
	arena_release(&history->arena);
	free(history);
}

void history_save(struct history *history)
{
	if (is_quarantined())
		return;
	history_save_commits(history);
	history_save_openings(history);
}

size_t history_tasks(const struct history *history)
{
	return history->todo.len;
}

size_t history_turns(const struct history *history)
{
	return (history->todo.len + HISTORY_TURN - 1) / HISTORY_TURN;
}

struct history_reader *history_reader_open(
	struct history *history, struct fault *fault)
{
	struct history_reader *reader =
		arena_new(&history->arena, struct history_reader);
	const char *path = git_repository_path(history->repository);

	*vec_push(&history->readers, &history->arena) = reader;
	reader->packs = pack_reader_open(history->packs);
	if (!git_open(&reader->repository, path, false, fault))
		return NULL;
	if (!git_repository_odb(&reader->odb, reader->repository))
		return reader;
	git_fault(fault, path);
	return NULL;
}

/*
 * A merge needs to know of moves only where it has something that a parent
 * has not, and no other parent has just so.
 */
static bool needs_moves(const struct commit *commit, size_t i)
{
	if (commit->parents == 1)
		return true;
	vec_each(const struct fact, fact, &commit->facts[i].list) {
		bool differs = fact->what == WHAT_ADDED;

		for (size_t k = 0; differs && k < commit->parents; k++)
			differs = facts_find(&commit->facts[k], fact->path) !=
				NULL;
		if (differs)
			return true;
	}
	return false;
}

static bool compare(struct history *history, struct history_reader *reader,
	struct commit *commit, struct facts *facts, struct fault *fault)
{
	for (size_t i = 0; i < commit->parents; i++) {
		if (!history_diff(reader, &commit->parent[i]->tree,
			    &commit->tree, STR(""), &facts[i], fault))
			return false;
		facts_sort(&facts[i]);
	}
	commit->facts = facts;
	for (size_t i = 0; i < commit->parents; i++)
		if (needs_moves(commit, i) &&
			!history_find_moves(history, reader, &facts[i], fault))
			return false;
	return true;
}

bool history_compare(struct history *history, struct history_reader *reader,
	size_t i, struct fault *fault)
{
	struct commit *commit = history->todo.items[i];
	struct facts *facts =
		arena_array(&reader->arena, struct facts, commit->parents);
	bool ok;

	reader->budget = FACTS_MAX;
	reader->unsure = false;
	ok = compare(history, reader, commit, facts, fault);
	arena_reset(&reader->scratch);
	return ok;
}

bool history_weigh(struct history *history, struct history_reader *reader,
	size_t i, struct fault *fault)
{
	bool ok = history_note(history, reader, history->todo.items[i], fault);

	arena_reset(&reader->scratch);
	return ok;
}

const struct history_commit *const *history_commits(
	const struct history *history, size_t *n)
{
	*n = history->order.len;
	return history->order.items;
}

bool history_is_shallow(const struct history *history)
{
	return history->is_shallow;
}

bool history_is_partial(const struct history *history)
{
	return history->is_partial;
}

int64_t history_day(const struct history_commit *commit)
{
	return day_of(commit->time, commit->offset);
}
