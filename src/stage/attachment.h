#ifndef STAGE_ATTACHMENT_H
#define STAGE_ATTACHMENT_H

/* Attachments: which are published, and whether they are what they claim. */

#include "stage/build.h"

/*
 * Keep the attachments that the edition may hold, which go where their folder
 * goes, and find the size of pictures. One whose kind, size or content is
 * refused has no entry afterwards.
 */
void attachments_sort_out(struct build *build);

#endif
