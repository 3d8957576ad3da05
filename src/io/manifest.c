#include "io/manifest.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { STRING_MAX = 1 << 16, HASH_DIGITS = 16 };

/* A reading of JSON that knows in what order things come. */
struct reading {
	struct str rest;
	struct arena *arena;
	bool bad;
};

static void skip_space(struct reading *reading)
{
	while (reading->rest.len && char_is_space(reading->rest.ptr[0]))
		reading->rest = str_from(reading->rest, 1);
}

/* Take C if it is what comes next. */
static bool take(struct reading *reading, char c)
{
	skip_space(reading);
	if (!reading->rest.len || reading->rest.ptr[0] != c)
		return false;
	reading->rest = str_from(reading->rest, 1);
	return true;
}

static void expect(struct reading *reading, char c)
{
	if (!take(reading, c))
		reading->bad = true;
}

static unsigned hex_digit(char c)
{
	if (char_is_digit(c))
		return (unsigned)(c - '0');
	c = char_lower(c);
	return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16;
}

/* What stands behind a backslash; the offset behind it. */
static size_t put_escaped(struct buf *out, struct str text, size_t at)
{
	static const struct str from = STR_INIT("\"\\/nrtbf");
	static const char to[] = "\"\\/\n\r\t\b\f";
	char c = text.ptr[at];
	size_t which = str_chr(from, c, 0);
	uint32_t code = 0;

	if (which < from.len)
		buf_putc(out, to[which]);
	if (c != 'u' || at + 4 >= text.len)
		return at + 1;
	for (size_t i = 1; i <= 4; i++)
		code = code * 16 + hex_digit(text.ptr[at + i]) % 16;
	utf8_put(out, code);
	return at + 5;
}

static void read_string(struct reading *reading, struct buf *text)
{
	struct str rest;
	size_t at = 0;

	expect(reading, '"');
	rest = reading->rest;
	while (at < rest.len && rest.ptr[at] != '"') {
		if (rest.ptr[at] == '\\' && at + 1 < rest.len)
			at = put_escaped(text, rest, at + 1);
		else
			buf_putc(text, rest.ptr[at++]);
	}
	reading->rest = str_from(rest, at);
	expect(reading, '"');
}

static struct str get_string(struct reading *reading)
{
	struct buf text = BUF_INIT(STRING_MAX);

	read_string(reading, &text);
	return buf_finish(&text, reading->arena);
}

static uint64_t get_number(struct reading *reading)
{
	uint64_t n = 0;

	skip_space(reading);
	reading->bad = reading->bad || !reading->rest.len ||
		!char_is_digit(reading->rest.ptr[0]);
	while (reading->rest.len && char_is_digit(reading->rest.ptr[0])) {
		n = n * 10 + (uint64_t)(reading->rest.ptr[0] - '0');
		reading->rest = str_from(reading->rest, 1);
	}
	return n;
}

static uint64_t get_hash(struct reading *reading)
{
	struct str digits;
	uint64_t hash = 0;

	expect(reading, '"');
	digits = str_sub(reading->rest, 0, HASH_DIGITS);
	reading->rest = str_from(reading->rest, digits.len);
	expect(reading, '"');
	for (size_t i = 0; i < digits.len; i++) {
		unsigned digit = hex_digit(digits.ptr[i]);

		reading->bad = reading->bad || digit >= 16;
		hash = hash << 4 | digit % 16;
	}
	return hash;
}

static void get_key(struct reading *reading, struct str key)
{
	if (!str_eq(get_string(reading), key))
		reading->bad = true;
	expect(reading, ':');
}

static struct str get_member(struct reading *reading, struct str key)
{
	struct str value;

	get_key(reading, key);
	value = get_string(reading);
	expect(reading, ',');
	return value;
}

/* What is behind its path. */
static void get_facts(struct reading *reading, struct sink_file *file)
{
	expect(reading, ',');
	file->size = get_number(reading);
	expect(reading, ',');
	file->hash = get_hash(reading);
	expect(reading, ']');
}

static void get_file(struct reading *reading, struct sink_file *file)
{
	expect(reading, '[');
	file->path = get_string(reading);
	get_facts(reading, file);
}

bool manifest_read_file(
	struct str line, struct buf *path, struct sink_file *file)
{
	struct reading reading = {.rest = line};

	buf_clear(path);
	expect(&reading, '[');
	read_string(&reading, path);
	file->path = buf_str(path);
	get_facts(&reading, file);
	return !reading.bad && !reading.rest.len;
}

bool manifest_read(
	struct manifest *manifest, struct str text, struct arena *arena)
{
	struct reading reading = {.rest = text, .arena = arena};
	bool more;

	*manifest = (struct manifest){0};
	expect(&reading, '{');
	get_member(&reading, STR("generator"));
	manifest->commit = get_member(&reading, STR("commit"));
	manifest->edition = get_member(&reading, STR("edition"));
	get_member(&reading, STR("as_at"));
	get_key(&reading, STR("addresses"));
	expect(&reading, '[');
	for (more = !take(&reading, ']'); more && !reading.bad;
		more = take(&reading, ','))
		*vec_push(&manifest->addresses, arena) = get_string(&reading);
	if (manifest->addresses.len)
		expect(&reading, ']');
	expect(&reading, ',');
	get_key(&reading, STR("files"));
	expect(&reading, '[');
	for (more = !take(&reading, ']'); more && !reading.bad;
		more = take(&reading, ','))
		get_file(&reading, vec_push(&manifest->files, arena));
	if (manifest->files.len)
		expect(&reading, ']');
	expect(&reading, '}');
	return !reading.bad;
}

static int by_path(const void *left, const void *right)
{
	const struct sink_file *a = left, *b = right;

	return str_cmp(a->path, b->path);
}

const struct sink_file *manifest_find(
	const struct manifest *manifest, struct str path)
{
	struct sink_file key = {.path = path};

	if (!manifest->files.len)
		return NULL;
	return bsearch(&key, manifest->files.items, manifest->files.len,
		sizeof *manifest->files.items, by_path);
}
