#include "io/memo.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "io/file.h"

enum { HASH_DIGITS = 16 };

static void hash_of(struct str body, char digits[HASH_DIGITS + 1])
{
	snprintf(digits, HASH_DIGITS + 1, "%016llx",
		(unsigned long long)str_hash(body));
}

/* The part behind the header, or nothing when the file is not sound. */
static struct str sound_part(const struct memo *memo, struct str file)
{
	struct str form = str_of(memo->form);
	struct str body = str_from(file, form.len + HASH_DIGITS);
	char digits[HASH_DIGITS + 1];

	if (!str_starts(file, form))
		return STR("");
	hash_of(body, digits);
	return str_eq(str_sub(file, form.len, form.len + HASH_DIGITS),
		       str_of(digits))
		? body
		: STR("");
}

struct str memo_read(const struct memo *memo, int fd, struct arena *arena)
{
	struct buf text = BUF_INIT(BUF_LARGE);
	struct str body = STR("");
	int file = fd < 0 ? -1 : file_open_beneath(fd, memo->name, O_RDONLY);

	if (file < 0)
		return body;
	if (file_read_fd(file, &text))
		body = arena_dup(arena, sound_part(memo, buf_str(&text)));
	close(file);
	buf_release(&text);
	return body;
}

/*
 * What a killed program left of the same name is in nobody's way. Of two that
 * write at once one may put the other's file in its place, which is whole when
 * that other is done.
 */
static bool write_file(
	int fd, const char *name, struct str head, struct str body)
{
	int file;
	bool ok;

	file_unlink(fd, name);
	file = file_open_beneath(fd, name, O_WRONLY | O_CREAT | O_EXCL);
	if (file < 0)
		return false;
	ok = file_write_fd(file, head) && file_write_fd(file, body);
	return !close(file) && ok;
}

void memo_write(const struct memo *memo, int fd, struct str body)
{
	struct arena scratch = ARENA_INIT;
	struct str temporary = arena_printf(&scratch, "%s.new", memo->name);
	char digits[HASH_DIGITS + 1];
	struct str head;

	hash_of(body, digits);
	head = arena_printf(&scratch, "%s%s", memo->form, digits);
	if (fd >= 0 &&
		(!write_file(fd, temporary.ptr, head, body) ||
			!file_rename(fd, temporary.ptr, fd, memo->name)))
		file_unlink(fd, temporary.ptr);
	arena_release(&scratch);
}
