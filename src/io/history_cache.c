/*
 * What was found out of commits, kept in the repository's folder
 * guildhall/history. A commit's id is the hash of it and of all before it,
 * so what is true of it once is true for ever, in whatever repository. The
 * file starts with a line that names its form, and the hash of the rest; if
 * either is not as it should be, or anything in it, nothing of it is used.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"
#include "io/history_facts.h"

#define HEADER "guildhall history 1\n"

enum {
	FOLDER_MODE = 0755,
	KEEP_FACTOR = 4,
	FEW = 256 /* fewer new commits than a part of so many are not kept:
		   * to find them out again costs less than the writing */
};

static void put_number(struct buf *out, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		buf_putc(out, (char)(n | 0x80));
	buf_putc(out, (char)n);
}

static void put_signed(struct buf *out, int64_t n)
{
	put_number(out, (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0));
}

static void put_text(struct buf *out, struct str text)
{
	put_number(out, text.len);
	buf_put(out, text);
}

static void put_facts(struct buf *out, const struct facts *facts)
{
	put_number(out, facts->list.len);
	vec_each(const struct fact, fact, &facts->list) {
		buf_putc(out, (char)fact->what);
		buf_putc(out, (char)fact->notes);
		put_text(out, fact->path);
		if (fact->what == WHAT_MOVED)
			put_text(out, fact->from);
	}
}

static void put_commit(struct buf *out, const struct commit *commit)
{
	buf_put(out, oid_key(&commit->id));
	buf_put(out, oid_key(&commit->tree));
	put_signed(out, commit->shown.time);
	put_signed(out, commit->shown.offset);
	put_signed(out, commit->time);
	put_text(out, commit->shown.summary);
	put_text(out, commit->name);
	put_text(out, commit->email);
	put_text(out, commit->coauthors);
	put_number(out, commit->parents);
	for (size_t i = 0; i < commit->parents; i++)
		buf_put(out, oid_key(&commit->parent_ids[i]));
	for (size_t i = 0; i < commit->parents; i++)
		put_facts(out, &commit->facts[i]);
}

/* Only what no later fetch could make better known. */
static bool is_settled(const struct commit *commit)
{
	if (commit->boundary || (commit->parents && !commit->facts))
		return false;
	for (size_t i = 0; i < commit->parents; i++)
		vec_each(const struct fact, fact, &commit->facts[i].list)
			if (fact->notes & NOTE_UNSURE)
				return false;
	return true;
}

static bool is_kept(const struct history *history, const struct commit *commit)
{
	return is_settled(commit) &&
		(commit->found ||
			history->commits.len <
				KEEP_FACTOR * (history->found.len + 1000));
}

static bool write_file(struct str folder, struct str bytes)
{
	struct arena scratch = ARENA_INIT;
	struct str temporary = arena_printf(&scratch,
		"%.*s" HISTORY_FILE ".%ld", STR_ARG(folder), (long)getpid());
	struct str name =
		arena_printf(&scratch, "%.*s" HISTORY_FILE, STR_ARG(folder));
	bool ok;
	int fd;

	mkdir(arena_printf(&scratch, "%.*s" HISTORY_FOLDER, STR_ARG(folder))
			.ptr,
		FOLDER_MODE);
	fd = open(temporary.ptr,
		O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	ok = fd >= 0 && file_write_fd(fd, bytes);
	if (fd >= 0 && close(fd))
		ok = false;
	if (fd >= 0 && (!ok || rename(temporary.ptr, name.ptr)))
		unlink(temporary.ptr);
	arena_release(&scratch);
	return ok;
}

void history_save(struct history *history)
{
	struct buf body = BUF_INIT(BUF_LARGE), file = BUF_INIT(BUF_LARGE);
	size_t commits = 0;

	if (history->found.len <= history->kept && !history->todo.len)
		return;
	if (history->todo.len <= history->kept / FEW && history->kept >= FEW)
		return;
	if (getenv("GIT_QUARANTINE_PATH"))
		return; /* what is pushed may yet be refused */
	for (size_t i = 0; i < history->commits.cap; i++) {
		const struct commit *commit = history->commits.slots[i].item;

		if (!commit || !is_kept(history, commit))
			continue;
		put_commit(&body, commit);
		commits++;
	}
	buf_puts(&file, HEADER);
	buf_printf(
		&file, "%016llx", (unsigned long long)str_hash(buf_str(&body)));
	buf_put(&file, buf_str(&body));
	if (!buf_is_over(&file) && commits)
		write_file(
			str_of(git_repository_commondir(history->repository)),
			buf_str(&file));
	buf_release(&body);
	buf_release(&file);
}

/* Reading. */

struct reading {
	struct history *history;
	struct str rest;
	bool bad;
};

static uint64_t get_number(struct reading *reading)
{
	uint64_t n = 0;
	unsigned shift = 0;

	for (; reading->rest.len && shift < 64; shift += 7) {
		unsigned char byte = (unsigned char)reading->rest.ptr[0];

		reading->rest = str_from(reading->rest, 1);
		n |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return n;
	}
	reading->bad = true;
	return 0;
}

static int64_t get_signed(struct reading *reading)
{
	uint64_t n = get_number(reading);

	return (int64_t)(n >> 1) ^ -(int64_t)(n & 1);
}

/* How many of something, each of at least LEAST bytes, are to come. */
static size_t get_count(struct reading *reading, size_t least)
{
	uint64_t n = get_number(reading);

	if (n <= reading->rest.len / least)
		return (size_t)n;
	reading->bad = true;
	return 0;
}

static struct str get_bytes(struct reading *reading, size_t len)
{
	struct str bytes = str_sub(reading->rest, 0, len);

	reading->bad = reading->bad || bytes.len < len;
	reading->rest = str_from(reading->rest, bytes.len);
	return bytes;
}

static struct str get_text(struct reading *reading)
{
	return get_bytes(reading, get_count(reading, 1));
}

static void get_id(struct reading *reading, git_oid *id)
{
	struct str bytes = get_bytes(reading, sizeof id->id);

	if (bytes.len == sizeof id->id)
		memcpy(id->id, bytes.ptr, sizeof id->id);
}

static void get_facts(struct reading *reading, struct facts *facts)
{
	size_t n = get_count(reading, 3);

	facts->list.items =
		arena_array(&reading->history->arena, struct fact, n);
	facts->list.len = facts->list.cap = n;
	for (size_t i = 0; i < n && !reading->bad; i++) {
		struct fact *fact = &facts->list.items[i];
		struct str bytes = get_bytes(reading, 2);

		if (bytes.len < 2 || bytes.ptr[0] > WHAT_REMOVED) {
			reading->bad = true;
			return;
		}
		fact->what = (unsigned char)bytes.ptr[0];
		fact->notes = (unsigned char)bytes.ptr[1];
		fact->path = get_text(reading);
		if (fact->what == WHAT_MOVED)
			fact->from = get_text(reading);
	}
}

static void get_commit(struct reading *reading)
{
	struct history *history = reading->history;
	struct arena *arena = &history->arena;
	struct commit *commit = arena_new(arena, struct commit);
	char hex[GIT_OID_HEXSZ + 1];

	get_id(reading, &commit->id);
	get_id(reading, &commit->tree);
	git_oid_tostr(hex, sizeof hex, &commit->id);
	commit->shown.id = arena_dup(arena, str_of(hex));
	commit->shown.time = get_signed(reading);
	commit->shown.offset = (int)get_signed(reading);
	commit->time = get_signed(reading);
	commit->shown.summary = get_text(reading);
	commit->name = get_text(reading);
	commit->email = get_text(reading);
	commit->coauthors = get_text(reading);
	commit->parents = get_count(reading, GIT_OID_RAWSZ);
	commit->parent_ids = arena_array(arena, git_oid, commit->parents);
	for (size_t i = 0; i < commit->parents; i++)
		get_id(reading, &commit->parent_ids[i]);
	commit->facts = arena_array(arena, struct facts, commit->parents);
	for (size_t i = 0; i < commit->parents; i++)
		get_facts(reading, &commit->facts[i]);
	if (!reading->bad)
		map_add(&history->commits, arena, oid_key(&commit->id), commit);
}

/* The part behind the header, or nothing when the file is not sound. */
static struct str sound_part(struct str file)
{
	struct str header = STR(HEADER);
	char hash[17];
	struct str body = str_from(file, header.len + 16);

	if (!str_starts(file, header))
		return STR("");
	snprintf(hash, sizeof hash, "%016llx",
		(unsigned long long)str_hash(body));
	if (!str_eq(str_sub(file, header.len, header.len + 16), str_of(hash)))
		return STR("");
	return body;
}

void history_load(struct history *history)
{
	struct reading reading = {.history = history};
	struct buf file = BUF_INIT(BUF_LARGE);
	struct fault ignored = FAULT_INIT;
	struct str path = arena_printf(&history->arena, "%s" HISTORY_FILE,
		git_repository_commondir(history->repository));

	if (file_read(AT_FDCWD, path.ptr, &file, &ignored))
		reading.rest =
			arena_dup(&history->arena, sound_part(buf_str(&file)));
	buf_release(&file);
	while (reading.rest.len && !reading.bad)
		get_commit(&reading);
	if (reading.bad)
		history->commits = (struct map)MAP_INIT;
	history->kept = history->commits.len;
}
