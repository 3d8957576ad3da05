#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

/*
 * What the fuzz targets share. Each target is a file fuzz_NAME.c with one
 * function; linked with libFuzzer it is searched (make fuzz), linked with
 * replay.c it runs the files of corpus/NAME (make check).
 */

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
