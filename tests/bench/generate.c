/*
 * Makes a content repository to measure with: generate FOLDER PAGES. The same
 * numbers give the same bytes: pages of 400 to 1,200 words in folders of a
 * hundred, those in eight sections, with front matter, headings, lists, links
 * and tables.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"

enum {
	WORDS = 20000,
	WORD_MAX = 16,
	FOLDER = 100, /* pages in a folder */
	SECTIONS = 8, /* that the folders are spread over */
	MOVING = 50 /* each so many pages is one that commits may move */
};

static uint64_t state = 88172645463325252U; /* xorshift64 */

static uint64_t next_random(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static unsigned below(unsigned n)
{
	return (unsigned)(next_random() % n);
}

static char words[WORDS][WORD_MAX];

static void make_words(void)
{
	static const char *const syllables[] = {"con", "tract", "ma", "nage",
		"ser", "vice", "ri", "sk", "re", "view", "sup", "ply", "go",
		"ver", "nance", "part", "ner", "plan", "board", "cost", "val",
		"ue", "per", "form", "ex", "it", "lo", "cal", "au", "dit"};

	for (size_t i = 0; i < WORDS; i++) {
		unsigned n = 1 + below(4);

		words[i][0] = '\0';
		while (n--)
			strncat(words[i],
				syllables[below(
					sizeof syllables / sizeof *syllables)],
				WORD_MAX - 1 - strlen(words[i]));
	}
}

/* Common words are common: roughly by Zipf's law. */
static const char *word(void)
{
	unsigned range = 10U << below(12);

	return words[below(range < WORDS ? range : WORDS)];
}

static void put_words(FILE *file, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		fprintf(file, "%s%s", i ? " " : "", word());
}

static void put_link(FILE *file, unsigned pages)
{
	unsigned target = below(pages);

	if (target % MOVING == 0)
		target++;
	fputs(" [", file);
	put_words(file, 3);
	fprintf(file, "](../../s%u/f%04u/p%06u.md) ",
		target / FOLDER % SECTIONS, target / FOLDER, target);
}

static unsigned put_paragraph(FILE *file, unsigned pages)
{
	unsigned n = 30 + below(60);

	put_words(file, n / 2);
	if (below(3) == 0)
		put_link(file, pages);
	fputs(below(4) ? " " : " **", file);
	put_words(file, 2);
	fputs(below(2) ? ", " : "; ", file);
	put_words(file, n / 2);
	fputs(".\n\n", file);
	return n;
}

static unsigned put_list(FILE *file)
{
	unsigned n = 3 + below(4);

	for (unsigned i = 0; i < n; i++) {
		fputs("- ", file);
		put_words(file, 8);
		fputs("\n", file);
	}
	fputs("\n", file);
	return n * 8;
}

static unsigned put_table(FILE *file)
{
	unsigned rows = 3 + below(5);

	fputs("| item | owner | due |\n|---|---|--:|\n", file);
	for (unsigned i = 0; i < rows; i++)
		fprintf(file, "| %s %s | %s | %u |\n", word(), word(), word(),
			below(100));
	fputs("\n", file);
	return rows * 4;
}

static void put_body(FILE *file, unsigned pages)
{
	unsigned wanted = 400 + below(800), n = 0;

	while (n < wanted) {
		if (below(4) == 0) {
			fputs(below(3) ? "## " : "## More ", file);
			put_words(file, 3);
			fputs("\n\n", file);
		}
		n += put_paragraph(file, pages);
		if (below(5) == 0)
			n += put_list(file);
		if (below(8) == 0)
			n += put_table(file);
	}
}

static void make_page(const char *folder, unsigned number, unsigned pages)
{
	static const char *const topics[] = {"risk", "people", "exit", "value"};
	char path[64];
	FILE *file;

	snprintf(path, sizeof path, "s%u", number / FOLDER % SECTIONS);
	make_folder(folder, path);
	snprintf(path, sizeof path, "s%u/f%04u", number / FOLDER % SECTIONS,
		number / FOLDER);
	make_folder(folder, path);
	snprintf(path, sizeof path, "s%u/f%04u/p%06u.md",
		number / FOLDER % SECTIONS, number / FOLDER, number);
	file = create(folder, path);
	fputs("---\ntitle: ", file);
	put_words(file, 4);
	fprintf(file, " %u\ndescription: ", number);
	put_words(file, 12);
	fprintf(file,
		"\nlast_reviewed_on: 2026-%02u-%02u\nreview_in: \"1 year\"\n"
		"topics: [%s]\n---\n",
		1 + below(10), 1 + below(28), topics[below(4)]);
	put_body(file, pages);
	fclose(file);
}

int main(int argc, char **argv)
{
	unsigned pages = argc == 3 ? (unsigned)atoi(argv[2]) : 0;
	FILE *file;

	if (!pages) {
		fputs("usage: generate FOLDER PAGES\n", stderr);
		return 2;
	}
	make_words();
	make_folder(argv[1], "");
	file = create(argv[1], "guildhall.yml");
	fputs("title: Bench\nhandbook: 0\ntaxonomies:\n  topics:\n    title: "
	      "Topics\n"
	      "    values: {risk: Risk, people: People, exit: Exit, value: "
	      "Value}\n",
		file);
	fclose(file);
	for (unsigned i = 0; i < pages; i++)
		make_page(argv[1], i, pages);
	return 0;
}
