#ifndef STAGE_FEEDS_H
#define STAGE_FEEDS_H

/*
 * Files for programs: feeds, the site map, robots.txt, lists as JSON, rules
 * for web servers, and the manifest.
 */

#include "stage/build.h"

/* How many such files the site has, the manifest not counted. */
size_t feeds_count(const struct build *build);

/* The site path of file number I. */
struct str feeds_url(struct build *build, size_t i);

/* Append file number I to OUT. */
void feeds_write(struct build *build, size_t i, struct buf *out);

/* Append the manifest: path, size and hash of all that was written. */
void feeds_manifest(const struct build *build, struct buf *out);

#endif
