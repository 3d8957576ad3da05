#include "stage/values.h"

#include "model/records/kinds.h"
#include "stage/addresses.h"
#include "stage/changes.h"
#include "stage/duties.h"
#include "stage/glossary.h"
#include "stage/help.h"
#include "stage/reports.h"
#include "stage/score_index.h"
#include "stage/search.h"

struct value values_link(struct arena *arena, struct str title, struct str url)
{
	struct value_map map = {0};

	value_give(&map, arena, "title", value_string(title));
	value_give(&map, arena, "url", value_url(url));
	return value_of_map(&map);
}

/* Absent texts are null: a template must not be answered from further out. */
static void put_text(struct value_map *map, struct arena *arena,
	const char *key, struct str text)
{
	value_give(map, arena, key, value_text(text));
}

struct value values_ref(
	const struct build *build, enum ref_kind kind, struct str id)
{
	const struct value *ref = map_get(&build->shared->refs[kind], id);

	return ref ? *ref : value_null;
}

struct value values_path(struct str url)
{
	return url.len ? value_url(url) : value_null;
}

void values_count(struct value_map *map, struct arena *arena, size_t n)
{
	value_give(map, arena, "count", value_int((int64_t)n));
	value_give(map, arena, "unit",
		value_string(n == 1 ? STR("page") : STR("pages")));
}

struct str values_money(struct arena *arena, struct decimal pounds)
{
	struct buf text = BUF_INIT(256);
	int64_t pence = 0, whole;
	struct str digits;

	decimal_scaled(pounds, 2, &pence);
	whole = pence / 100;
	digits = arena_printf(arena, "%lld", (long long)whole);
	buf_puts(&text, "\xC2\xA3");
	for (size_t i = 0; i < digits.len; i++) {
		if (i && (digits.len - i) % 3 == 0 &&
			char_is_digit(digits.ptr[i - 1]))
			buf_putc(&text, ',');
		buf_putc(&text, digits.ptr[i]);
	}
	if (pence % 100)
		buf_printf(&text, ".%02lld", (long long)(pence % 100));
	return buf_finish(&text, arena);
}

/* The address of a page of the repository, or empty. */
static struct str page_address(const struct build *build, struct str path)
{
	const struct page *page =
		path.len ? map_get(&build->site.pages_by_path, path) : NULL;

	return page ? page->url : STR("");
}

/* {id, title} of a record, and where it says more. */
static struct value record_card(
	struct build *build, struct str id, struct str title, struct str url)
{
	struct value_map map = {0};

	value_give(&map, &build->arena, "id", value_string(id));
	value_give(&map, &build->arena, "title", value_string(title));
	value_give(&map, &build->arena, "url", values_path(url));
	return value_of_map(&map);
}

static void add_ref(struct build *build, enum ref_kind kind, struct str id,
	struct value value)
{
	struct value *place = arena_new(&build->arena, struct value);

	*place = value;
	map_set(&build->shared->refs[kind], &build->arena, id, place);
}

/* What all kinds of record that others refer to have in common. */
struct titled {
	const struct value *source;
	struct str id, title;
};

/* Where a record of a kind says more of itself. */
static struct str record_address(
	struct build *build, enum record_kind kind, const void *record)
{
	const struct document *document = record;
	const struct group *group = record;
	const struct titled *titled = record;

	switch (kind) {
	case RECORD_DOCUMENT:
		return page_address(build, document->page);
	case RECORD_GROUP:
		return page_address(build, group->terms);
	case RECORD_CONTRACT:
		return address_contract(&build->arena, titled->id);
	case RECORD_ORGANISATION:
		return organisation_is_shown(build, titled->id)
			? address_organisation(&build->arena, titled->id)
			: STR("");
	default:
		return STR("");
	}
}

static void add_titled_refs(
	struct build *build, enum record_kind kind, enum ref_kind ref)
{
	const struct record_list *list = &build->site.records.of[kind];

	for (size_t i = 0; i < list->len; i++) {
		const struct titled *record = list->items[i];

		add_ref(build, ref, record->id,
			record_card(build, record->id, record->title,
				record_address(build, kind, record)));
	}
}

static struct value factor_value(struct build *build, struct str id,
	const struct factor_set *set, const struct factor *factor)
{
	struct arena *arena = &build->arena;
	struct value_map map = {0};

	value_give(&map, arena, "id", value_string(id));
	value_give(&map, arena, "number", value_int(factor->id.n));
	value_give(&map, arena, "title", value_string(factor->title));
	value_give(&map, arena, "set", value_string(set->title));
	value_give(&map, arena, "url",
		values_path(address_factor(build, arena, set, factor)));
	return value_of_map(&map);
}

/* Factors are those of the latest version; older ones only by themselves. */
static void add_factor_refs(struct build *build)
{
	const struct record_list *sets =
		&build->site.records.of[RECORD_FACTOR_SET];

	for (size_t i = 0; i < sets->len; i++) {
		const struct factor_set *set = sets->items[i];

		list_each(const struct factor, factor, &set->factors) {
			struct str id = factor_key(&build->arena, set, factor);

			if (set_is_latest(build, set) ||
				!map_get(&build->shared->refs[REF_FACTOR], id))
				add_ref(build, REF_FACTOR, id,
					factor_value(build, id, set, factor));
		}
	}
}

static void add_taxon_refs(
	struct build *build, enum ref_kind kind, struct str taxonomy)
{
	struct arena *arena = &build->arena;

	vec_each(struct facet, facet, &build->site.facets) {
		struct value_map map = {0};

		if (!str_eq(facet->taxonomy->id, taxonomy))
			continue;
		value_give(&map, arena, "title",
			value_string(facet->taxon->title));
		value_give(&map, arena, "url", value_url(facet->url));
		put_text(&map, arena, "description", facet->taxon->description);
		add_ref(build, kind, facet->taxon->id, value_of_map(&map));
	}
}

static struct value status_value(struct arena *arena, int status)
{
	struct value_map map = {0};

	value_give(&map, arena, "id",
		value_string(choice_name(page_statuses, status)));
	value_give(&map, arena, "title",
		value_string(choice_title(page_statuses, status)));
	return value_of_map(&map);
}

struct value values_card(
	const struct build *build, struct arena *arena, const struct page *page)
{
	const struct front *front = &page->front;
	const struct str *names = build->site.config.audiences.items;
	struct str lead =
		front->description.len ? front->description : page->body.lead;
	struct value_map map = {0};

	value_give(&map, arena, "title", value_string(front->title));
	value_give(&map, arena, "url", value_url(page->url));
	put_text(&map, arena, "description", lead);
	value_give(&map, arena, "type", value_string(page->type->title));
	value_give(&map, arena, "status",
		front->status && front->status != STATUS_FINAL
			? status_value(arena, front->status)
			: value_null);
	put_text(&map, arena, "restricted",
		page->audience ? names[page->audience] : STR(""));
	value_give(
		&map, arena, "updated", schema_show_date(arena, page->updated));
	value_give(&map, arena, "consultation_closes",
		page_consultation_open(&build->site, page)
			? schema_show_date(arena, front->consultation->closes)
			: value_null);
	return value_of_map(&map);
}

struct value values_card_at(
	const struct build *build, struct arena *arena, struct str path)
{
	const struct page *page = map_get(&build->site.pages_by_path, path);

	return page ? values_card(build, arena, page) : value_null;
}

struct value values_cards(const struct build *build, struct arena *arena,
	struct page *const *pages, size_t n)
{
	struct value_items items = {0};

	for (size_t i = 0; i < n; i++)
		value_push(&items, arena, values_card(build, arena, pages[i]));
	return value_of_list(&items);
}

struct value values_taxonomy(const struct build *build,
	const struct taxonomy *taxonomy, struct arena *arena)
{
	struct value_map map = {0};
	struct value_items taxa = {0};

	vec_each(const struct facet, facet, &build->site.facets) {
		struct value_map entry = {0};

		if (facet->taxonomy != taxonomy)
			continue;
		value_give(&entry, arena, "title",
			value_string(facet->taxon->title));
		value_give(&entry, arena, "url", value_url(facet->url));
		put_text(&entry, arena, "description",
			facet->taxon->description);
		values_count(&entry, arena, facet->pages.len);
		value_push(&taxa, arena, value_of_map(&entry));
	}
	value_give(&map, arena, "title", value_string(taxonomy->title));
	put_text(&map, arena, "description", taxonomy->description);
	value_give(&map, arena, "id", value_string(taxonomy->id));
	value_give(&map, arena, "url",
		value_url(arena_printf(
			arena, "%.*s/index.html", STR_ARG(taxonomy->id))));
	value_give(&map, arena, "values", value_of_list(&taxa));
	return value_of_map(&map);
}

/* The top section that SECTION lies in, or NULL. */
static const struct section *top_of(const struct section *section)
{
	while (section && section->parent && section->parent->parent)
		section = section->parent;
	return section && section->parent ? section : NULL;
}

static struct value make_navigation(
	struct build *build, const struct section *current)
{
	struct arena *arena = &build->arena;
	const struct section *root = build->site.sections.items[0];
	struct value_items items = {0};

	vec_each(struct section *const, section, &root->sections) {
		struct value_map map = {0};

		value_give(
			&map, arena, "title", value_string((*section)->title));
		value_give(&map, arena, "url", value_url((*section)->url));
		value_give(&map, arena, "current",
			value_bool(*section == current));
		value_push(&items, arena, value_of_map(&map));
	}
	return value_of_list(&items);
}

static void make_navigations(struct build *build)
{
	const struct section *root = build->site.sections.items[0];
	size_t n = root->sections.len;

	build->shared->navigation =
		arena_array(&build->arena, struct value, n + 1);
	for (size_t i = 0; i < n; i++)
		build->shared->navigation[i] =
			make_navigation(build, root->sections.items[i]);
	build->shared->navigation[n] = make_navigation(build, NULL);
}

struct value values_navigation(
	const struct build *build, const struct section *section)
{
	const struct section *root = build->site.sections.items[0];
	const struct section *top = top_of(section);
	size_t i = 0;

	while (i < root->sections.len && root->sections.items[i] != top)
		i++;
	return build->shared->navigation[i];
}

struct value values_breadcrumbs(
	struct arena *arena, const struct section *section, bool with_section)
{
	enum { DEEP = 64 };
	const struct section *above[DEEP];
	struct value_items items = {0};
	size_t n = 0;

	if (!with_section && section)
		section = section->parent;
	for (; section && n < DEEP; section = section->parent)
		above[n++] = section;
	while (n-- > 0)
		value_push(&items, arena,
			values_link(arena,
				above[n]->parent ? above[n]->title
						 : STR("Home"),
				above[n]->url));
	return value_of_list(&items);
}

struct value values_crumbs_with(const struct build *build, struct arena *arena,
	struct str title, struct str url)
{
	struct value_items items = {0};

	value_push(&items, arena,
		values_link(arena, STR("Home"), STR("index.html")));
	if (build->site.records.of[RECORD_FACTOR_SET].len)
		value_push(&items, arena,
			values_link(arena, STR("Scores"),
				STR("scores/index.html")));
	if (url.len)
		value_push(&items, arena, values_link(arena, title, url));
	return value_of_list(&items);
}

struct value values_score_crumbs(const struct build *build, struct arena *arena)
{
	return values_crumbs_with(build, arena, STR(""), STR(""));
}

bool programme_is_shown(const struct build *build)
{
	static const enum record_kind kinds[] = {RECORD_PLAN, RECORD_RISK,
		RECORD_DELIVERABLE, RECORD_MILESTONE, RECORD_GROUP,
		RECORD_EVENT, RECORD_BENEFIT, RECORD_DRIVERS,
		RECORD_STAKEHOLDER, RECORD_PAIR};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (build->site.records.of[kinds[i]].len)
			return true;
	return reports_are_shown(build);
}

struct value values_programme_crumbs(struct arena *arena)
{
	struct value_items items = {0};

	value_push(&items, arena,
		values_link(arena, STR("Home"), STR("index.html")));
	value_push(&items, arena,
		values_link(
			arena, STR("Programme"), STR("programme/index.html")));
	return value_of_list(&items);
}

static struct value make_phase(struct arena *arena, const struct phase *phase)
{
	struct value_map map = {0};

	value_give(&map, arena, "label", value_string(phase->label));
	put_text(&map, arena, "text", phase->text);
	put_text(&map, arena, "feedback", phase->feedback);
	return value_of_map(&map);
}

static struct value make_taxonomies(struct build *build)
{
	struct value_items items = {0};

	list_each(
		const struct taxonomy, taxonomy, &build->site.config.taxonomies)
		value_push(&items, &build->arena,
			values_taxonomy(build, taxonomy, &build->arena));
	return value_of_list(&items);
}

/* The name of the edition, unless it is the one for everybody. */
static struct value make_edition(const struct build *build)
{
	const struct str *names = build->site.config.audiences.items;

	return build->site.edition ? value_string(names[build->site.edition])
				   : value_null;
}

static struct value make_site(struct build *build)
{
	struct arena *arena = &build->arena;
	const struct config *config = &build->site.config;
	struct value_map map = {0};

	value_give(&map, arena, "title", value_string(config->title));
	put_text(&map, arena, "organisation", config->organisation);
	put_text(&map, arena, "description", config->description);
	put_text(&map, arena, "language", config->language);
	put_text(&map, arena, "licence", config->licence);
	put_text(&map, arena, "repo_url", config->repo_url);
	if (config->phase)
		value_give(
			&map, arena, "phase", make_phase(arena, config->phase));
	value_give(&map, arena, "edition", make_edition(build));
	value_give(&map, arena, "as_at",
		schema_show_date(arena, build->site.as_at));
	value_give(&map, arena, "home", value_url(STR("index.html")));
	value_give(&map, arena, "a_z", value_url(STR("a-z.html")));
	value_give(&map, arena, "reviews", value_url(STR("reviews.html")));
	value_give(&map, arena, "work",
		build->site.records.of[RECORD_ROLE].len
			? value_url(STR(WORK_URL))
			: value_null);
	value_give(&map, arena, "feed", value_url(STR("atom.xml")));
	value_give(&map, arena, "scores",
		build->site.records.of[RECORD_FACTOR_SET].len
			? value_url(STR("scores/index.html"))
			: value_null);
	value_give(&map, arena, "programme",
		programme_is_shown(build)
			? value_url(STR("programme/index.html"))
			: value_null);
	value_give(&map, arena, "wanted",
		build->site.records.of[RECORD_FACTOR_SET].len
			? value_url(STR("scores/wanted.html"))
			: value_null);
	if (changes_are_shown(build))
		value_give(&map, arena, "changes", value_url(STR(CHANGES_URL)));
	if (contributors_are_shown(build))
		value_give(&map, arena, "contributors",
			value_url(STR(CONTRIBUTORS_URL)));
	if (search_is_made(build))
		value_give(&map, arena, "search", value_url(STR(SEARCH_URL)));
	if (build->site.terms.len)
		value_give(
			&map, arena, "glossary", value_url(STR(GLOSSARY_URL)));
	value_give(&map, arena, "taxonomies", make_taxonomies(build));
	value_give(&map, arena, "assets", build->theme.assets);
	value_give(&map, arena, "settings", build->theme.settings);
	return value_of_map(&map);
}

void values_prepare(struct build *build)
{
	build->shared = arena_new(&build->arena, struct shared);
	build->shared->scores = score_index_make(build);
	add_titled_refs(build, RECORD_ROLE, REF_ROLE);
	add_titled_refs(build, RECORD_ORGANISATION, REF_ORGANISATION);
	add_titled_refs(build, RECORD_GROUP, REF_GROUP);
	add_titled_refs(build, RECORD_CONTRACT, REF_CONTRACT);
	add_titled_refs(build, RECORD_DOCUMENT, REF_DOCUMENT);
	add_factor_refs(build);
	add_taxon_refs(build, REF_SECTOR, STR("sectors"));
	add_taxon_refs(build, REF_TIER, STR("tiers"));
	build->shared->help = help_index(build);
	build->shared->duties = duties_find(build);
	make_navigations(build);
	build->shared->site = make_site(build);
}
