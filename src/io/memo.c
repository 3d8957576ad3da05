#include "io/memo.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"

#define FOLDER "guildhall"

enum { FOLDER_MODE = 0755, FILE_MODE = 0644, HASH_DIGITS = 16 };

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

struct str memo_read(const struct memo *memo, git_repository *repository,
	struct arena *arena)
{
	struct buf file = BUF_INIT(BUF_LARGE);
	struct fault ignored = FAULT_INIT;
	struct str body = STR("");
	struct str path = arena_printf(arena, "%s" FOLDER "/%s",
		git_repository_commondir(repository), memo->name);

	if (file_read(AT_FDCWD, path.ptr, &file, &ignored))
		body = arena_dup(arena, sound_part(memo, buf_str(&file)));
	buf_release(&file);
	return body;
}

static bool write_file(const char *path, struct str head, struct str body)
{
	int fd =
		open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			FILE_MODE);
	bool ok;

	if (fd < 0)
		return false;
	ok = file_write_fd(fd, head) && file_write_fd(fd, body);
	return !close(fd) && ok;
}

void memo_write(
	const struct memo *memo, git_repository *repository, struct str body)
{
	const char *git = git_repository_commondir(repository);
	struct arena scratch = ARENA_INIT;
	struct str folder = arena_printf(&scratch, "%s" FOLDER, git);
	struct str path =
		arena_printf(&scratch, "%s/%s", folder.ptr, memo->name);
	struct str temporary =
		arena_printf(&scratch, "%s.%ld", path.ptr, (long)getpid());
	char digits[HASH_DIGITS + 1];

	hash_of(body, digits);
	if (!getenv("GIT_QUARANTINE_PATH")) {
		struct str head =
			arena_printf(&scratch, "%s%s", memo->form, digits);

		mkdir(folder.ptr, FOLDER_MODE);
		if (!write_file(temporary.ptr, head, body) ||
			rename(temporary.ptr, path.ptr))
			unlink(temporary.ptr);
	}
	arena_release(&scratch);
}
