/*
 * The newest commit that an edition may know. A commit that touched only what
 * the edition may not hold is none of its business: had its id or its date a
 * place in the site, anybody could tell that something restricted was done.
 */

#include "data/json.h"
#include "data/yaml.h"
#include "model/path.h"
#include "model/records/kinds.h"
#include "stage/stages.h"

/* The same commit, and what it was before. */
struct looking {
	struct build *build;
	struct shown_at after, before;
};

/* May this edition hold the record, and does it hold what that is about? */
static bool holds(
	struct build *build, enum record_kind kind, const struct value *map)
{
	const struct config *config = &build->site.config;
	struct audience_claim claim = {
		config, stage_default_audience(config, kind), false, 0};
	struct diags ignored = DIAGS_INIT;
	int audience;
	bool ok = stage_audience(&claim, value_get(map, STR("audience")),
			  &ignored, &audience) &&
		audience <= build->site.edition &&
		!stage_is_about_hidden(build, map);

	diags_release(&ignored);
	return ok;
}

/* A plan without what is to be done about something hidden. */
static struct value without_hidden(
	struct build *build, const struct value *map, struct arena *arena)
{
	struct value_map copy = {0};

	for (size_t i = 0; map->kind == VALUE_MAP && i < map->map.len; i++) {
		const struct pair *pair = &map->map.items[i];
		struct value_items items = {0};

		if (pair->value.kind != VALUE_LIST) {
			value_put_str(&copy, arena, pair->key, pair->value);
			continue;
		}
		for (size_t k = 0; k < pair->value.list.len; k++)
			if (!stage_is_about_hidden(
				    build, &pair->value.list.items[k]))
				value_push(&items, arena,
					pair->value.list.items[k]);
		value_put_str(&copy, arena, pair->key, value_of_list(&items));
	}
	return value_of_map(&copy);
}

/* What this edition holds of the worker's file of records, as JSON. */
static bool put_held(
	struct looking *looking, enum record_kind kind, struct buf *out)
{
	static const struct source nowhere = {STR_INIT("")};
	struct build *build = looking->build;
	struct worker *worker = looking->after.worker;
	struct json_options options = {.pretty = false};
	struct diags ignored = DIAGS_INIT;
	struct yaml_input input = {.source = &nowhere,
		.text = buf_str(&worker->file),
		.first_line = 1,
		.limits = build->site.config.limits.yaml};
	struct value file;
	bool ok = yaml_read(&input, &worker->scratch, &ignored, &file);
	bool many = ok && file.kind == VALUE_LIST;
	size_t n = many ? file.list.len : ok && file.kind == VALUE_MAP;

	for (size_t i = 0; i < n; i++) {
		const struct value *map = many ? &file.list.items[i] : &file;
		struct value held;

		if (map->kind != VALUE_MAP || !holds(build, kind, map))
			continue;
		held = without_hidden(build, map, &worker->scratch);
		json_put(out, &held, &options);
	}
	diags_release(&ignored);
	return ok;
}

static bool records_differ(
	struct looking *looking, enum record_kind kind, struct str path)
{
	struct buf now = BUF_INIT(BUF_LARGE), then = BUF_INIT(BUF_LARGE);
	bool ok = true, differ;

	if (shown_read(&looking->after, path) == HISTORY_FOUND)
		ok = put_held(looking, kind, &now);
	if (shown_read(&looking->before, path) == HISTORY_FOUND)
		ok = put_held(looking, kind, &then) && ok;
	differ = !ok || !str_eq(buf_str(&now), buf_str(&then));
	buf_release(&now);
	buf_release(&then);
	return differ;
}

/* Did the commit touch, at PATH, something that this edition holds? */
static bool touches(struct looking *looking, struct str path)
{
	const struct build *build = looking->build;
	struct str inside = str_from(path, build->tree.prefix.len);
	enum record_kind kind;

	if (!str_starts(path, build->tree.prefix))
		return false;
	switch (path_use(inside)) {
	case PATH_PAGE:
	case PATH_SECTION:
		return shown_page(&looking->after, path) ||
			shown_page(&looking->before, path);
	case PATH_ATTACHMENT:
		return !map_get(&build->site.hidden, inside) &&
			(shown_attachment(&looking->after, path) ||
				shown_attachment(&looking->before, path));
	case PATH_RECORD:
		kind = record_kind_of_path(str_from(inside, 5));
		return kind == RECORD_KINDS ||
			(!record_types[kind].is_private &&
				records_differ(looking, kind, path));
	case PATH_CONFIG:
	case PATH_THEME:
		return true;
	default:
		return false;
	}
}

static bool may_know(struct looking *looking)
{
	const struct history_commit *commit = looking->after.commit;

	for (size_t i = 0; i < commit->paths_len; i++) {
		arena_reset(&looking->after.worker->scratch);
		if (touches(looking, commit->paths[i]))
			return true;
	}
	return commit->first;
}

static void take(struct build *build, const struct history_commit *commit)
{
	struct tree_commit found;

	if (!history_commit_of(
		    build->history_reader, commit, &build->arena, &found))
		return;
	build->site.commit = found.id;
	if (!build->options.as_at.len)
		build->site.as_at = stage_commit_date(&found);
}

void stage_newest(struct build *build)
{
	struct looking looking = {.build = build,
		.after = {.build = build,
			.worker = &build->workers[0],
			.reader = build->history_reader}};
	size_t n;
	const struct history_commit *const *commits =
		history_commits(build->history, &n);

	for (size_t i = 0; i < n; i++) {
		looking.after.commit = commits[i];
		looking.before = looking.after;
		looking.before.before = true;
		if (may_know(&looking) || i + 1 == n) {
			take(build, commits[i]);
			return;
		}
	}
}
