#include "theme/lex.h"

#include "base/utf8.h"

struct lexer {
	struct template_set *set;
	const struct source *source;
	struct str text;
	size_t at; /* where we are */
	uint32_t line; /* of at */
	size_t counted; /* an offset in that line */
	uint32_t col; /* and its column, from 1 */
	struct str open, close; /* the delimiters */
	struct tokens *tokens;
	bool failed;
};

static struct place here(struct lexer *lexer)
{
	struct str passed = str_sub(lexer->text, lexer->counted, lexer->at);

	lexer->col += (uint32_t)utf8_len(passed);
	lexer->counted = lexer->at;
	return place_of(lexer->source, lexer->line, lexer->col);
}

static void pass_lines(struct lexer *lexer, size_t to)
{
	struct str passed = str_sub(lexer->text, 0, to);

	for (size_t end = str_chr(passed, '\n', lexer->at); end < to;
		end = str_chr(passed, '\n', end + 1)) {
		lexer->line++;
		lexer->col = 1;
		lexer->counted = end + 1;
	}
	lexer->at = to;
}

static struct token *add(struct lexer *lexer, char tag, struct str text)
{
	struct token *token = vec_push(lexer->tokens, lexer->set->arena);

	token->tag = tag;
	token->text = text;
	token->place = here(lexer);
	return token;
}

/* The text up to END, a token a line. */
static void add_text(struct lexer *lexer, size_t end)
{
	struct str text = str_sub(lexer->text, 0, end);

	while (lexer->at < end) {
		size_t stop = str_chr(text, '\n', lexer->at);

		stop = stop < end ? stop + 1 : end;
		add(lexer, 0, str_sub(lexer->text, lexer->at, stop));
		pass_lines(lexer, stop);
	}
}

static void fail(struct lexer *lexer, enum diag_id id, struct str what)
{
	diag_add(lexer->set->diags, id, here(lexer), lexer->open.len, what);
	lexer->failed = true;
}

/* {{=<% %>=}}: two delimiters without '=' or white space. */
static void set_delimiters(struct lexer *lexer, struct str content)
{
	size_t space = 0;
	struct str open, close;

	while (space < content.len && !char_is_space(content.ptr[space]))
		space++;
	open = str_sub(content, 0, space);
	close = str_trim(str_from(content, space));
	if (!open.len || !close.len || str_chr(content, '=', 0) < content.len) {
		fail(lexer, DIAG_TEMPLATE_TAG, content);
		return;
	}
	lexer->open = open;
	lexer->close = close;
}

/* What ends the tag whose content starts at FROM. */
static struct str tag_end(
	const struct lexer *lexer, char sign, struct arena *arena)
{
	if (sign == '{')
		return arena_printf(arena, "}%.*s", STR_ARG(lexer->close));
	if (sign == '=')
		return arena_printf(arena, "=%.*s", STR_ARG(lexer->close));
	return lexer->close;
}

static char sign_at(const struct lexer *lexer, size_t from)
{
	char c = from < lexer->text.len ? lexer->text.ptr[from] : '\0';

	return c && str_chr(STR("#^/><$&!={"), c, 0) < 10 ? c : 'v';
}

/* The tag that starts at lexer->at. */
static void add_tag(struct lexer *lexer)
{
	size_t from = lexer->at + lexer->open.len, end;
	char sign;
	struct str closer, content;

	while (from < lexer->text.len && lexer->text.ptr[from] == ' ')
		from++;
	sign = sign_at(lexer, from);
	from += sign != 'v';
	closer = tag_end(lexer, sign, lexer->set->arena);
	end = str_find(lexer->text, closer, from);
	if (end == lexer->text.len) {
		fail(lexer, DIAG_TEMPLATE_OPEN_TAG, lexer->open);
		return;
	}
	content = str_trim(str_sub(lexer->text, from, end));
	if (!content.len && sign != '!') {
		fail(lexer, DIAG_TEMPLATE_TAG, STR("an empty name"));
		return;
	}
	add(lexer, sign, content);
	if (sign == '=')
		set_delimiters(lexer, content);
	pass_lines(lexer, end + closer.len);
}

static bool is_blank(struct str s)
{
	return !str_trim(s).len;
}

/* A line of tokens. */
struct line {
	struct token *from, *to;
	struct token *first, *last; /* its tags; NULL when it has none */
	size_t tags;
	bool blank_before, blank_between, blank_after; /* around the tags */
};

static struct line measure(struct token *from, struct token *to)
{
	struct line line = {from, to, NULL, NULL, 0, true, true, true};

	for (struct token *token = from; token < to; token++) {
		if (!token->tag)
			continue;
		line.tags++;
		line.last = token;
		if (!line.first)
			line.first = token;
	}
	for (struct token *token = from; token < to; token++) {
		if (token->tag || is_blank(token->text))
			continue;
		if (!line.first || token < line.first)
			line.blank_before = false;
		else if (token > line.last)
			line.blank_after = false;
		else
			line.blank_between = false;
	}
	return line;
}

/* Tags that a line may hold several of and still be standalone. */
static bool only_inheritance(const struct line *line)
{
	for (const struct token *token = line->from; token < line->to; token++)
		if (token->tag && token->tag != '<' && token->tag != '$' &&
			token->tag != '/')
			return false;
	return true;
}

/* Does the first tag of the line close with its last? */
static bool is_pair(const struct line *line)
{
	int depth = 0;

	for (const struct token *token = line->first; token < line->last;
		token++) {
		if (token->tag == '/')
			depth--;
		else if (token->tag == '<' || token->tag == '$' ||
			token->tag == '#' || token->tag == '^')
			depth++;
		if (!depth && token->tag)
			return false;
	}
	return line->last->tag == '/' && depth == 1 &&
		str_eq(line->first->text, line->last->text);
}

/*
 * Whether the white space of a line goes away with its tags. A tag alone on
 * its line does that, unless it is a variable; a parent and its end on one
 * line do; and the tags of inheritance may share a line, but a block that
 * opens and closes on it leaves it as it is.
 */
static bool is_standalone(const struct line *line)
{
	if (!line->first || !line->blank_before || !line->blank_after)
		return false;
	if (line->tags == 1)
		return line->first->tag != 'v' && line->first->tag != '&' &&
			line->first->tag != '{';
	if (line->first->tag == '<' && is_pair(line))
		return true;
	return line->blank_between && only_inheritance(line) &&
		!(line->first->tag == '$' && is_pair(line));
}

static void finish_line(struct token *from, struct token *to)
{
	struct line line = measure(from, to);
	if (from == to)
		return;
	from->line_start = true;
	if (line.first && line.blank_before)
		line.first->indent = from < line.first ? from->text : STR("");
	if (!line.last || !is_standalone(&line))
		return;
	line.last->ends_line = true;
	for (struct token *token = from; token < to; token++) {
		token->alone = token->tag;
		token->dropped = !token->tag &&
			(token < line.first || token > line.last ||
				line.blank_between);
	}
}

static void mark_lines(struct tokens *tokens)
{
	struct token *from = tokens->items, *end = from + tokens->len;

	for (struct token *token = from; token < end; token++) {
		if (token->tag || token->text.ptr[token->text.len - 1] != '\n')
			continue;
		finish_line(from, token + 1);
		from = token + 1;
	}
	finish_line(from, end);
}

bool lex(struct template_set *set, const struct source *source, struct str text,
	struct tokens *tokens)
{
	struct lexer lexer = {.set = set,
		.source = source,
		.text = text,
		.line = 1,
		.col = 1,
		.open = STR("{{"),
		.close = STR("}}"),
		.tokens = tokens};

	while (!lexer.failed && lexer.at < text.len) {
		add_text(&lexer, str_find(text, lexer.open, lexer.at));
		if (lexer.at < text.len)
			add_tag(&lexer);
	}
	if (tokens->len)
		mark_lines(tokens);
	return !lexer.failed;
}
