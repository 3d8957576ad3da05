#include "stage/clashes.h"

#include "io/file.h"
#include "search/search.h"
#include "stage/outputs/outputs.h"
#include "stage/search.h"

struct clashes {
	struct build *build;
	struct map made; /* each site path so far → the build */
	struct str folder; /* looked at last */
	const struct section *section; /* of the page looked at last */
	bool is_searched; /* the site has a search */
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

static void add_hashed(struct clashes *clashes, struct str url, uint64_t hash)
{
	struct build *build = clashes->build;

	if (map_add_hashed(&clashes->made, &build->arena, url, hash, build))
		complain(build, url, url);
}

static void add(struct clashes *clashes, struct str url)
{
	add_hashed(clashes, url, str_hash(url));
}

static void add_output(struct clashes *clashes, const struct output *output)
{
	if (output->page)
		add_hashed(clashes, output->url, output->page->url_hash);
	else
		add(clashes, output->url);
}

/* A file cannot lie in a folder that is a file; nor can those beside it. */
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

static void check(struct clashes *clashes, struct str url)
{
	struct build *build = clashes->build;

	check_folders(clashes, url);
	if (clashes->is_searched && search_owns(url) && maker_of(build, url))
		complain(build, url, url);
}

/* Of the pages of a section, which lie in one folder, one tells of all. */
static void check_output(struct clashes *clashes, const struct output *output)
{
	const struct section *section =
		output->page ? output->page->section : NULL;

	if (section && section == clashes->section)
		return;
	clashes->section = search_owns(output->url) ? NULL : section;
	check(clashes, output->url);
}

void clashes_check(struct build *build)
{
	struct clashes clashes = {
		.build = build, .is_searched = search_is_made(build)};

	map_reserve(&clashes.made, &build->arena,
		build->outputs.len + build->site.attachments.len);
	vec_each(const struct output, output, &build->outputs)
		add_output(&clashes, output);
	vec_each(struct attachment *, file, &build->site.attachments)
		add(&clashes, (*file)->url);
	vec_each(const struct theme_asset, asset, &build->theme.files)
		add(&clashes, asset->url);
	add(&clashes, STR(FILE_MANIFEST));
	vec_each(const struct output, output, &build->outputs)
		check_output(&clashes, output);
	vec_each(struct attachment *, file, &build->site.attachments)
		check(&clashes, (*file)->url);
	vec_each(const struct theme_asset, asset, &build->theme.files)
		check(&clashes, asset->url);
	check(&clashes, STR(FILE_MANIFEST));
}
