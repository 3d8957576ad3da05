/*
 * The theme: a folder with theme.yml, templates/ and assets/, whose files a
 * repository can replace one by one under its own theme/.
 */

#include "base/utf8.h"
#include "data/yaml.h"
#include "model/path.h"
#include "model/schema.h"
#include "stage/stages.h"
#include "theme/colour.h"

#define THEME_DEFAULT "guildhall"

enum setting_type { SETTING_NONE, SETTING_TEXT, SETTING_COLOUR, SETTING_URL };

static const struct choice setting_types[] = {
	{"text", "text"},
	{"colour", "a colour"},
	{"url", "a link"},
	{NULL, NULL},
};

/* What a repository may set, and what holds if it does not. */
struct setting {
	const struct value *source;
	struct str id; /* its key */
	int type; /* enum setting_type */
	struct str standard; /* "default" in YAML */
	struct list against; /* colours it must be read on: struct str */
	struct str value; /* as set, or the standard */
};

/* Files that are published as one. */
struct bundle {
	struct str name;
	struct list files; /* of struct str */
};

struct description {
	const struct value *source;
	struct str name;
	struct list settings; /* of struct setting */
	struct list bundles; /* of struct bundle */
};

static const struct field setting_fields[] = {
	FIELD(struct setting, type, CHOICE, .required = true,
		.choices = setting_types),
	{.name = "default",
		.type = FIELD_TEXT,
		.offset = offsetof(struct setting, standard)},
	FIELD(struct setting, against, TEXT, .list = true),
};

static const struct schema setting_schema =
	SCHEMA("a setting", struct setting, setting_fields);

static void read_settings(const struct schema_input *in,
	const struct field *field, const struct value *value, void *slot)
{
	struct list *list = slot;
	struct setting *settings;

	if (!schema_expect_map(in, field, value))
		return;
	settings = arena_array(in->arena, struct setting, value->map.len);
	list->items = settings;
	for (size_t i = 0; i < value->map.len; i++) {
		const struct pair *pair = &value->map.items[i];
		struct setting *setting = &settings[list->len];

		if (!schema_expect_map(in, field, &pair->value))
			continue;
		schema_read(in, &setting_schema, &pair->value, setting);
		setting->id = pair->key;
		setting->value = setting->standard;
		list->len++;
	}
}

static void read_bundles(const struct schema_input *in,
	const struct field *field, const struct value *value, void *slot)
{
	static const struct field files = {
		.name = "bundles", .type = FIELD_TEXT, .list = true};
	struct list *list = slot;
	struct bundle *bundles;

	if (!schema_expect_map(in, field, value))
		return;
	bundles = arena_array(in->arena, struct bundle, value->map.len);
	list->items = bundles;
	for (size_t i = 0; i < value->map.len; i++) {
		bundles[i].name = value->map.items[i].key;
		schema_read_field(in, &files, &value->map.items[i].value,
			&bundles[i].files);
		list->len++;
	}
}

static const struct field description_fields[] = {
	FIELD(struct description, name, TEXT, .required = true),
	FIELD(struct description, settings, CUSTOM, .read = read_settings),
	FIELD(struct description, bundles, CUSTOM, .read = read_bundles),
};

static const struct schema description_schema =
	SCHEMA("a theme", struct description, description_fields);

/* One file of the theme, the repository's own where there is one. */
struct theme_file {
	struct str path; /* "templates/page.mustache" */
	struct str text;
	const struct source *source;
	bool bundled;
};

struct theme_files {
	VEC(struct theme_file) list; /* by path */
};

struct loading {
	struct build *build;
	struct tree tree; /* the theme's folder */
	struct tree_reader *reader;
	struct theme_files *files;
	struct description description;
};

/* Templates and descriptions are text; assets are what they are. */
static bool is_text(struct str path)
{
	return str_ends(path, STR(".mustache")) || str_ends(path, STR(".yml"));
}

/* The bytes of a file; none of a text that is refused. */
static bool read_bytes(struct loading *loading, struct tree_reader *reader,
	const struct tree_entry *entry, struct theme_file *file,
	struct fault *fault)
{
	struct build *build = loading->build;
	struct buf buf = BUF_INIT(BUF_LARGE);
	bool ok = tree_read(reader, entry, &buf, fault);

	if (ok && is_text(file->path) &&
		!stage_as_text(&build->workers[0], file->source, &buf))
		buf_clear(&buf);
	file->text = arena_dup(&build->arena, buf_str(&buf));
	buf_release(&buf);
	return ok;
}

static bool add_file(struct loading *loading, struct tree_reader *reader,
	const struct tree_entry *entry, struct str prefix, struct str path,
	struct fault *fault)
{
	struct arena *arena = &loading->build->arena;
	struct source *source = arena_new(arena, struct source);
	struct theme_file *file = NULL;

	vec_each(struct theme_file, at, &loading->files->list)
		if (str_eq(at->path, path))
			file = at;
	if (!file)
		file = vec_push(&loading->files->list, arena);
	source->path =
		arena_printf(arena, "%.*s%.*s", STR_ARG(prefix), STR_ARG(path));
	file->path = arena_dup(arena, path);
	file->source = source;
	if (!read_bytes(loading, reader, entry, file, fault))
		return false;
	*vec_push(&loading->build->theme.texts, arena) =
		(struct theme_text){source, file->text};
	return true;
}

/* The theme's own files, then those that the repository has instead. */
static bool collect(struct loading *loading, struct fault *fault)
{
	struct build *build = loading->build;
	static const struct str own = STR_INIT("theme/");

	vec_each(struct tree_entry, entry, &loading->tree.entries)
		if (entry->kind == TREE_FILE &&
			!add_file(loading, loading->reader, entry,
				arena_printf(&build->arena, "%.*s/",
					STR_ARG(loading->tree.label)),
				entry->path, fault))
			return false;
	vec_each(struct tree_entry, entry, &build->tree.entries)
		if (entry->kind == TREE_FILE && str_starts(entry->path, own) &&
			!add_file(loading, build->workers[0].reader, entry, own,
				str_from(entry->path, own.len), fault))
			return false;
	return true;
}

static struct theme_file *find_file(struct loading *loading, struct str path)
{
	vec_each(struct theme_file, file, &loading->files->list)
		if (str_eq(file->path, path))
			return file;
	return NULL;
}

static bool describe(struct loading *loading, struct fault *fault)
{
	struct build *build = loading->build;
	const struct theme_file *file = find_file(loading, STR("theme.yml"));
	struct schema_input in = {
		.arena = &build->arena, .diags = &build->diags};
	struct value *value = arena_new(&build->arena, struct value);

	if (!file)
		return fault_set(fault, EXIT_USAGE, "%.*s has no theme.yml",
			STR_ARG(loading->tree.label));
	return yaml_read(&(struct yaml_input){.source = file->source,
				 .text = file->text,
				 .first_line = 1,
				 .limits = config_default_limits().yaml},
		       &build->arena, &build->diags, value) &&
		schema_read(
			&in, &description_schema, value, &loading->description);
}

static void check_contrast(struct loading *loading,
	const struct setting *setting, struct colour colour, struct place place)
{
	enum { NEEDED = 45 }; /* WCAG 2.2, 1.4.3: 4.5 to 1 */
	struct build *build = loading->build;

	list_each(const struct str, name, &setting->against) {
		struct colour other;
		int contrast;

		if (!colour_read(*name, &other))
			continue;
		contrast = colour_contrast(colour, other);
		if (contrast >= NEEDED)
			continue;
		diag_add(&build->diags, DIAG_CONFIG_COLOUR, place,
			setting->value.len, setting->value,
			arena_printf(&build->arena, "%d.%d", contrast / 10,
				contrast % 10),
			*name,
			colour_is_lighter(other, colour) ? STR("darker")
							 : STR("lighter"));
		return;
	}
}

static void check_setting(struct loading *loading, struct setting *setting,
	const struct value *value)
{
	struct build *build = loading->build;
	struct colour colour;

	if (value->kind != VALUE_STRING) {
		diag_add(&build->diags, DIAG_CONFIG_VALUE, value->place, 1,
			setting->id, STR("text"));
		return;
	}
	setting->value = value->text;
	if (setting->type != SETTING_COLOUR)
		return;
	if (colour_read(value->text, &colour))
		check_contrast(loading, setting, colour, value->place);
	else
		diag_add(&build->diags, DIAG_CONFIG_VALUE, value->place,
			utf8_len(value->text), setting->id, STR("a colour"),
			STR("as in \"#1d4f6f\", with the quotes"));
}

static struct setting *find_setting(struct loading *loading, struct str id)
{
	list_each(struct setting, setting, &loading->description.settings)
		if (str_eq(setting->id, id))
			return setting;
	return NULL;
}

static void unknown_setting(struct loading *loading, const struct pair *pair)
{
	struct build *build = loading->build;
	const struct list *settings = &loading->description.settings;
	struct str *names =
		arena_array(&build->arena, struct str, settings->len);
	size_t n = 0, nearest;

	list_each(const struct setting, setting, settings)
		names[n++] = setting->id;
	nearest = str_nearest(pair->key, names, n);
	diag_add(&build->diags, DIAG_CONFIG_KEY, pair->place,
		utf8_len(pair->key), pair->key,
		nearest < n ? names[nearest] : STR(""));
}

/* The settings of the configuration's theme section. */
static void apply_settings(struct loading *loading)
{
	const struct value *section = loading->build->site.config.theme;

	for (size_t i = 0; section && i < section->map.len; i++) {
		const struct pair *pair = &section->map.items[i];
		struct setting *setting = find_setting(loading, pair->key);

		if (str_eq(pair->key, STR("name")))
			continue;
		if (setting)
			check_setting(loading, setting, &pair->value);
		else
			unknown_setting(loading, pair);
	}
}

/* Colours become custom properties of the style sheet. */
static void put_colours(struct loading *loading, struct buf *css)
{
	buf_puts(css, ":root{");
	list_each(const struct setting, setting, &loading->description.settings)
		if (setting->type == SETTING_COLOUR && setting->value.len)
			buf_printf(css, "--%.*s:%.*s;", STR_ARG(setting->id),
				STR_ARG(setting->value));
	buf_puts(css, "}\n");
}

static void show_settings(struct loading *loading)
{
	struct value_map map = {0};

	list_each(const struct setting, setting, &loading->description.settings)
		if (setting->value.len)
			value_put_str(&map, &loading->build->arena, setting->id,
				value_string(setting->value));
	loading->build->theme.settings = value_of_map(&map);
}

/* "style.css" to the key style_css and assets/style.0123456789ab.css. */
static void publish(struct loading *loading, struct value_map *assets,
	struct str name, struct str bytes)
{
	struct arena *arena = &loading->build->arena;
	size_t dot = str_rchr(name, '.');
	struct str key = arena_dup(arena, name);
	char *letters = (char *)key.ptr; /* our own copy */
	struct str url = arena_printf(arena, "assets/%.*s.%012llx%.*s",
		STR_ARG(str_sub(name, 0, dot)),
		(unsigned long long)(str_hash(bytes) & 0xFFFFFFFFFFFF),
		STR_ARG(str_from(name, dot)));

	for (size_t i = 0; i < key.len; i++)
		if (!char_is_alnum(letters[i]))
			letters[i] = '_';
	value_put_str(assets, arena, key, value_url(url));
	*vec_push(&loading->build->theme.files, arena) =
		(struct theme_asset){url, bytes};
}

/*
 * A script without the lines that are comments and without indentation,
 * which readers need not load. No other line is looked into.
 */
static void put_script(struct buf *out, struct str script)
{
	struct str line;

	while (str_split(&script, '\n', &line)) {
		line = str_trim(line);
		if (!line.len || str_starts(line, STR("//")))
			continue;
		buf_put(out, line);
		buf_putc(out, '\n');
	}
}

static void publish_bundle(struct loading *loading, struct value_map *assets,
	const struct bundle *bundle)
{
	struct buf joined = BUF_INIT(BUF_LARGE);

	if (str_eq(path_extension(bundle->name), STR("css")))
		put_colours(loading, &joined);
	list_each(const struct str, name, &bundle->files) {
		struct str path = arena_printf(
			&loading->build->arena, "assets/%.*s", STR_ARG(*name));
		struct theme_file *file = find_file(loading, path);

		if (!file) {
			diag_add(&loading->build->diags, DIAG_THEME_FILE,
				schema_place(&loading->description, "bundles"),
				1, *name);
			continue;
		}
		file->bundled = true;
		if (str_eq(path_extension(bundle->name), STR("js")))
			put_script(&joined, file->text);
		else
			buf_put(&joined, file->text);
	}
	publish(loading, assets, bundle->name,
		arena_dup(&loading->build->arena, buf_str(&joined)));
	buf_release(&joined);
}

static void publish_assets(struct loading *loading)
{
	static const struct str folder = STR_INIT("assets/");
	struct value_map assets = {0};

	list_each(const struct bundle, bundle, &loading->description.bundles)
		publish_bundle(loading, &assets, bundle);
	vec_each(struct theme_file, file, &loading->files->list)
		if (str_starts(file->path, folder) && !file->bundled)
			publish(loading, &assets,
				str_from(file->path, folder.len), file->text);
	loading->build->theme.assets = value_of_map(&assets);
}

/* The name that the configuration asks for; it leads nowhere else. */
static bool find_name(struct build *build, struct str *name)
{
	const struct value *section = build->site.config.theme;
	const struct value *value =
		section ? value_get(section, STR("name")) : NULL;

	*name = STR(THEME_DEFAULT);
	if (!value || yaml_is_null(value))
		return true;
	if (value->kind == VALUE_STRING && path_is_slug(value->text)) {
		*name = value->text;
		return true;
	}
	diag_add(&build->diags, DIAG_CONFIG_VALUE, value->place, 1, STR("name"),
		STR("the name of an installed theme"),
		STR("a theme elsewhere is given by --theme"));
	return false;
}

static bool find_folder(struct build *build, struct str *folder)
{
	struct str name;

	*folder = build->options.theme;
	if (folder->len)
		return true;
	if (!find_name(build, &name))
		return false;
	*folder = arena_printf(&build->arena, "%.*s/%.*s",
		STR_ARG(build->options.themes), STR_ARG(name));
	return true;
}

bool stage_theme(struct build *build, struct fault *fault)
{
	struct loading loading = {.build = build,
		.files = arena_new(&build->arena, struct theme_files)};
	struct str folder;
	bool ok;

	if (!find_folder(build, &folder) ||
		!tree_open_files(&loading.tree, folder, fault))
		return false;
	loading.reader = tree_reader_open(&loading.tree, fault);
	build->theme.folder = folder;
	build->theme.read = loading.files;
	ok = loading.reader && collect(&loading, fault) &&
		describe(&loading, fault);
	if (ok) {
		apply_settings(&loading);
		show_settings(&loading);
		publish_assets(&loading);
	}
	tree_reader_close(loading.reader);
	tree_close(&loading.tree);
	return ok;
}

bool stage_compile(struct build *build)
{
	static const struct str folder = STR_INIT("templates/");
	static const struct str ending = STR_INIT(".mustache");
	struct template_set *set = &build->theme.templates;
	bool ok = true;

	build->theme.is_compiled = true;
	set->arena = &build->arena;
	set->diags = &build->diags;
	vec_each(const struct theme_file, file, &build->theme.read->list) {
		struct str name = str_from(file->path, folder.len);

		if (!str_starts(file->path, folder) || !str_ends(name, ending))
			continue;
		name = str_sub(name, 0, name.len - ending.len);
		ok = template_add(set, name, file->source, file->text) && ok;
	}
	return template_check(set) && ok;
}
