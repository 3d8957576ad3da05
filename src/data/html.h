#ifndef DATA_HTML_H
#define DATA_HTML_H

/*
 * HTML that the program made, to be shown on any page. It is text with
 * slots: places where a link or an id goes, which are only known when it is
 * printed, because all links of a site are relative and because a handbook
 * shows many pages, whose ids must not clash, in one.
 */

#include "base/map.h"

struct buf;

enum html_slot_kind {
	HTML_LINK_OPEN, /* <a href=…> */
	HTML_LINK_CLOSE, /* </a>, of the slot that partner names */
	HTML_IMAGE, /* <img src=…> */
	HTML_ID, /* the value of an id attribute */
	HTML_IDREF /* "#" and such an id, as the value of a href */
};

struct html_slot {
	size_t offset; /* into the text, where it is put */
	enum html_slot_kind kind;
	bool hidden; /* a link or image whose target this edition may not
		      * show: its text goes without it */
	size_t partner; /* of a closing slot: the index of the opening one */
	struct str path; /* site path of the target; empty: text alone */
	struct str text; /* an id; of a link "" or its "#fragment", or, where
			  * there is no path, the URL as it was written */
	struct str attributes; /* further ones, escaped, each after a space */
	struct str alt; /* of an image */
};

struct html {
	struct str text;
	struct html_slot *slots; /* by offset */
	size_t slot_count;
	struct str id_prefix; /* put before its ids; usually empty */
};

/* Where some HTML is being printed. */
struct html_target {
	struct str page; /* site path of the page: "guidance/exit.html" */
	struct str root; /* put before paths instead of "../": for feeds and
			  * for pages shown at any address; else empty */
	const struct map *inlined; /* site path → struct str *: the id prefix
				    * of the pages shown in this same one;
				    * or NULL */
};

/* Append HTML as it reads on that page. */
void html_print(struct buf *out, const struct html *html,
	const struct html_target *target);

/*
 * Append a link from the page of TARGET to PATH, a site path, relative and
 * percent-encoded: from "a/b.html" to "a/c.html" is "c.html".
 */
void html_put_path(
	struct buf *out, const struct html_target *target, struct str path);

#endif
