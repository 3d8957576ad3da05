/* Pages: dates, reviews, statuses, and what the glossary lacks. */

#include "base/utf8.h"
#include "model/checks/checks.h"

/* What the day of the next review is reckoned from. */
static struct place due_place(const struct front *front)
{
	struct place place = schema_place(front, "last_reviewed_on");
	struct date last = front->last_reviewed_on;

	if (date_is_set(front->review_by))
		return schema_place(front, "review_by");
	list_each(const struct review, review, &front->reviews) {
		if (date_is_set(last) && date_cmp(review->on, last) <= 0)
			continue;
		last = review->on;
		place = schema_place(review, "on");
	}
	return place;
}

static void check_review(
	const struct checking *checking, const struct page *page)
{
	const struct front *front = &page->front;

	switch (page_review_state(checking->site, page)) {
	case REVIEW_OVERDUE:
		diag_add(checking->diags, DIAG_REVIEW_OVERDUE, due_place(front),
			10, check_date(checking, page->review_due),
			page->source.path);
		break;
	case REVIEW_SOON:
		if (checking->everything)
			diag_add(checking->diags, DIAG_REVIEW_SOON,
				due_place(front), 10,
				check_date(checking, page->review_due));
		break;
	case REVIEW_NONE:
		if (checking->everything && !page->is_section &&
			front->status != STATUS_WITHDRAWN)
			diag_add(checking->diags, DIAG_REVIEW_NEVER,
				place_of(&page->source, 1, 1), 3, DIAG_NONE);
		break;
	case REVIEW_CURRENT:
		break;
	}
}

static void check_dates(
	const struct checking *checking, const struct page *page)
{
	const struct front *front = &page->front;

	check_past(
		checking, front, "last_reviewed_on", front->last_reviewed_on);
	check_past(checking, front, "asked_on", front->asked_on);
	check_past(checking, front, "answered_on", front->answered_on);
	check_order(checking, front, "answered_on", front->answered_on,
		"asked_on", front->asked_on);
	if (front->consultation)
		check_order(checking, front->consultation, "closes",
			front->consultation->closes, "opens",
			front->consultation->opens);
	list_each(const struct review, review, &front->reviews)
		check_past(checking, review, "on", review->on);
	list_each(const struct approval, approval, &front->approvals)
		check_past(checking, approval, "on", approval->on);
}

static void check_status(
	const struct checking *checking, const struct page *page)
{
	if (page->front.status == STATUS_SUPERSEDED &&
		!page->front.superseded_by.len)
		diag_add(checking->diags, DIAG_SUPERSEDED,
			schema_place(&page->front, "status"), 10, DIAG_NONE);
}

/* Steps of a level are for factors that the page says it helps. */
static void check_levels(
	const struct checking *checking, const struct page *page)
{
	list_each(const struct page_level, level, &page->front.levels) {
		bool found = false;

		list_each(const struct str, factor, &page->front.factors)
			found = found || str_eq(*factor, level->factor) ||
				str_eq(str_from(*factor,
					       str_chr(*factor, '/', 0) + 1),
					level->factor);
		if (!found)
			diag_add(checking->diags, DIAG_LEVEL_FACTOR,
				level->place, utf8_len(level->factor),
				level->factor);
	}
}

static void check_quiz(const struct checking *checking, const struct page *page)
{
	list_each(const struct quiz, quiz, &page->front.quiz)
		if (quiz->answer.n > (int64_t)quiz->options.len)
			diag_add(checking->diags, DIAG_VALUE_RANGE,
				schema_place(quiz, "answer"), 1, STR("answer"),
				STR("1"),
				check_number(
					checking, (int64_t)quiz->options.len));
}

static void check_acronyms(const struct checking *checking)
{
	struct map seen = MAP_INIT;

	vec_each(struct page *, page, &checking->site->pages)
		vec_each(const struct markdown_acronym, acronym,
			&(*page)->body.acronyms)
			if (!map_add(&seen, checking->arena, acronym->text,
				    *page))
				diag_add(checking->diags, DIAG_ACRONYM,
					acronym->place, 1, acronym->text);
}

static void check_titles(const struct checking *checking)
{
	struct map titles = MAP_INIT;

	vec_each(struct page *, at, &checking->site->pages) {
		struct page *page = *at;
		const struct page *twin = map_add(&titles, checking->arena,
			utf8_fold(checking->arena, page->front.title), page);

		if (twin)
			diag_add(checking->diags, DIAG_TITLE_TWICE,
				schema_place(&page->front, "title"),
				utf8_len(page->front.title), twin->source.path);
	}
}

void check_pages(const struct checking *checking)
{
	vec_each(struct page *, page, &checking->site->pages) {
		check_review(checking, *page);
		check_dates(checking, *page);
		check_status(checking, *page);
		check_levels(checking, *page);
		check_quiz(checking, *page);
	}
	if (!checking->everything)
		return;
	check_titles(checking);
	if (checking->site->terms.len)
		check_acronyms(checking);
}
