#include "stage/gone.h"

#include "io/manifest.h"
#include "model/path.h"
#include "stage/outputs/outputs.h"

static void add(struct build *build, struct map *known, struct str url)
{
	map_set(known, &build->arena, url, build);
}

/* What the site has, what was withdrawn, and what others may still see. */
static void collect(struct build *build, struct map *known)
{
	const struct site *site = &build->site;
	const struct record_list *redirects =
		&site->records.of[RECORD_REDIRECT];
	struct str url;

	vec_each(const struct output, output, &build->outputs)
		add(build, known, output->url);
	vec_each(struct attachment *const, file, &site->attachments)
		add(build, known, (*file)->url);
	for (size_t i = 0; i < redirects->len; i++) {
		const struct redirect *redirect = redirects->items[i];

		if (date_is_set(redirect->withdrawn) &&
			path_old_url(&build->arena, redirect->from, &url))
			add(build, known, url);
	}
	for (size_t i = 0; i < site->hidden.cap; i++) {
		struct str path = site->hidden.slots[i].key;

		if (!site->hidden.slots[i].item)
			continue;
		add(build, known, path);
		if (str_ends(path, STR(".md")))
			add(build, known,
				path_url(&build->arena, path, STR("")));
	}
}

void gone_check(struct build *build)
{
	const struct str *names = build->site.config.audiences.items;
	struct map known = MAP_INIT;
	struct manifest previous;
	struct source *source;

	if (!build->options.previous.len ||
		!manifest_read(
			&previous, build->options.previous, &build->arena) ||
		!str_eq(previous.edition, names[build->site.edition]))
		return;
	collect(build, &known);
	source = arena_new(&build->arena, struct source);
	source->path = STR("data/redirects.yml");
	vec_each(const struct str, url, &previous.addresses)
		if (!map_get(&known, *url))
			diag_add(&build->diags, DIAG_URL_GONE,
				place_of(source, 0, 0), 0,
				arena_printf(
					&build->arena, "/%.*s", STR_ARG(*url)));
}
