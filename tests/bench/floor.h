#ifndef BENCH_FLOOR_H
#define BENCH_FLOOR_H

/* What the floor does beside rendering. What fails ends the program. */

#include <stddef.h>
#include <stdint.h>

enum { JOBS = 64 };

/* Print what cannot be done, with errno, and end. */
void fail(const char *what);

/* Memory that is there. */
void *grow(void *items, size_t size);

/* Let as many threads do WORK, this one among them. */
void run_threads(unsigned jobs, void *(*work)(void *context), void *context);

/* floor_words.c: what one thread found in its pages. */
struct words *words_open(void);
void words_add(
	struct words *words, uint32_t page, const char *text, size_t len);

/* Put what N threads found into one index of stems; release it. */
void words_write(struct words **all, unsigned n, const char *path);

/* floor_history.c: the paths that each commit changed; how many they are. */
size_t history_walk(const char *repository, unsigned jobs);

#endif
