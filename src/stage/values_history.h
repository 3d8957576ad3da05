#ifndef STAGE_VALUES_HISTORY_H
#define STAGE_VALUES_HISTORY_H

/* What the commits tell of pages, as values; and who made them. */

#include "stage/values.h"

/* {date, kind: {id, title}, summary, people, commit_url} of one change. */
struct value values_revision(const struct build *build,
	const struct revision *revision, struct arena *arena);

/* The latest changes of a page: a list of them. */
struct value values_history(const struct build *build, const struct page *page,
	struct arena *arena);

/* The names of those who changed its content: who did most comes first. */
struct value values_contributors(const struct build *build,
	const struct page *page, struct arena *arena);

/* Somebody who changed the content of pages. */
struct contributor {
	const struct history_person *person;
	size_t changes;
	size_t pages; /* different ones */
	struct date latest;
	const struct page *last; /* counted last */
};

struct contributors {
	struct map by_email; /* → struct contributor * */
};

/* Count the changes of one page. */
void contributors_add(
	struct contributors *all, const struct page *page, struct arena *arena);

/* All of them (by_email.len), who did most first, in ARENA. */
struct contributor *contributors_sort(
	const struct contributors *all, struct arena *arena);

#endif
