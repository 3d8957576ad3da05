/*
 * Running text: bare URLs become links, and each term of the glossary is
 * explained where a page first uses it.
 */

#include "base/escape.h"
#include "data/markdown/walk.h"

enum { ACRONYM_MIN = 3, ACRONYM_MAX = 12 };

/* Does S end in a quote or an ellipsis that smart punctuation made? */
static bool ends_smart(struct str s)
{
	static const struct str marks[] = {STR_INIT("\xE2\x80\x98"),
		STR_INIT("\xE2\x80\x99"), STR_INIT("\xE2\x80\x9C"),
		STR_INIT("\xE2\x80\x9D"), STR_INIT("\xE2\x80\xA6")};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_ends(s, marks[i]))
			return true;
	return false;
}

/* Punctuation that ends a sentence rather than a URL (GFM, autolinks). */
static size_t trim_url(struct str s, size_t from, size_t end)
{
	while (end > from) {
		char last = s.ptr[end - 1];
		size_t opened = 0, closed = 0;

		if (str_chr(STR("?!.,:;*_~'\""), last, 0) < 11) {
			end--;
			continue;
		}
		if (ends_smart(str_sub(s, from, end))) {
			end -= 3;
			continue;
		}
		if (last != ')')
			break;
		for (size_t i = from; i < end; i++) {
			opened += s.ptr[i] == '(';
			closed += s.ptr[i] == ')';
		}
		if (closed <= opened)
			break;
		end--;
	}
	return end;
}

/* The end of the http(s) URL that starts in S at AT, or AT. */
static size_t url_end(struct str s, size_t at)
{
	struct str rest = str_from(s, at);
	size_t host, end;

	if (str_starts(rest, STR("https://")))
		host = at + 8;
	else if (str_starts(rest, STR("http://")))
		host = at + 7;
	else
		return at;
	for (end = host; end < s.len; end++)
		if (char_is_space(s.ptr[end]) || s.ptr[end] == '<')
			break;
	end = trim_url(s, host, end);
	return end > host && terms_is_word(s, host) ? end : at;
}

/* Smart punctuation is for prose: in a URL it is undone. */
static struct str unsmart(struct arena *arena, struct str url)
{
	static const struct {
		struct str smart, plain;
	} pairs[] = {
		{STR_INIT("\xE2\x80\x93"), STR_INIT("--")},
		{STR_INIT("\xE2\x80\x94"), STR_INIT("---")},
		{STR_INIT("\xE2\x80\xA6"), STR_INIT("...")},
		{STR_INIT("\xE2\x80\x99"), STR_INIT("'")},
	};
	struct buf out = BUF_INIT(BUF_LARGE);

	for (size_t at = 0, i; at < url.len;) {
		struct str rest = str_from(url, at);

		for (i = 0; i < sizeof pairs / sizeof *pairs; i++)
			if (str_starts(rest, pairs[i].smart))
				break;
		if (i < sizeof pairs / sizeof *pairs) {
			buf_put(&out, pairs[i].plain);
			at += pairs[i].smart.len;
		} else {
			buf_putc(&out, url.ptr[at++]);
		}
	}
	return buf_finish(&out, arena);
}

static void put_url(struct walk *walk, struct str text)
{
	struct str url = unsmart(&walk->space->scratch, text);

	buf_puts(walk->html, "<a href=\"");
	escape_href(walk->html, url);
	buf_puts(walk->html, "\">");
	escape_text(walk->html, url);
	buf_puts(walk->html, "</a>");
}

/* The term at AT, unless this page has explained its entry before. */
static const struct term *new_term(struct walk *walk, struct str s, size_t at)
{
	const struct term *term = terms_match(walk->in->terms, s, at);

	if (!term || walk->shown[term->entry])
		return NULL;
	walk->shown[term->entry] = true;
	return term;
}

static void put_term(
	struct walk *walk, const struct term *term, struct str text)
{
	size_t open = walk_slot(walk,
		(struct html_slot){.kind = HTML_LINK_OPEN,
			.path = walk->in->glossary,
			.text = arena_printf(
				walk->arena, "#%.*s", STR_ARG(term->id)),
			.attributes = STR(" class=\"term\"")});

	buf_puts(walk->html, "<abbr title=\"");
	escape_text(walk->html, term->title);
	buf_puts(walk->html, "\">");
	escape_text(walk->html, text);
	buf_puts(walk->html, "</abbr>");
	walk_slot(walk,
		(struct html_slot){.kind = HTML_LINK_CLOSE, .partner = open});
}

/* Remember an acronym that no entry of the glossary explains. */
static void note_acronym(
	struct walk *walk, const cmark_node *node, struct str word)
{
	size_t letters = 0;

	if (word.len < ACRONYM_MIN || word.len > ACRONYM_MAX)
		return;
	for (size_t i = 0; i < word.len; i++) {
		if (!char_is_upper(word.ptr[i]) && !char_is_digit(word.ptr[i]))
			return;
		letters += char_is_upper(word.ptr[i]);
	}
	if (letters < ACRONYM_MIN || map_get(&walk->acronyms, word) ||
		terms_has(walk->in->terms, word))
		return;
	word = arena_dup(walk->arena, word);
	map_add(&walk->acronyms, &walk->space->scratch, word, walk);
	*vec_push(&walk->out->acronyms, walk->arena) =
		(struct markdown_acronym){word, walk_place(walk, node)};
}

/* One word of a run; returns where it, or what was made of it, ends. */
static size_t put_word(
	struct walk *walk, const cmark_node *node, struct str s, size_t at)
{
	const struct term *term = NULL;
	size_t end = at;

	if (s.ptr[at] == 'h' && !walk->links_deep)
		end = url_end(s, at);
	if (end > at) {
		put_url(walk, str_sub(s, at, end));
		return end;
	}
	while (end < s.len && terms_is_word(s, end))
		end++;
	if (walk->in->terms && !walk->links_deep && !walk->in_heading)
		term = new_term(walk, s, at);
	if (term) {
		put_term(walk, term, str_sub(s, at, at + term->text.len));
		return at + term->text.len;
	}
	if (walk->in->terms && char_is_upper(s.ptr[at]))
		note_acronym(walk, node, str_sub(s, at, end));
	buf_put(walk->html, str_sub(s, at, end));
	return end;
}

static void put_run(struct walk *walk, const cmark_node *node, struct str s)
{
	size_t at = 0;

	if (!walk->in->terms && str_find(s, STR("://"), 0) == s.len) {
		escape_text(walk->html, s);
		return;
	}
	while (at < s.len) {
		size_t start = at;

		while (at < s.len && !terms_is_word(s, at))
			at += (unsigned char)s.ptr[at] < 0x80 ? 1 : 3;
		if (at > s.len)
			at = s.len;
		escape_text(walk->html, str_sub(s, start, at));
		if (at < s.len)
			at = put_word(walk, node, s, at);
	}
}

static bool is_run(const cmark_node *node)
{
	return node &&
		(node->type == CMARK_NODE_TEXT ||
			node->type == CMARK_NODE_SOFTBREAK);
}

static void put_piece(struct buf *out, const cmark_node *node)
{
	if (node->type == CMARK_NODE_TEXT)
		buf_put(out, chunk_str(&node->as.literal));
	else
		buf_putc(out, '\n');
}

cmark_node *walk_text(struct walk *walk, cmark_node *node)
{
	cmark_node *first = node;

	if (!is_run(node->next) && node->type == CMARK_NODE_TEXT) {
		put_run(walk, node, chunk_str(&node->as.literal));
		buf_put(&walk->space->block, chunk_str(&node->as.literal));
		return node;
	}
	buf_clear(&walk->space->run);
	put_piece(&walk->space->run, node);
	for (; is_run(node->next); node = node->next)
		put_piece(&walk->space->run, node->next);
	put_run(walk, first, buf_str(&walk->space->run));
	buf_put(&walk->space->block, buf_str(&walk->space->run));
	return node;
}
