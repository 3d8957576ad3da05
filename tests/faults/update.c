/*
 * update SITE WANT [fail]: make the folder SITE the same as the folder WANT,
 * as a build would that goes on from what stands where it can. It remembers the
 * files with their hashes, and leaves a past of one record more each time; both
 * have to come back as they were, or not at all. With "fail" nothing is
 * committed. It says how it went about it: "anew" or "on", and "past" where
 * there was one.
 */

#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "io/file.h"
#include "io/packing.h"
#include "io/sink.h"

static struct arena arena;
static struct map wanted; /* path → struct str *, its bytes */
static struct map standing; /* path → "", as the memory tells */
static struct buf memory = BUF_INIT(BUF_LARGE);
static struct buf record = BUF_INIT(BUF_LARGE);
static size_t top; /* length of WANT */

static _Noreturn void fail(int code, const char *what)
{
	fprintf(stderr, "update: %s\n", what);
	exit(code);
}

static int read_wanted(
	const char *path, const struct stat *info, int type, struct FTW *place)
{
	struct buf bytes = BUF_INIT(BUF_LARGE);
	struct str *file = arena_new(&arena, struct str);
	struct fault fault = FAULT_INIT;

	(void)info;
	(void)place;
	if (type == FTW_D)
		return 0;
	if (!file_read(AT_FDCWD, path, &bytes, &fault))
		fail(2, fault.text);
	*file = buf_finish(&bytes, &arena);
	map_add(&wanted, &arena,
		arena_dup(&arena, str_from(str_of(path), top + 1)), file);
	return 0;
}

/* Put what the memory does not know; all where there is none. */
static bool put_wanted(struct sink *sink, struct fault *fault)
{
	for (size_t i = 0; i < wanted.cap; i++) {
		const struct map_slot *slot = &wanted.slots[i];
		const struct str *bytes = slot->item, *stood;

		if (!bytes)
			continue;
		packing_text(&memory, slot->key);
		packing_text(&memory, *bytes);
		stood = map_get(&standing, slot->key);
		if ((!stood || !str_eq(*stood, *bytes)) &&
			!sink_put(sink, slot->key, *bytes, fault))
			return false;
	}
	return true;
}

/* Drop what is not wanted any more, but first of all hold against what stands
 * what the memory tells of it. */
static bool drop_unwanted(struct sink *sink, struct fault *fault)
{
	for (size_t i = 0; i < standing.cap; i++) {
		const struct map_slot *slot = &standing.slots[i];
		struct buf stood = BUF_INIT(BUF_LARGE);

		if (!slot->item)
			continue;
		if (!sink_stands(sink, slot->key, &stood) ||
			!str_eq(buf_str(&stood), *(struct str *)slot->item))
			fail(9, "another site stands");
		buf_release(&stood);
		if (!map_get(&wanted, slot->key) &&
			!sink_drop(sink, slot->key, fault))
			return false;
	}
	return true;
}

/* The memory: how many records were left, then paths and bytes. */
static size_t read_memory(struct sink *sink)
{
	struct unpacking from = {
		sink_is_intact(sink) ? sink_recall(sink) : STR(""), false};
	size_t records = from.rest.len ? unpack_number(&from) : 0;

	while (from.rest.len && !from.bad) {
		struct str path = unpack_text(&from);
		struct str *bytes = arena_new(&arena, struct str);

		*bytes = unpack_text(&from);
		map_add(&standing, &arena, path, bytes);
	}
	if (from.bad)
		fail(9, "a bad memory");
	return records;
}

/* Leave a record more than there are. */
static void leave(struct sink *sink, size_t records)
{
	static struct str added;
	struct str past = records ? sink_past(sink, SINK_PAGES) : STR("");
	size_t at = 0;

	for (size_t i = 0; i < records; i++)
		buf_printf(&record, "record %zu\n", i);
	if (past.len && !str_eq(past, buf_str(&record)))
		fail(9, "another past");
	if (past.len)
		puts("past");
	at = past.len ? record.len : 0;
	buf_printf(&record, "record %zu\n", records);
	added = str_from(buf_str(&record), at);
	sink_leave(sink, SINK_PAGES, at, &added, 1);
}

int main(int argc, char **argv)
{
	struct fault fault = FAULT_INIT;
	struct sink *sink;
	size_t records;
	bool ok;

	if (argc < 3)
		fail(2, "update SITE WANT [fail]");
	top = strlen(argv[2]);
	nftw(argv[2], read_wanted, 16, FTW_PHYS);
	sink = sink_open_folder(str_of(argv[1]), false, &fault);
	if (!sink)
		fail(fault.code, fault.text);
	records = read_memory(sink);
	puts(records ? "on" : "anew");
	packing_number(&memory, records + 1);
	leave(sink, records);
	ok = (!records || sink_continue(sink, &fault)) &&
		drop_unwanted(sink, &fault) && put_wanted(sink, &fault);
	sink->memory = buf_str(&memory);
	ok = ok && argc == 3 && sink_commit(sink, &fault);
	sink_close(sink);
	if (!ok && argc == 3)
		fail(fault.code, fault.text);
	buf_release(&memory);
	buf_release(&record);
	arena_release(&arena);
	return 0;
}
