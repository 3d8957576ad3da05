/* Runs one target on the files that are named. */

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "fuzz/fuzz.h"
#include "io/file.h"

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct buf bytes = BUF_INIT(BUF_LARGE);
		struct fault fault = FAULT_INIT;

		if (!file_read(AT_FDCWD, argv[i], &bytes, &fault)) {
			fprintf(stderr, "%s\n", fault.text);
			return 1;
		}
		LLVMFuzzerTestOneInput((const uint8_t *)bytes.ptr, bytes.len);
		buf_release(&bytes);
	}
	printf("%d inputs replayed\n", argc - 1);
	return 0;
}
