#ifndef STAGE_ATTACHMENT_H
#define STAGE_ATTACHMENT_H

/* Attachments: which are published, and whether they are what they claim. */

#include "stage/build.h"

/*
 * Check the kind, size and content of an attachment; find the size of a
 * picture. One that is refused gets no entry afterwards. Safe to call from
 * several threads for different attachments.
 */
void attachment_check(struct build *build, struct worker *worker,
	struct attachment *attachment);

#endif
