#ifndef STAGE_GUARD_H
#define STAGE_GUARD_H

/*
 * A sink before a sink: it looks for canaries in every byte that is written,
 * also within archives, compressed files and the packed files of the search,
 * and lets nothing be committed once it found one. A site that goes on from
 * what stands goes on behind it; what is not put is not looked at again, so
 * that whoever goes on must know that the site was guarded against just these
 * canaries, too.
 */

#include "diag/diag.h"
#include "io/sink.h"
#include "stage/canary.h"

struct guard;

/* Guard SINK, which stays the caller's, with CANARIES; NULL: what is put is
 * looked at and thrown away. */
struct guard *guard_open(const struct canaries *canaries, struct sink *sink);

/* Where to put the files. */
struct sink *guard_sink(struct guard *guard);

/*
 * Say what was found, a diagnostic a file: where it comes from and, as %1,
 * the file that tells of it.
 */
void guard_report(const struct guard *guard, struct diags *diags);

/* The sink behind it stays open. */
void guard_close(struct guard *guard);

#endif
