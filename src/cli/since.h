#ifndef CLI_SINCE_H
#define CLI_SINCE_H

#include "cli/options.h"

/*
 * Leave of the diagnostics of BUILD, which has run, those that came since the
 * revision options->since: what is in a file that changed, and what was not
 * there before. False with FAULT set when there is no such revision.
 */
bool since_filter(struct build *build, const struct options *options,
	struct fault *fault);

#endif
