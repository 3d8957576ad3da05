#include "diag/diag.h"

#include <stdlib.h>
#include "base/utf8.h"

static const struct diag_kind kinds[DIAG_COUNT] = {
#define DIAG(name, number, severity, exit, message, recovery, hint) \
	[DIAG_##name] = {number, SEVERITY_##severity, EXIT_##exit, \
		STR_INIT(message), STR_INIT(recovery), STR_INIT(hint)},
#include "diag/diag.def"
#undef DIAG
};

enum { TEXT_MAX = 4096 };

const struct diag_kind *diag_kind(enum diag_id id)
{
	return &kinds[id];
}

const struct diag_kind *diag_kind_by_number(unsigned number)
{
	for (size_t i = 0; i < DIAG_COUNT; i++)
		if (kinds[i].number == number)
			return &kinds[i];
	return NULL;
}

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {"info", "warning", "error"};

	return names[severity];
}

/*
 * Append FORMAT with its arguments filled in. False when an argument that it
 * names is empty.
 */
static bool fill(struct buf *out, struct str format, const struct str args[])
{
	bool whole = true;

	for (size_t i = 0; i < format.len; i++) {
		char c = format.ptr[i];
		struct str arg;

		if (c != '%' || i + 1 == format.len ||
			!char_is_digit(format.ptr[i + 1])) {
			buf_putc(out, c);
			continue;
		}
		arg = args[format.ptr[++i] - '1'];
		whole = whole && arg.len;
		buf_put(out, arg);
	}
	return whole;
}

/* What was filled in, not cut within a character. */
static struct str keep(struct diags *diags, struct buf *text)
{
	struct str kept =
		arena_dup(&diags->arena, utf8_cut(buf_str(text), TEXT_MAX));

	buf_clear(text);
	return kept;
}

void diag_add_args(struct diags *diags, enum diag_id id, struct place place,
	uint32_t width, const struct str args[DIAG_ARGS])
{
	const struct diag_kind *kind = &kinds[id];
	struct diag *diag = vec_push(&diags->list, &diags->arena);
	struct buf text = BUF_INIT(TEXT_MAX + 1);

	*diag = (struct diag){.id = id,
		.severity = kind->severity,
		.place = place,
		.width = width};
	fill(&text, kind->message, args);
	if (kind->recovery.len) {
		buf_puts(&text, "; ");
		fill(&text, kind->recovery, args);
	}
	diag->message = keep(diags, &text);
	if (fill(&text, kind->hint, args))
		diag->hint = keep(diags, &text);
	buf_release(&text);
}

void diags_take(struct diags *to, struct diags *from)
{
	vec_each(struct diag, diag, &from->list) {
		struct diag *copy = vec_push(&to->list, &to->arena);

		*copy = *diag;
		copy->message = arena_dup(&to->arena, diag->message);
		copy->hint = arena_dup(&to->arena, diag->hint);
	}
	diags_release(from);
}

static struct str path_of(const struct diag *diag)
{
	return diag->place.source ? diag->place.source->path : STR("");
}

static int compare(const void *left, const void *right)
{
	const struct diag *a = left, *b = right;
	int order = str_cmp(path_of(a), path_of(b));

	if (order)
		return order;
	if (a->place.line != b->place.line)
		return a->place.line < b->place.line ? -1 : 1;
	if (a->place.col != b->place.col)
		return a->place.col < b->place.col ? -1 : 1;
	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	return str_cmp(a->message, b->message);
}

void diags_sort(struct diags *diags)
{
	struct diag *items = diags->list.items;
	size_t kept = 0;

	if (!diags->list.len)
		return;
	qsort(items, diags->list.len, sizeof *items, compare);
	for (size_t i = 1; i < diags->list.len; i++)
		if (compare(&items[kept], &items[i]))
			items[++kept] = items[i];
	diags->list.len = kept + 1;
}

void diags_make_strict(struct diags *diags)
{
	vec_each(struct diag, diag, &diags->list)
		if (diag->severity == SEVERITY_WARNING)
			diag->severity = SEVERITY_ERROR;
}

size_t diags_count(const struct diags *diags, enum severity severity)
{
	size_t n = 0;

	vec_each(struct diag, diag, &diags->list)
		n += diag->severity == severity;
	return n;
}

/* Which of two exit codes a run ends with when both are called for. */
static bool is_graver(enum exit_code a, enum exit_code b)
{
	static const unsigned char rank[] = {[EXIT_CLEAN] = 0,
		[EXIT_CONTENT] = 1,
		[EXIT_LIMIT] = 2,
		[EXIT_USAGE] = 3,
		[EXIT_REPOSITORY] = 4,
		[EXIT_OUTPUT] = 5,
		[EXIT_BUSY] = 6,
		[EXIT_CONFIDENTIAL] = 7,
		[EXIT_INTERNAL] = 8};

	return rank[a] > rank[b];
}

enum exit_code diags_exit(const struct diags *diags)
{
	enum exit_code worst = EXIT_CLEAN;

	vec_each(struct diag, diag, &diags->list)
		if (diag->severity == SEVERITY_ERROR &&
			is_graver(kinds[diag->id].exit, worst))
			worst = kinds[diag->id].exit;
	return worst;
}

void diags_release(struct diags *diags)
{
	arena_release(&diags->arena);
	*diags = (struct diags)DIAGS_INIT;
}
