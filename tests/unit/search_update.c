#include "unit/units.h"

#include "base/map.h"
#include "search/search.h"

/*
 * An index that is brought up to date is the one that is made from nothing:
 * random edits of a site in memory, each time with both, file by file and
 * byte by byte.
 */

enum { JOBS = 3, MOST_BLOCKS = 50, BLOCK_WORDS = 40 };

/* What the host knows a page by. */
struct origin {
	struct str text;
	struct markdown_block *blocks;
	size_t block_count;
};

struct file {
	struct str path, bytes; /* ptr NULL: it was dropped */
};

/* The files of an index. */
struct sink {
	struct arena arena;
	struct map files;
	VEC(struct file *) all;
	size_t puts;
	size_t places; /* files of those that were asked for */
};

struct world {
	struct arena arena;
	uint64_t seed;
	struct search_site site;
	struct origin *origins;
	struct sink sink; /* what stands, or is being made */
	bool updating; /* blocks are to be asked for */
	bool only_trying; /* what is put and left behind goes nowhere */
	bool small_pages;
	bool no_texts; /* those that stand are lost */
};

/* Words of many forms, some of one stem. */
static struct str make_word(struct world *world)
{
	static const char *const ends[] = {"", "s", "ed", "ing", "ise", "ize",
		"isation", "ization", "al", "106"};
	uint64_t *seed = &world->seed;
	size_t pick = units_below(seed, 100);
	size_t n = pick < 60 ? units_below(seed, 40)
		: pick < 97  ? units_below(seed, 900)
			     : units_below(seed, 100000);

	switch (units_below(seed, 60)) {
	case 0:
		return STR("contract and relationship management");
	case 1:
		return STR("crmgt");
	case 2:
		return arena_printf(
			&world->arena, "PPN %02zu/%02zu", n % 12, n % 30);
	default:
		return arena_printf(&world->arena, "%c%c%s%c%c%s",
			(int)('a' + n % 23), (int)('a' + n / 23 % 26),
			n % 2 ? "on" : "er", (int)('a' + n / 600 % 26),
			(int)('a' + n % 19),
			ends[units_below(seed, UNITS_LEN(ends))]);
	}
}

static struct str make_words(struct world *world, size_t n)
{
	struct buf out = BUF_INIT(BUF_LARGE);

	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_putc(&out, ' ');
		buf_put(&out, make_word(world));
	}
	return buf_finish(&out, &world->arena);
}

static void set_blocks(struct world *world, struct search_page *page)
{
	struct origin *origin = (struct origin *)page->origin;

	page->blocks = world->updating ? NULL : origin->blocks;
	page->block_count = world->updating ? 0 : origin->block_count;
}

/* HEADINGS: also those, from which blocks are told. */
static void make_text(struct world *world, struct search_page *page)
{
	uint64_t *seed = &world->seed;
	struct origin *origin = (struct origin *)page->origin;
	size_t n = 1 + units_below(seed, world->small_pages ? 4 : MOST_BLOCKS);
	size_t headings = 0;
	bool has_code = !units_below(seed, 3);
	struct markdown_heading *all =
		arena_array(&world->arena, struct markdown_heading, n);
	struct buf text = BUF_INIT(BUF_LARGE);

	origin->blocks = arena_array(&world->arena, struct markdown_block, n);
	origin->block_count = n;
	for (size_t i = 0; i < n; i++) {
		struct str words =
			make_words(world, 1 + units_below(seed, BLOCK_WORDS));
		struct markdown_block *block = &origin->blocks[i];

		block->kind = i % 7 == 3	  ? MARKDOWN_TEXT_HEADING
			: has_code && i % 11 == 5 ? MARKDOWN_TEXT_CODE
						  : MARKDOWN_TEXT_PROSE;
		if (block->kind == MARKDOWN_TEXT_HEADING) {
			words = make_words(world, 2);
			all[headings++] =
				(struct markdown_heading){2, words, words};
		}
		block->len = (uint32_t)words.len;
		block->heading = (uint32_t)headings;
		buf_put(&text, words);
	}
	origin->text = buf_finish(&text, &world->arena);
	page->headings = all;
	page->heading_count = headings;
	page->changed = true;
}

/* One word in the middle of a block is another, or there is one more. */
static void edit_text(struct world *world, struct search_page *page)
{
	struct origin *origin = (struct origin *)page->origin;
	size_t i = units_below(&world->seed, origin->block_count), at = 0;
	struct str more = arena_printf(&world->arena, " %.*s",
		STR_ARG(make_words(world, 1 + units_below(&world->seed, 12))));
	struct str start, end;

	if (origin->blocks[i].kind == MARKDOWN_TEXT_HEADING)
		return;
	for (size_t k = 0; k <= i; k++)
		at += origin->blocks[k].len;
	start = str_sub(origin->text, 0, at);
	end = str_from(origin->text, at);
	origin->text = arena_join(
		&world->arena, arena_join(&world->arena, start, more), end);
	origin->blocks[i].len += (uint32_t)more.len;
	page->changed = true;
}

static void make_title(struct world *world, struct search_page *page)
{
	page->title = make_words(world, 1 + units_below(&world->seed, 4));
	page->changed = true;
}

static void make_keywords(struct world *world, struct search_page *page)
{
	size_t n = units_below(&world->seed, 3);
	struct str *keywords = arena_array(&world->arena, struct str, n);

	for (size_t i = 0; i < n; i++)
		keywords[i] = make_words(world, 2);
	page->keywords = keywords;
	page->keyword_count = n;
	page->description =
		units_below(&world->seed, 2) ? make_words(world, 8) : STR("");
	page->changed = true;
}

static void make_values(struct world *world, struct search_page *page)
{
	struct search_values *values =
		arena_array(&world->arena, struct search_values, 1);
	uint32_t *number = arena_new(&world->arena, uint32_t);

	*number = (uint32_t)units_below(&world->seed, 3);
	values[0] = (struct search_values){number, 1};
	page->values = values;
	page->changed = true;
}

static void make_page(struct world *world, struct search_page *page, size_t i)
{
	page->url = arena_printf(&world->arena, "p%05zu.html", i);
	page->origin = &world->origins[i];
	page->boost = 100;
	make_title(world, page);
	make_keywords(world, page);
	make_values(world, page);
	make_text(world, page);
}

static void open_world(struct world *world, size_t pages, bool small)
{
	static const struct str ids[] = {
		STR_INIT("page"), STR_INIT("guide"), STR_INIT("form")};
	static const struct str titles[] = {
		STR_INIT("Page"), STR_INIT("Guide"), STR_INIT("Form")};
	static const struct search_facet facet = {
		STR_INIT("type"), STR_INIT("Type"), ids, titles, 3};
	static const struct str names[] = {
		STR_INIT("contract and relationship management"),
		STR_INIT("CRMGT"), STR_INIT("zygote")};
	static const struct search_term term = {
		names, 3, STR_INIT("CRM"), STR_INIT("It."), STR_INIT("g#c")};

	*world = (struct world){.seed = 7, .small_pages = small};
	world->origins = arena_array(&world->arena, struct origin, pages);
	world->site = (struct search_site){STR("en-GB"),
		arena_array(&world->arena, struct search_page *, pages), pages,
		&facet, 1, &term, 1};
	for (size_t i = 0; i < pages; i++) {
		world->site.pages[i] =
			arena_new(&world->arena, struct search_page);
		make_page(world, world->site.pages[i], i);
	}
}

static void run_all(void *context, size_t n, search_fn *fn, void *argument)
{
	(void)context;
	for (size_t i = 0; i < n; i++)
		fn(argument, (unsigned)(i * 7 / 3 % JOBS), i);
}

static struct str get_text(
	void *context, unsigned worker, const void *from, size_t at, size_t len)
{
	const struct origin *origin = from;

	(void)context;
	(void)worker;
	return str_sub(origin->text, at, at + len);
}

static struct file *file_of(struct sink *sink, struct str path)
{
	struct file *file = map_get(&sink->files, path);

	if (file)
		return file;
	file = arena_new(&sink->arena, struct file);
	file->path = arena_dup(&sink->arena, path);
	map_add(&sink->files, &sink->arena, file->path, file);
	*vec_push(&sink->all, &sink->arena) = file;
	return file;
}

static void put_file(
	void *context, unsigned worker, struct str path, struct str bytes)
{
	struct world *world = context;
	struct file *file = file_of(&world->sink, path);

	(void)worker;
	ck_assert(search_owns(path));
	world->sink.puts++;
	if (world->only_trying)
		return;
	file->bytes = arena_dup(&world->sink.arena, bytes);
}

static void load_page(void *context, unsigned worker, struct search_page *page)
{
	const struct origin *origin = page->origin;

	(void)context;
	(void)worker;
	page->blocks = origin->blocks;
	page->block_count = origin->block_count;
}

static struct str stands(void *context, unsigned worker, struct str path)
{
	struct world *world = context;

	(void)worker;
	world->sink.places += str_starts(path, STR("search/q/"));
	if (world->no_texts && str_starts(path, STR("search/x/")))
		return (struct str){0};
	return file_of(&world->sink, path)->bytes;
}

static void drop_file(void *context, unsigned worker, struct str path)
{
	struct world *world = context;
	struct file *file = file_of(&world->sink, path);

	(void)worker;
	if (world->only_trying)
		return;
	ck_assert_msg(file->bytes.ptr, "%.*s is dropped twice", STR_ARG(path));
	file->bytes = (struct str){0};
}

static struct search_host host_of(struct world *world)
{
	return (struct search_host){world, JOBS, run_all, get_text, put_file,
		load_page, stands, drop_file};
}

static void write_anew(struct world *world, struct search_memory *memory)
{
	struct search_host host = host_of(world);

	world->updating = false;
	for (size_t i = 0; i < world->site.page_count; i++)
		set_blocks(world, world->site.pages[i]);
	search_write(&world->site, &host, memory);
}

/* Both have the same files, and the same in them. */
static void compare(struct sink *is, struct sink *must, size_t step)
{
	vec_each(struct file *, at, &must->all) {
		struct str bytes = file_of(is, (*at)->path)->bytes;

		ck_assert_msg(str_eq(bytes, (*at)->bytes),
			"step %zu: %.*s\n%.*s\n%.*s", step,
			STR_ARG((*at)->path), STR_ARG(bytes),
			STR_ARG((*at)->bytes));
	}
	vec_each(struct file *, at, &is->all)
		ck_assert_msg(
			!(*at)->bytes.ptr || map_get(&must->files, (*at)->path),
			"step %zu: %.*s is no more", step,
			STR_ARG((*at)->path));
}

/* What stands must be what is made from nothing. */
static void check_index(struct world *world, size_t step)
{
	struct sink is = world->sink;

	world->sink = (struct sink){0};
	write_anew(world, NULL);
	compare(&is, &world->sink, step);
	arena_release(&world->sink.arena);
	world->sink = is;
}

static void edit_page(struct world *world, struct search_page *page)
{
	switch (units_below(&world->seed, 12)) {
	case 0:
		make_title(world, page);
		break;
	case 1:
		make_keywords(world, page);
		break;
	case 2:
		make_values(world, page);
		break;
	case 3:
		make_text(world, page);
		break;
	case 4:
		page->boost = 50 + (unsigned)units_below(&world->seed, 100);
		page->changed = true;
		break;
	case 5:
		page->changed = true;
		break;
	default:
		edit_text(world, page);
		break;
	}
}

static void edit(struct world *world)
{
	size_t pages = world->site.page_count;
	size_t n =
		units_below(&world->seed, 5) ? 1 : units_below(&world->seed, 6);

	for (size_t i = 0; i < pages; i++)
		world->site.pages[i]->changed = false;
	for (size_t i = 0; i < n; i++)
		edit_page(world,
			world->site.pages[units_below(&world->seed, pages)]);
}

static struct search_memory memory_of(struct buf *past, size_t root)
{
	return (struct search_memory){.past = buf_str(past),
		.root = root,
		.more = BUF_INIT(BUF_LARGE)};
}

/* Put what was left behind what there is. */
static size_t keep(struct search_memory *memory, struct buf *past)
{
	size_t root = memory->next_root;

	for (size_t i = 0; i < memory->first_count; i++)
		buf_put(past, buf_str(&memory->first[i]));
	buf_put(past, buf_str(&memory->more));
	search_forget(memory);
	return root;
}

static size_t begin(struct world *world, struct buf *past)
{
	struct search_memory memory;

	arena_release(&world->sink.arena);
	world->sink = (struct sink){0};
	buf_clear(past);
	memory = memory_of(past, 0);
	write_anew(world, &memory);
	return keep(&memory, past);
}

static bool update(struct world *world, struct buf *past, size_t *root)
{
	struct search_memory memory = memory_of(past, *root);
	struct search_host host = host_of(world);
	bool done;

	world->updating = true;
	for (size_t i = 0; i < world->site.page_count; i++)
		set_blocks(world, world->site.pages[i]);
	world->sink.puts = 0;
	done = search_update(&world->site, &host, &memory);
	ck_assert(done || !world->sink.puts);
	ck_assert(done || !memory.more.len);
	if (done && !world->only_trying)
		*root = keep(&memory, past);
	search_forget(&memory);
	return done;
}

static void close_world(struct world *world, struct buf *past)
{
	buf_release(past);
	arena_release(&world->sink.arena);
	arena_release(&world->arena);
}

START_TEST(test_updates)
{
	enum { PAGES = 200, STEPS = 150 };
	struct buf past = BUF_INIT(BUF_LARGE);
	struct world world;
	size_t root, anew = 0;

	open_world(&world, PAGES, false);
	root = begin(&world, &past);
	for (size_t step = 0; step < STEPS; step++) {
		edit(&world);
		if (update(&world, &past, &root)) {
			check_index(&world, step);
			continue;
		}
		anew++;
		root = begin(&world, &past);
	}
	ck_assert_uint_lt(anew, STEPS / 10);
	close_world(&world, &past);
}
END_TEST

/* So many pages that what is said of common words is in two files. */
START_TEST(test_big_updates)
{
	enum { PAGES = 20050, STEPS = 6 };
	struct buf past = BUF_INIT(BUF_LARGE);
	struct world world;
	size_t root, done = 0;

	open_world(&world, PAGES, true);
	root = begin(&world, &past);
	for (size_t step = 0; step < STEPS; step++) {
		edit(&world);
		done += update(&world, &past, &root);
	}
	ck_assert_uint_gt(done, STEPS / 2);
	edit(&world);
	if (!update(&world, &past, &root))
		root = begin(&world, &past);
	check_index(&world, STEPS);
	close_world(&world, &past);
}
END_TEST

/* Whatever the memory or the files are, nothing is put that is wrong. */
START_TEST(test_damage)
{
	enum { PAGES = 140, STEPS = 300 };
	struct buf past = BUF_INIT(BUF_LARGE);
	struct world world;
	struct arena arena = ARENA_INIT;
	size_t root, refused = 0;

	open_world(&world, PAGES, true);
	root = begin(&world, &past);
	for (size_t step = 0; step < STEPS; step++) {
		struct str kept = arena_dup(&arena, buf_str(&past));
		size_t at = units_below(&world.seed, past.len), own = root;
		size_t len = past.len;

		edit(&world);
		past.ptr[at] ^= (char)(1 + units_below(&world.seed, 255));
		if (step % 5 == 0)
			past.len = units_below(&world.seed, past.len);
		if (step % 7 == 0)
			own = units_below(&world.seed, len + 9);
		world.only_trying = true;
		refused += !update(&world, &past, &own);
		world.only_trying = false;
		buf_clear(&past);
		buf_put(&past, kept);
		arena_reset(&arena);
	}
	ck_assert_uint_gt(refused, STEPS / 4);
	arena_release(&arena);
	close_world(&world, &past);
}
END_TEST

/* A file of the index that stands may be gone, or be another. */
START_TEST(test_damaged_files)
{
	enum { PAGES = 140, STEPS = 200 };
	struct buf past = BUF_INIT(BUF_LARGE);
	struct world world;
	size_t root;

	open_world(&world, PAGES, true);
	root = begin(&world, &past);
	for (size_t step = 0; step < STEPS; step++) {
		struct file *file = world.sink.all.items[units_below(
			&world.seed, world.sink.all.len)];
		struct str bytes = file->bytes;

		edit(&world);
		if (bytes.len) {
			char *copy = (char *)arena_dup(&world.arena, bytes).ptr;

			copy[units_below(&world.seed, bytes.len)] ^= 1;
			file->bytes.ptr = step % 3 ? copy : NULL;
			file->bytes.len = step % 3 ? bytes.len : 0;
		}
		world.only_trying = true;
		update(&world, &past, &(size_t){root});
		world.only_trying = false;
		file->bytes = bytes;
	}
	close_world(&world, &past);
}
END_TEST

/* How many files of places an update would ask for. */
static size_t count_places(struct world *world, struct buf *past, size_t root)
{
	bool done;

	world->sink.places = 0;
	world->only_trying = true;
	done = update(world, past, &root);
	world->only_trying = false;
	return done ? world->sink.places : 0;
}

/* A word more in a page: others of it need not be looked for. */
START_TEST(test_few_files)
{
	enum { PAGES = 200, STEPS = 40 };
	struct buf past = BUF_INIT(BUF_LARGE);
	struct world world;
	size_t root, few = 0, many = 0;

	open_world(&world, PAGES, true);
	root = begin(&world, &past);
	for (size_t step = 0; step < STEPS; step++) {
		for (size_t i = 0; i < PAGES; i++)
			world.site.pages[i]->changed = false;
		edit_text(&world, world.site.pages[step]);
		few += count_places(&world, &past, root);
		world.no_texts = true;
		many += count_places(&world, &past, root);
		world.no_texts = false;
		if (!update(&world, &past, &root))
			root = begin(&world, &past);
	}
	ck_assert_uint_gt(few, STEPS);
	ck_assert_uint_lt(3 * few, 2 * many);
	close_world(&world, &past);
}
END_TEST

UNITS_SUITE(search_update, test_updates, test_big_updates, test_damage,
	test_damaged_files, test_few_files)
