/*
 * Reading: the tree is opened, the configuration read, each file is told
 * what it is by its path, and the records are read. YAML files are parsed by
 * all workers; their records are taken in one after another, in the order of
 * their paths.
 */

#include "base/utf8.h"
#include "io/day.h"
#include "model/path.h"
#include "model/records/kinds.h"
#include "stage/held.h"
#include "stage/kept.h"
#include "stage/stages.h"

/* The content repository: a folder, or a revision of a repository. */
static bool open_tree(struct build *build, struct fault *fault)
{
	const struct build_options *options = &build->options;
	struct str source = options->source, folder;

	if (held_open_tree(build))
		return true;
	if (options->rev.len)
		return tree_open_git(&build->tree, source, options->rev,
			options->subdir, fault);
	folder = options->subdir.len
		? arena_printf(&build->arena, "%.*s/%.*s", STR_ARG(source),
			  STR_ARG(options->subdir))
		: source;
	if (tree_is_bare(source))
		return tree_open_git(&build->tree, source, STR("HEAD"),
			options->subdir, fault);
	return tree_open_folder(&build->tree, folder, fault);
}

static bool open_readers(struct build *build, struct fault *fault)
{
	for (unsigned i = 0; i < build->jobs; i++) {
		struct worker *worker = &build->workers[i];

		worker->reader = tree_reader_open(&build->tree, fault);
		if (!worker->reader)
			return false;
	}
	return true;
}

/* What a source's path starts from: the folder of our own repository. */
static struct str repository_folder(const struct build *build)
{
	struct str repository = build->tree.repository;
	size_t inside = str_find(repository, STR("/.git/"), 0);

	if (!repository.len)
		return build->options.source;
	return inside < repository.len
		? str_sub(repository, 0, inside)
		: str_sub(repository, 0, repository.len - 1);
}

static bool mount_source(
	struct build *build, const struct mount *mount, struct fault *fault)
{
	struct tree *tree = arena_new(&build->arena, struct tree);
	struct str path = mount->repo;

	if (!str_starts(path, STR("/")))
		path = arena_printf(&build->arena, "%.*s/%.*s",
			STR_ARG(repository_folder(build)), STR_ARG(path));
	if (!tree_open_git(tree, path, mount->rev, mount->subdir, fault))
		return false;
	if (tree_mount(&build->tree, tree, mount->mount, fault))
		return true;
	tree_close(tree);
	return false;
}

/* Other repositories become folders of this one; guildhall.yml says which. */
static bool mount_sources(struct build *build, struct fault *fault)
{
	list_each(const struct mount, mount, &build->site.config.sources)
		if (!mount_source(build, mount, fault))
			return false;
	if (!build->tree.mounts.len)
		return true;
	for (unsigned i = 0; i < build->jobs; i++) {
		tree_reader_close(build->workers[i].reader);
		build->workers[i].reader = NULL;
	}
	return open_readers(build, fault);
}

static struct source *new_source(struct build *build, struct str path)
{
	struct source *source = arena_new(&build->arena, struct source);

	source->path = path;
	return source;
}

static bool read_config(struct build *build, struct fault *fault)
{
	struct worker *worker = &build->workers[0];
	const struct tree_entry *entry =
		tree_find(&build->tree, STR(CONFIG_FILE));
	struct yaml_input input = {
		.first_line = 1, .limits = config_default_limits().yaml};

	if (!entry)
		return fault_set(fault, EXIT_USAGE,
			"no %s in %.*s: not a content repository", CONFIG_FILE,
			STR_ARG(build->tree.label));
	input.source = new_source(build, entry->path);
	return stage_read_text(worker, entry, input.source, &input.text) &&
		config_read(&build->site.config, &input,
			build->options.environment, &build->arena,
			&build->diags);
}

/* An old tree is read by today's configuration, for the same edition. */
static bool take_config(struct build *build, struct fault *fault)
{
	const struct site *later = build->options.later;

	build->site.config = later->config;
	build->site.edition = later->edition;
	return tree_find(&build->tree, STR(CONFIG_FILE)) ||
		fault_set(fault, EXIT_USAGE, "no site was there yet");
}

static bool set_edition(struct build *build, struct fault *fault)
{
	struct str name = build->options.edition;
	const struct config *config = &build->site.config;

	build->site.edition = build->options.all_audiences
		? (int)config->audiences.len - 1
		: 0;
	if (!name.len)
		return true;
	build->site.edition = config_audience(config, name);
	return build->site.edition >= 0 ||
		fault_set(fault, EXIT_USAGE,
			"unknown edition \"%.*s\": guildhall.yml has no such "
			"audience",
			STR_ARG(name));
}

/*
 * Names that some computer takes for the same: equal but for case or for the
 * composition of accents.
 */
static void check_clashes(struct build *build)
{
	struct map folded = MAP_INIT;
	struct arena scratch = ARENA_INIT;

	vec_each(struct tree_entry, entry, &build->tree.entries) {
		struct tree_entry *twin = map_add(&folded, &scratch,
			utf8_fold(&scratch, entry->path), entry);

		if (twin)
			diag_add(&build->diags, DIAG_PATH_CLASH,
				place_of(new_source(build, entry->path), 0, 0),
				0, twin->path);
	}
	arena_release(&scratch);
}

static void refuse(struct build *build, const struct tree_entry *entry,
	enum diag_id id, struct str what)
{
	diag_add(&build->diags, id,
		place_of(new_source(build, entry->path), 0, 0), 0, what);
	map_set(&build->site.unpublished, &build->arena, entry->path,
		&build->site);
}

/* Whether the entry is a file with a name that anybody can have. */
static bool check_entry(struct build *build, const struct tree_entry *entry)
{
	const char *fault = path_fault(entry->path);
	size_t longest = build->site.config.limits.path;

	if (entry->kind == TREE_LINK)
		refuse(build, entry, DIAG_PATH_LINK, STR("a symbolic link"));
	else if (entry->kind == TREE_MODULE)
		refuse(build, entry, DIAG_PATH_LINK, STR("a submodule"));
	else if (entry->kind == TREE_SPECIAL)
		refuse(build, entry, DIAG_PATH_LINK, STR("a special file"));
	else if (entry->kind == TREE_DEEP)
		refuse(build, entry, DIAG_LIMIT_DEPTH,
			arena_printf(&build->arena, "%d", TREE_DEPTH_MAX));
	else if (entry->path.len > longest)
		refuse(build, entry, DIAG_LIMIT_PATH,
			arena_printf(&build->arena, "%zu", longest));
	else if (fault)
		refuse(build, entry, DIAG_PATH_NAME, str_of(fault));
	else
		return true;
	return false;
}

/* The section of folder PATH ("" or ending in "/"), made when it is new. */
static struct section *section_at(struct build *build, struct str path)
{
	struct site *site = &build->site;
	struct section *section = map_get(&site->sections_by_path, path);

	if (section)
		return section;
	section = arena_new(&build->arena, struct section);
	section->path = path;
	if (path.len)
		section->parent = section_at(
			build, path_folder(str_sub(path, 0, path.len - 1)));
	map_add(&site->sections_by_path, &build->arena, path, section);
	*vec_push(&site->sections, &build->arena) = section;
	return section;
}

static void add_page(struct build *build, const struct tree_entry *entry)
{
	struct page *page = arena_new(&build->arena, struct page);

	page->source.path = entry->path;
	page->entry = entry;
	page->section = section_at(build, path_folder(entry->path));
	page->is_section = path_use(entry->path) == PATH_SECTION &&
		!page->section->page; /* of two, the first is */
	page->type = page_type_of_path(entry->path);
	page->index = build->site.pages.len;
	if (page->is_section)
		page->section->page = page;
	*vec_push(&build->site.pages, &build->arena) = page;
}

static void add_attachment(struct build *build, const struct tree_entry *entry)
{
	struct attachment *attachment =
		arena_new(&build->arena, struct attachment);

	attachment->entry = entry;
	attachment->source.path = attachment->url = entry->path;
	*vec_push(&build->site.attachments, &build->arena) = attachment;
}

/* Of an old tree: does the page tell anything? */
static bool is_wanted(const struct build *build, struct str path)
{
	const struct map *wanted = build->options.wanted;

	return !wanted || map_get(wanted, path);
}

struct record_files {
	struct build *build;
	VEC(const struct tree_entry *) entries;
	struct value *values; /* of each file; null when it was refused */
	struct held_file **held; /* what is kept of each; or NULL */
	size_t *order; /* in which they are read fast */
};

static void sort_out(struct build *build, struct record_files *records)
{
	section_at(build, STR(""));
	vec_each(struct tree_entry, entry, &build->tree.entries) {
		enum path_use use = path_use(entry->path);

		if (use == PATH_PAGE && !is_wanted(build, entry->path))
			continue;
		if (!check_entry(build, entry))
			continue;
		switch (use) {
		case PATH_PAGE:
		case PATH_SECTION:
			add_page(build, entry);
			break;
		case PATH_RECORD:
			*vec_push(&records->entries, &build->arena) = entry;
			break;
		case PATH_ATTACHMENT:
			add_attachment(build, entry);
			break;
		case PATH_CONFIG:
		case PATH_THEME:
		case PATH_IGNORED:
			map_set(&build->site.unpublished, &build->arena,
				entry->path, &build->site);
			break;
		}
	}
}

/* What a file of records holds; null after a diagnostic. */
static struct value parse_records(struct build *build, struct worker *worker,
	const struct tree_entry *entry)
{
	const struct limits *limits = &build->site.config.limits;
	struct arena *arena = kept_arena(build, worker);
	struct source *source = arena_new(arena, struct source);
	struct yaml_input input = {
		.source = source, .first_line = 1, .limits = limits->yaml};
	struct value value = value_null;

	source->path = arena_dup(arena, entry->path);
	if (!stage_fits(worker, entry, limits->yaml_file))
		diag_add(&worker->diags, DIAG_LIMIT_YAML_FILE,
			place_of(source, 0, 0), 0,
			arena_printf(&worker->arena, "%zu", limits->yaml_file));
	else if (stage_read_text(worker, entry, source, &input.text))
		yaml_read(&input, arena, &worker->diags, &value);
	return value;
}

/* The same, unless it is known of a file that was not touched since. */
static void read_record_file(void *context, unsigned number, size_t item)
{
	struct record_files *files = context;
	struct build *build = files->build;
	struct worker *worker = &build->workers[number];
	size_t i = files->order[item];
	const struct tree_entry *entry = files->entries.items[i];
	const struct value *known = kept_find(build, entry);
	struct held_file *held = held_find(build, entry, 0);

	if (known) {
		files->values[i] = *known;
		return;
	}
	if (held) {
		held_say(held, worker);
	} else {
		held = held_begin(build, number, entry, 0);
		files->values[i] = parse_records(build, worker, entry);
		if (held)
			held->value = files->values[i];
		held_end(build, number, held);
	}
	files->held[i] = held;
	if (held)
		files->values[i] = held->value;
}

/* Records are for everybody, assessments for the narrowest audience. */
int stage_default_audience(const struct config *config, enum record_kind kind)
{
	return kind == RECORD_ASSESSMENT ? (int)config->audiences.len - 1 : 0;
}

struct filter {
	struct build *build;
	enum record_kind kind;
};

/* The text under KEY, or an empty one. */
static struct str text_under(const struct value *map, const char *key)
{
	const struct value *value = value_get(map, str_of(key));

	return value && value->kind == VALUE_STRING ? value->text : STR("");
}

/* What a hidden record is remembered by; empty: by nothing. */
static struct str hidden_key(
	struct arena *arena, enum record_kind kind, const struct value *map)
{
	struct str id = text_under(map, "id");

	if (kind == RECORD_ASSESSMENT)
		return arena_printf(arena, "%s/%.*s %.*s %.*s %.*s",
			record_types[kind].name,
			STR_ARG(text_under(map, "subject")),
			STR_ARG(text_under(map, "set")),
			STR_ARG(text_under(map, "date")),
			STR_ARG(text_under(map, "kind")));
	return id.len ? arena_printf(arena, "%s/%.*s", record_types[kind].name,
				STR_ARG(id))
		      : id;
}

/* Of an old tree: was the record taken from this edition since? */
static bool is_hidden_later(const struct filter *filter, struct str key)
{
	const struct site *later = filter->build->options.later;

	return later && key.len && map_get(&later->hidden_records, key);
}

static bool keep_record(
	void *context, const struct value *map, struct diags *diags)
{
	const struct filter *filter = context;
	struct site *site = &filter->build->site;
	struct audience_claim claim = {&site->config,
		stage_default_audience(&site->config, filter->kind), false,
		config_ceiling(&site->config, map->place.source->path)};
	struct arena *arena = &filter->build->arena;
	struct str key = hidden_key(arena, filter->kind, map);
	int audience;

	if (stage_audience(&claim, value_get(map, STR("audience")), diags,
		    &audience) &&
		audience <= site->edition && !is_hidden_later(filter, key))
		return true;
	*vec_push(&site->dropped.records, arena) = map;
	if (key.len)
		map_set(&site->hidden_records, arena, key, site);
	return false;
}

static void unknown_kind(struct build *build, const struct tree_entry *entry)
{
	struct str names[RECORD_KINDS];
	struct str name = path_name(entry->path);
	size_t nearest;

	name = str_sub(name, 0, str_rchr(name, '.'));
	for (size_t i = 0; i < RECORD_KINDS; i++)
		names[i] = str_of(record_types[i].name);
	nearest = str_nearest(name, names, RECORD_KINDS);
	diag_add(&build->diags, DIAG_RECORD_KIND,
		place_of(new_source(build, entry->path), 0, 0), 0, name,
		nearest < RECORD_KINDS ? names[nearest] : STR(""));
}

static void take_records(struct build *build, const struct record_files *files)
{
	for (size_t i = 0; i < files->entries.len; i++) {
		const struct tree_entry *entry = files->entries.items[i];
		enum record_kind kind =
			record_kind_of_path(str_from(entry->path, 5));
		struct filter filter = {build, kind};

		map_set(&build->site.unpublished, &build->arena, entry->path,
			&build->site);
		if (kind == RECORD_KINDS)
			unknown_kind(build, entry);
		else
			records_read(&build->site.records, kind,
				&files->values[i], &build->arena, &build->diags,
				keep_record, &filter);
	}
}

static void read_records(struct build *build, struct record_files *files)
{
	size_t n = files->entries.len;

	files->values = arena_array(&build->arena, struct value, n);
	files->held = arena_array(&build->arena, struct held_file *, n);
	files->order = arena_array(&build->arena, size_t, n);
	tree_order(&build->tree, files->entries.items, n, files->order);
	stage_run(
		build, "records", files->entries.len, read_record_file, files);
	for (size_t i = 0; i < files->entries.len; i++) {
		kept_add(build, files->entries.items[i], &files->values[i]);
		held_use(build, files->held[i]);
	}
	take_records(build, files);
}

struct date stage_commit_date(const struct tree_commit *commit)
{
	return date_of_days(day_of(commit->time, commit->offset));
}

/*
 * The report date: as asked for, else of the commit, else today. No other
 * stage asks what day it is.
 */
static bool set_date(struct build *build, struct fault *fault)
{
	struct str as_at = build->options.as_at;

	if (as_at.len && !str_eq(as_at, STR("today"))) {
		if (!date_read(as_at, &build->site.as_at))
			return fault_set(fault, EXIT_USAGE,
				"--as-at takes a date as 2026-03-14, or "
				"today, not \"%.*s\"",
				STR_ARG(as_at));
	} else if (!as_at.len && build->tree.commit.id.len)
		build->site.as_at = stage_commit_date(&build->tree.commit);
	else
		build->site.as_at = build->options.today;
	build->site.latest = build->site.as_at;
	return true;
}

bool stage_open(struct build *build, struct fault *fault)
{
	return open_tree(build, fault) && open_readers(build, fault) &&
		set_date(build, fault);
}

bool stage_configure(struct build *build, struct fault *fault)
{
	return (build->options.later ? take_config(build, fault)
				     : read_config(build, fault) &&
				       set_edition(build, fault)) &&
		mount_sources(build, fault);
}

bool stage_read_content(struct build *build, struct fault *fault)
{
	struct record_files files = {.build = build};

	build->site.commit = build->tree.commit.id;
	if (!build->options.later)
		check_clashes(build);
	sort_out(build, &files);
	read_records(build, &files);
	stage_drop_orphans(build);
	return stage_no_fault(build, fault);
}

bool stage_read_config(struct build *build, struct fault *fault)
{
	return stage_open(build, fault) && stage_configure(build, fault);
}

bool stage_read(struct build *build, struct fault *fault)
{
	return stage_read_config(build, fault) &&
		stage_read_content(build, fault);
}
