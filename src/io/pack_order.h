#ifndef IO_PACK_ORDER_H
#define IO_PACK_ORDER_H

/*
 * In which order to read many objects of a repository. In a pack most are
 * stored as what differs from another one nearby: in the order in which the
 * pack has them, reading one makes ready for the next, and in any other it may
 * take eight times as long.
 */

#include <git2.h>
#include <stddef.h>

/*
 * Put the numbers 0 … N-1 into ORDER, so that the objects of IDS (20 bytes
 * each) are read well in it. What is in no pack comes last.
 */
void pack_order(git_repository *repository, const unsigned char *const *ids,
	size_t n, size_t *order);

#endif
