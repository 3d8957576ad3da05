/* One page as values: what it says, and what follows from it. */

#include <assert.h>

#include "stage/score_values.h"
#include "stage/values.h"
#include "stage/values_history.h"

struct showing {
	const struct build *build;
	const struct page *page;
	struct arena *arena;
	struct value_map map;
};

/* Is it a record that this edition may not hold? */
static bool is_hidden(
	const struct showing *showing, enum ref_kind kind, struct str id)
{
	static const char *const names[] = {[REF_ROLE] = "roles",
		[REF_ORGANISATION] = "organisations",
		[REF_GROUP] = "groups",
		[REF_CONTRACT] = "contracts",
		[REF_DOCUMENT] = "documents"};
	const struct site *site = &showing->build->site;

	if (kind == REF_PAGE)
		return map_get(&site->hidden, id) != NULL;
	if (kind >= sizeof names / sizeof *names || !names[kind])
		return false;
	return map_get(&site->hidden_records,
		       arena_printf(showing->arena, "%s/%.*s", names[kind],
			       STR_ARG(id))) != NULL;
}

/* The card of a page, or NULL. */
static const struct value *card_at(const struct showing *showing, struct str id)
{
	struct value card = values_card_at(showing->build, showing->arena, id);
	struct value *place;

	if (card.kind == VALUE_NULL)
		return NULL;
	place = arena_new(showing->arena, struct value);
	*place = card;
	return place;
}

/* What is not for this edition shows as nothing, not even as its id. */
static const struct value *resolve(
	void *context, enum ref_kind kind, struct str id)
{
	const struct showing *showing = context;
	const struct value *ref = kind == REF_PAGE
		? card_at(showing, id)
		: map_get(&showing->build->shared->refs[kind], id);

	if (!ref && is_hidden(showing, kind, id))
		return &value_null;
	return ref;
}

static void put(struct showing *showing, const char *key, struct value value)
{
	value_give(&showing->map, showing->arena, key, value);
}

static struct value heading_value(
	struct arena *arena, const struct markdown_heading *heading)
{
	struct value_map map = {0};

	value_put(&map, arena, "id", value_string(heading->id));
	value_put(&map, arena, "text", value_string(heading->text));
	return value_of_map(&map);
}

/*
 * Contents in two levels: the headings of the highest level that the page
 * has, each with those one below it.
 */
static struct value contents(const struct showing *showing)
{
	struct arena *arena = showing->arena;
	struct value_items top = {0}, inner = {0};
	unsigned highest = 6;

	vec_each(const struct markdown_heading, heading,
		&showing->page->body.headings)
		if (heading->level < highest)
			highest = heading->level;
	vec_each(const struct markdown_heading, heading,
		&showing->page->body.headings) {
		if (heading->level == highest) {
			value_push(&top, arena, heading_value(arena, heading));
			inner = (struct value_items){0};
		} else if (heading->level == highest + 1 && top.len) {
			struct value *last = &top.items[top.len - 1];
			struct value_map map = {0};

			value_push(
				&inner, arena, heading_value(arena, heading));
			value_put(
				&map, arena, "id", *value_get(last, STR("id")));
			value_put(&map, arena, "text",
				*value_get(last, STR("text")));
			value_give(&map, arena, "items", value_of_list(&inner));
			*last = value_of_map(&map);
		}
	}
	return top.len > 1 ? value_of_list(&top) : value_null;
}

/* {topics: [{title, url}]} as a list of {title, values}. */
static struct value taxa(const struct showing *showing)
{
	struct arena *arena = showing->arena;
	struct value_items items = {0};

	list_each(const struct page_taxa, of, &showing->page->front.taxa) {
		struct value_items values = {0};
		struct value_map map = {0};

		list_each(const struct taxon *, taxon, &of->taxa)
			value_push(&values, arena,
				values_link(arena, (*taxon)->title,
					arena_printf(arena, "%.*s/%.*s.html",
						STR_ARG(of->taxonomy->id),
						STR_ARG((*taxon)->id))));
		value_put(&map, arena, "title",
			value_string(of->taxonomy->title));
		value_put(&map, arena, "values", value_of_list(&values));
		if (values.len)
			value_push(&items, arena, value_of_map(&map));
	}
	return items.len ? value_of_list(&items) : value_null;
}

/* What a reader must know before anything else: one banner at most a kind. */
static void put_banners(struct showing *showing)
{
	static const char *const keys[] = {[STATUS_PROVISIONAL] = "provisional",
		[STATUS_SUPERSEDED] = "superseded",
		[STATUS_WITHDRAWN] = "withdrawn"};
	const struct page *page = showing->page;
	const struct site *site = &showing->build->site;
	const struct str *names = site->config.audiences.items;
	int status = page->front.status;

	if (status == STATUS_PROVISIONAL || status == STATUS_SUPERSEDED ||
		status == STATUS_WITHDRAWN)
		put(showing, keys[status], value_bool(true));
	if (page->audience)
		put(showing, "restricted", value_string(names[page->audience]));
}

static void put_consultation(struct showing *showing)
{
	const struct page *page = showing->page;
	const struct consultation *consultation = page->front.consultation;
	const struct site *site = &showing->build->site;

	if (!consultation)
		return;
	if (page_consultation_open(site, page))
		put(showing, "consultation_open", value_bool(true));
	else if (date_cmp(site->as_at, consultation->opens) < 0)
		put(showing, "consultation_planned", value_bool(true));
	else
		put(showing, "consultation_closed", value_bool(true));
}

static void put_review(struct showing *showing)
{
	static const char *const keys[] = {[REVIEW_NONE] = NULL,
		[REVIEW_CURRENT] = NULL,
		[REVIEW_SOON] = "review_soon",
		[REVIEW_OVERDUE] = "review_overdue"};
	enum review_state state =
		page_review_state(&showing->build->site, showing->page);

	put(showing, "review_due",
		schema_show_date(showing->arena, showing->page->review_due));
	if (keys[state])
		put(showing, keys[state], value_bool(true));
}

/* The link to the forge's editor. */
static struct value edit_link(const struct showing *showing)
{
	static const struct str hole = STR_INIT("{path}");
	struct str uri = showing->build->site.config.edit_uri;
	size_t at = str_find(uri, hole, 0);

	if (!uri.len || at == uri.len)
		return value_null;
	return value_string(arena_printf(showing->arena, "%.*s%.*s%.*s",
		STR_ARG(str_sub(uri, 0, at)),
		STR_ARG(showing->page->source.path),
		STR_ARG(str_from(uri, at + hole.len))));
}

/* The newest version of the document history. */
static struct value latest_version(const struct front *front)
{
	const struct version *latest = NULL;

	list_each(const struct version, version, &front->versions)
		if (!latest || date_cmp(version->date, latest->date) >= 0)
			latest = version;
	return latest ? value_string(latest->version) : value_null;
}

/* The pages before and behind this one in its section. */
static void put_neighbours(struct showing *showing)
{
	const struct section *section = showing->page->section;
	size_t i = showing->page->order;
	bool before = !showing->page->is_section && i > 0;
	bool behind = !showing->page->is_section && i + 1 < section->pages.len;

	put(showing, "has_neighbours", value_bool(before || behind));
	put(showing, "previous",
		before ? values_card(showing->build, showing->arena,
				 section->pages.items[i - 1])
		       : value_null);
	put(showing, "next",
		behind ? values_card(showing->build, showing->arena,
				 section->pages.items[i + 1])
		       : value_null);
}

static struct value question_value(
	const struct showing *showing, const struct quiz *quiz)
{
	struct arena *arena = showing->arena;
	const struct str *options = quiz->options.items;
	struct value_items items = {0};
	struct value_map map = {0};

	for (size_t i = 0; i < quiz->options.len; i++)
		value_push(&items, arena, value_string(options[i]));
	value_give(&map, arena, "question", value_string(quiz->question));
	value_give(&map, arena, "options", value_of_list(&items));
	value_give(&map, arena, "why", value_text(quiz->why));
	value_give(&map, arena, "answer", value_int(quiz->answer.n));
	value_give(&map, arena, "answer_text",
		quiz->answer.n >= 1 &&
				quiz->answer.n <= (int64_t)quiz->options.len
			? value_string(options[quiz->answer.n - 1])
			: value_null);
	return value_of_map(&map);
}

static void put_quiz(struct showing *showing)
{
	struct value_items items = {0};

	list_each(const struct quiz, quiz, &showing->page->front.quiz)
		value_push(
			&items, showing->arena, question_value(showing, quiz));
	put(showing, "quiz", value_of_list(&items));
}

/* "Cash saving: £120,000 a year". */
static void put_benefit(struct showing *showing)
{
	const struct page_benefit *benefit = showing->page->front.benefit;
	struct str amount;

	if (!benefit || !benefit->value.set)
		return;
	amount = values_money(showing->arena, benefit->value.n);
	if (benefit->period)
		amount =
			arena_printf(showing->arena, "%.*s %s", STR_ARG(amount),
				benefit->period == 1 ? "a year" : "once");
	put(showing, "benefit_amount", value_string(amount));
}

static const struct html *body_of(const struct showing *showing)
{
	const struct page *page = showing->page;
	struct html *body = arena_new(showing->arena, struct html);

	assert(!page->is_outline); /* left_shows_fresh() */
	*body = page->body.html;
	body->text =
		spool_get(showing->build->spool, page->html, showing->arena);
	return body;
}

struct value values_page(
	const struct build *build, const struct page *page, struct arena *arena)
{
	struct showing showing = {.build = build, .page = page, .arena = arena};
	struct schema_output out = {
		.arena = arena, .resolve = resolve, .context = &showing};
	struct value front = schema_show(&out, &front_schema, &page->front);

	for (size_t i = 0; i < front.map.len; i++)
		if (!str_eq(front.map.items[i].key, STR("quiz")))
			*vec_push(&showing.map, arena) = front.map.items[i];
	put(&showing, "url", value_url(page->url));
	put(&showing, "path", value_string(page->source.path));
	put(&showing, "type_title", value_string(page->type->title));
	put(&showing, "body", value_html(body_of(&showing)));
	put(&showing, "contents",
		page->front.no_toc ? value_null : contents(&showing));
	put(&showing, "taxonomies", taxa(&showing));
	put(&showing, "updated", schema_show_date(arena, page->updated));
	put(&showing, "history", values_history(build, page, arena));
	put(&showing, "history_cut", value_bool(page->beginning_unknown));
	put(&showing, "created", schema_show_date(arena, page->created));
	put(&showing, "contributors", values_contributors(build, page, arena));
	put(&showing, "latest_version", latest_version(&page->front));
	put(&showing, "edit", edit_link(&showing));
	put_banners(&showing);
	put_consultation(&showing);
	put_review(&showing);
	put_neighbours(&showing);
	put_quiz(&showing);
	put_benefit(&showing);
	put(&showing, "evidence",
		score_evidence(build, arena, page->front.contract,
			&page->front.factors));
	return value_of_map(&showing.map);
}
