#include "io/hooks.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"
#include "io/git.h"

enum { HOOK_MODE = 0755 };

static struct str branch_of(struct arena *arena, git_repository *repository)
{
	static const struct str heads = STR_INIT("refs/heads/");
	git_reference *head = NULL;
	struct str name = STR("");

	if (git_reference_lookup(&head, repository, "HEAD"))
		return name;
	if (git_reference_symbolic_target(head))
		name = str_of(git_reference_symbolic_target(head));
	if (str_starts(name, heads))
		name = arena_dup(arena, str_from(name, heads.len));
	else
		name = STR("");
	git_reference_free(head);
	return name;
}

bool hooks_find(struct hooks *hooks, struct str path, struct arena *arena,
	struct fault *fault)
{
	git_repository *repository;
	const char *where = arena_dup(arena, path).ptr;
	git_buf folder = {0};
	bool ok;

	if (!git_open(&repository, where, true, fault))
		return false;
	*hooks = (struct hooks){.bare = git_repository_is_bare(repository),
		.branch = branch_of(arena, repository),
		.inside = git_inside(arena, repository, where)};
	hooks->top = arena_dup(arena,
		str_of(hooks->bare ? git_repository_path(repository)
				   : git_repository_workdir(repository)));
	ok = !git_repository_item_path(
		&folder, repository, GIT_REPOSITORY_ITEM_HOOKS);
	if (ok)
		hooks->folder = arena_dup(arena,
			str_sub(str_of(folder.ptr), 0, strlen(folder.ptr) - 1));
	else
		git_fault(fault, where);
	git_buf_dispose(&folder);
	git_repository_free(repository);
	return ok;
}

/* Is there no such hook, or one of ours? */
static bool is_replaceable(int dir, const char *name, struct str mark)
{
	struct buf text = BUF_INIT(1 << 20);
	struct fault ignored = FAULT_INIT;
	bool ours;

	if (faccessat(dir, name, F_OK, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT;
	ours = file_read(dir, name, &text, &ignored) &&
		str_find(buf_str(&text), mark, 0) < text.len;
	buf_release(&text);
	return ours;
}

static bool write_hook(int dir, const char *name, struct str text)
{
	static const char temporary[] = "guildhall.new";
	bool ok;
	int fd;

	file_unlink(dir, temporary);
	fd = file_open_beneath(dir, temporary, O_WRONLY | O_CREAT | O_EXCL);
	ok = fd >= 0 && file_write_fd(fd, text) && !fchmod(fd, HOOK_MODE);
	if (fd >= 0 && close(fd))
		ok = false;
	return ok && file_rename(dir, temporary, dir, name);
}

bool hooks_write(const struct hooks *hooks, const char *name, struct str text,
	struct str mark, struct fault *fault)
{
	struct arena scratch = ARENA_INIT;
	const char *folder = arena_dup(&scratch, hooks->folder).ptr;
	bool ok = file_make_folder(AT_FDCWD, folder);
	int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (!ok || dir < 0)
		ok = fault_errno(
			fault, EXIT_REPOSITORY, "cannot open %s", folder);
	else if (!is_replaceable(dir, name, mark))
		ok = fault_set(fault, EXIT_USAGE,
			"there is a hook %s in %s that guildhall did not "
			"write; call guildhall from it, or take it away",
			name, folder);
	else if (!write_hook(dir, name, text))
		ok = fault_errno(fault, EXIT_REPOSITORY,
			"cannot write the hook %s", name);
	if (dir >= 0)
		close(dir);
	arena_release(&scratch);
	return ok;
}
