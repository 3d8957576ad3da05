/*
 * Where in the page's text a node stands. cmark's columns count bytes, and
 * its positions of inlines can be wrong: as many lines too early as reference
 * definitions stand before them in the paragraph, on the last line of a link
 * that has several, a column off where something was escaped in a table. So
 * a position is believed only where the text bears it out.
 */

#include "base/utf8.h"
#include "data/markdown/walk.h"

enum {
	REACH = 1024, /* bytes of a link's text that are looked through */
	LINES_MAX = 8 /* lines of it */
};

/* An inline that is looked for, and where in the text it can be. */
struct search {
	struct str text; /* up to where it can be */
	size_t from;
	bool is_first; /* that is looked for in its block */
	char opener;
	struct str needle; /* as walk.h tells; or empty */
};

/* The offset at which line LINE (from 1) of the page's text starts. */
static size_t line_start(const struct walk *walk, int64_t line)
{
	if (line < 1)
		return 0;
	if ((size_t)line > walk->lines.len)
		return walk->in->text.len;
	return walk->lines.items[line - 1];
}

/* The number of the line that holds the byte at AT, from 1. */
static size_t line_of(const struct walk *walk, size_t at)
{
	size_t low = 0, high = walk->lines.len;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (walk->lines.items[middle] <= at)
			low = middle;
		else
			high = middle;
	}
	return high;
}

struct place walk_place_at(const struct walk *walk, size_t at)
{
	size_t line = line_of(walk, at);
	struct str before =
		str_sub(walk->in->text, line_start(walk, (int64_t)line), at);

	return place_of(walk->in->source,
		(uint32_t)line - 1 + walk->in->first_line,
		(uint32_t)utf8_len(before) + 1);
}

/* The byte that cmark says a node starts at; it may be on a later line. */
static size_t stated(
	const struct walk *walk, const cmark_node *node, int64_t line)
{
	size_t column =
		node->start_column > 0 ? (size_t)node->start_column - 1 : 0;

	return line_start(walk, line) + column;
}

struct place walk_place(const struct walk *walk, const cmark_node *node)
{
	size_t at, end;

	while (node->parent && node->start_line == 0)
		node = node->parent;
	at = stated(walk, node, node->start_line);
	end = line_start(walk, (int64_t)node->start_line + 1);
	return walk_place_at(
		walk, at < end ? at : line_start(walk, node->start_line));
}

static const cmark_node *block_of(const cmark_node *node)
{
	while (node->parent && !CMARK_NODE_BLOCK_P((cmark_node *)node))
		node = node->parent;
	return node;
}

/* The bracket that closes the one at the start of TEXT, or text.len. */
static size_t closing_bracket(struct str text)
{
	size_t open = 0;

	for (size_t at = 0; at < text.len; at++) {
		if (text.ptr[at] == '\\')
			at++;
		else if (text.ptr[at] == '[')
			open++;
		else if (text.ptr[at] == ']' && open-- <= 1)
			return at;
	}
	return text.len;
}

/* "[text](address" is an inline link; "[name]:" is none at all. */
static bool is_link(struct str rest, struct str address)
{
	struct str link = str_sub(rest, rest.ptr[0] == '!', REACH);
	size_t at = closing_bracket(link) + 1;

	if (at >= link.len || link.ptr[at] != '(')
		return at < link.len ? link.ptr[at] != ':' : true;
	at++;
	if (at < link.len && link.ptr[at] == '<')
		at++;
	return str_starts(str_from(rest, at + (rest.ptr[0] == '!')), address);
}

static bool is_start(const struct search *search, size_t at)
{
	struct str rest = str_from(search->text, at);

	if (at < search->from || !rest.len || rest.ptr[0] != search->opener)
		return false;
	if (search->opener == '<')
		return str_starts(rest, search->needle);
	return is_link(rest, search->needle);
}

/*
 * The stated column: on the stated line, or so many behind it as the first
 * one of the block was; a few lines before that; or, the first one, behind.
 */
static bool find_stated(struct walk *walk, const cmark_node *node,
	const struct search *search, size_t *out)
{
	int64_t line = node->start_line + walk->lines_behind;
	int64_t last = block_of(node)->end_line;

	for (int64_t at = line; at > line - LINES_MAX; at--) {
		*out = stated(walk, node, at);
		if (is_start(search, *out))
			return true;
	}
	for (int64_t at = line + 1; search->is_first && at <= last; at++) {
		*out = stated(walk, node, at);
		if (!is_start(search, *out))
			continue;
		walk->lines_behind = at - node->start_line;
		return true;
	}
	return false;
}

/* What is stated, at worst; or before the address; or the first there is. */
static size_t find_any(const struct search *search, size_t stated_at)
{
	struct str text = search->text;
	size_t end;

	if (stated_at >= search->from && stated_at < text.len &&
		text.ptr[stated_at] == search->opener)
		return stated_at;
	end = str_find(text, search->needle, search->from);
	if (end == text.len)
		end = str_chr(text, search->opener, search->from);
	for (size_t at = end + 1; at-- > search->from;)
		if (at < text.len && text.ptr[at] == search->opener)
			return at;
	return search->from;
}

size_t walk_find(struct walk *walk, const cmark_node *node, char opener,
	struct str needle)
{
	const cmark_node *block = block_of(node);
	struct search search = {
		.text = str_sub(walk->in->text, 0,
			line_start(walk, (int64_t)block->end_line + 1)),
		.from = line_start(walk, block->start_line),
		.is_first = block != walk->block,
		.opener = opener,
		.needle = needle};

	if (search.is_first)
		walk->lines_behind = 0;
	else if (walk->found >= search.from)
		search.from = walk->found + 1;
	walk->block = block;
	if (!find_stated(walk, node, &search, &walk->found))
		walk->found = find_any(&search,
			stated(walk, node,
				node->start_line + walk->lines_behind));
	return walk->found;
}
