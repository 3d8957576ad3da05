#ifndef DATA_JSON_H
#define DATA_JSON_H

/* Values as JSON. */

#include "data/html.h"
#include "data/value.h"

struct buf;

struct json_options {
	struct html_target target; /* links and HTML as seen from there */
	bool skip_null; /* leave out keys whose value is null */
	bool pretty; /* a key a line, indented */
};

/* Append VALUE. */
void json_put(struct buf *out, const struct value *value,
	const struct json_options *options);

#endif
