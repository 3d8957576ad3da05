/*
 * The least that an index of stems takes: runs of letters and digits in lower
 * case, stemmed once a form and thread; how often each page has each stem; and
 * one list of all of that, by stem and then page, written as bytes.
 */

#include "floor.h"

#include <libstemmer.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORM_MAX = 64, SLOTS = 1 << 12 };

/* Numbers of texts, in the order they came. */
struct table {
	uint32_t *slots; /* number + 1; their count is a power of two */
	size_t cap, len;
	size_t *starts; /* into texts, by number; one more than there are */
	char *texts;
	size_t texts_cap;
};

/* What a page has, and what a stem has. */
struct posting {
	uint32_t stem, count;
};

struct hit {
	uint32_t page, count;
};

struct of_page {
	const struct posting *postings;
	size_t first, len;
	uint32_t page;
};

struct words {
	struct sb_stemmer *stemmer;
	struct table forms, stems;
	uint32_t *stem_of; /* by form */
	uint32_t *counts; /* by stem, of one page */
	uint32_t *touched; /* stems that the page has */
	struct posting *postings;
	size_t len, cap;
	struct of_page *pages;
	size_t pages_len, pages_cap;
};

void *grow(void *items, size_t size)
{
	items = realloc(items, size);
	if (!items)
		fail("memory");
	return items;
}

static size_t hash(const char *text, size_t len)
{
	uint64_t h = 14695981039346656037U;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)text[i]) * 1099511628211U;
	return (size_t)(h ^ h >> 32);
}

static size_t text_len(const struct table *table, uint32_t number)
{
	return table->starts[number + 1] - table->starts[number];
}

static const char *text_of(const struct table *table, uint32_t number)
{
	return table->texts + table->starts[number];
}

static uint32_t *slot_of(
	const struct table *table, const char *text, size_t len)
{
	size_t at = hash(text, len);

	for (;; at++) {
		uint32_t *slot = &table->slots[at & (table->cap - 1)];

		if (!*slot ||
			(text_len(table, *slot - 1) == len &&
				!memcmp(text_of(table, *slot - 1), text, len)))
			return slot;
	}
}

static void table_grow(struct table *table)
{
	table->cap = table->cap ? table->cap * 2 : SLOTS;
	table->starts = grow(table->starts, table->cap * sizeof *table->starts);
	table->starts[0] = 0;
	free(table->slots);
	table->slots = calloc(table->cap, sizeof *table->slots);
	if (!table->slots)
		fail("memory");
	for (uint32_t i = 0; i < table->len; i++)
		*slot_of(table, text_of(table, i), text_len(table, i)) = i + 1;
}

/* The number of a text; a new one is the table's length before. */
static uint32_t number_of(struct table *table, const char *text, size_t len)
{
	uint32_t *slot;
	size_t end;

	if (table->len * 2 >= table->cap)
		table_grow(table);
	slot = slot_of(table, text, len);
	if (*slot)
		return *slot - 1;
	end = table->starts[table->len] + len;
	if (end > table->texts_cap) {
		table->texts_cap = end * 2;
		table->texts = grow(table->texts, table->texts_cap);
	}
	memcpy(table->texts + end - len, text, len);
	*slot = (uint32_t)++table->len;
	table->starts[table->len] = end;
	return *slot - 1;
}

static void table_free(struct table *table)
{
	free(table->slots);
	free(table->starts);
	free(table->texts);
}

struct words *words_open(void)
{
	struct words *words = grow(NULL, sizeof *words);

	*words = (struct words){.stemmer = sb_stemmer_new("english", NULL)};
	if (!words->stemmer)
		fail("stemmer");
	return words;
}

/* The number of a stem, with room for its count. */
static uint32_t stem_number(struct words *words, const char *stem, size_t len)
{
	size_t known = words->stems.len;
	uint32_t number = number_of(&words->stems, stem, len);

	if (number < known)
		return number;
	words->counts =
		grow(words->counts, words->stems.cap * sizeof *words->counts);
	words->touched =
		grow(words->touched, words->stems.cap * sizeof *words->touched);
	words->counts[number] = 0;
	return number;
}

/* The stem of a form, which is found once only. */
static uint32_t stem_form(struct words *words, const char *form, size_t len)
{
	size_t known = words->forms.len;
	uint32_t number = number_of(&words->forms, form, len);
	const char *stem;

	if (number < known)
		return words->stem_of[number];
	words->stem_of =
		grow(words->stem_of, words->forms.cap * sizeof *words->stem_of);
	stem = (const char *)sb_stemmer_stem(
		words->stemmer, (const sb_symbol *)form, (int)len);
	words->stem_of[number] = stem_number(
		words, stem, (size_t)sb_stemmer_length(words->stemmer));
	return words->stem_of[number];
}

/* Lower case of a letter or digit, 0 of anything else; as UTF-8 is. */
static char folded(char c)
{
	if (c >= 'A' && c <= 'Z')
		return (char)(c + 'a' - 'A');
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c & 0x80)
		return c;
	return 0;
}

/* The next word at *TEXT; its length, 0 at the end. */
static size_t next_form(const char **text, const char *end, char *form)
{
	size_t len = 0;

	while (*text < end && !folded(**text))
		++*text;
	for (; *text < end && folded(**text); ++*text)
		if (len < FORM_MAX)
			form[len++] = folded(**text);
	return len;
}

static void put_postings(struct words *words, uint32_t page, size_t n)
{
	if (words->pages_len == words->pages_cap) {
		words->pages_cap = words->pages_cap * 2 + 64;
		words->pages = grow(
			words->pages, words->pages_cap * sizeof *words->pages);
	}
	words->pages[words->pages_len++] =
		(struct of_page){NULL, words->len, n, page};
	if (words->len + n > words->cap) {
		words->cap = (words->len + n) * 2;
		words->postings = grow(
			words->postings, words->cap * sizeof *words->postings);
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t stem = words->touched[i];

		words->postings[words->len++] =
			(struct posting){stem, words->counts[stem]};
		words->counts[stem] = 0;
	}
}

void words_add(struct words *words, uint32_t page, const char *text, size_t len)
{
	const char *end = text + len;
	char form[FORM_MAX];
	size_t n = 0;

	while ((len = next_form(&text, end, form))) {
		uint32_t stem = stem_form(words, form, len);

		if (!words->counts[stem]++)
			words->touched[n++] = stem;
	}
	put_postings(words, page, n);
}

/* Give all threads' stems one set of numbers. */
static void merge(struct table *stems, struct words *words)
{
	uint32_t *number = grow(NULL, (words->stems.len + 1) * sizeof *number);

	for (uint32_t i = 0; i < words->stems.len; i++)
		number[i] = number_of(stems, text_of(&words->stems, i),
			text_len(&words->stems, i));
	for (size_t i = 0; i < words->len; i++)
		words->postings[i].stem = number[words->postings[i].stem];
	free(number);
}

static void words_close(struct words *words)
{
	sb_stemmer_delete(words->stemmer);
	table_free(&words->forms);
	table_free(&words->stems);
	free(words->stem_of);
	free(words->counts);
	free(words->touched);
	free(words->postings);
	free(words->pages);
	free(words);
}

/* Where the postings of each page are; PAGES is how many there are. */
static struct of_page *by_page(struct words **all, unsigned n, size_t *pages)
{
	struct of_page *sorted;

	*pages = 0;
	for (unsigned i = 0; i < n; i++)
		*pages += all[i]->pages_len;
	sorted = grow(NULL, (*pages + 1) * sizeof *sorted);
	for (unsigned i = 0; i < n; i++)
		for (size_t k = 0; k < all[i]->pages_len; k++) {
			struct of_page *page = &all[i]->pages[k];

			sorted[page->page] = *page;
			sorted[page->page].postings =
				all[i]->postings + page->first;
		}
	return sorted;
}

/* Bring ALL together by stem, then page; ENDS is where each stem's end. */
static struct hit *sort(
	struct words **all, unsigned n, size_t stems, size_t **ends)
{
	size_t *at = calloc(stems + 1, sizeof *at), count;
	struct of_page *pages = by_page(all, n, &count);
	struct hit *hits;

	if (!at)
		fail("memory");
	for (unsigned i = 0; i < n; i++)
		for (size_t k = 0; k < all[i]->len; k++)
			at[all[i]->postings[k].stem + 1]++;
	for (size_t i = 1; i <= stems; i++)
		at[i] += at[i - 1];
	hits = grow(NULL, (at[stems] + 1) * sizeof *hits);
	for (uint32_t page = 0; page < count; page++)
		for (size_t k = 0; k < pages[page].len; k++) {
			struct posting posting = pages[page].postings[k];

			hits[at[posting.stem]++] =
				(struct hit){page, posting.count};
		}
	free(pages);
	*ends = at;
	return hits;
}

static void put_number(FILE *file, uint32_t n)
{
	for (; n >= 0x80; n >>= 7)
		putc_unlocked((int)(n & 0x7f) | 0x80, file);
	putc_unlocked((int)n, file);
}

static void put_stem(FILE *file, const struct table *stems, uint32_t stem,
	const struct hit *hits, size_t n)
{
	uint32_t before = 0;

	put_number(file, (uint32_t)text_len(stems, stem));
	fwrite(text_of(stems, stem), 1, text_len(stems, stem), file);
	put_number(file, (uint32_t)n);
	for (size_t i = 0; i < n; i++) {
		put_number(file, hits[i].page - before);
		put_number(file, hits[i].count);
		before = hits[i].page;
	}
}

void words_write(struct words **all, unsigned n, const char *path)
{
	struct table stems = {0};
	FILE *file = fopen(path, "w");
	struct hit *hits;
	size_t *ends, from = 0;

	if (!file)
		fail(path);
	for (unsigned i = 0; i < n; i++)
		merge(&stems, all[i]);
	hits = sort(all, n, stems.len, &ends);
	for (uint32_t i = 0; i < stems.len; i++) {
		put_stem(file, &stems, i, hits + from, ends[i] - from);
		from = ends[i];
	}
	if (fclose(file))
		fail(path);
	for (unsigned i = 0; i < n; i++)
		words_close(all[i]);
	table_free(&stems);
	free(hits);
	free(ends);
}
