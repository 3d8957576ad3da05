#ifndef DATA_URL_H
#define DATA_URL_H

/* What a link of the content points to, by its URL alone. */

#include "base/arena.h"

enum url_kind {
	URL_RELATIVE, /* a file of the repository, with or without fragment */
	URL_FRAGMENT, /* "#…": a place in the same page */
	URL_WEB, /* http or https */
	URL_OTHER, /* mailto or tel */
	URL_REFUSED /* any other scheme, //host, \\host: however encoded */
};

enum url_kind url_kind(struct str url);

/* S with %XX decoded; a % that is no encoding stays. In ARENA. */
struct str url_decode(struct arena *arena, struct str s);

#endif
