#ifndef DATA_MARKDOWN_H
#define DATA_MARKDOWN_H

/*
 * A page's Markdown into HTML, in one walk over the tree that cmark-gfm
 * makes. The same walk gathers the headings, the links that have to be
 * checked against the rest of the site, the plain text, and the acronyms.
 *
 * Any number of threads may render at once, each with its own workspace,
 * arena and diagnostics, after markdown_start() was called once.
 */

#include "base/buf.h"
#include "base/vec.h"
#include "data/html.h"
#include "data/markdown/terms.h"
#include "diag/diag.h"

/*
 * What a page may not exceed (reliability.md). cmark-gfm 0.29.0.gfm.6 is
 * super-linear on several shapes; a scan before it keeps those out.
 */
struct markdown_limits {
	size_t page; /* bytes of the file */
	size_t line; /* bytes of a line */
	size_t nesting; /* containers (quotes, lists) within one another */
	size_t block; /* bytes of a run of lines that are not blank */
	size_t cells; /* cells of all tables of a page */
	size_t columns; /* columns of a table */
	size_t references; /* bytes that reference definitions may expand to */
	size_t expansion; /* output at most so many times the input */
};

struct markdown_heading {
	unsigned level; /* 1 … 6 */
	struct str text; /* plain */
	struct str id;
};

enum markdown_link_kind { MARKDOWN_LINK, MARKDOWN_IMAGE };

/* A link to something in the repository, still to be resolved. */
struct markdown_link {
	enum markdown_link_kind kind;
	struct str url; /* as it was written, entities decoded */
	size_t slot; /* of the HTML: where its target belongs */
	struct place place;
	uint32_t width; /* characters it covers, or 1 */
};

struct markdown_acronym {
	struct str text;
	struct place place; /* of the block it stands in */
};

struct markdown_body {
	struct html html;
	VEC(struct markdown_heading) headings;
	VEC(struct markdown_link) links;
	VEC(struct markdown_acronym) acronyms; /* in no glossary */
	struct str lead; /* the first paragraph, plain, cut to a few lines */
};

/* A piece of a page's text: for the search index. */
enum markdown_text_kind {
	MARKDOWN_TEXT_HEADING,
	MARKDOWN_TEXT_PROSE, /* a paragraph, an item, a table cell: one line */
	MARKDOWN_TEXT_CODE
};

/* One of the pieces that a page's text is, one behind another. */
struct markdown_block {
	uint32_t len; /* in bytes */
	uint32_t heading; /* how many headings the page had so far */
	enum markdown_text_kind kind;
};

struct markdown_listener {
	void (*text)(void *context, enum markdown_text_kind kind,
		struct str text, size_t heading);
	/* heading: how many headings the page had so far */
	void *context;
};

struct markdown_input {
	const struct source *source;
	struct str text; /* without front matter: UTF-8, no control bytes */
	uint32_t first_line; /* of the file where the text starts */
	const struct markdown_limits *limits;
	const struct terms *terms; /* the glossary; or NULL */
	struct str glossary; /* site path of the glossary page */
	const struct markdown_listener *listener; /* or NULL */
	struct arena *slots; /* for those of the HTML, which may go before the
			      * rest of the result; NULL: with it */
};

/* Memory that is used again from page to page. */
struct markdown_workspace {
	struct buf out;
	struct buf run; /* a run of text nodes put together */
	struct buf block; /* the plain text of the block at hand */
	struct arena scratch;
};

void markdown_workspace_init(struct markdown_workspace *space);
void markdown_workspace_release(struct markdown_workspace *space);

/* Once, before any thread renders: libcmark-gfm registers its extensions. */
void markdown_start(void);

/*
 * Render INPUT; what OUT refers to is put in ARENA, but for the text of its
 * HTML, which is SPACE's until that is used again. False, after a diagnostic,
 * when the page exceeds a limit and was not rendered at all.
 */
bool markdown_render(const struct markdown_input *input,
	struct markdown_workspace *space, struct arena *arena,
	struct diags *diags, struct markdown_body *out);

#endif
