/* Files as text, and whom a piece of content is for. */

#include <string.h>

#include "base/utf8.h"
#include "stage/stages.h"

/* Line ends to "\n", in place. */
static void normalise_lines(struct buf *buf)
{
	size_t to = 0;

	if (!buf->len || !memchr(buf->ptr, '\r', buf->len))
		return;
	for (size_t from = 0; from < buf->len; from++) {
		char c = buf->ptr[from];

		if (c == '\r' && from + 1 < buf->len &&
			buf->ptr[from + 1] == '\n')
			continue;
		buf->ptr[to++] = c == '\r' ? '\n' : c;
	}
	buf->len = to;
}

struct place stage_place(
	const struct source *source, struct str text, size_t at)
{
	uint32_t line = 1;
	size_t from = 0;

	for (size_t end = str_chr(text, '\n', 0); end < at;
		end = str_chr(text, '\n', end + 1)) {
		line++;
		from = end + 1;
	}
	return place_of(
		source, line, (uint32_t)utf8_len(str_sub(text, from, at)) + 1);
}

/* The byte's number within its line, from 1. */
static size_t byte_column(struct str text, size_t at)
{
	size_t from = at;

	while (from && text.ptr[from - 1] != '\n')
		from--;
	return at - from + 1;
}

static bool check_text(
	struct worker *worker, const struct source *source, struct str text)
{
	size_t bad = utf8_check(text), at;

	if (bad < text.len) {
		diag_add(&worker->diags, DIAG_ENCODING,
			stage_place(source, text, bad), 1,
			arena_printf(&worker->scratch, "%zu",
				byte_column(text, bad)));
		return false;
	}
	bad = at = utf8_find_forbidden(text);
	if (bad == text.len)
		return true;
	diag_add(&worker->diags, DIAG_CONTROL, stage_place(source, text, bad),
		1,
		arena_printf(&worker->scratch, "%04X", utf8_next(text, &at)));
	return false;
}

bool stage_as_text(
	struct worker *worker, const struct source *source, struct buf *file)
{
	static const struct str bom = STR_INIT("\xEF\xBB\xBF");

	if (str_starts(buf_str(file), bom)) {
		file->len -= bom.len;
		memmove(file->ptr, file->ptr + bom.len, file->len);
	}
	normalise_lines(file);
	return check_text(worker, source, buf_str(file));
}

bool stage_read_text(struct worker *worker, const struct tree_entry *entry,
	const struct source *source, struct str *text)
{
	bool ok;

	buf_clear(&worker->file);
	if (!tree_read(worker->reader, entry, &worker->file, &worker->fault))
		return false;
	ok = stage_as_text(worker, source, &worker->file);
	*text = buf_str(&worker->file);
	return ok;
}

bool stage_fits(
	struct worker *worker, const struct tree_entry *entry, size_t most)
{
	uint64_t size;

	return !tree_size(worker->reader, entry, &size, &worker->fault) ||
		size <= most;
}

bool stage_no_fault(struct build *build, struct fault *fault)
{
	for (unsigned i = 0; i < build->jobs; i++) {
		const struct fault *found = &build->workers[i].fault;

		if (found->code != EXIT_CLEAN)
			return fault_set(fault, found->code, "%s", found->text);
	}
	return true;
}

bool stage_audience(const struct audience_claim *claim,
	const struct value *value, struct diags *diags, int *audience)
{
	const struct config *config = claim->config;
	const struct str *names = config->audiences.items;
	int claimed;
	size_t nearest;

	*audience = claim->inherited > claim->ceiling ? claim->inherited
						      : claim->ceiling;
	if (!value)
		return true;
	if (yaml_is_null(value)) {
		diag_add(
			diags, DIAG_AUDIENCE_EMPTY, value->place, 1, DIAG_NONE);
		return false;
	}
	claimed = value->kind == VALUE_STRING
		? config_audience(config, value->text)
		: -1;
	if (claimed < 0) {
		nearest = value->kind == VALUE_STRING
			? str_nearest(value->text, names, config->audiences.len)
			: config->audiences.len;
		diag_add(diags, DIAG_AUDIENCE_UNKNOWN, value->place,
			value->kind == VALUE_STRING ? utf8_len(value->text) : 1,
			value->kind == VALUE_STRING
				? value->text
				: str_of(value_kind_name(value)),
			nearest < config->audiences.len ? names[nearest]
							: STR(""));
		return false;
	}
	if (claim->must_narrow && claimed < claim->inherited) {
		diag_add(diags, DIAG_AUDIENCE_WIDER, value->place,
			utf8_len(value->text), value->text,
			names[claim->inherited]);
		return false;
	}
	if (claimed < claim->ceiling) {
		diag_add(diags, DIAG_AUDIENCE_CEILING, value->place,
			utf8_len(value->text), value->text,
			names[claim->ceiling]);
		return false;
	}
	*audience = claimed;
	return true;
}
