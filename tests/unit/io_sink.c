#include "unit/units.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "io/file.h"
#include "io/sink.h"

/* A folder "top" in which the site is to be top/site. */
struct spot {
	char top[UNITS_PATH], site[UNITS_PATH];
};

static void spot_init(struct spot *spot)
{
	units_folder(spot->top);
	units_path(spot->site, spot->top, "site");
}

static struct sink *open_sink(const struct spot *spot)
{
	struct fault fault = FAULT_INIT;
	struct sink *sink = sink_open_folder(str_of(spot->site), false, &fault);

	ck_assert_msg(sink, "%s", fault.text);
	return sink;
}

static void put(struct sink *sink, const char *path, const char *bytes)
{
	struct fault fault = FAULT_INIT;

	ck_assert_msg(sink_put(sink, str_of(path), str_of(bytes), &fault), "%s",
		fault.text);
}

static void commit(struct sink *sink)
{
	struct fault fault = FAULT_INIT;

	put(sink, FILE_MANIFEST, "{}");
	ck_assert_msg(sink_commit(sink, &fault), "%s", fault.text);
}

/* A site of three files. */
static void make_site(const struct spot *spot)
{
	struct sink *sink = open_sink(spot);

	put(sink, "index.html", "home");
	put(sink, "a/b/c.html", "c");
	put(sink, "a/old.html", "old");
	commit(sink);
	sink_close(sink);
}

/* All files below a folder, with their bytes: "path=bytes;". */
static void put_folder(struct buf *out, const char *top, const char *name)
{
	char path[UNITS_PATH];
	struct buf list = BUF_INIT(BUF_LARGE);
	struct str rest, line;

	units_shell("cd '%s' && (cd '%s' 2>/dev/null && find . -type f | sort) "
		    ">list || true",
		top, name);
	ck_assert(units_read(top, "list", &list));
	units_shell("rm '%s/list'", top);
	rest = buf_str(&list);
	while (str_split(&rest, '\n', &line)) {
		if (line.len < 3)
			continue;
		buf_put(out, str_from(line, 2));
		buf_putc(out, '=');
		snprintf(path, sizeof path, "%s/%.*s", name,
			STR_ARG(str_from(line, 2)));
		ck_assert(units_read(top, path, out));
		buf_putc(out, ';');
	}
	buf_release(&list);
}

static void check_folder(
	const struct spot *spot, const char *name, const char *want)
{
	struct buf out = BUF_INIT(BUF_LARGE);

	put_folder(&out, spot->top, name);
	check_buf(&out, want, name);
	buf_release(&out);
}

#define SITE_OLD \
	"a/b/c.html=c;a/old.html=old;guildhall-manifest.json={};" \
	"index.html=home;"

static ino_t inode(const struct spot *spot, const char *name)
{
	char path[UNITS_PATH];
	struct stat info;

	ck_assert_int_eq(
		stat(units_path(path, spot->site, name).ptr, &info), 0);
	return info.st_ino;
}

/* Nothing is seen before the commit, all of it afterwards. */
START_TEST(test_new_site)
{
	struct spot spot;
	struct sink *sink;

	spot_init(&spot);
	sink = open_sink(&spot);
	put(sink, "index.html", "home");
	put(sink, "a/b/c.html", "c");
	put(sink, "a/b/d.html", "");
	check_folder(&spot, "site", "");
	ck_assert_int_ne(access(spot.site, F_OK), 0);
	commit(sink);
	check_folder(&spot, "site",
		"a/b/c.html=c;a/b/d.html=;guildhall-manifest.json={};"
		"index.html=home;");
	sink_close(sink);
	check_folder(&spot, ".site.guildhall", "lock=;");
	units_shell("test -z \"$(find '%s/../.site.guildhall' -maxdepth 0 "
		    "-perm /7)\"",
		spot.site);
	check_folder(&spot, "site",
		"a/b/c.html=c;a/b/d.html=;guildhall-manifest.json={};"
		"index.html=home;");
}
END_TEST

/* What is as it was stays the same file; what is not there any more goes. */
START_TEST(test_next_site)
{
	struct spot spot;
	struct sink *sink;
	ino_t kept, same_size;

	spot_init(&spot);
	make_site(&spot);
	kept = inode(&spot, "a/b/c.html");
	same_size = inode(&spot, "index.html");
	sink = open_sink(&spot);
	put(sink, "a/b/c.html", "c");
	put(sink, "index.html", "HOME");
	put(sink, "new/x.html", "x");
	check_folder(&spot, "site", SITE_OLD);
	commit(sink);
	ck_assert_uint_eq(sink->kept, 2);
	sink_close(sink);
	check_folder(&spot, "site",
		"a/b/c.html=c;guildhall-manifest.json={};index.html=HOME;"
		"new/x.html=x;");
	ck_assert(inode(&spot, "a/b/c.html") == kept);
	ck_assert(inode(&spot, "index.html") != same_size);
	check_folder(&spot, ".site.guildhall", "lock=;");
}
END_TEST

START_TEST(test_not_committed)
{
	struct spot spot;
	struct sink *sink;
	ino_t before;

	spot_init(&spot);
	make_site(&spot);
	before = inode(&spot, "");
	sink = open_sink(&spot);
	put(sink, "index.html", "new");
	put(sink, FILE_MANIFEST, "new");
	put(sink, "a/b/c.html", "c");
	sink_close(sink);
	check_folder(&spot, "site", SITE_OLD);
	check_folder(&spot, ".site.guildhall", "lock=;");
	ck_assert(inode(&spot, "") == before);
}
END_TEST

START_TEST(test_busy)
{
	struct fault fault = FAULT_INIT;
	struct spot spot, other;
	struct sink *sink, *beside;

	spot_init(&spot);
	sink = open_sink(&spot);
	ck_assert_ptr_null(sink_open_folder(str_of(spot.site), false, &fault));
	ck_assert_int_eq(fault.code, EXIT_BUSY);
	other = spot;
	units_path(other.site, other.top, "other");
	beside = open_sink(&other); /* another site is another matter */
	sink_close(beside);
	put(sink, "index.html", "x");
	commit(sink);
	sink_close(sink);
	sink = open_sink(&spot);
	sink_close(sink);
}
END_TEST

static void *wait_for_sink(void *context)
{
	struct fault fault = FAULT_INIT;
	struct spot *spot = context;

	return sink_open_folder(str_of(spot->site), true, &fault);
}

/* One that waits sees the site that the one before it made. */
START_TEST(test_waiting)
{
	struct spot spot;
	struct sink *sink;
	pthread_t thread;
	void *result;

	spot_init(&spot);
	sink = open_sink(&spot);
	ck_assert_int_eq(
		pthread_create(&thread, NULL, wait_for_sink, &spot), 0);
	usleep(50000);
	put(sink, "index.html", "home");
	commit(sink);
	sink_close(sink);
	pthread_join(thread, &result);
	ck_assert_ptr_nonnull(result);
	put(result, "index.html", "home");
	commit(result);
	ck_assert_uint_eq(((const struct sink *)result)->kept, 2);
	sink_close(result);
}
END_TEST

/* What is not ours is not touched, and nothing is made beside it. */
START_TEST(test_foreign)
{
	static const struct {
		const char *make;
		enum exit_code code;
	} rows[] = {
		{"mkdir site && echo mine >site/x", EXIT_USAGE},
		{"mkdir site && echo mine >site/.x", EXIT_USAGE},
		{"mkdir -p site/sub", EXIT_USAGE},
		{"echo mine >site", EXIT_OUTPUT},
		{"mkdir real && ln -s real site", EXIT_OUTPUT},
		{"ln -s nowhere site", EXIT_OUTPUT},
		{"mkfifo site", EXIT_OUTPUT},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct fault fault = FAULT_INIT;
		struct buf before = BUF_INIT(1000), after = BUF_INIT(1000);
		struct spot spot;

		spot_init(&spot);
		units_shell("cd '%s' && %s && ls -lAR >/tmp/$$ && mv /tmp/$$ "
			    "before",
			spot.top, rows[i].make);
		ck_assert_msg(
			!sink_open_folder(str_of(spot.site), false, &fault),
			"%s", rows[i].make);
		check_int(fault.code, rows[i].code, rows[i].make);
		ck_assert_ptr_nonnull(strstr(fault.text, "site"));
		ck_assert(units_read(spot.top, "before", &before));
		units_shell("cd '%s' && rm before && ls -lAR >/tmp/$$ && mv "
			    "/tmp/$$ after",
			spot.top);
		ck_assert(units_read(spot.top, "after", &after));
		check_view(buf_str(&after), buf_str(&before), rows[i].make);
		buf_release(&before);
		buf_release(&after);
	}
}
END_TEST

START_TEST(test_empty_folder)
{
	struct spot spot;

	spot_init(&spot);
	units_shell("mkdir '%s'", spot.site);
	make_site(&spot);
	check_folder(&spot, "site", SITE_OLD);
}
END_TEST

START_TEST(test_no_place)
{
	static const char *const names[] = {
		"", "/", "//", ".", "..", "site/..", "site/.", "./"};
	struct fault fault = FAULT_INIT;
	struct spot spot;
	char path[UNITS_PATH];

	for (size_t i = 0; i < UNITS_LEN(names); i++) {
		fault = (struct fault)FAULT_INIT;
		ck_assert_ptr_null(
			sink_open_folder(str_of(names[i]), false, &fault));
		check_int(fault.code, EXIT_USAGE, names[i]);
	}
	spot_init(&spot);
	fault = (struct fault)FAULT_INIT;
	ck_assert_ptr_null(sink_open_folder(
		units_path(path, spot.top, "no/site"), false, &fault));
	ck_assert_int_eq(fault.code, EXIT_USAGE);
}
END_TEST

START_TEST(test_spellings)
{
	struct spot spot;
	struct sink *sink;

	spot_init(&spot);
	strcat(spot.site, "///");
	sink = open_sink(&spot);
	put(sink, "index.html", "x");
	commit(sink);
	sink_close(sink);
	check_folder(&spot, "site", "guildhall-manifest.json={};index.html=x;");
}
END_TEST

static void build_and_die(void *context)
{
	struct sink *sink = open_sink(context);

	put(sink, "a/half.html", "half");
	put(sink, "index.html", "half");
	kill(getpid(), SIGKILL);
}

/* A killed builder leaves the old site; the next one clears up after it. */
START_TEST(test_killed)
{
	struct spot spot;
	struct sink *sink;

	spot_init(&spot);
	make_site(&spot);
	ck_assert_int_ne(units_exit_code(build_and_die, &spot), 0);
	check_folder(&spot, "site", SITE_OLD);
	check_folder(&spot, ".site.guildhall",
		"lock=;stage/a/half.html=half;stage/index.html=half;");
	sink = open_sink(&spot);
	check_folder(&spot, ".site.guildhall", "lock=;");
	put(sink, "index.html", "next");
	commit(sink);
	sink_close(sink);
	check_folder(
		&spot, "site", "guildhall-manifest.json={};index.html=next;");
}
END_TEST

/* No path leads out of the stage, and none stands for two files. */
START_TEST(test_bad_paths)
{
	static const char *const rows[] = {"../escaped", "a/../../escaped",
		"/tmp/escaped", "a", "a/b", "a/b/", "a/b/c.html/d", "", "."};
	struct spot spot;
	struct sink *sink;

	spot_init(&spot);
	make_site(&spot);
	sink = open_sink(&spot);
	put(sink, "a/b/c.html", "c");
	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct fault fault = FAULT_INIT;

		ck_assert_msg(
			!sink_put(sink, str_of(rows[i]), STR("x"), &fault),
			"%s", rows[i]);
		check_int(fault.code, EXIT_OUTPUT, rows[i]);
	}
	sink_close(sink);
	check_folder(&spot, "site", SITE_OLD);
	units_shell("cd '%s' && test \"$(ls -A | tr '\\n' ' ')\" = "
		    "'.site.guildhall site '",
		spot.top);
}
END_TEST

START_TEST(test_path_twice)
{
	struct fault fault = FAULT_INIT;
	struct spot spot;
	struct sink *sink;

	spot_init(&spot);
	make_site(&spot);
	sink = open_sink(&spot);
	put(sink, "index.html", "home");
	ck_assert(!sink_put(sink, STR("index.html"), STR("home"), &fault));
	fault = (struct fault)FAULT_INIT;
	ck_assert(!sink_put(sink, STR("index.html"), STR("other"), &fault));
	ck_assert_int_eq(fault.code, EXIT_OUTPUT);
	sink_close(sink);
	check_folder(&spot, "site", SITE_OLD);
}
END_TEST

START_TEST(test_long_path)
{
	struct buf path = BUF_INIT(BUF_LARGE);
	struct fault fault = FAULT_INIT;
	struct spot spot;
	struct sink *sink;

	spot_init(&spot);
	sink = open_sink(&spot);
	for (int i = 0; i < 2000; i++)
		buf_puts(&path, "abc/");
	buf_puts(&path, "x.html");
	ck_assert(!sink_put(sink, buf_str(&path), STR("x"), &fault));
	ck_assert_int_eq(fault.code, EXIT_OUTPUT);
	sink_close(sink);
	buf_release(&path);
}
END_TEST

/*
 * Somebody put links and pipes in the place of files of the old site: they
 * are not followed, not waited for, and gone with the next site.
 */
START_TEST(test_tampered)
{
	struct spot spot;
	struct sink *sink;

	spot_init(&spot);
	make_site(&spot);
	units_shell("cd '%s' && echo home | tr -d '\\n' >target && ln -sf "
		    "../target site/index.html && rm -r site/a/b && ln -s "
		    "../../outside site/a/b && mkdir outside && printf c "
		    ">outside/c.html && rm site/a/old.html && mkfifo "
		    "site/a/old.html",
		spot.top);
	sink = open_sink(&spot);
	put(sink, "index.html", "home");
	put(sink, "a/b/c.html", "c");
	put(sink, "a/old.html", "old");
	commit(sink);
	ck_assert_uint_eq(sink->kept, 1);
	sink_close(sink);
	check_folder(&spot, "site", SITE_OLD);
	check_folder(&spot, "outside", "c.html=c;");
	units_shell("cd '%s' && test \"$(cat target)\" = home && test ! -L "
		    "site/index.html && test ! -L site/a/b",
		spot.top);
}
END_TEST

/* Leftovers of any shape are cleared, without a step out of the stage. */
START_TEST(test_hostile_leftovers)
{
	struct spot spot;

	spot_init(&spot);
	units_shell("cd '%s' && mkdir -p .site.guildhall/stage/a/b outside && "
		    "printf x >outside/x && ln -s ../../outside "
		    ".site.guildhall/stage/link && ln -s ../../../outside "
		    ".site.guildhall/stage/a/link && mkfifo "
		    ".site.guildhall/stage/a/b/pipe",
		spot.top);
	make_site(&spot);
	check_folder(&spot, "site", SITE_OLD);
	check_folder(&spot, "outside", "x=x;");
	check_folder(&spot, ".site.guildhall", "lock=;");
}
END_TEST

/* A stage, lock or work folder that is a link is not followed. */
START_TEST(test_linked_work)
{
	static const char *const rows[] = {"ln -s outside .site.guildhall",
		"mkdir .site.guildhall && ln -s ../outside "
		".site.guildhall/stage",
		"mkdir .site.guildhall && ln -s ../outside/x "
		".site.guildhall/lock"};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct fault fault = FAULT_INIT;
		struct spot spot;

		spot_init(&spot);
		units_shell("cd '%s' && mkdir outside && printf x >outside/x "
			    "&& %s",
			spot.top, rows[i]);
		ck_assert_msg(
			!sink_open_folder(str_of(spot.site), false, &fault),
			"%s", rows[i]);
		check_int(fault.code, EXIT_OUTPUT, rows[i]);
		check_folder(&spot, "outside", "x=x;");
	}
}
END_TEST

/* Many threads at once, in folders they share. */
enum { THREADS = 8, FILES = 200 };

struct writer {
	struct sink *sink;
	int number;
	bool ok;
};

static void *write_many(void *context)
{
	struct writer *writer = context;
	struct fault fault = FAULT_INIT;
	char path[60];

	writer->ok = true;
	for (int i = 0; i < FILES; i++) {
		snprintf(path, sizeof path, "d%d/e%d/f%d-%d.html", i % 7,
			i % 11, i, writer->number);
		writer->ok = writer->ok &&
			sink_put(writer->sink, str_of(path), str_of(path),
				&fault);
	}
	return NULL;
}

static void write_in_threads(struct sink *sink)
{
	struct writer writers[THREADS];
	pthread_t threads[THREADS];

	for (int i = 0; i < THREADS; i++) {
		writers[i] = (struct writer){.sink = sink, .number = i};
		ck_assert_int_eq(pthread_create(&threads[i], NULL, write_many,
					 &writers[i]),
			0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(threads[i], NULL);
		ck_assert(writers[i].ok);
	}
}

static void note_file(void *context, struct str path, struct str bytes)
{
	size_t *count = context;

	ck_assert(str_eq(path, bytes));
	++*count;
}

START_TEST(test_threads)
{
	struct sink *memory = sink_open_memory(), *sink;
	struct fault fault = FAULT_INIT;
	struct spot spot;
	size_t count = 0;

	write_in_threads(memory);
	sink_memory_each(memory, note_file, &count);
	ck_assert_uint_eq(count, THREADS * FILES);
	sink_close(memory);
	spot_init(&spot);
	for (int round = 0; round < 2; round++) {
		sink = open_sink(&spot);
		write_in_threads(sink);
		put(sink, FILE_MANIFEST, "{}");
		ck_assert(sink_commit(sink, &fault));
		ck_assert_uint_eq(sink->kept, round ? THREADS * FILES + 1 : 0);
		sink_close(sink);
	}
	units_shell("test $(find '%s' -type f | wc -l) = %d", spot.site,
		THREADS * FILES + 1);
}
END_TEST

UNITS_SUITE(io_sink, test_new_site, test_next_site, test_not_committed,
	test_busy, test_waiting, test_foreign, test_empty_folder, test_no_place,
	test_spellings, test_killed, test_bad_paths, test_path_twice,
	test_long_path, test_tampered, test_hostile_leftovers, test_linked_work,
	test_threads)
