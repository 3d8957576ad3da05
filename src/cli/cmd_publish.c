/* Publishing: all editions of one commit at once, and taking that back. */

#include "cli/commands.h"
#include "cli/progress.h"
#include "io/releases.h"

struct publishing {
	struct options *options;
	struct progress *progress;
	struct releases *releases;
	struct arena arena;
	struct fault fault;
	struct str commit; /* 40 hex digits */
};

/* An older commit that comes late never replaces a newer one. */
static bool is_newest(struct publishing *publishing, const struct build *build)
{
	struct str live = releases_commit(publishing->releases);

	if (publishing->options->force || !live.len ||
		!tree_is_behind(&build->tree, live))
		return true;
	return fault_set(&publishing->fault, EXIT_BUSY,
		"%.7s is live, which builds on %.7s; --force publishes the "
		"older one, whatever addresses vanish with it",
		live.ptr, build->tree.commit.id.ptr);
}

/* Build one edition into the new release. */
static int publish_edition(struct publishing *publishing, struct str edition)
{
	struct options *options = publishing->options;
	struct build build;
	struct sink *sink;
	int code;

	options->build.edition = edition;
	options->build.search = true;
	if (!options->force)
		options->build.previous = releases_manifest(
			publishing->releases, edition, &publishing->arena);
	sink = releases_sink(publishing->releases, edition, &publishing->fault);
	if (!sink)
		return cli_fault(&publishing->fault);
	build_init(&build, &options->build);
	code = cli_build(&build, options, publishing->progress, sink, &edition);
	sink_close(sink);
	build_release(&build);
	return code;
}

/*
 * Which commit it is, once and for all editions, and whether it may be
 * published at all; the widest edition, where none is named.
 */
static int prepare(struct publishing *publishing, struct str *editions)
{
	struct build_options options = publishing->options->build;
	struct build build;
	int code = EXIT_CLEAN;

	options.edition = STR("");
	build_init(&build, &options);
	if (!build_name_edition(&build, &publishing->fault)) {
		cli_report(&build, publishing->options, stderr, SEVERITY_ERROR);
		code = (int)diags_exit(&build.diags);
	} else if (is_newest(publishing, &build)) {
		const struct str *names = build.site.config.audiences.items;

		publishing->commit =
			arena_dup(&publishing->arena, build.tree.commit.id);
		if (!editions->len)
			*editions = arena_dup(&publishing->arena, names[0]);
	}
	if (publishing->fault.code != EXIT_CLEAN)
		code = cli_fault(&publishing->fault);
	build_release(&build);
	return code;
}

static int publish_editions(struct publishing *publishing)
{
	struct str rest = publishing->options->build.edition, edition;
	int code = prepare(publishing, &rest);

	publishing->options->build.rev = publishing->commit;
	while (code == EXIT_CLEAN && str_split(&rest, ',', &edition))
		code = publish_edition(publishing, str_trim(edition));
	return code;
}

static void tell(const struct publishing *publishing)
{
	const struct options *options = publishing->options;

	if (!options->quiet)
		fprintf(stderr, "guildhall: %.7s is %s at %.*s\n",
			publishing->commit.ptr,
			releases_unchanged(publishing->releases)
				? "live already"
				: "live",
			STR_ARG(options->to));
}

static int run(struct publishing *publishing)
{
	int code = publish_editions(publishing);

	if (code != EXIT_CLEAN)
		return code;
	if (!releases_publish(publishing->releases, publishing->commit,
		    &publishing->fault))
		return cli_fault(&publishing->fault);
	tell(publishing);
	return EXIT_CLEAN;
}

static int make_release(struct options *options, struct progress *progress)
{
	struct publishing publishing = {
		.options = options, .progress = progress};
	int code;

	if (!options->build.rev.len)
		options->build.rev = STR("HEAD");
	publishing.releases =
		releases_open(options->to, options->wait, &publishing.fault);
	if (!publishing.releases)
		return cli_fault(&publishing.fault);
	code = run(&publishing);
	releases_close(publishing.releases);
	arena_release(&publishing.arena);
	return code;
}

int command_publish(struct options *options)
{
	return cli_prepare(options) ? progress_run(options, make_release)
				    : EXIT_USAGE;
}

int command_rollback(struct options *options)
{
	struct fault fault = FAULT_INIT;
	struct releases *releases =
		releases_open(options->to, options->wait, &fault);
	int code = EXIT_CLEAN;

	if (!releases)
		return cli_fault(&fault);
	if (!releases_roll_back(releases, &fault))
		code = cli_fault(&fault);
	else if (!options->quiet)
		fprintf(stderr, "guildhall: %.7s is live again at %.*s\n",
			releases_commit(releases).ptr, STR_ARG(options->to));
	releases_close(releases);
	return code;
}
