#ifndef MODEL_PATH_H
#define MODEL_PATH_H

/*
 * Paths of the repository and what becomes of them: which names no file may
 * have, what a file is by where it stands, and the address of a page.
 */

#include "base/arena.h"

enum path_use {
	PATH_CONFIG, /* guildhall.yml */
	PATH_SECTION, /* _index.md or index.md: the page of its folder */
	PATH_PAGE,
	PATH_RECORD, /* a YAML file under data/ */
	PATH_THEME, /* under theme/ */
	PATH_ATTACHMENT,
	PATH_IGNORED /* read-me files, archetypes, the forge's own */
};

/* What the file at PATH is. */
enum path_use path_use(struct str path);

/* Is it that of a page, a section's own included? */
bool path_is_page(struct str path);

/* Why no file may be named so, or NULL: a clause for a message. */
const char *path_fault(struct str path);

/* The address that the page at PATH has; SLUG may be empty. */
struct str path_url(struct arena *arena, struct str path, struct str slug);

/*
 * The site path that an old address stands for: "/old/path/" and "/old/path"
 * are old/path/index.html, "/old/path.html" is just that. False when it is no
 * path of a site.
 */
bool path_old_url(struct arena *arena, struct str text, struct str *url);

/* The last name of PATH, and the folder before it, "/" included. */
struct str path_name(struct str path);
struct str path_folder(struct str path);

/* The part of the name behind its last dot, or "". */
struct str path_extension(struct str path);

/* May S be part of an address: a-z, 0-9, "-", "_" and "."? */
bool path_is_slug(struct str s);

/*
 * PATH as seen from FOLDER ("" or ending in "/"), without "." and "..". A
 * leading "/" is the top of the repository. False when it leads out of it.
 */
bool path_join(struct arena *arena, struct str folder, struct str path,
	struct str *out);

#endif
