#ifndef DATA_VALUE_H
#define DATA_VALUE_H

/*
 * A value: what YAML files and front matter are read into, what templates
 * are given and what JSON is written from. Values are immutable once made,
 * live in an arena, and know where they stand in the input.
 *
 *	struct value_map page = {0};
 *	value_put(&page, arena, "title", value_string(title));
 *	struct value v = value_of_map(&page);
 */

#include "base/vec.h"
#include "data/decimal.h"
#include "diag/place.h"

struct html; /* data/html.h */
struct value;
struct pair;

enum value_kind {
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_NUMBER,
	VALUE_STRING,
	VALUE_URL, /* a path within the site: printed relative to the page
		    * it is printed on */
	VALUE_HTML, /* made by the program: printed as it is */
	VALUE_LIST,
	VALUE_MAP
};

struct value_list {
	const struct value *items;
	size_t len;
};

struct value_pairs {
	const struct pair *items;
	size_t len;
};

struct value {
	enum value_kind kind;
	bool plain; /* a scalar that stood in YAML without quotes */
	struct place place; /* of its first character */
	union {
		bool truth;
		struct decimal number;
		struct str text; /* VALUE_STRING, VALUE_URL */
		const struct html *html;
		struct value_list list;
		struct value_pairs map;
	};
};

/* One entry of a map. Maps keep the order of their source. */
struct pair {
	struct str key;
	uint32_t hash; /* of the key: value_key_hash() */
	struct place place; /* of the key */
	struct value value;
};

struct value_map {
	struct pair *items;
	size_t len, cap;
};

struct value_items {
	struct value *items;
	size_t len, cap;
};

/* The null value. */
extern const struct value value_null;

struct value value_bool(bool truth);
struct value value_int(int64_t n);
struct value value_number(struct decimal number);
struct value value_string(struct str text);

/* A text, or null where it is empty: in templates, what is absent must not be
 * answered from further out. */
struct value value_text(struct str text);
struct value value_url(struct str path);
struct value value_html(const struct html *html);
struct value value_of_list(const struct value_items *items);
struct value value_of_map(const struct value_map *map);

/* Append an entry. KEY must live as long as the map. */
void value_put(struct value_map *map, struct arena *arena, const char *key,
	struct value value);
void value_put_str(struct value_map *map, struct arena *arena, struct str key,
	struct value value);

/*
 * The same for what templates are given: a list under "pages" comes with
 * "has_pages", because Mustache cannot ask whether a list is empty without
 * walking it.
 */
void value_give(struct value_map *map, struct arena *arena, const char *key,
	struct value value);

/* Append all entries of FROM, a map. */
void value_give_all(
	struct value_map *map, struct arena *arena, const struct value *from);

/* Append an item. */
void value_push(
	struct value_items *list, struct arena *arena, struct value value);

/* The value under KEY of a map, or NULL (also when MAP is no map). */
const struct value *value_get(const struct value *map, struct str key);

/* The pair under KEY of a map, or NULL. */
const struct pair *value_pair(const struct value *map, struct str key);

/* The same with the hash at hand, for templates. */
const struct value *value_get_hashed(
	const struct value *map, struct str key, uint32_t hash);

uint32_t value_key_hash(struct str key);

/*
 * Is it true for a template: not null, false, an empty text or list? The
 * number 0 is true: it is a score, not the lack of one.
 */
bool value_is_truthy(const struct value *value);

/* "text", "a list", "a map" …: for messages. */
const char *value_kind_name(const struct value *value);

#endif
