#include "stage/manifest.h"

#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "io/manifest.h"

#define GENERATOR "{\n\"generator\": \"guildhall " GUILDHALL_VERSION "\""
#define FILES ",\n\"files\": [\n"
#define BETWEEN ",\n"
#define END "\n]\n}\n"

enum { LINE_ROOM = 128 }; /* of most new lines: the text need not be moved */

/* What is to become of the line of a file. */
struct change {
	struct sink_file file;
	bool is_dropped;
};

static void put_address(struct buf *out, struct str url)
{
	buf_puts(out, out->ptr[out->len - 1] == '[' ? "\n" : ",\n");
	escape_json(out, url);
}

/* What readers may have been given: pages, files, old addresses. */
static void put_addresses(const struct build *build, struct buf *out)
{
	vec_each(struct page *const, page, &build->site.pages)
		put_address(out, (*page)->url);
	vec_each(struct attachment *const, file, &build->site.attachments)
		put_address(out, (*file)->url);
	vec_each(const struct alias, alias, &build->site.aliases)
		put_address(out, alias->url);
}

/* All before the files. */
static void put_head(const struct build *build, struct buf *out)
{
	const struct str *names = build->site.config.audiences.items;

	buf_puts(out, GENERATOR ",\n\"commit\": ");
	escape_json(out, build->site.commit);
	buf_puts(out, ",\n\"edition\": ");
	escape_json(out, names[build->site.edition]);
	buf_puts(out, ",\n\"as_at\": \"");
	date_put_iso(out, build->site.as_at);
	buf_puts(out, "\",\n\"addresses\": [");
	put_addresses(build, out);
	buf_puts(out, "]");
}

/* A line of its own, without what is between it and the next. */
static void put_file(struct buf *out, const struct sink_file *file)
{
	buf_puts(out, "[");
	escape_json(out, file->path);
	buf_printf(out, ", %llu, \"%016llx\"]", (unsigned long long)file->size,
		(unsigned long long)file->hash);
}

void manifest_put(const struct build *build, struct buf *out)
{
	const char *before = "";

	put_head(build, out);
	buf_puts(out, FILES);
	vec_each(const struct sink_file, file, &build->written) {
		buf_puts(out, before);
		put_file(out, file);
		before = BETWEEN;
	}
	buf_puts(out, END);
}

/* A manifest being made of the lines of another. */
struct patching {
	struct str lines; /* all of those of the old one */
	size_t at; /* up to where they are done with */
	size_t start; /* where the line begins that find() found */
	size_t end; /* where it ends; START if there is none of that path */
	struct buf path; /* of a line */
	struct buf *out;
	size_t added, removed; /* lines */
	bool first; /* nothing was put yet */
	bool bad; /* a line is none that we wrote */
};

/* Where the line begins that AT is in, or begins. */
static size_t line_at(const struct patching *patching, size_t at)
{
	size_t end = str_rchr(str_sub(patching->lines, patching->at, at), '\n');

	return patching->at + end == at ? patching->at : patching->at + end + 1;
}

/* Where the line ends that begins at START, before what is between. */
static size_t end_of(const struct patching *patching, size_t start)
{
	return str_find(patching->lines, STR(BETWEEN), start);
}

/* Is the path of the line at START before, at or behind PATH? */
static int compare(struct patching *patching, size_t start, struct str path)
{
	struct str line =
		str_sub(patching->lines, start, end_of(patching, start));
	struct sink_file file;

	if (!manifest_read_file(line, &patching->path, &file))
		patching->bad = true;
	return patching->bad ? 0 : str_cmp(file.path, path);
}

/* Find the line of PATH, or where it would be. */
static void find(struct patching *patching, struct str path)
{
	size_t low = patching->at, high = patching->lines.len;

	while (low < high && !patching->bad) {
		size_t start = line_at(patching, low + (high - low) / 2);
		size_t end = end_of(patching, start);
		int order = compare(patching, start, path);

		if (order < 0) {
			low = end + strlen(BETWEEN);
			continue;
		}
		high = start;
		if (order)
			continue;
		patching->start = start;
		patching->end = end;
		return;
	}
	patching->start = patching->end =
		low < patching->lines.len ? low : patching->lines.len;
}

static void put_line(struct patching *patching, struct str line)
{
	if (!line.len)
		return;
	if (!patching->first)
		buf_puts(patching->out, BETWEEN);
	patching->first = false;
	buf_put(patching->out, line);
}

/* The lines up to END, and not what is between the last and the next. */
static void copy_lines(struct patching *patching, size_t end)
{
	struct str lines = str_sub(patching->lines, patching->at, end);

	if (str_ends(lines, STR(BETWEEN)))
		lines.len -= strlen(BETWEEN);
	put_line(patching, lines);
}

/* Go on behind the line that was found. */
static void pass(struct patching *patching)
{
	patching->at = patching->end;
	if (patching->end > patching->start &&
		patching->end < patching->lines.len)
		patching->at += strlen(BETWEEN);
}

static void patch(struct patching *patching, const struct change *change)
{
	struct buf line = BUF_INIT(BUF_LARGE);

	find(patching, change->file.path);
	patching->added += !change->is_dropped;
	patching->removed += patching->end > patching->start;
	copy_lines(patching, patching->start);
	if (!change->is_dropped) {
		put_file(&line, &change->file);
		put_line(patching, buf_str(&line));
	}
	pass(patching);
	buf_release(&line);
}

static int by_path(const void *left, const void *right)
{
	const struct change *a = left, *b = right;

	return str_cmp(a->file.path, b->file.path);
}

static struct change *sort_changes(const struct manifest_changes *changes)
{
	size_t n = changes->put_len + changes->dropped_len;
	struct change *all = base_calloc(n + 1, sizeof *all);

	for (size_t i = 0; i < changes->put_len; i++)
		all[i].file = changes->put[i];
	for (size_t i = 0; i < changes->dropped_len; i++)
		all[changes->put_len + i] =
			(struct change){{.path = changes->dropped[i]}, true};
	qsort(all, n, sizeof *all, by_path);
	return all;
}

/* Where the lines begin of a manifest that we wrote; 0 where it is another. */
static size_t lines_at(struct str old)
{
	size_t start = str_find(old, STR(FILES), 0) + strlen(FILES);

	if (!str_starts(old, STR(GENERATOR)) || !str_ends(old, STR(END)) ||
		start + strlen(END) > old.len)
		return 0;
	return start;
}

bool manifest_patch(
	struct str old, struct manifest_changes *changes, struct buf *out)
{
	size_t n = changes->put_len + changes->dropped_len, before = out->len;
	size_t start = lines_at(old);
	struct patching patching = {
		.lines = str_sub(old, start, old.len - strlen(END)),
		.path = BUF_INIT(BUF_LARGE),
		.out = out,
		.first = true};
	struct change *all;

	if (!start)
		return false;
	all = sort_changes(changes);
	buf_reserve(out, old.len + n * LINE_ROOM);
	buf_put(out, str_sub(old, 0, start));
	for (size_t i = 0; i < n && !patching.bad; i++)
		patch(&patching, &all[i]);
	copy_lines(&patching, patching.lines.len);
	buf_puts(out, END);
	changes->files += patching.added - patching.removed;
	if (patching.bad)
		buf_cut(out, before);
	buf_release(&patching.path);
	free(all);
	return !patching.bad;
}
