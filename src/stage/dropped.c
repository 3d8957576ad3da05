#include "stage/dropped.h"

#include "base/utf8.h"
#include "data/archive.h"
#include "model/path.h"
#include "model/records/kinds.h"
#include "stage/stages.h"

typedef void text_fn(
	struct canaries *canaries, struct str text, enum canary_kind kind);

static void allow(
	struct canaries *canaries, struct str text, enum canary_kind kind)
{
	(void)kind;
	canaries_allow(canaries, text);
}

/* What the texts under a key are. */
static enum canary_kind kind_of(struct str key)
{
	static const struct {
		struct str key;
		enum canary_kind kind;
	} keys[] = {
		{STR_INIT("id"), CANARY_ID},
		{STR_INIT("a"), CANARY_ID},
		{STR_INIT("b"), CANARY_ID},
		{STR_INIT("slug"), CANARY_ID},
		{STR_INIT("aliases"), CANARY_ID},
		{STR_INIT("title"), CANARY_TITLE},
		{STR_INIT("name"), CANARY_TITLE},
		{STR_INIT("term"), CANARY_TITLE},
		{STR_INIT("formerly"), CANARY_TITLE},
	};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (str_eq(key, keys[i].key))
			return keys[i].kind;
	return CANARY_TEXT;
}

/* All texts within VALUE, which stands under KEY. */
static void each_text(struct canaries *canaries, const struct value *value,
	struct str key, text_fn *fn)
{
	switch (value->kind) {
	case VALUE_STRING:
		fn(canaries, value->text, kind_of(key));
		break;
	case VALUE_LIST:
		for (size_t i = 0; i < value->list.len; i++)
			each_text(canaries, &value->list.items[i], key, fn);
		break;
	case VALUE_MAP:
		for (size_t i = 0; i < value->map.len; i++) {
			const struct pair *pair = &value->map.items[i];

			each_text(canaries, &pair->value, pair->key, fn);
		}
		break;
	default:
		break;
	}
}

static void add_record(struct canaries *canaries, const struct value *record)
{
	canaries_from(canaries, record->place.source);
	each_text(canaries, record, STR(""), canaries_add);
}

/* The bytes of a file, as they are; empty when it is no file. */
static bool read_bytes(struct build *build, struct str path, struct str *bytes)
{
	struct worker *worker = &build->workers[0];
	const struct tree_entry *entry = tree_find(&build->tree, path);

	buf_clear(&worker->file);
	*bytes = STR("");
	if (!entry || entry->kind != TREE_FILE)
		return true;
	if (!tree_read(worker->reader, entry, &worker->file, &worker->fault))
		return false;
	*bytes = buf_str(&worker->file);
	return true;
}

static void add_name(
	struct canaries *canaries, struct str path, struct arena *arena)
{
	struct source *source = arena_new(arena, struct source);

	source->path = path;
	canaries_from(canaries, source);
	canaries_add(
		canaries, str_sub(path, 0, str_rchr(path, '.')), CANARY_TITLE);
	path = path_name(path);
	canaries_add(
		canaries, str_sub(path, 0, str_rchr(path, '.')), CANARY_ID);
}

/* The front matter by its keys; the body as text. */
static void add_page_text(
	struct build *build, struct canaries *canaries, struct str text)
{
	static const struct source nowhere = {STR_INIT("")};
	struct worker *worker = &build->workers[0];
	struct front_split split = front_split(text);
	struct yaml_input input = {.source = &nowhere,
		.text = split.yaml,
		.first_line = 1,
		.limits = build->site.config.limits.yaml};
	struct diags ignored = DIAGS_INIT;
	struct value map;

	if (split.ends && yaml_read(&input, &worker->scratch, &ignored, &map))
		each_text(canaries, &map, STR(""), canaries_add);
	diags_release(&ignored);
	canaries_add(canaries, split.body, CANARY_TEXT);
}

static bool add_page(
	struct build *build, struct canaries *canaries, const struct page *page)
{
	struct str text;

	add_name(canaries, page->source.path, &build->arena);
	if (!read_bytes(build, page->source.path, &text))
		return false;
	add_page_text(build, canaries, text);
	arena_reset(&build->workers[0].scratch);
	return true;
}

static bool add_attachment(struct build *build, struct canaries *canaries,
	const struct attachment *file)
{
	struct str bytes;

	add_name(canaries, file->source.path, &build->arena);
	if (!stage_fits(&build->workers[0], file->entry,
		    build->site.config.limits.attachment))
		return true;
	if (!read_bytes(build, file->source.path, &bytes))
		return false;
	if (utf8_check(bytes) == bytes.len)
		canaries_add(canaries, bytes, CANARY_TEXT);
	return true;
}

static bool add_all(struct build *build, struct canaries *canaries)
{
	const struct dropped *dropped = &build->site.dropped;

	vec_each(const struct value *const, record, &dropped->records)
		add_record(canaries, *record);
	for (int kind = 0; kind < RECORD_KINDS; kind++) {
		const struct record_list *list = &build->site.records.of[kind];

		for (size_t i = 0;
			record_types[kind].is_private && i < list->len; i++)
			add_record(canaries,
				*(const struct value *const *)list->items[i]);
	}
	vec_each(struct page *const, page, &dropped->pages)
		if (!add_page(build, canaries, *page))
			return false;
	vec_each(struct attachment *const, file, &dropped->attachments)
		if (!add_attachment(build, canaries, *file))
			return false;
	return true;
}

static void allow_records(struct build *build, struct canaries *canaries)
{
	for (int kind = 0; kind < RECORD_KINDS; kind++) {
		const struct record_list *list = &build->site.records.of[kind];

		for (size_t i = 0;
			!record_types[kind].is_private && i < list->len; i++)
			each_text(canaries,
				*(const struct value *const *)list->items[i],
				STR(""), allow);
	}
}

/* What the theme says in all its pages, and in its own files. */
static void allow_theme(struct build *build, struct canaries *canaries)
{
	vec_each(const struct theme_text, text, &build->theme.texts)
		canaries_allow(canaries, text->text);
	vec_each(const struct theme_asset, asset, &build->theme.files)
		canaries_allow(canaries, asset->bytes);
	each_text(canaries, &build->theme.settings, STR(""), allow);
}

static bool allow_all(struct build *build, struct canaries *canaries)
{
	struct str text;

	vec_each(struct page *const, page, &build->site.pages) {
		canaries_allow(canaries, (*page)->source.path);
		if (!read_bytes(build, (*page)->source.path, &text))
			return false;
		canaries_allow(canaries, text);
	}
	vec_each(struct attachment *const, file, &build->site.attachments)
		canaries_allow(canaries, (*file)->source.path);
	each_text(canaries, build->site.config.source, STR(""), allow);
	allow_records(build, canaries);
	allow_theme(build, canaries);
	return true;
}

bool dropped_canaries(
	struct build *build, struct canaries *canaries, struct fault *fault)
{
	if (!add_all(build, canaries) ||
		(canaries->len && !allow_all(build, canaries)))
		return stage_no_fault(build, fault);
	return true;
}
