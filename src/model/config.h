#ifndef MODEL_CONFIG_H
#define MODEL_CONFIG_H

/*
 * The configuration: guildhall.yml. Every key has a row in the tables of
 * config.c; what is absent has the default said here.
 */

#include "data/markdown/markdown.h"
#include "data/yaml.h"
#include "model/schema.h"

#define CONFIG_FILE "guildhall.yml"

/* One allowed value of a taxonomy. */
struct taxon {
	const struct value *source;
	struct str id; /* its key */
	struct str title; /* default: the id */
	struct str description;
	struct maybe_int order; /* default: as they stand */
};

/* A way to file pages: topics, sectors, stages, tiers … */
struct taxonomy {
	const struct value *source;
	struct str id; /* its key, which is the front matter's key too */
	struct str title; /* "Topics"; default: the id */
	struct str singular; /* "Topic"; default: the title */
	struct str description;
	struct list taxa; /* of struct taxon, in order */
};

/* The banner that says how finished the site is. */
struct phase {
	const struct value *source;
	struct str label; /* "Beta" */
	struct str text;
	struct str feedback; /* URL or mailto: of the feedback link */
};

/* Limits that a repository may set; zero bytes is no limit's value. */
struct limits {
	struct markdown_limits markdown;
	struct yaml_limits yaml;
	size_t yaml_file; /* bytes */
	size_t attachment; /* bytes */
	size_t path; /* bytes */
};

/* A repository that is mounted in this one. */
struct mount {
	const struct value *source;
	struct str repo; /* its path, from the folder of our repository */
	struct str rev; /* a branch or anything git understands */
	struct str subdir; /* a folder of it; default: all */
	struct str mount; /* the folder that its files go to, ending in "/" */
	struct str audience; /* the widest that anything of it may have */
	int ceiling; /* the same as a number */
};

struct config {
	const struct value *source;
	struct str title; /* required */
	struct str organisation; /* who publishes */
	struct str description;
	struct str language; /* default: en-GB */
	struct str base_url; /* where it is published, ending in "/"; needed
			      * for absolute links of feeds; default none */
	struct str repo_url; /* of the forge; default none */
	struct str edit_uri; /* of its editor, with {path}; default none */
	struct str licence; /* of the content: a sentence */
	struct list audiences; /* of struct str, widest first; default
				* [public] */
	struct list taxonomies; /* of struct taxonomy */
	struct list sources; /* of struct mount */
	struct phase *phase; /* or NULL */
	const struct value *theme; /* map with name and settings, or NULL */
	struct period due_soon; /* reviews are due soon; default 30 days */
	struct maybe_int handbook; /* pages that a section's handbook may hold;
				    * default 250, 0 for none */
	bool search; /* the site can be searched; default true */
	bool hide_names; /* of those who changed pages: show none */
	bool svg; /* SVG attachments are allowed (checked for scripts) */
	struct limits limits;
};

/*
 * Read guildhall.yml, with the overrides of ENVIRONMENT (NULL-terminated
 * "NAME=value" strings: GUILDHALL_SECTION__KEY). False after diagnostics
 * that make the configuration unusable.
 */
bool config_read(struct config *config, const struct yaml_input *file,
	char *const *environment, struct arena *arena, struct diags *diags);

/* The limits before any configuration. */
struct limits config_default_limits(void);

/* The number of the audience (0 is the widest), or -1. */
int config_audience(const struct config *config, struct str name);

/* The narrowest ceiling of what is mounted around PATH; 0 where nothing is. */
int config_ceiling(const struct config *config, struct str path);

/* The taxonomy of that id, or NULL; the value of that id of one, or NULL. */
const struct taxonomy *config_taxonomy(
	const struct config *config, struct str id);
const struct taxon *taxonomy_find(
	const struct taxonomy *taxonomy, struct str id);

#endif
