/*
 * What this edition's readers could see at some commit: by what the file said
 * then, and the folders it was in.
 */

#include "data/yaml.h"
#include "model/path.h"
#include "stage/stages.h"

/* Nobody is to hear complaints of an old file. */
bool shown_front(struct worker *worker, struct limits limits, struct value *map)
{
	static const struct source nowhere = {STR_INIT("")};
	struct diags kept = worker->diags;
	struct front_split split;
	bool ok;

	worker->diags = (struct diags)DIAGS_INIT;
	ok = stage_as_text(worker, &nowhere, &worker->file);
	split = front_split(buf_str(&worker->file));
	*map = value_null;
	if (ok && split.has_front)
		ok = split.ends &&
			yaml_read(&(struct yaml_input){.source = &nowhere,
					  .text = split.yaml,
					  .first_line = 1,
					  .limits = limits.yaml},
				&worker->scratch, &worker->diags, map);
	diags_release(&worker->diags);
	worker->diags = kept;
	return ok;
}

enum history_found shown_read(const struct shown_at *at, struct str path)
{
	struct buf *file = &at->worker->file;

	buf_clear(file);
	return at->before
		? history_read_before(at->reader, at->commit, path, file)
		: history_read_at(at->reader, at->commit, path, file);
}

/* Do the words of the worker's file let this edition's readers see it? */
static bool claims_fit(const struct shown_at *at)
{
	const struct config *config = &at->build->site.config;
	const struct value *claim;
	struct value map;
	int audience;

	if (!shown_front(at->worker, config->limits, &map))
		return false;
	claim = value_get(&map, STR("audience"));
	if (!claim || yaml_is_null(claim))
		return true;
	audience = claim->kind == VALUE_STRING
		? config_audience(config, claim->text)
		: -1;
	return audience >= 0 && audience <= at->build->site.edition;
}

/* Does that page, if there is one, let them see what lies below or beside? */
static bool page_fits(const struct shown_at *at, struct str path)
{
	switch (shown_read(at, path)) {
	case HISTORY_NONE:
		return true;
	case HISTORY_FOUND:
		return claims_fit(at);
	default:
		return false;
	}
}

static bool folders_fit(const struct shown_at *at, struct str folder)
{
	static const char *const names[] = {"_index.md", "index.md"};

	for (;;) {
		for (size_t i = 0; i < sizeof names / sizeof *names; i++)
			if (!page_fits(at,
				    arena_printf(&at->worker->scratch, "%.*s%s",
					    STR_ARG(folder), names[i])))
				return false;
		if (!folder.len)
			return true;
		folder = path_folder(str_sub(folder, 0, folder.len - 1));
	}
}

bool shown_page(const struct shown_at *at, struct str path)
{
	return shown_read(at, path) == HISTORY_FOUND && claims_fit(at) &&
		folders_fit(at, path_folder(path));
}

/* By its folders and the page of its name; what pages say of it apart. */
bool shown_attachment(const struct shown_at *at, struct str path)
{
	size_t start = path_folder(path).len;

	if (shown_read(at, path) == HISTORY_NONE ||
		!folders_fit(at, path_folder(path)))
		return false;
	for (size_t dot = str_chr(path, '.', start); dot < path.len;
		dot = str_chr(path, '.', dot + 1))
		if (!page_fits(at,
			    arena_printf(&at->worker->scratch, "%.*s.md",
				    STR_ARG(str_sub(path, 0, dot)))))
			return false;
	return true;
}
