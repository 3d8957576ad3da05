#include "model/path.h"

#include "base/utf8.h"
#include "model/config.h"

struct str path_name(struct str path)
{
	size_t cut = str_rchr(path, '/');

	return cut < path.len ? str_from(path, cut + 1) : path;
}

struct str path_folder(struct str path)
{
	size_t cut = str_rchr(path, '/');

	return cut < path.len ? str_sub(path, 0, cut + 1) : STR("");
}

struct str path_extension(struct str path)
{
	struct str name = path_name(path);
	size_t dot = str_rchr(name, '.');

	return dot < name.len ? str_from(name, dot + 1) : STR("");
}

enum path_use path_use(struct str path)
{
	struct str name = path_name(path);
	struct str extension = path_extension(path);

	if (str_eq(path, STR(CONFIG_FILE)))
		return PATH_CONFIG;
	if (str_eq(name, STR("README.md")) ||
		str_starts(path, STR("archetypes/")) ||
		str_eq(path, STR("LICENSE")) ||
		str_eq(path, STR("CONTRIBUTING.md")))
		return PATH_IGNORED;
	if (str_starts(path, STR("theme/")))
		return PATH_THEME;
	if (str_starts(path, STR("data/")))
		return str_eq(extension, STR("yml")) ||
				str_eq(extension, STR("yaml"))
			? PATH_RECORD
			: PATH_IGNORED;
	if (!str_eq(extension, STR("md")))
		return PATH_ATTACHMENT;
	if (str_eq(name, STR("_index.md")) || str_eq(name, STR("index.md")))
		return PATH_SECTION;
	return PATH_PAGE;
}

bool path_is_page(struct str path)
{
	enum path_use use = path_use(path);

	return use == PATH_PAGE || use == PATH_SECTION;
}

/* Names that Windows gives to devices, with any extension. */
static bool is_device(struct str name)
{
	static const struct str devices[] = {STR_INIT("con"), STR_INIT("prn"),
		STR_INIT("aux"), STR_INIT("nul"), STR_INIT("com"),
		STR_INIT("lpt")};
	struct str stem = str_sub(name, 0, str_chr(name, '.', 0));

	for (size_t i = 0; i < sizeof devices / sizeof *devices; i++) {
		if (str_case_eq(stem, devices[i]))
			return i < 4;
		if (i >= 4 && stem.len == 4 && char_is_digit(stem.ptr[3]) &&
			str_case_eq(str_sub(stem, 0, 3), devices[i]))
			return true;
	}
	return false;
}

/* Letters, digits and what most names have besides. */
static bool is_plain(struct str path)
{
	for (size_t i = 0; i < path.len; i++) {
		char c = path.ptr[i];

		if (!char_is_alnum(c) && c != '/' && c != '-' && c != '.' &&
			c != '_')
			return false;
	}
	return true;
}

static const char *name_fault(struct str name, bool plain)
{
	char last;

	if (!name.len)
		return "an empty name";
	if (str_eq(name, STR(".")) || str_eq(name, STR("..")) ||
		str_case_eq(name, STR(".git")))
		return "a name with a meaning of its own";
	if (is_device(name))
		return "Windows keeps this name for a device";
	last = name.ptr[name.len - 1];
	if (last == '.' || last == ' ')
		return "it ends in a dot or a space, which Windows drops";
	for (size_t i = 0; !plain && i < name.len; i++)
		if (str_chr(STR("\\:*?\"<>|"), name.ptr[i], 0) < 8)
			return "it holds one of \\ : * ? \" < > |";
	return NULL;
}

const char *path_fault(struct str path)
{
	struct str rest = path, name;
	bool plain = is_plain(path);

	if (!plain && utf8_check(path) < path.len)
		return "it is not UTF-8";
	for (size_t at = 0; !plain && at < path.len;) {
		uint32_t code = utf8_next(path, &at);

		if (utf8_is_forbidden(code) || code == '\n' || code == '\t' ||
			code == '\r')
			return "it holds a control character";
	}
	while (str_split(&rest, '/', &name)) {
		const char *fault = name_fault(name, plain);

		if (fault)
			return fault;
	}
	return NULL;
}

bool path_is_slug(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!char_is_lower(s.ptr[i]) && !char_is_digit(s.ptr[i]) &&
			str_chr(STR("-_."), s.ptr[i], 0) == 3)
			return false;
	return s.len && s.ptr[0] != '.' && !str_eq(s, STR("index")) &&
		str_find(s, STR(".."), 0) == s.len;
}

/* A name as part of an address: lower case, other characters to hyphens. */
static void put_slug(struct buf *out, struct str name)
{
	for (size_t at = 0; at < name.len;) {
		uint32_t code = utf8_lower(utf8_next(name, &at));

		if (code == '/' || code == '_' || code == '.' ||
			(code != UTF8_BAD && utf8_is_word(code)))
			utf8_put(out, code);
		else if (!out->len || out->ptr[out->len - 1] != '-')
			buf_putc(out, '-');
	}
}

struct str path_url(struct arena *arena, struct str path, struct str slug)
{
	struct buf url = BUF_INIT(1 << 16);
	struct str name = path_name(path);

	put_slug(&url, path_folder(path));
	if (path_use(path) == PATH_SECTION)
		buf_puts(&url, "index");
	else if (slug.len)
		buf_put(&url, slug);
	else
		put_slug(&url, str_sub(name, 0, str_rchr(name, '.')));
	buf_puts(&url, ".html");
	return buf_finish(&url, arena);
}

bool path_old_url(struct arena *arena, struct str text, struct str *url)
{
	struct str rest = text, name;

	if (!text.len || text.ptr[0] != '/' || text.len < 2)
		return false;
	for (rest = str_from(text, 1); str_split(&rest, '/', &name);)
		if ((name.len || rest.ptr) && !path_is_slug(name) &&
			!str_eq(name, STR("index.html")))
			return false;
	text = str_from(text, 1);
	if (str_ends(text, STR(".html")))
		*url = text;
	else
		*url = arena_printf(arena, "%.*s%sindex.html", STR_ARG(text),
			str_ends(text, STR("/")) ? "" : "/");
	return true;
}

bool path_join(struct arena *arena, struct str folder, struct str path,
	struct str *out)
{
	struct buf joined = BUF_INIT(1 << 16);
	struct str rest = path, name;
	bool inside = true;

	if (path.len && path.ptr[0] == '/')
		rest = str_from(path, 1);
	else
		buf_put(&joined, folder);
	while (inside && str_split(&rest, '/', &name)) {
		if (str_eq(name, STR("..")) && !joined.len) {
			inside = false;
		} else if (str_eq(name, STR(".."))) {
			struct str up =
				str_sub(buf_str(&joined), 0, joined.len - 1);

			buf_cut(&joined, path_folder(up).len);
		} else if (!str_eq(name, STR("."))) {
			buf_put(&joined, name);
			if (rest.ptr)
				buf_putc(&joined, '/');
		}
	}
	*out = buf_finish(&joined, arena);
	return inside;
}
