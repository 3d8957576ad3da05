#ifndef BENCH_FILES_H
#define BENCH_FILES_H

/* Files of a repository that is generated. What cannot be made ends the
 * program. */

#include <stdio.h>

FILE *create(const char *folder, const char *name);
void make_folder(const char *folder, const char *name);

#endif
