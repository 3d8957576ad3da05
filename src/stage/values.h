#ifndef STAGE_VALUES_H
#define STAGE_VALUES_H

/*
 * The site as values for templates. What is the same on many pages is made
 * once, before rendering, and shared (struct shared); what belongs to one
 * page is made when that page is rendered, in the worker's scratch arena.
 * themes/README.md documents what a template is given.
 */

#include "stage/build.h"

struct help;
struct duties;
struct score_index;

struct shared {
	struct value site; /* {{site…}} */
	const struct help *help; /* help.h: what helps with each factor */
	const struct duties *duties; /* duties.h: what roles have to do */
	const struct score_index *scores; /* score_index.h */
	struct value *navigation; /* of each top section, by its order; the
				   * last one for pages in none */
	struct map refs[REF_AUDIENCE + 1]; /* id → struct value *: what a
					    * reference shows as; of a page
					    * that is its card */
};

/* Make what all pages share. */
void values_prepare(struct build *build);

/* Everything a page shows of itself, body and all: {{page…}}. */
struct value values_page(const struct build *build, const struct page *page,
	struct arena *arena);

/* A short form of a page, for lists: title, url … */
struct value values_card(const struct build *build, struct arena *arena,
	const struct page *page);

/* The same of the page at PATH of the repository; null where there is none. */
struct value values_card_at(
	const struct build *build, struct arena *arena, struct str path);

/* A list of cards. */
struct value values_cards(const struct build *build, struct arena *arena,
	struct page *const *pages, size_t n);

/* The sections above PAGE or SECTION, outermost first, as links. */
struct value values_breadcrumbs(
	struct arena *arena, const struct section *section, bool with_section);

/* Home and, where there are any, Scores: for the pages of assessments; and the
 * same with one more link above the page, unless URL is empty. */
struct value values_score_crumbs(
	const struct build *build, struct arena *arena);
struct value values_crumbs_with(const struct build *build, struct arena *arena,
	struct str title, struct str url);

/* Has the site anything to show of a programme? */
bool programme_is_shown(const struct build *build);

/* Home and Programme, for the pages of its registers. */
struct value values_programme_crumbs(struct arena *arena);

/* The navigation with the section that SECTION lies in marked. */
struct value values_navigation(
	const struct build *build, const struct section *section);

/* A taxonomy with all its values and how many pages have each. */
struct value values_taxonomy(const struct build *build,
	const struct taxonomy *taxonomy, struct arena *arena);

/* Put "count" and "unit": 1 page, 12 pages. */
void values_count(struct value_map *map, struct arena *arena, size_t n);

/* "£1,250,000", "£19.50". */
struct str values_money(struct arena *arena, struct decimal pounds);

/* A site path as a link; null where it is empty. */
struct value values_path(struct str url);

/* What a reference to ID shows as; null where this edition has it not. */
struct value values_ref(
	const struct build *build, enum ref_kind kind, struct str id);

/* {title, url}, the two things most links are made of. */
struct value values_link(struct arena *arena, struct str title, struct str url);

#endif
