#ifndef STAGE_LIVE_H
#define STAGE_LIVE_H

/*
 * A site that lives: for a program that shows it while its files are edited.
 * After each edit the model of the whole site is made anew, from what is held
 * of the files that were not touched (held.h); pages are rendered when they are
 * asked for. Whatever is asked for is, to the byte, what a build from nothing
 * would write. Where there are errors the last good site goes on answering, but
 * for attachments, which are read when they are asked for.
 *
 *	live = live_open(&options);
 *	live_rebuild(live, &(struct live_edit){.now = now}, &fault);
 *	if (live_get(live, STR("index.html"), &bytes, &fault)) ...
 *	live_close(live);
 *
 * What is only seen when all files are looked through (guard.h) is not looked
 * for, and what templates do wrong is only found where they are rendered. One
 * thread at a time may use it.
 */

#include "stage/build.h"

struct live;

/* What may have happened since the last time. */
struct live_edit {
	/* The paths in the folder of the files that were touched: all of them
	 * there are; none: the folder is listed to find out. */
	const struct str *touched;
	size_t touched_len;
	int64_t now; /* nanoseconds since 1970, before anything is read */
	struct date today;
};

/*
 * Nothing is read yet. What OPTIONS refers to must live as long; held, now and
 * today are ours.
 */
struct live *live_open(const struct build_options *options);
void live_close(struct live *live);

/*
 * Make the model anew. False where there are errors in the content
 * (live_diags()) or FAULT is set: the site is the one before, if any.
 */
bool live_rebuild(
	struct live *live, const struct live_edit *edit, struct fault *fault);

/* What was said of the last rebuild, sorted, and of what was rendered since;
 * and what to give to build_text_of() for it. Valid until the next. */
const struct diags *live_diags(const struct live *live);
struct build *live_said_by(struct live *live);

enum live_found { LIVE_FOUND, LIVE_NONE, LIVE_FAILED };

/*
 * The file at a site path, of the last good site; BYTES are valid until the
 * next call. LIVE_FAILED: after diagnostics, or with FAULT set. The files of
 * search/ are all made when the first is asked for, and every file of the site
 * for its manifest.
 */
enum live_found live_get(struct live *live, struct str url, struct str *bytes,
	struct fault *fault);

#endif
