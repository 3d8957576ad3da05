#include "stage/clashes.h"

#include "io/file.h"
#include "search/search.h"
#include "stage/outputs/outputs.h"
#include "stage/search.h"

struct clashes {
	struct build *build;
	struct map made; /* each site path so far → the build */
	VEC(struct str) urls; /* the same, in order */
	struct str folder; /* looked at last */
};

/* What makes a site path, where it is something of the repository. */
static const struct str *maker_of(const struct build *build, struct str url)
{
	return map_get(&build->site.urls, url);
}

/* URL is taken twice; OTHER, which may be the same, by the second. */
static void complain(struct build *build, struct str url, struct str other)
{
	const struct str *first = maker_of(build, url);
	const struct str *second = maker_of(build, other);
	struct source *source;
	struct str program = STR("guildhall itself");

	if (map_add(&build->site.clashes, &build->arena, url, build))
		return; /* said already */
	if (first == second)
		first = NULL;
	source = arena_new(&build->arena, struct source);
	source->path = second ? *second : first ? *first : STR("");
	diag_add(&build->diags, DIAG_URL_CLASH, place_of(source, 0, 0), 0,
		first ? *first : program, second ? *second : program, url);
}

static void add(struct clashes *clashes, struct str url)
{
	struct build *build = clashes->build;

	if (map_add(&clashes->made, &build->arena, url, build))
		complain(build, url, url);
	else
		*vec_push(&clashes->urls, &build->arena) = url;
}

/* A file cannot lie in a folder that is a file; nor can its neighbours. */
static void check_folders(struct clashes *clashes, struct str url)
{
	size_t folder = str_rchr(url, '/');

	if (folder == url.len ||
		str_eq(str_sub(url, 0, folder), clashes->folder))
		return;
	clashes->folder = str_sub(url, 0, folder);
	for (size_t at = str_chr(url, '/', 0); at < url.len;
		at = str_chr(url, '/', at + 1))
		if (map_get(&clashes->made, str_sub(url, 0, at)))
			complain(clashes->build, str_sub(url, 0, at), url);
}

void clashes_check(struct build *build)
{
	struct clashes clashes = {.build = build};
	size_t n = build->outputs.len + build->site.attachments.len;

	map_reserve(&clashes.made, &build->arena, n);
	vec_reserve(&clashes.urls, &build->arena, n);
	vec_each(const struct output, output, &build->outputs)
		add(&clashes, output->url);
	vec_each(struct attachment *, file, &build->site.attachments)
		add(&clashes, (*file)->url);
	vec_each(const struct theme_asset, asset, &build->theme.files)
		add(&clashes, asset->url);
	add(&clashes, STR(FILE_MANIFEST));
	vec_each(const struct str, url, &clashes.urls) {
		check_folders(&clashes, *url);
		if (search_is_made(build) && search_owns(*url) &&
			maker_of(build, *url))
			complain(build, *url, *url);
	}
}
