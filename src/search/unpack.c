#include "search/unpack.h"

#include "search/index.h"
#include "search/number.h"

/* Take the text up to the next quotation mark, and what is behind it. */
static bool take_string(struct str *rest, struct str *text)
{
	size_t end = 0;

	while (end < rest->len && rest->ptr[end] != '"')
		end += rest->ptr[end] == '\\' ? 2 : 1;
	if (end >= rest->len)
		return false;
	*text = str_sub(*rest, 0, end);
	*rest = str_from(*rest, end + 1);
	return true;
}

/* Step over how the groups are cut; pack_words.c, put_runs(). */
static void skip_runs(struct str body, size_t *at)
{
	for (size_t left = number_take(body, at); left && *at < body.len;
		left--) {
		number_take(body, at);
		*at += ID_LEN;
	}
}

/* What has been met of the groups of a file d/. */
struct met {
	size_t own, others;
};

/* Step over what is said of a form's group; pack_words.c, put_group(). */
static void skip_group(struct str body, size_t *at, struct met *met)
{
	size_t back = number_take(body, at);

	if (!back) {
		number_take(body, at);
		met->own++;
	} else if (back > met->own + met->others) {
		number_take(body, at);
		*at += ID_LEN;
		met->others++;
	}
}

/* So many UTF-16 units of WORD, in bytes. */
static size_t bytes_of(struct str word, size_t units)
{
	size_t at = 0;

	while (units && at < word.len) {
		unsigned char c = (unsigned char)word.ptr[at];

		at += c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
		units -= c >= 0xF0 && units > 1 ? 2 : 1;
	}
	return at;
}

static void unpack_words(struct str body, struct buf *out)
{
	size_t at = 0, count;
	struct str forms = str_from(body, str_chr(body, '~', 0) + 1), form;
	struct buf word = BUF_INIT(BUF_LARGE);
	struct met met = {0};

	skip_runs(body, &at);
	count = number_take(body, &at);

	for (size_t i = 0; i < count && str_split(&forms, '~', &form); i++) {
		size_t units = number_take(body, &at);

		skip_group(body, &at, &met);
		number_take(body, &at);
		buf_cut(&word, bytes_of(buf_str(&word), units));
		buf_put(&word, form);
		buf_put(out, buf_str(&word));
		buf_putc(out, '\n');
	}
	while (str_split(&forms, '~', &form)) {
		buf_put(out, form);
		buf_putc(out, '\n');
	}
	buf_release(&word);
}

static void unpack_part(struct str name, struct str body, struct buf *out)
{
	switch (name.len ? name.ptr[0] : 0) {
	case 'd':
		unpack_words(body, out);
		break;
	case 'x':
	case 'm':
	case 'f':
	case 'g':
		buf_put(out, body);
		buf_putc(out, '\n');
		break;
	default:
		break;
	}
}

void search_unpack(struct str file, struct buf *out)
{
	static const struct str call = STR_INIT("GH(\"");
	struct str name, body, comma, build;

	while (str_starts(file, call)) {
		file = str_from(file, call.len);
		if (!take_string(&file, &name) || !take_string(&file, &comma) ||
			!take_string(&file, &body) ||
			!take_string(&file, &comma) ||
			!take_string(&file, &build))
			return;
		unpack_part(name, body, out);
		file = str_from(file, str_chr(file, '\n', 0) + 1);
	}
}
