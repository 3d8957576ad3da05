#include "cli/commands.h"

#include "cli/progress.h"
#include "cli/since.h"
#include "data/json.h"
#include "io/file.h"
#include "stage/outputs/outputs.h"

/* What a run ends with: the fault, the errors, or nothing. */
static int outcome(struct build *build, const struct fault *fault, bool ok)
{
	enum exit_code code = diags_exit(&build->diags);

	if (fault->code != EXIT_CLEAN)
		return cli_fault(fault);
	if (!ok && code == EXIT_CLEAN)
		return EXIT_CONTENT;
	return (int)code;
}

/* --context PAGE: the values of one page's template, as JSON. */
static int print_context(struct build *build, struct str page)
{
	struct arena arena = ARENA_INIT;
	const struct output *output = outputs_find(build, page);
	const struct page *of = map_get(&build->site.pages_by_path, page);
	struct json_options options = {.pretty = true};
	struct buf text = BUF_INIT(BUF_LARGE);
	struct value value;
	int code;

	if (!output && of)
		output = outputs_find(build, of->url);
	if (!output) {
		fprintf(stderr,
			"guildhall: no page \"%.*s\": name its file or its "
			"address\n",
			STR_ARG(page));
		return EXIT_USAGE;
	}
	options.target = (struct html_target){.page = output->url,
		.root = output->root,
		.inlined = output->inlined};
	value = outputs_context(build, output, &arena);
	json_put(&text, &value, &options);
	buf_putc(&text, '\n');
	code = cli_print(buf_str(&text));
	buf_release(&text);
	arena_release(&arena);
	return code;
}

/* --search-corpus FILE: what the search indexed. */
static bool write_corpus(
	const struct buf *corpus, struct str path, struct fault *fault)
{
	struct arena arena = ARENA_INIT;
	FILE *file = fopen(file_path(&arena, path), "we");
	bool ok = file && cli_write(file, buf_str(corpus));

	if (file && fclose(file))
		ok = false;
	arena_release(&arena);
	return ok ||
		fault_errno(
			fault, EXIT_OUTPUT, "cannot write %.*s", STR_ARG(path));
}

/* "1343 files, 5 changed for members". */
static void put_files(const struct build *build, const struct sink *sink,
	const struct str *edition, struct buf *out)
{
	size_t files = build->counts.files;
	size_t changed = build->counts.touched - (sink ? sink->kept : 0);

	buf_printf(out, "%zu files", files);
	if (build->is_unchanged)
		buf_puts(out, ", nothing changed");
	else if (changed < files)
		buf_printf(out, ", %zu changed", changed);
	if (edition)
		buf_printf(out, " for %.*s", STR_ARG(*edition));
	buf_putc(out, '\0');
}

int cli_build(struct build *build, struct options *options,
	struct progress *progress, struct sink *sink, const struct str *edition)
{
	struct fault fault = FAULT_INIT;
	bool ok = build_run(build, sink, &fault);
	struct buf extra = BUF_INIT(1 << 10);

	if (ok && options->build.corpus)
		ok = write_corpus(
			options->build.corpus, options->search_corpus, &fault);

	progress_end(progress);
	cli_report(build, options, stderr,
		options->verbose	 ? SEVERITY_INFO
			: options->quiet ? SEVERITY_ERROR
					 : SEVERITY_WARNING);
	if (ok && options->context.len)
		return print_context(build, options->context);
	put_files(build, sink, edition, &extra);
	if (fault.code == EXIT_CLEAN)
		cli_summary(build, options, ok && sink ? extra.ptr : NULL);
	buf_release(&extra);
	return outcome(build, &fault, ok);
}

/* The site that --previous names, if it does. False: ARENA is released. */
static bool read_previous(
	struct options *options, struct arena *arena, struct fault *fault)
{
	if (!options->previous.len ||
		cli_read_manifest(options->previous, arena,
			&options->build.previous, fault))
		return true;
	arena_release(arena);
	return false;
}

static int make_site(struct options *options, struct progress *progress)
{
	struct fault fault = FAULT_INIT;
	struct arena arena = ARENA_INIT;
	struct buf corpus = BUF_INIT(BUF_LARGE);
	struct sink *sink = NULL;
	struct build build;
	int code;

	if (!read_previous(options, &arena, &fault))
		return cli_fault(&fault);
	if (!options->context.len) {
		sink = sink_open_folder(
			options->destination, options->wait, &fault);
		if (!sink) {
			arena_release(&arena);
			return cli_fault(&fault);
		}
	}
	options->build.search = sink != NULL;
	if (options->search_corpus.len)
		options->build.corpus = &corpus;
	options->build.anew = options->force;
	build_init(&build, &options->build);
	code = cli_build(&build, options, progress, sink, NULL);
	sink_close(sink);
	build_release(&build);
	buf_release(&corpus);
	arena_release(&arena);
	return code;
}

int command_build(struct options *options)
{
	return cli_prepare(options) ? progress_run(options, make_site)
				    : EXIT_USAGE;
}

static int check_site(struct options *options, struct progress *progress)
{
	struct fault fault = FAULT_INIT;
	struct arena arena = ARENA_INIT;
	struct build build;
	bool ok;
	int code;

	if (!read_previous(options, &arena, &fault))
		return cli_fault(&fault);
	options->build.everything = true;
	build_init(&build, &options->build);
	ok = build_run(&build, NULL, &fault);
	if (options->since.len && fault.code == EXIT_CLEAN) {
		since_filter(&build, options, &fault);
		ok = !diags_count(&build.diags, SEVERITY_ERROR);
	}
	progress_end(progress);
	cli_report(&build, options, stdout,
		options->quiet ? SEVERITY_ERROR : SEVERITY_INFO);
	if (fault.code == EXIT_CLEAN)
		cli_summary(&build, options, NULL);
	code = outcome(&build, &fault, ok);
	build_release(&build);
	arena_release(&arena);
	return code;
}

int command_check(struct options *options)
{
	return cli_prepare(options) ? progress_run(options, check_site)
				    : EXIT_USAGE;
}
