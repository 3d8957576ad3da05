#ifndef IO_SINK_SPARE_H
#define IO_SINK_SPARE_H

/*
 * The spare of a folder: the site that stood before the one that stands, which
 * becomes the next stage. "spare" in guildhall's own folder is what is known
 * of it: which site it is the spare of, what its folders looked like while it
 * stood, and the files in which it differs. As long as that stands, the spare
 * is sound: whoever changes the spare removes that first, so that one that was
 * interrupted has none. Files of the spare that are the same as in the site
 * are the same files, and a change of either is seen in the site.
 */

#include "base/buf.h"
#include "diag/fault.h"

/*
 * What is known of the spare in folder WORK, as the one of the site with that
 * FOOTPRINT; in ARENA; empty: there is none.
 */
struct str spare_recall(int work, uint64_t footprint, struct arena *arena);

/* Nothing is known of it from now on. False with errno set. */
bool spare_forget(int work);

/*
 * Know that the stage is the spare of the site with that FOOTPRINT: FOLDERS
 * are its own (footprint.h), and DIFFERENCES packed paths. It may fail.
 */
void spare_remember(int work, uint64_t footprint, struct str folders,
	struct str differences);

/* Is the folder FD, in which nothing was changed, what KNOWN tells of? */
bool spare_is_sound(int fd, struct str known);

/* Make the spare FD, which was found sound, the same as the site at OLD_FD. */
bool spare_renew(int fd, int old_fd, struct str known, bool *copied,
	struct fault *fault);

/*
 * Make the empty folder FD the same as the site at OLD_FD, by THREADS. COPIED
 * is set where a file could only be copied, here as above.
 */
bool spare_make(int fd, int old_fd, unsigned threads, bool *copied,
	struct fault *fault);

#endif
