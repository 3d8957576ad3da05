#include "unit/units.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/file.h"
#include "io/sink.h"

#define MEMORY STR("memory of the site")

/* A folder "top" in which the site is to be top/site. */
struct spot {
	char top[UNITS_PATH], site[UNITS_PATH];
};

static struct sink *open_sink(const struct spot *spot)
{
	struct fault fault = FAULT_INIT;
	struct sink *sink = sink_open_folder(str_of(spot->site), false, &fault);

	ck_assert_msg(sink, "%s", fault.text);
	sink->memory = MEMORY;
	return sink;
}

static void put(struct sink *sink, const char *path, const char *bytes)
{
	struct fault fault = FAULT_INIT;

	ck_assert_msg(sink_put(sink, str_of(path), str_of(bytes), &fault),
		"%s: %s", path, fault.text);
}

static void drop(struct sink *sink, const char *path)
{
	struct fault fault = FAULT_INIT;

	ck_assert_msg(sink_drop(sink, str_of(path), &fault), "%s: %s", path,
		fault.text);
}

/* How many files were kept. */
static size_t commit(struct sink *sink)
{
	struct fault fault = FAULT_INIT;
	size_t kept;

	ck_assert_msg(sink_commit(sink, &fault), "%s", fault.text);
	kept = sink->kept;
	sink_close(sink);
	return kept;
}

/* A site of five files. */
static void make_site(struct spot *spot)
{
	struct sink *sink;

	units_folder(spot->top);
	units_path(spot->site, spot->top, "site");
	sink = open_sink(spot);
	put(sink, FILE_MANIFEST, "{}");
	put(sink, "index.html", "home");
	put(sink, "a/b/c.html", "c");
	put(sink, "a/d.html", "d");
	put(sink, "z/only.html", "only");
	commit(sink);
}

/* The same, known to stand as it was left. */
static struct sink *open_again(const struct spot *spot)
{
	struct sink *sink = open_sink(spot);

	check_view(sink_recall(sink), MEMORY, "recall");
	ck_assert(sink_is_intact(sink));
	return sink;
}

static struct sink *go_on(const struct spot *spot)
{
	struct fault fault = FAULT_INIT;
	struct sink *sink = open_again(spot);

	ck_assert(sink_can_continue(sink));
	ck_assert_msg(sink_continue(sink, &fault), "%s", fault.text);
	return sink;
}

/* All below the site, folders too: "a/ a/b=bytes ". */
static void check_site(const struct spot *spot, const char *want)
{
	struct buf out = BUF_INIT(BUF_LARGE);

	units_shell("cd '%s' && for f in $(cd site && find . -mindepth 1 | "
		    "LC_ALL=C sort); do [ -d site/$f ] && printf '%%s/ ' $f || "
		    "printf '%%s=%%s ' $f $(cat site/$f); done >list",
		spot->top);
	ck_assert(units_read(spot->top, "list", &out));
	check_buf(&out, want, "site");
	buf_release(&out);
}

#define SITE \
	"./a/ ./a/b/ ./a/b/c.html=c ./a/d.html=d " \
	"./guildhall-manifest.json={} ./index.html=home ./z/ " \
	"./z/only.html=only "

static ino_t inode(const struct spot *spot, const char *name)
{
	char path[UNITS_PATH];
	struct stat info;

	ck_assert_int_eq(
		stat(units_path(path, spot->site, name).ptr, &info), 0);
	return info.st_ino;
}

static bool has_work(const struct spot *spot, const char *name)
{
	char work[UNITS_PATH], path[UNITS_PATH];

	units_path(work, spot->top, ".site.guildhall");
	return !access(units_path(path, work, name).ptr, F_OK);
}

/* Only what is put and dropped is another file, again and again. */
START_TEST(test_going_on)
{
	struct spot spot;
	struct sink *sink;
	ino_t c, home, stage;

	make_site(&spot);
	c = inode(&spot, "a/b/c.html");
	home = inode(&spot, "index.html");
	sink = go_on(&spot);
	put(sink, "index.html", "HOME");
	put(sink, "a/d.html", "d");
	put(sink, "new/n.html", "n");
	drop(sink, "z/only.html");
	drop(sink, "never/there.html");
	check_site(&spot, SITE);
	ck_assert_uint_eq(commit(sink), 1);
	check_site(&spot,
		"./a/ ./a/b/ ./a/b/c.html=c ./a/d.html=d "
		"./guildhall-manifest.json={} ./index.html=HOME ./new/ "
		"./new/n.html=n ");
	ck_assert(inode(&spot, "a/b/c.html") == c);
	ck_assert(inode(&spot, "index.html") != home);
	ck_assert(has_work(&spot, "spare") && has_work(&spot, "stage"));
	stage = inode(&spot, "../.site.guildhall/stage");
	sink = go_on(&spot);
	drop(sink, "a/b/c.html");
	commit(sink);
	ck_assert_msg(inode(&spot, "") == stage, "the spare was not used");
	check_site(&spot,
		"./a/ ./a/d.html=d ./guildhall-manifest.json={} "
		"./index.html=HOME ./new/ ./new/n.html=n ");
	sink_close(open_again(&spot));
}
END_TEST

/* What is dropped may be put again, and the other way round. */
START_TEST(test_drop_and_put)
{
	struct fault fault = FAULT_INIT;
	struct spot spot;
	struct sink *sink;
	ino_t d;

	make_site(&spot);
	d = inode(&spot, "a/d.html");
	sink = go_on(&spot);
	drop(sink, "a/d.html");
	put(sink, "a/d.html", "d");
	drop(sink, "a/b/c.html");
	put(sink, "a/b", "folder");
	drop(sink, "index.html");
	put(sink, "index.html/x", "file");
	put(sink, "none", "none");
	drop(sink, "none");
	drop(sink, "none");
	put(sink, "twice", "1");
	ck_assert(!sink_put(sink, STR("twice"), STR("1"), &fault));
	ck_assert_int_eq(fault.code, EXIT_OUTPUT);
	commit(sink);
	ck_assert(inode(&spot, "a/d.html") == d);
	for (int i = 0; i < 2; i++) {
		check_site(&spot,
			"./a/ ./a/b=folder ./a/d.html=d "
			"./guildhall-manifest.json={} ./index.html/ "
			"./index.html/x=file ./twice=1 ./z/ "
			"./z/only.html=only ");
		commit(go_on(&spot)); /* the spare catches up */
	}
}
END_TEST

START_TEST(test_stands)
{
	struct buf out = BUF_INIT(1000);
	struct spot spot;
	struct sink *sink;

	make_site(&spot);
	sink = go_on(&spot);
	put(sink, "index.html", "HOME");
	drop(sink, "a/d.html");
	ck_assert(sink_stands(sink, STR("index.html"), &out));
	ck_assert(sink_stands(sink, STR("a/d.html"), &out));
	ck_assert(!sink_stands(sink, STR("a"), &out));
	ck_assert(!sink_stands(sink, STR("nothing"), &out));
	ck_assert(!sink_stands(sink, STR("../site/index.html"), &out));
	check_buf(&out, "homed", "both");
	sink_close(sink);
	check_site(&spot, SITE);
	ck_assert(!has_work(&spot, "stage"));
	buf_release(&out);
}
END_TEST

/* There is no going on from what is not known, or once something was put. */
START_TEST(test_no_going_on)
{
	static const char *const touches[] = {"printf HOME >site/index.html",
		"rm site/a/d.html", "touch site/new", "mv site/a site/b",
		"rm .site.guildhall/memory", "rm -r site"};
	struct fault fault = FAULT_INIT;
	struct spot spot;
	struct sink *sink;

	for (size_t i = 0; i < UNITS_LEN(touches); i++) {
		make_site(&spot);
		commit(go_on(&spot));
		units_shell("cd '%s' && %s", spot.top, touches[i]);
		sink = open_sink(&spot);
		ck_assert_msg(!sink_is_intact(sink), "%s", touches[i]);
		ck_assert(!sink_continue(sink, &fault));
		put(sink, FILE_MANIFEST, "{}");
		put(sink, "index.html", "anew");
		commit(sink);
		check_site(&spot,
			"./guildhall-manifest.json={} ./index.html=anew ");
		ck_assert(!has_work(&spot, "stage"));
	}
	sink = open_again(&spot);
	put(sink, "index.html", "anew");
	ck_assert(!sink_continue(sink, &fault));
	ck_assert(!sink_drop(sink, STR("index.html"), &fault));
	sink_close(sink);
	sink = sink_open_memory();
	ck_assert(!sink_can_continue(sink));
	sink_close(sink);
}
END_TEST

/* A spare that somebody touched is made anew; a sound one stays where nothing
 * is built, and is in nobody's way where all is. */
START_TEST(test_spare)
{
	static const char *const touches[] = {"touch stage/new",
		"rm stage/a/d.html", "mv stage/a stage/b", "rm -r stage",
		"rm spare", "echo x >spare",
		"rm -r stage && cp -a ../site stage", "touch stage/a/b/new",
		"mkdir stage/a/new"};
	struct spot spot;
	struct sink *sink;

	for (size_t i = 0; i < UNITS_LEN(touches); i++) {
		make_site(&spot);
		sink = go_on(&spot);
		put(sink, "index.html", "HOME");
		drop(sink, "z/only.html");
		commit(sink);
		units_shell(
			"cd '%s/.site.guildhall' && %s", spot.top, touches[i]);
		sink = go_on(&spot);
		put(sink, "index.html", "home");
		put(sink, "z/only.html", "only");
		commit(sink);
		check_site(&spot, SITE);
	}
	sink_close(open_again(&spot));
	ck_assert(has_work(&spot, "stage") && has_work(&spot, "spare"));
	sink = open_again(&spot);
	put(sink, FILE_MANIFEST, "{}");
	commit(sink);
	check_site(&spot, "./guildhall-manifest.json={} ");
	ck_assert(!has_work(&spot, "stage") && !has_work(&spot, "spare"));
}
END_TEST

/* What a random walk of builds makes is what was put and not dropped. */
enum { STEPS = 150, NAMES = 12 };

START_TEST(test_random)
{
	static const char *const names[NAMES] = {"aa", "b/c", "b/d", "b/e/f",
		"b/e/g", "h/i/j/k", "h/i/l", "m", "n/o", "n/p", "q/r", "q/s"};
	int has[NAMES] = {0};
	uint64_t seed = 7;
	struct spot spot;

	make_site(&spot);
	for (int step = 0; step < STEPS; step++) {
		struct sink *sink = go_on(&spot);
		char path[UNITS_PATH], bytes[20];

		for (int i = 0; i < NAMES; i++) {
			if (units_below(&seed, 4))
				continue;
			has[i] = (int)units_below(&seed, 3);
			snprintf(bytes, sizeof bytes, "%d", has[i]);
			if (has[i])
				put(sink, names[i], bytes);
			else
				drop(sink, names[i]);
		}
		if (units_below(&seed, 8) == 0) {
			put(sink, "lost", "lost"); /* it is not committed */
			sink_close(sink);
			sink = go_on(&spot);
			for (int i = 0; i < NAMES; i++) {
				snprintf(bytes, sizeof bytes, "%d", has[i]);
				if (has[i])
					put(sink, names[i], bytes);
				else
					drop(sink, names[i]);
			}
		}
		commit(sink);
		for (int i = 0; i < NAMES; i++) {
			struct buf out = BUF_INIT(100);

			ck_assert(units_read(spot.site, names[i], &out) ==
				!!has[i]);
			snprintf(path, sizeof path, "%d", has[i]);
			if (has[i])
				check_buf(&out, path, names[i]);
			buf_release(&out);
		}
		units_shell(
			"test -z \"$(find '%s' -type d -empty)\"", spot.site);
	}
	sink_close(open_again(&spot));
}
END_TEST

/* Many threads at once, in folders that come and go. */
enum { THREADS = 4, FILES = 200 };

struct writer {
	struct sink *sink;
	int number;
	bool is_last; /* of two builds: drop half of the files */
	bool ok;
};

static void *write_many(void *context)
{
	struct writer *writer = context;
	struct fault fault = FAULT_INIT;
	char path[60];

	writer->ok = true;
	for (int i = 0; writer->ok && i < FILES; i++) {
		snprintf(path, sizeof path, "d%d/e%d/f%d", i % 3, i,
			writer->number);
		writer->ok = writer->is_last && (i + writer->number) % 2
			? sink_drop(writer->sink, str_of(path), &fault)
			: sink_put(writer->sink, str_of(path), str_of(path),
				  &fault);
	}
	return NULL;
}

START_TEST(test_threads)
{
	struct spot spot;

	make_site(&spot);
	for (int round = 0; round < 2; round++) {
		struct writer writers[THREADS];
		pthread_t threads[THREADS];
		struct sink *sink = go_on(&spot);

		for (int i = 0; i < THREADS; i++) {
			writers[i] = (struct writer){sink, i, round, false};
			ck_assert(!pthread_create(
				&threads[i], NULL, write_many, &writers[i]));
		}
		for (int i = 0; i < THREADS; i++) {
			pthread_join(threads[i], NULL);
			ck_assert(writers[i].ok);
		}
		ck_assert_uint_eq(
			commit(sink), round ? THREADS * FILES / 2 : 0);
		units_shell("test $(find '%s' -type f | wc -l) = %d", spot.site,
			5 + THREADS * FILES / (round + 1));
	}
	sink_close(open_again(&spot));
}
END_TEST

/* Build once more, with what is left; and what was left before is PAST. */
static void leave(const struct spot *spot, const char *past, uint64_t at,
	const char *bytes)
{
	struct sink *sink = go_on(spot);
	struct str whole = str_of(bytes);
	const struct str pieces[] = {
		str_sub(whole, 0, 1), STR(""), str_from(whole, 1)};

	check_view(sink_past(sink, SINK_PAGES), str_of(past), bytes);
	check_view(sink_past(sink, SINK_INDEX), STR(""), bytes);
	if (*bytes)
		sink_leave(sink, SINK_PAGES, at, pieces, UNITS_LEN(pieces));
	commit(sink);
}

START_TEST(test_past)
{
	struct spot spot;
	struct sink *sink;
	struct stat info;
	char path[UNITS_PATH];

	make_site(&spot);
	sink = open_sink(&spot);
	ck_assert_uint_eq(sink_past(sink, SINK_PAGES).len, 0);
	sink_close(sink);
	leave(&spot, "", 0, "one");
	units_path(path, spot.top, ".site.guildhall/pages");
	ck_assert_int_eq(stat(path, &info), 0);
	ck_assert_int_eq(info.st_mode & 0777, 0600);
	units_shell("printf torn >>'%s'", path); /* is not to be seen */
	leave(&spot, "one", 3, "two");
	leave(&spot, "onetwo", 6, "x");
	leave(&spot, "onetwox", 0, "anew");
	leave(&spot, "anew", 3, "not where it ends");
	leave(&spot, "", 0, "last");
	sink = go_on(&spot); /* nothing is added */
	sink_leave(sink, SINK_PAGES, 4, NULL, 0);
	commit(sink);
	leave(&spot, "last", 0, ""); /* nothing is left */
	leave(&spot, "", 0, "again");
	ck_assert_int_eq(stat(path, &info), 0);
}
END_TEST

/* A past that was damaged is none, and no fault. */
START_TEST(test_damaged_past)
{
	static const char *const damage[] = {"rm pages", "printf 1 >pages",
		"printf 'oneTwo' >pages", "rm pages && mkdir pages",
		"rm pages && ln -s ../site/index.html pages",
		"rm pages && mkfifo pages"};
	struct spot spot;

	for (size_t i = 0; i < UNITS_LEN(damage); i++) {
		make_site(&spot);
		leave(&spot, "", 0, "one");
		leave(&spot, "one", 3, "two");
		units_shell(
			"cd '%s/.site.guildhall' && %s", spot.top, damage[i]);
		leave(&spot, "", 0, "");
	}
}
END_TEST

UNITS_SUITE(io_sink_update, test_going_on, test_drop_and_put, test_stands,
	test_no_going_on, test_spare, test_random, test_threads, test_past,
	test_damaged_past)
