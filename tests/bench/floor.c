/*
 * The floor to measure from:
 *
 *	floor [--words] [--history] FOLDER DESTINATION JOBS
 *
 * reads every page of a content repository, renders it with cmark-gfm alone
 * and writes it, by as many threads as the build it is compared with, and does
 * nothing else; but with --words it also makes an index of their words, and
 * with --history it finds what each commit of the repository changed.
 */

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "floor.h"

enum { PATH = 1024 };

struct pages {
	char (*paths)[PATH];
	size_t len, cap;
	const char *source, *destination;
	int wants_words, wants_history;
	atomic_size_t next;
	atomic_uint threads;
	struct words *words[JOBS]; /* by thread */
};

void fail(const char *what)
{
	perror(what);
	exit(1);
}

static void add(struct pages *pages, const char *folder, const char *name)
{
	if (pages->len == pages->cap) {
		pages->cap = pages->cap ? pages->cap * 2 : 1024;
		pages->paths = grow(pages->paths, pages->cap * PATH);
	}
	snprintf(pages->paths[pages->len++], PATH, "%s/%s", folder, name);
}

static void list(struct pages *pages, const char *folder)
{
	char path[PATH * 2];
	struct dirent *entry;
	DIR *stream;

	snprintf(path, sizeof path, "%s/%s", pages->source, folder);
	stream = opendir(path);
	if (!stream)
		fail(path);
	snprintf(path, sizeof path, "%s/%s", pages->destination, folder);
	mkdir(path, 0755);
	while ((entry = readdir(stream))) {
		size_t len = strlen(entry->d_name);

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
		if (entry->d_type == DT_DIR)
			list(pages, path);
		else if (len > 3 && !strcmp(entry->d_name + len - 3, ".md"))
			add(pages, folder, entry->d_name);
	}
	closedir(stream);
}

static char *read_page(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY);
	struct stat info;
	char *text;

	if (fd < 0 || fstat(fd, &info))
		fail(path);
	text = malloc((size_t)info.st_size + 1);
	if (!text || read(fd, text, (size_t)info.st_size) != info.st_size)
		fail(path);
	close(fd);
	text[info.st_size] = '\0';
	*len = (size_t)info.st_size;
	return text;
}

static char *render(const char *body, size_t len)
{
	cmark_parser *parser =
		cmark_parser_new(CMARK_OPT_FOOTNOTES | CMARK_OPT_SMART);
	cmark_node *root;
	char *html;

	cmark_parser_attach_syntax_extension(
		parser, cmark_find_syntax_extension("table"));
	cmark_parser_attach_syntax_extension(
		parser, cmark_find_syntax_extension("tasklist"));
	cmark_parser_feed(parser, body, len);
	root = cmark_parser_finish(parser);
	html = cmark_render_html(root, CMARK_OPT_SMART | CMARK_OPT_FOOTNOTES,
		cmark_parser_get_syntax_extensions(parser));
	cmark_node_free(root);
	cmark_parser_free(parser);
	return html;
}

static void write_page(const char *path, const char *html)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	size_t len = strlen(html);

	if (fd < 0 || write(fd, html, len) != (ssize_t)len)
		fail(path);
	close(fd);
}

static void do_page(struct pages *pages, size_t i, struct words *words)
{
	char path[PATH * 2];
	char *text, *body, *html;
	size_t len;

	snprintf(path, sizeof path, "%s/%s", pages->source, pages->paths[i]);
	text = read_page(path, &len);
	body = strstr(text + 3, "\n---\n") + 5;
	len -= (size_t)(body - text);
	html = render(body, len);
	if (words)
		words_add(words, (uint32_t)i, body, len);
	snprintf(path, sizeof path, "%s/%s.html", pages->destination,
		pages->paths[i]);
	write_page(path, html);
	free(html);
	free(text);
}

static void *work(void *context)
{
	struct pages *pages = context;
	struct words *words = NULL;
	size_t i;

	if (pages->wants_words)
		pages->words[atomic_fetch_add(&pages->threads, 1)] = words =
			words_open();
	while ((i = atomic_fetch_add(&pages->next, 1)) < pages->len)
		do_page(pages, i, words);
	return NULL;
}

void run_threads(unsigned jobs, void *(*work)(void *context), void *context)
{
	pthread_t threads[JOBS];

	for (unsigned i = 1; i < jobs; i++)
		if (pthread_create(&threads[i], NULL, work, context))
			fail("thread");
	work(context);
	for (unsigned i = 1; i < jobs; i++)
		pthread_join(threads[i], NULL);
}

static void run(struct pages *pages, unsigned jobs)
{
	char path[PATH * 2];

	cmark_gfm_core_extensions_ensure_registered();
	mkdir(pages->destination, 0755);
	list(pages, ".");
	run_threads(jobs, work, pages);
	if (pages->wants_words) {
		snprintf(path, sizeof path, "%s/index", pages->destination);
		words_write(pages->words, jobs, path);
	}
	if (pages->wants_history && !history_walk(pages->source, jobs))
		fail("no commit");
	free(pages->paths);
}

int main(int argc, char **argv)
{
	struct pages pages = {0};
	unsigned jobs = 0;

	for (argv++; argc > 4; argc--, argv++) {
		pages.wants_words |= !strcmp(*argv, "--words");
		pages.wants_history |= !strcmp(*argv, "--history");
	}
	if (argc == 4)
		jobs = (unsigned)atoi(argv[2]);
	if (!jobs || jobs > JOBS) {
		fputs("usage: floor [--words] [--history] FOLDER DESTINATION "
		      "JOBS\n",
			stderr);
		return 2;
	}
	pages.source = argv[0];
	pages.destination = argv[1];
	run(&pages, jobs);
	return 0;
}
