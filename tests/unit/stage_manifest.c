#include "unit/units.h"

#include <stdlib.h>
#include <string.h>

#include "io/manifest.h"
#include "stage/manifest.h"

enum { ROUNDS = 2000, FILES_MAX = 12, PATHS = 40 };

/* Two sites that differ. */
struct sites {
	struct arena arena;
	struct str audience, paths[PATHS];
	struct build old, new;
	VEC(struct sink_file) put;
	VEC(struct str) dropped;
	uint64_t seed;
};

static size_t pick(struct sites *sites, size_t n)
{
	return units_below(&sites->seed, n);
}

static void start_site(struct sites *sites, struct build *build)
{
	*build = (struct build){0};
	build->site.config.audiences.items = &sites->audience;
	build->site.config.audiences.len = 1;
}

static int by_text(const void *left, const void *right)
{
	return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

/* Paths whose order is another once they are escaped. */
static void make_paths(struct sites *sites)
{
	static const char letters[] = "ab/\"\\,]\n\x01.\xc3\xa9";

	for (size_t i = 0; i < PATHS; i++) {
		char path[8];
		size_t len = 1 + pick(sites, sizeof path - 1);

		for (size_t j = 0; j < len; j++)
			path[j] = letters[pick(sites, sizeof letters - 1)];
		sites->paths[i] = arena_dup(&sites->arena, str_make(path, len));
	}
	qsort(sites->paths, PATHS, sizeof *sites->paths, by_text);
}

static void add(
	struct sites *sites, struct build *build, const struct sink_file *file)
{
	*vec_push(&build->written, &sites->arena) = *file;
}

/* What becomes of one path. */
static void add_path(struct sites *sites, struct str path)
{
	struct sink_file old = {path, pick(sites, 1000), pick(sites, 1 << 30)};
	struct sink_file new = {path, pick(sites, 1000), old.hash << 30};

	switch (pick(sites, 5)) {
	case 0:
		add(sites, &sites->old, &old);
		add(sites, &sites->new, &old);
		break;
	case 1:
		add(sites, &sites->old, &old);
		add(sites, &sites->new, &new);
		*vec_push(&sites->put, &sites->arena) = new;
		break;
	case 2:
		add(sites, &sites->new, &new);
		*vec_push(&sites->put, &sites->arena) = new;
		break;
	case 3:
		add(sites, &sites->old, &old);
		*vec_push(&sites->dropped, &sites->arena) = path;
		break;
	default:
		*vec_push(&sites->dropped, &sites->arena) = path;
	}
}

static void make_sites(struct sites *sites)
{
	start_site(sites, &sites->old);
	start_site(sites, &sites->new);
	sites->put.len = sites->dropped.len = 0;
	make_paths(sites);
	for (size_t i = 0; i < PATHS; i++) {
		if (i && str_eq(sites->paths[i - 1], sites->paths[i]))
			continue;
		if (!pick(sites, PATHS / FILES_MAX))
			add_path(sites, sites->paths[i]);
	}
	if (sites->put.len > 1) { /* they come in any order */
		struct sink_file first = sites->put.items[0];

		sites->put.items[0] = sites->put.items[sites->put.len - 1];
		sites->put.items[sites->put.len - 1] = first;
	}
}

static bool patch(const struct sites *sites, struct str old, struct buf *out)
{
	struct manifest_changes changes = {sites->put.items, sites->put.len,
		sites->dropped.items, sites->dropped.len,
		sites->old.written.len};
	bool ok = manifest_patch(old, &changes, out);

	check_int(changes.files, sites->new.written.len, "files");
	return ok;
}

/* A manifest that was patched is the one that would have been written. */
START_TEST(test_patch)
{
	struct sites sites = {.audience = STR("public"), .seed = 1};
	struct buf old = BUF_INIT(BUF_LARGE), out = BUF_INIT(BUF_LARGE);
	struct buf want = BUF_INIT(BUF_LARGE);

	for (int i = 0; i < ROUNDS; i++) {
		make_sites(&sites);
		manifest_put(&sites.old, &old);
		manifest_put(&sites.new, &want);
		ck_assert(patch(&sites, buf_str(&old), &out));
		ck_assert_msg(str_eq(buf_str(&out), buf_str(&want)),
			"round %d:\n%.*s\nof\n%.*s\nwant\n%.*s", i,
			STR_ARG(buf_str(&out)), STR_ARG(buf_str(&old)),
			STR_ARG(buf_str(&want)));
		buf_clear(&old);
		buf_clear(&want);
		buf_clear(&out);
		arena_reset(&sites.arena);
		sites.old.written.items = NULL;
		memset(&sites.put, 0, sizeof sites.put);
		memset(&sites.dropped, 0, sizeof sites.dropped);
	}
	arena_release(&sites.arena);
	buf_release(&old);
	buf_release(&want);
	buf_release(&out);
}
END_TEST

/* What is no manifest of ours is not patched, and what is put stays. */
START_TEST(test_not_ours)
{
	static const char head[] =
		"{\n\"generator\": \"guildhall " GUILDHALL_VERSION "\",\n";
	static const char *const rows[] = {"", "{}", "[\"a\"]\n]\n}\n",
		"\"files\": [\n", "\"files\": [\n]\n}\n",
		",\n\"files\": [\n[\"a\", 1, \"x\"]\n]\n}\n",
		",\n\"files\": [\n[\"a\", 1, \"0000000000000001\"],"
		"[\"b\", 1, \"0000000000000001\"]\n]\n}\n",
		",\n\"files\": [\n\"a\"\n]\n}\n"};
	struct sink_file file = {STR("b"), 1, 1};
	struct manifest_changes changes = {&file, 1, NULL, 0, 0};
	struct sites sites = {.audience = STR("public")};

	start_site(&sites, &sites.new);
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct buf old = BUF_INIT(BUF_LARGE), out = BUF_INIT(BUF_LARGE);

		buf_puts(&old, head);
		buf_puts(&old, rows[i]);
		buf_puts(&out, "before");
		ck_assert_msg(!manifest_patch(buf_str(&old), &changes, &out),
			"%s", rows[i]);
		check_buf(&out, "before", rows[i]);
		buf_release(&old);
		buf_release(&out);
	}
}
END_TEST

/* Another version of the program may write another manifest. */
START_TEST(test_other_version)
{
	struct sites sites = {.audience = STR("public")};
	struct buf old = BUF_INIT(BUF_LARGE), out = BUF_INIT(BUF_LARGE);
	struct manifest_changes changes = {0};
	char *version;

	start_site(&sites, &sites.new);
	manifest_put(&sites.new, &old);
	ck_assert(manifest_patch(buf_str(&old), &changes, &out));
	ck_assert(str_eq(buf_str(&out), buf_str(&old)));
	version = strstr(old.ptr, GUILDHALL_VERSION);
	*version = *version == '9' ? '8' : '9';
	ck_assert(!manifest_patch(buf_str(&old), &changes, &out));
	buf_release(&old);
	buf_release(&out);
}
END_TEST

UNITS_SUITE(stage_manifest, test_patch, test_not_ours, test_other_version)
