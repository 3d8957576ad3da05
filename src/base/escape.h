#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

/*
 * Text made safe for where it is put. Each function appends to a buffer.
 */

#include "base/buf.h"

/* For HTML and XML, in text and in quoted attributes: & < > " and '. */
void escape_html(struct buf *out, struct str s);

/* For the text of HTML and double-quoted attributes: & < > and ". */
void escape_text(struct buf *out, struct str s);

/* A JSON string with its quotes. "</" comes out as "<\/". */
void escape_json(struct buf *out, struct str s);

/* A CSV field (RFC 4180), quoted when it has to be. */
void escape_csv(struct buf *out, struct str s);

/*
 * A URL in an attribute: what may not stand in one is percent-encoded, what
 * is encoded already is left alone, & and ' are escaped for HTML.
 */
void escape_href(struct buf *out, struct str s);

/*
 * The path of a file as part of a URL: whatever is not plain in a path is
 * percent-encoded, "%", "?" and "#" too. Safe in HTML and JSON as it is.
 */
void escape_path(struct buf *out, struct str s);

#endif
