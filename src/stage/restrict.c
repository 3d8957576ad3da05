#include "stage/restrict.h"

#include "base/utf8.h"
#include "model/path.h"
#include "stage/stages.h"

static void read_claim(const struct config *config, struct worker *worker,
	struct page *page, const struct pair *pair)
{
	struct audience_claim claim = {config, page->section->audience, true,
		config_ceiling(config, page->source.path)};
	struct file_claim *file;
	int audience;

	if (!stage_audience(&claim, &pair->value, &worker->diags, &audience))
		return;
	file = vec_push(&page->files, &worker->arena);
	*file = (struct file_claim){
		.path = arena_printf(&worker->arena, "%.*s%.*s",
			STR_ARG(page->section->path), STR_ARG(pair->key)),
		.name = pair->key,
		.place = pair->place,
		.audience = audience};
}

/* A list or a word says of no file whom it is for. */
static void refuse(struct worker *worker, const struct value *value)
{
	diag_add(&worker->diags, DIAG_AUDIENCE_UNKNOWN, value->place, 1,
		str_of(value_kind_name(value)), STR(""));
}

void restrict_read(const struct config *config, struct worker *worker,
	struct page *page, const struct value *map)
{
	const struct value *files = value_get(map, STR("attachments"));

	if (!files)
		return;
	if (files->kind != VALUE_MAP) {
		refuse(worker, files);
		return;
	}
	for (size_t i = 0; i < files->map.len; i++)
		read_claim(config, worker, page, &files->map.items[i]);
}

/* Of several claims the narrowest holds. */
static void note(
	struct site *site, struct file_claim *claim, struct arena *arena)
{
	struct file_claim *other =
		map_add(&site->file_audiences, arena, claim->path, claim);

	if (other && other->audience < claim->audience)
		map_set(&site->file_audiences, arena, claim->path, claim);
}

void restrict_note(struct site *site, struct page *page, struct arena *arena)
{
	struct str path = page->source.path;
	struct file_claim *own;

	vec_each(struct file_claim, claim, &page->files)
		note(site, claim, arena);
	if (page->is_section || !page->audience) /* nobody is kept from it */
		return;
	own = arena_new(arena, struct file_claim);
	own->path = str_sub(path, 0, str_rchr(path, '.'));
	own->audience = page->audience;
	note(site, own, arena);
}

static int narrower(const struct site *site, struct str path, int audience)
{
	const struct file_claim *claim = map_get(&site->file_audiences, path);

	return claim && claim->audience > audience ? claim->audience : audience;
}

/* By the folder, the file's own name, and that name up to each dot of it. */
int restrict_audience(const struct site *site, struct str path)
{
	int folder = site_section_near(site, path)->audience;
	int audience = config_ceiling(&site->config, path);
	size_t start = path_folder(path).len;

	if (folder > audience)
		audience = folder;
	audience = narrower(site, path, audience);
	for (size_t dot = str_chr(path, '.', start); dot < path.len;
		dot = str_chr(path, '.', dot + 1))
		audience = narrower(site, str_sub(path, 0, dot), audience);
	return audience;
}

static void check_claim(struct build *build, const struct file_claim *claim)
{
	const struct site *site = &build->site;
	size_t n = 0, nearest, most = site->attachments.len;
	struct str *names = arena_array(&build->arena, struct str, most + 1);

	if (!claim->name.len ||
		map_get(&site->attachments_by_path, claim->path) ||
		map_get(&site->hidden, claim->path))
		return;
	vec_each(struct attachment *const, file, &site->attachments)
		if (str_eq(path_folder((*file)->source.path),
			    path_folder(claim->path)))
			names[n++] = path_name((*file)->source.path);
	nearest = str_nearest(claim->name, names, n);
	diag_add(&build->diags, DIAG_AUDIENCE_FILE, claim->place,
		utf8_len(claim->name), claim->name,
		nearest < n ? names[nearest] : STR(""));
}

void restrict_check(struct build *build)
{
	const struct map *claims = &build->site.file_audiences;

	for (size_t i = 0; i < claims->cap; i++)
		if (claims->slots[i].item)
			check_claim(build, claims->slots[i].item);
}
