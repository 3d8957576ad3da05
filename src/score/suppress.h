#ifndef SCORE_SUPPRESS_H
#define SCORE_SUPPRESS_H

/*
 * What is said of so few that it could be said of one of them is not said;
 * nor is what would tell it by subtraction. The one place that decides it,
 * for benchmarks and for the critical friends' scheme.
 */

#include <stdbool.h>
#include <stddef.h>

enum { SUPPRESS_LEAST = 5 }; /* of whom something may be said */

/*
 * May a figure of N people be shown? None are few as well: that nobody did
 * something says it of everybody.
 */
bool suppress_may_show(size_t n);

/* May it be shown of N out of TOTAL, without telling of the others? */
bool suppress_may_part(size_t n, size_t total);

/*
 * May scores of a subgroup of N be shown beside those of its cohort of TOTAL?
 * Not where it or its complement is 1 to 4; where one of them is empty, there
 * is nothing of it to show.
 */
bool suppress_may_subgroup(size_t n, size_t total);

enum { SUPPRESS_PARTS = 8 }; /* most that a total is divided into */

/* A total and its parts: which may be shown. */
struct suppressed {
	size_t total, parts[SUPPRESS_PARTS];
	bool show_total, show[SUPPRESS_PARTS];
};

/*
 * COUNTS has a row for each of N people: how often each of the PARTS is about
 * them. A part that is about few is not shown. What is not shown can be had
 * together by subtraction: so it is always of two parts or more, and about
 * more than a few; the smallest parts that could be shown are kept back until
 * it is.
 */
struct suppressed suppress_parts(const size_t *counts, size_t n, size_t parts);

#endif
