#include "io/release_check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"
#include "io/manifest.h"
#include "io/staging.h"

/* Folders whose files have the hash of their bytes in their names. */
static bool outlives_release(struct str path)
{
	return str_starts(path, STR("assets/")) ||
		str_starts(path, STR("search/"));
}

static bool load(int edition, struct manifest *manifest, struct arena *arena,
	struct fault *fault)
{
	struct buf bytes = BUF_INIT(BUF_LARGE);
	bool ok = file_read(edition, FILE_MANIFEST, &bytes, fault);

	if (ok && !manifest_read(manifest, buf_str(&bytes), arena))
		ok = fault_set(
			fault, EXIT_OUTPUT, "a manifest cannot be read back");
	if (!ok)
		fault->code = EXIT_OUTPUT;
	buf_release(&bytes);
	return ok;
}

static bool check_file(int edition, const struct sink_file *file,
	struct buf *bytes, struct arena *arena, struct fault *fault)
{
	struct str path = arena_dup(arena, file->path);
	int fd = file_open_beneath(edition, path.ptr, O_RDONLY | O_NONBLOCK);
	bool ok;

	buf_clear(bytes);
	ok = fd >= 0 && file_read_fd(fd, bytes);
	if (!ok)
		fault_errno(
			fault, EXIT_OUTPUT, "cannot read back %s", path.ptr);
	if (fd >= 0)
		close(fd);
	if (ok &&
		(bytes->len != file->size ||
			str_hash(buf_str(bytes)) != file->hash))
		ok = fault_set(fault, EXIT_OUTPUT,
			"%s was not written as it should be", path.ptr);
	return ok;
}

/* Files below a folder that no manifest knows. */
struct listing {
	const struct manifest *manifest;
	struct arena *arena;
	struct fault *fault;
};

static bool list(struct listing *listing, int fd, struct str folder);

static bool list_entry(struct listing *listing, int parent, const char *name,
	struct str folder)
{
	struct str path =
		arena_printf(listing->arena, "%.*s%s", STR_ARG(folder), name);
	struct stat info;
	int fd;

	if (fstatat(parent, name, &info, AT_SYMLINK_NOFOLLOW))
		return fault_errno(listing->fault, EXIT_OUTPUT,
			"cannot read back %s", path.ptr);
	if (S_ISDIR(info.st_mode)) {
		fd = openat(parent, name,
			O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		return list(listing, fd,
			arena_printf(listing->arena, "%.*s/", STR_ARG(path)));
	}
	if (S_ISREG(info.st_mode) &&
		(manifest_find(listing->manifest, path) ||
			str_eq(path, STR(FILE_MANIFEST)) ||
			outlives_release(path)))
		return true;
	return fault_set(listing->fault, EXIT_OUTPUT,
		"%s is in the new site, and nothing made it", path.ptr);
}

static bool list(struct listing *listing, int fd, struct str folder)
{
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;
	bool ok = true;

	if (!stream) {
		if (fd >= 0)
			close(fd);
		return fault_errno(listing->fault, EXIT_OUTPUT,
			"cannot read back %.*s", STR_ARG(folder));
	}
	while (ok && (entry = readdir(stream)))
		if (!str_eq(str_of(entry->d_name), STR(".")) &&
			!str_eq(str_of(entry->d_name), STR("..")))
			ok = list_entry(listing, fd, entry->d_name, folder);
	closedir(stream);
	return ok;
}

bool release_check(int edition, struct fault *fault)
{
	struct arena arena = ARENA_INIT;
	struct buf bytes = BUF_INIT(BUF_LARGE);
	struct manifest manifest;
	struct listing listing = {&manifest, &arena, fault};
	bool ok = load(edition, &manifest, &arena, fault);

	if (ok)
		vec_each(const struct sink_file, file, &manifest.files)
			ok = ok &&
				check_file(
					edition, file, &bytes, &arena, fault);
	ok = ok &&
		list(&listing,
			openat(edition, ".",
				O_RDONLY | O_DIRECTORY | O_CLOEXEC),
			STR(""));
	buf_release(&bytes);
	arena_release(&arena);
	return ok;
}

bool release_keep(int edition, int old, struct fault *fault)
{
	struct arena arena = ARENA_INIT;
	struct fault ignored = FAULT_INIT;
	struct manifest now, before;
	struct staging staging = {.fd = edition, .old_fd = old};
	bool ok = load(edition, &now, &arena, fault);

	if (ok && load(old, &before, &arena, &ignored))
		vec_each(const struct sink_file, file, &before.files)
			if (ok && outlives_release(file->path) &&
				!manifest_find(&now, file->path))
				ok = staging_link(
					&staging, old, file->path, fault);
	arena_release(&arena);
	return ok;
}

bool release_same(int edition, int other)
{
	struct buf a = BUF_INIT(BUF_LARGE), b = BUF_INIT(BUF_LARGE);
	struct fault ignored = FAULT_INIT;
	bool same = file_read(edition, FILE_MANIFEST, &a, &ignored) &&
		file_read(other, FILE_MANIFEST, &b, &ignored) &&
		str_eq(buf_str(&a), buf_str(&b)) &&
		release_check(other, &ignored);

	buf_release(&a);
	buf_release(&b);
	return same;
}

size_t release_editions(int release)
{
	int listed = openat(release, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *stream = listed < 0 ? NULL : fdopendir(listed);
	struct dirent *entry;
	struct stat info;
	size_t n = 0;

	if (!stream) {
		if (listed >= 0)
			close(listed);
		return 0;
	}
	while ((entry = readdir(stream)))
		n += entry->d_name[0] != '.' &&
			!fstatat(listed, entry->d_name, &info,
				AT_SYMLINK_NOFOLLOW) &&
			S_ISDIR(info.st_mode);
	closedir(stream);
	return n;
}
