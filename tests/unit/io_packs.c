#include "unit/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "io/packs.h"
#include "base/arena.h"
#include "base/vec.h"

enum { FILES = 40, FEW = 12, MANY = 60, FLIPS = 300, LOOK = 30 };

struct opened {
	char top[UNITS_PATH];
	char folder[UNITS_PATH + 32];
	struct packs *packs;
	struct pack_reader *reader;
};

/* An object as git tells of it. */
struct told {
	unsigned char id[20];
	enum pack_kind kind;
	struct str text;
};

struct all {
	struct arena arena;
	VEC(struct told) list;
};

static void open_packs(struct opened *opened)
{
	opened->packs = packs_open(opened->folder);
	opened->reader = pack_reader_open(opened->packs);
}

static void close_packs(struct opened *opened)
{
	pack_reader_close(opened->reader);
	packs_close(opened->packs);
}

/*
 * A repository of pages that have nothing in common, and of one of so many
 * VERSIONS, each the one before with a line more and another less; packed as
 * SETTING says. "deltas" says how many objects are packed as such.
 */
static void setup(struct opened *opened, int versions, const char *setting)
{
	units_folder(opened->top);
	units_shell("cd '%s' && git init -q . && for i in $(seq %d); do "
		    "head -c $((i * i * 50)) /dev/urandom | base64 >$i.md; "
		    "done && : >empty.md && mkdir folder && "
		    "for i in $(seq %d); do echo $i >folder/$i; done && "
		    "cp 30.md page.md && for i in $(seq %d); do "
		    "sed -i -e \"$i d\" -e '$ a line '$i page.md && "
		    "echo $i >folder/7 && git add -A && "
		    "git commit -q -m $i; done && git tag -a -m tag tag && "
		    "git %s repack -q -a -d -f --depth=50 && "
		    "git verify-pack -v .git/objects/pack/*.idx | "
		    "awk 'NF == 7' | wc -l >deltas && "
		    "cd .git/objects/pack && chmod u+w * && "
		    "mv *.idx p.idx && mv *.pack p.pack",
		opened->top, FILES, FILES, versions, setting);
	snprintf(opened->folder, sizeof opened->folder, "%s/.git/objects/pack",
		opened->top);
	open_packs(opened);
}

static enum pack_kind kind_of(struct str name)
{
	static const char *const names[] = {[PACK_COMMIT] = "commit",
		[PACK_TREE] = "tree",
		[PACK_BLOB] = "blob",
		[PACK_TAG] = "tag"};

	for (size_t i = PACK_COMMIT; i <= PACK_TAG; i++)
		if (str_eq(name, str_of(names[i])))
			return (enum pack_kind)i;
	return 0;
}

/* All objects: lines of id, type and size, and the bytes behind each. */
static void ask_git(const struct opened *opened, struct all *all)
{
	struct buf out = BUF_INIT(BUF_LARGE);
	struct str rest, line, word;

	units_shell("cd '%s' && git cat-file --batch-all-objects --batch >all",
		opened->top);
	ck_assert(units_read(opened->top, "all", &out));
	rest = arena_dup(&all->arena, buf_str(&out));
	buf_release(&out);
	while (rest.len && str_split(&rest, '\n', &line)) {
		struct told *told = vec_push(&all->list, &all->arena);
		size_t size;

		str_split(&line, ' ', &word);
		for (size_t i = 0; i < sizeof told->id; i++)
			sscanf(word.ptr + 2 * i, "%2hhx", &told->id[i]);
		str_split(&line, ' ', &word);
		told->kind = kind_of(word);
		size = (size_t)atoi(line.ptr);
		told->text = str_sub(rest, 0, size);
		rest = str_from(rest, size + 1);
	}
}

/* The first N bytes of an object are as they should be. */
static void check(struct opened *opened, const struct told *told, size_t n)
{
	struct pack_object *object = pack_read(opened->reader, told->id, n);

	ck_assert(object);
	ck_assert_int_eq(object->kind, told->kind);
	ck_assert_uint_eq(object->size, told->text.len);
	ck_assert(object->text.len >= n || object->text.len == told->text.len);
	ck_assert(
		str_eq(object->text, str_sub(told->text, 0, object->text.len)));
	pack_object_drop(object);
}

/* Whatever was read before, forwards and backwards, whole or the beginning. */
static void check_all(struct opened *opened, const struct all *all)
{
	static const size_t lengths[] = {512, PACK_ALL, 0, 1, 5000};

	for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
		for (size_t k = 0; k < all->list.len; k++)
			check(opened, &all->list.items[k], lengths[i]);
		pack_reader_forget(opened->reader);
		for (size_t k = all->list.len; k-- > 0;)
			check(opened, &all->list.items[k], lengths[i]);
	}
}

/* Every object is read as git reads it, however it is packed. */
START_TEST(test_reads)
{
	static const char *const settings[] = {
		"", "-c repack.useDeltaBaseOffset=false"};

	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		struct buf deltas = BUF_INIT(BUF_LARGE);
		struct opened opened;
		struct all all = {0};

		setup(&opened, MANY, settings[i]);
		ck_assert(units_read(opened.top, "deltas", &deltas));
		buf_putc(&deltas, '\0');
		ck_assert_int_gt(atoi(deltas.ptr), MANY);
		ask_git(&opened, &all);
		ck_assert_uint_gt(all.list.len, 3 * MANY);
		check_all(&opened, &all);
		buf_release(&deltas);
		arena_release(&all.arena);
		close_packs(&opened);
	}
}
END_TEST

START_TEST(test_unknown)
{
	unsigned char id[20];
	struct opened opened;

	setup(&opened, FEW, "");
	memset(id, 0, sizeof id);
	ck_assert(!pack_read(opened.reader, id, 1));
	memset(id, 0xFF, sizeof id);
	ck_assert(!pack_read(opened.reader, id, 1));
	close_packs(&opened);
}
END_TEST

/* How many of all objects are read. */
static size_t count(struct opened *opened, const struct all *all, size_t n)
{
	size_t found = 0;

	vec_each(const struct told, told, &all->list) {
		struct pack_object *object =
			pack_read(opened->reader, told->id, n);

		found += object != NULL;
		pack_object_drop(object);
	}
	return found;
}

/* Of what is not as it should be nothing is found. */
START_TEST(test_unsound)
{
	static const char *const faults[] = {
		"rm p.idx",
		"rm p.pack",
		": >p.idx",
		"truncate -s 1100 p.idx",
		"truncate -s -40 p.idx",
		"printf '\\0' | dd of=p.idx conv=notrunc status=none",
		"printf '\\377' | "
		"dd of=p.idx seek=8 bs=1 conv=notrunc status=none",
		": >p.pack",
		"printf '\\1' | "
		"dd of=p.pack seek=8 bs=1 conv=notrunc status=none",
	};
	struct opened opened;
	struct all all = {0};

	setup(&opened, FEW, "");
	ask_git(&opened, &all);
	units_shell("cd '%s' && cp p.idx idx && cp p.pack pack", opened.folder);
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		close_packs(&opened);
		units_shell("cd '%s' && cp idx p.idx && cp pack p.pack && %s",
			opened.folder, faults[i]);
		open_packs(&opened);
		ck_assert_msg(!count(&opened, &all, PACK_ALL), "%s", faults[i]);
	}
	close_packs(&opened);
	arena_release(&all.arena);
}
END_TEST

/* Damage shows in what is asked for, and only there. */
START_TEST(test_damage)
{
	struct opened opened;
	struct all all = {0};
	size_t begins, ends;

	setup(&opened, FEW, "");
	ask_git(&opened, &all);
	units_shell("cd '%s' && truncate -s $(($(stat -c %%s p.pack) / 2)) "
		    "p.pack",
		opened.folder);
	begins = count(&opened, &all, 16);
	ends = count(&opened, &all, PACK_ALL);
	ck_assert_uint_gt(ends, 0);
	ck_assert_uint_gt(begins, ends);
	ck_assert_uint_lt(begins, all.list.len);
	close_packs(&opened);
	arena_release(&all.arena);
}
END_TEST

/* A pack that says anything at all does no harm. */
START_TEST(test_harmless)
{
	char path[UNITS_PATH];
	struct opened opened;
	struct all all = {0};
	FILE *pack;
	long size;

	setup(&opened, FEW, "");
	ask_git(&opened, &all);
	units_path(path, opened.folder, "p.pack");
	pack = fopen(path, "r+");
	ck_assert(pack && !fseek(pack, 0, SEEK_END));
	size = ftell(pack);
	for (int i = 0; i < FLIPS; i++) {
		ck_assert(!fseek(pack, size / FLIPS * i + 16, SEEK_SET));
		fputc(i * 37 % 256, pack);
		if (i % LOOK)
			continue;
		ck_assert(!fflush(pack));
		close_packs(&opened);
		open_packs(&opened);
		count(&opened, &all, 600);
		count(&opened, &all, PACK_ALL);
	}
	fclose(pack);
	close_packs(&opened);
	arena_release(&all.arena);
}
END_TEST

UNITS_SUITE(io_packs, test_reads, test_unknown, test_unsound, test_damage,
	test_harmless)
