#include "model/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/path.h"

enum {
	HANDBOOK = 250, /* pages that anybody would print together */
	KIB = 1024,
	MIB = 1024 * KIB
};

struct limits config_default_limits(void)
{
	return (struct limits){
		.markdown = {.page = 256 * KIB,
			.line = 16 * KIB,
			.nesting = 32,
			.block = 32 * KIB,
			.cells = 50000,
			.columns = 256,
			.references = 8 * MIB,
			.expansion = 64},
		.yaml = {.scalar = 64 * KIB, .depth = 32},
		.yaml_file = MIB,
		.attachment = 20 * MIB,
		.path = 1024,
	};
}

/* limits: {page: 524288, …}: the names of the rows are the keys. */
static const struct {
	const char *name;
	size_t offset;
	int64_t max; /* more than this the program does not promise to bear */
} limit_rows[] = {
	{"page", offsetof(struct limits, markdown.page), 64 * MIB},
	{"line", offsetof(struct limits, markdown.line), MIB},
	{"nesting", offsetof(struct limits, markdown.nesting), 100},
	{"block", offsetof(struct limits, markdown.block), MIB},
	{"cells", offsetof(struct limits, markdown.cells), 1000000},
	{"columns", offsetof(struct limits, markdown.columns), 10000},
	{"references", offsetof(struct limits, markdown.references), 256 * MIB},
	{"expansion", offsetof(struct limits, markdown.expansion), 1000},
	{"yaml_scalar", offsetof(struct limits, yaml.scalar), 16 * MIB},
	{"yaml_depth", offsetof(struct limits, yaml.depth), 200},
	{"yaml_file", offsetof(struct limits, yaml_file), 256 * MIB},
	{"attachment", offsetof(struct limits, attachment), 512 * MIB},
	{"path", offsetof(struct limits, path), 4096},
};

enum { LIMITS = sizeof limit_rows / sizeof *limit_rows };

static void unknown_limit(
	const struct schema_input *in, const struct pair *pair)
{
	struct str names[LIMITS];
	size_t nearest;

	for (size_t i = 0; i < LIMITS; i++)
		names[i] = str_of(limit_rows[i].name);
	nearest = str_nearest(pair->key, names, LIMITS);
	diag_add(in->diags, DIAG_KEY_UNKNOWN, pair->place, utf8_len(pair->key),
		pair->key, STR("the limits"),
		nearest < LIMITS ? names[nearest] : STR(""));
}

static void read_limits(const struct schema_input *in,
	const struct field *field, const struct value *value, void *slot)
{
	if (!schema_expect_map(in, field, value))
		return;
	for (size_t i = 0; i < value->map.len; i++) {
		const struct pair *pair = &value->map.items[i];
		struct maybe_int n = {0};
		size_t row = 0;

		while (row < LIMITS &&
			!str_eq(pair->key, str_of(limit_rows[row].name)))
			row++;
		if (row == LIMITS) {
			unknown_limit(in, pair);
			continue;
		}
		schema_read_field(in,
			&(struct field){.name = limit_rows[row].name,
				.type = FIELD_INT,
				.min = 1,
				.max = limit_rows[row].max},
			&pair->value, &n);
		if (n.set)
			memcpy((char *)slot + limit_rows[row].offset,
				&(size_t){(size_t)n.n}, sizeof(size_t));
	}
}

static void read_raw(const struct schema_input *in, const struct field *field,
	const struct value *value, void *slot)
{
	if (schema_expect_map(in, field, value))
		*(const struct value **)slot = value;
}

static const struct field taxon_fields[] = {
	FIELD(struct taxon, title, TEXT),
	FIELD(struct taxon, description, TEXT),
	FIELD(struct taxon, order, INT),
};

static const struct schema taxon_schema =
	SCHEMA("a value of a taxonomy", struct taxon, taxon_fields);

static int by_order(const void *left, const void *right)
{
	const struct taxon *a = left, *b = right;

	if (a->order.n != b->order.n)
		return a->order.n < b->order.n ? -1 : 1;
	if (a->source->place.line != b->source->place.line)
		return a->source->place.line < b->source->place.line ? -1 : 1;
	return a->source->place.col < b->source->place.col ? -1 : 1;
}

/* Ids of taxonomies and of their values are parts of addresses. */
static void check_id(const struct schema_input *in, const struct pair *pair)
{
	if (!path_is_slug(pair->key))
		diag_add(in->diags, DIAG_CONFIG_VALUE, pair->place,
			utf8_len(pair->key), pair->key,
			STR("lower-case letters, digits and hyphens"));
}

/* A value is described by a map, or by its title alone. */
static void read_taxon(const struct schema_input *in, const struct pair *pair,
	struct taxon *taxon)
{
	static const struct field title = {.name = "title", .type = FIELD_TEXT};

	check_id(in, pair);
	if (!schema_read(in, &taxon_schema, &pair->value, taxon)) {
		taxon->source = &pair->value;
		schema_read_field(in, &title, &pair->value, &taxon->title);
	}
	taxon->id = pair->key;
	if (!taxon->title.len)
		taxon->title = pair->key;
}

/* values: {risk: {title: Risk}, …}; a value may also be a title alone. */
static void read_taxa(const struct schema_input *in, const struct field *field,
	const struct value *value, void *slot)
{
	struct list *list = slot;
	struct taxon *taxa;

	if (!schema_expect_map(in, field, value))
		return;
	taxa = arena_array(in->arena, struct taxon, value->map.len);
	for (size_t i = 0; i < value->map.len; i++)
		read_taxon(in, &value->map.items[i], &taxa[list->len++]);
	if (list->len)
		qsort(taxa, list->len, sizeof *taxa, by_order);
	list->items = taxa;
}

static const struct field taxonomy_fields[] = {
	FIELD(struct taxonomy, title, TEXT),
	FIELD(struct taxonomy, singular, TEXT),
	FIELD(struct taxonomy, description, TEXT),
	{.name = "values",
		.type = FIELD_CUSTOM,
		.offset = offsetof(struct taxonomy, taxa),
		.required = true,
		.read = read_taxa},
};

static const struct schema taxonomy_schema =
	SCHEMA("a taxonomy", struct taxonomy, taxonomy_fields);

static void read_taxonomies(const struct schema_input *in,
	const struct field *field, const struct value *value, void *slot)
{
	struct list *list = slot;
	struct taxonomy *all;

	if (!schema_expect_map(in, field, value))
		return;
	all = arena_array(in->arena, struct taxonomy, value->map.len);
	for (size_t i = 0; i < value->map.len; i++) {
		const struct pair *pair = &value->map.items[i];
		struct taxonomy *taxonomy = &all[list->len];

		check_id(in, pair);
		if (!schema_expect_map(in, field, &pair->value))
			continue;
		schema_read(in, &taxonomy_schema, &pair->value, taxonomy);
		list->len++;
		taxonomy->id = pair->key;
		if (!taxonomy->title.len)
			taxonomy->title = pair->key;
		if (!taxonomy->singular.len)
			taxonomy->singular = taxonomy->title;
	}
	list->items = all;
}

static const struct field phase_fields[] = {
	FIELD(struct phase, label, TEXT, .required = true),
	FIELD(struct phase, text, TEXT),
	FIELD(struct phase, feedback, TEXT),
};

static const struct schema phase_schema =
	SCHEMA("the phase", struct phase, phase_fields);

static const struct field mount_fields[] = {
	FIELD(struct mount, repo, TEXT, .required = true),
	FIELD(struct mount, rev, TEXT, .required = true),
	FIELD(struct mount, subdir, TEXT),
	FIELD(struct mount, mount, TEXT, .required = true),
	FIELD(struct mount, audience, TEXT, .required = true),
};

static const struct schema mount_schema =
	SCHEMA("a source", struct mount, mount_fields);

static const struct field config_fields[] = {
	FIELD(struct config, title, TEXT, .required = true),
	FIELD(struct config, organisation, TEXT),
	FIELD(struct config, description, TEXT),
	FIELD(struct config, language, TEXT),
	FIELD(struct config, base_url, TEXT),
	FIELD(struct config, repo_url, TEXT),
	FIELD(struct config, edit_uri, TEXT),
	FIELD(struct config, licence, TEXT),
	FIELD(struct config, audiences, TEXT, .list = true),
	FIELD(struct config, taxonomies, CUSTOM, .read = read_taxonomies),
	FIELD(struct config, sources, OBJECT, .list = true,
		.schema = &mount_schema),
	FIELD(struct config, phase, OBJECT, .schema = &phase_schema),
	FIELD(struct config, theme, CUSTOM, .read = read_raw),
	FIELD(struct config, due_soon, PERIOD),
	FIELD(struct config, handbook, INT, .min = 0, .max = 100000),
	FIELD(struct config, search, BOOL),
	FIELD(struct config, svg, BOOL),
	FIELD(struct config, hide_names, BOOL),
	FIELD(struct config, limits, CUSTOM, .read = read_limits),
};

static const struct schema config_schema =
	SCHEMA("the configuration", struct config, config_fields);

/*
 * The diagnostics of a schema say that content is wrong; here it is the
 * configuration, which ends the run with another code.
 */
static enum diag_id as_configuration(enum diag_id id)
{
	switch (id) {
	case DIAG_KEY_UNKNOWN:
		return DIAG_CONFIG_KEY;
	case DIAG_KEY_MISSING:
		return DIAG_CONFIG_MISSING;
	case DIAG_YAML_SYNTAX:
	case DIAG_YAML_DUPLICATE:
	case DIAG_YAML_FEATURE:
	case DIAG_YAML_CONTROL:
		return DIAG_CONFIG_SYNTAX;
	case DIAG_CONFIG_ENVIRONMENT:
		return id;
	default:
		return DIAG_CONFIG_VALUE;
	}
}

static void check_audiences(const struct config *config, struct diags *diags)
{
	const struct value *value = value_get(config->source, STR("audiences"));
	const struct str *names = config->audiences.items;

	for (size_t i = 0; i < config->audiences.len; i++)
		for (size_t j = 0; j < i; j++)
			if (str_eq(names[i], names[j])) {
				diag_add(diags, DIAG_CONFIG_AUDIENCES,
					schema_text_place(value, i),
					utf8_len(names[i]), names[i]);
				return;
			}
}

/* May the files of another repository go to that folder? */
static bool is_mount_point(struct str path)
{
	struct str top = str_sub(path, 0, str_chr(path, '/', 0));

	return path.len && !path_fault(path) && !str_eq(top, STR("theme")) &&
		path.ptr[0] != '.';
}

static void check_source(const struct config *config, struct mount *mount,
	struct arena *arena, struct diags *diags)
{
	struct str at = mount->mount;

	mount->ceiling = config_audience(config, mount->audience);
	if (mount->audience.len && mount->ceiling < 0)
		diag_add(diags, DIAG_AUDIENCE_UNKNOWN,
			schema_place(mount, "audience"),
			utf8_len(mount->audience), mount->audience, STR(""));
	if (str_ends(at, STR("/")))
		at.len--;
	if (at.len && !is_mount_point(at))
		diag_add(diags, DIAG_CONFIG_VALUE, schema_place(mount, "mount"),
			utf8_len(mount->mount), STR("mount"),
			STR("a folder of this repository"),
			STR("as in data/private"));
	mount->mount = arena_printf(arena, "%.*s/", STR_ARG(at));
}

static void check_sources(
	struct config *config, struct arena *arena, struct diags *diags)
{
	list_each(struct mount, mount, &config->sources)
		check_source(config, mount, arena, diags);
}

static void check_web(const void *object, const char *name, struct str url,
	struct diags *diags)
{
	if (url.len && !str_starts(url, STR("https://")) &&
		!str_starts(url, STR("http://")))
		diag_add(diags, DIAG_CONFIG_VALUE, schema_place(object, name),
			utf8_len(url), str_of(name), STR("a web address"),
			STR("as in https://intranet.example/guidance/"));
}

static void check_urls(
	struct config *config, struct arena *arena, struct diags *diags)
{
	struct str base = config->base_url;
	struct str feedback = config->phase ? config->phase->feedback : STR("");

	check_web(config, "base_url", base, diags);
	check_web(config, "repo_url", config->repo_url, diags);
	check_web(config, "edit_uri", config->edit_uri, diags);
	if (!str_starts(feedback, STR("mailto:")))
		check_web(config->phase, "feedback", feedback, diags);
	if (base.len && !str_ends(base, STR("/")))
		config->base_url = arena_printf(arena, "%.*s/", STR_ARG(base));
}

static void set_defaults(struct config *config, struct arena *arena)
{
	if (!config->language.len)
		config->language = STR("en-GB");
	if (!config->handbook.set)
		config->handbook = (struct maybe_int){true, HANDBOOK};
	if (!period_is_set(config->due_soon))
		config->due_soon = (struct period){0, 30};
	if (!config->audiences.len) {
		struct str *names = arena_new(arena, struct str);

		*names = STR("public");
		config->audiences = (struct list){names, 1};
	}
}

/* The name of an override as a key of the file: SECTION__KEY, lower case. */
static struct str key_of(struct arena *arena, struct str name)
{
	struct str copy = arena_dup(arena, name);
	char *bytes = (char *)copy.ptr; /* our own copy */

	for (size_t i = 0; i < copy.len; i++)
		bytes[i] = char_lower(bytes[i]);
	return copy;
}

/* MAP with the value under PATH (keys divided by "__") replaced. */
static struct value with_key(struct arena *arena, const struct value *map,
	struct str path, struct value value)
{
	size_t cut = str_find(path, STR("__"), 0);
	struct str key = str_sub(path, 0, cut);
	const struct value *old = value_get(map, key);
	struct value_map copy = {0};

	if (cut < path.len)
		value = with_key(arena, old ? old : &value_null,
			str_from(path, cut + 2), value);
	for (size_t i = 0; map->kind == VALUE_MAP && i < map->map.len; i++)
		if (!str_eq(map->map.items[i].key, key))
			*vec_push(&copy, arena) = map->map.items[i];
	value_put_str(&copy, arena, key, value);
	value = value_of_map(&copy);
	value.place = map->place;
	return value;
}

/* Variables with the prefix that are no configuration. */
static bool is_reserved(struct str name)
{
	return str_eq(name, STR("GUILDHALL_THEMES"));
}

enum { FIELDS = sizeof config_fields / sizeof *config_fields };

/* Does the first part of KEY name a key of the file? */
static bool check_key(struct diags *diags, struct str name, struct str key)
{
	struct str names[FIELDS];
	struct str first = str_sub(key, 0, str_find(key, STR("__"), 0));
	size_t nearest;

	for (size_t i = 0; i < FIELDS; i++) {
		names[i] = str_of(config_fields[i].name);
		if (str_eq(names[i], first))
			return true;
	}
	nearest = str_nearest(first, names, FIELDS);
	diag_add(diags, DIAG_CONFIG_ENVIRONMENT, (struct place){0}, 0, name,
		nearest < FIELDS ? names[nearest] : STR(""));
	return false;
}

static struct value with_environment(const struct value *file,
	char *const *environment, struct arena *arena, struct diags *diags)
{
	static const struct source source = {STR_INIT("(environment)")};
	struct value config = *file;

	for (; environment && *environment; environment++) {
		struct str rest = str_of(*environment), name;
		struct yaml_input input = {.source = &source,
			.first_line = 1,
			.limits = config_default_limits().yaml};
		struct value value;
		struct str key;

		str_split(&rest, '=', &name);
		if (!str_starts(name, STR("GUILDHALL_")) || is_reserved(name))
			continue;
		key = key_of(arena, str_from(name, strlen("GUILDHALL_")));
		input.text = rest;
		if (check_key(diags, name, key) &&
			yaml_read(&input, arena, diags, &value))
			config = with_key(arena, &config, key, value);
	}
	return config;
}

bool config_read(struct config *config, const struct yaml_input *file,
	char *const *environment, struct arena *arena, struct diags *diags)
{
	struct diags own = DIAGS_INIT;
	struct schema_input in = {.arena = arena, .diags = &own};
	struct value *whole = arena_new(arena, struct value);
	bool ok;

	*config = (struct config){
		.search = true, .limits = config_default_limits()};
	yaml_read(file, arena, &own, whole);
	*whole = with_environment(whole, environment, arena, &own);
	if (!schema_read(&in, &config_schema, whole, config)) {
		config->source = whole;
		diag_add(&own, DIAG_CONFIG_VALUE, whole->place, 1,
			STR(CONFIG_FILE), STR("a map"),
			STR("start with a line title: …"));
	}
	set_defaults(config, arena);
	vec_each(struct diag, diag, &own.list)
		diag->id = as_configuration(diag->id);
	check_audiences(config, &own);
	check_urls(config, arena, &own);
	check_sources(config, arena, &own);
	ok = !diags_count(&own, SEVERITY_ERROR);
	diags_take(diags, &own);
	return ok;
}

int config_audience(const struct config *config, struct str name)
{
	const struct str *names = config->audiences.items;

	for (size_t i = 0; i < config->audiences.len; i++)
		if (str_eq(names[i], name))
			return (int)i;
	return -1;
}

int config_ceiling(const struct config *config, struct str path)
{
	int ceiling = 0;

	list_each(const struct mount, mount, &config->sources)
		if (str_starts(path, mount->mount) && mount->ceiling > ceiling)
			ceiling = mount->ceiling;
	return ceiling;
}

const struct taxonomy *config_taxonomy(
	const struct config *config, struct str id)
{
	list_each(const struct taxonomy, taxonomy, &config->taxonomies)
		if (str_eq(taxonomy->id, id))
			return taxonomy;
	return NULL;
}

const struct taxon *taxonomy_find(
	const struct taxonomy *taxonomy, struct str id)
{
	list_each(const struct taxon, taxon, &taxonomy->taxa)
		if (str_eq(taxon->id, id))
			return taxon;
	return NULL;
}
