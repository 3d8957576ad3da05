#ifndef SEARCH_STEM_H
#define SEARCH_STEM_H

/*
 * Forms of one word share a stem: that of Snowball's stemmer for the site's
 * language, and in English of the American spelling. One thread at a time
 * may use a stemmer.
 */

#include "base/arena.h"

struct stemmer;

/* For a language tag, as in "en-GB"; without a stemmer for it, forms stand
 * for themselves. Given back with stemmer_close(). */
struct stemmer *stemmer_open(struct str language);
void stemmer_close(struct stemmer *stemmer);

/* The stem of a form, in ARENA or the form itself. */
struct str stemmer_stem(
	struct stemmer *stemmer, struct str form, struct arena *arena);

#endif
