/* Scores on the terminal: in words, with the arithmetic, as JSON or CSV. */

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/escape.h"
#include "cli/commands.h"
#include "cli/score_text.h"
#include "data/json.h"
#include "model/records/kinds.h"
#include "model/records/subject.h"
#include "score/text.h"

struct printing {
	struct buf out;
	struct arena arena;
	const struct options *options;
	struct score_print print; /* how to put it into words */
	size_t count; /* entries printed */
};

static void put_text(struct printing *printing, const struct marked *marked)
{
	if (printing->count)
		buf_putc(&printing->out, '\n');
	score_put(&printing->out, &printing->print, marked);
}

static void put_json(struct printing *printing, const struct marked *marked)
{
	struct value value = text_value(&printing->arena, marked);

	buf_puts(&printing->out, printing->count ? ",\n" : "[\n");
	json_put(&printing->out, &value, &(struct json_options){0});
}

enum { CSV_KEYS = 11 };

static const char *const csv_keys[CSV_KEYS] = {"subject", "set", "date", "kind",
	"status", "score", "numerator", "denominator", "band", "uncapped_band",
	"completeness"};

static void put_csv_head(struct printing *printing)
{
	for (size_t i = 0; i < CSV_KEYS; i++)
		buf_printf(&printing->out, "%s,", csv_keys[i]);
	buf_puts(&printing->out, "range_low,range_high\r\n");
}

/* The scalars of an entry as JSON has them, a row each. */
static void put_csv(struct printing *printing, const struct marked *marked)
{
	struct value value = text_value(&printing->arena, marked);

	for (size_t i = 0; i < CSV_KEYS; i++) {
		const struct value *cell =
			value_get(&value, str_of(csv_keys[i]));

		if (cell && cell->kind == VALUE_NUMBER)
			decimal_put(&printing->out, cell->number);
		else if (cell)
			escape_csv(&printing->out, cell->text);
		buf_putc(&printing->out, ',');
	}
	buf_put(&printing->out,
		text_score(
			&printing->arena, &marked->result, marked->result.low));
	buf_putc(&printing->out, ',');
	buf_put(&printing->out,
		text_score(&printing->arena, &marked->result,
			marked->result.high));
	buf_puts(&printing->out, "\r\n");
}

static void put_entry(struct printing *printing, const struct marked *marked)
{
	if (printing->options->json)
		put_json(printing, marked);
	else if (printing->options->csv)
		put_csv(printing, marked);
	else
		put_text(printing, marked);
	printing->count++;
}

/* Does PATH end with TAIL, as a whole or behind a "/"? */
static bool path_ends(struct str path, struct str tail)
{
	return str_eq(path, tail) ||
		(str_ends(path, tail) &&
			path.ptr[path.len - tail.len - 1] == '/');
}

static struct str inner_id(struct str subject)
{
	return str_from(subject, str_chr(subject, '/', 0) + 1);
}

/*
 * Is ENTRY what was asked for: of a file, as it is called here or in the
 * repository, of a subject, with what it is or by its id alone, or anything?
 */
static bool is_wanted(const struct marked *marked, struct str wanted)
{
	struct str path = marked->record->source->place.source->path;
	struct str subject = marked->record->subject;

	return !wanted.len || str_eq(subject, wanted) ||
		str_eq(inner_id(subject), wanted) || path_ends(wanted, path) ||
		path_ends(path, wanted);
}

/* What can be asked for. */
struct known {
	VEC(struct str) names;
};

static void add_subjects(struct known *known, struct arena *arena,
	const struct records *records, size_t nth)
{
	const struct subject_type *type = &subject_types[nth];
	const struct record_list *list = &records->of[type->kind];

	for (size_t i = 0; i < list->len; i++)
		*vec_push(&known->names, arena) =
			arena_printf(arena, "%.*s%.*s", STR_ARG(type->prefix),
				STR_ARG(record_id(type->kind, list->items[i])));
}

/* All subjects that there are, then all files with assessments. */
static struct known known_names(struct arena *arena, const struct build *build)
{
	struct known known = {0};

	for (size_t i = 0; i < SUBJECT_KINDS; i++)
		add_subjects(&known, arena, &build->site.records, i);
	for (size_t i = 0; i < build->book.len; i++)
		*vec_push(&known.names, arena) =
			build->book.items[i].record->source->place.source->path;
	return known;
}

/* Is WANTED a subject that exists, though nobody has assessed it? */
static struct str find_subject(const struct known *known, struct str wanted)
{
	vec_each(const struct str, name, &known->names)
		if (str_eq(*name, wanted) || str_eq(inner_id(*name), wanted))
			return *name;
	return STR("");
}

/* The subject or file that was most likely meant; "" when none is near. */
static struct str find_nearest(
	struct arena *arena, const struct known *known, struct str wanted)
{
	struct known ids = {0};
	size_t nearest =
		str_nearest(wanted, known->names.items, known->names.len);

	if (nearest < known->names.len)
		return known->names.items[nearest];
	vec_each(const struct str, name, &known->names)
		*vec_push(&ids.names, arena) = inner_id(*name);
	nearest = str_nearest(wanted, ids.names.items, ids.names.len);
	return nearest < known->names.len ? known->names.items[nearest]
					  : STR("");
}

/* Nothing matched: an empty answer for what exists, else a mistake. */
static int explain_nothing(
	struct printing *printing, const struct build *build, struct str wanted)
{
	struct known known = known_names(&printing->arena, build);
	struct str subject = find_subject(&known, wanted);
	struct str nearest;

	if (subject.len) {
		fprintf(stderr, "guildhall: nobody has assessed %.*s yet\n",
			STR_ARG(subject));
		return EXIT_CLEAN;
	}
	nearest = find_nearest(&printing->arena, &known, wanted);
	fprintf(stderr, "guildhall: no subject or file \"%.*s\"",
		STR_ARG(wanted));
	if (nearest.len)
		fprintf(stderr, "; did you mean \"%.*s\"?\n", STR_ARG(nearest));
	else
		fputs(": name a file of assessments, or a subject as in "
		      "contract/C-017\n",
			stderr);
	return EXIT_USAGE;
}

static int put_scores(
	struct printing *printing, const struct build *build, struct str wanted)
{
	const struct options *options = printing->options;
	int code = EXIT_CLEAN;

	if (options->csv && !options->json)
		put_csv_head(printing);
	for (size_t i = 0; i < build->book.len; i++)
		if (is_wanted(&build->book.items[i], wanted))
			put_entry(printing, &build->book.items[i]);
	if (options->json)
		buf_puts(&printing->out, printing->count ? "\n]\n" : "[]\n");
	if (!printing->count && wanted.len)
		code = explain_nothing(printing, build, wanted);
	return code == EXIT_CLEAN ? cli_print(buf_str(&printing->out)) : code;
}

static int print_scores(const struct build *build,
	const struct options *options, struct str wanted)
{
	struct printing printing = {
		.out = BUF_INIT(BUF_LARGE), .options = options};
	int code;

	printing.print =
		(struct score_print){&build->site.records, &printing.arena,
			cli_wants_color(options, stdout), options->why};
	code = put_scores(&printing, build, wanted);
	buf_release(&printing.out);
	arena_release(&printing.arena);
	return code;
}

/*
 * A file that is named tells which repository it is of, unless -s does: the
 * nearest folder above it that is one. Returns the file's whole path then.
 */
static struct str find_source(struct options *options)
{
	static char path[PATH_MAX], folder[PATH_MAX];
	struct str wanted =
		options->argument_count ? options->arguments[0] : STR("");
	char config[PATH_MAX + sizeof CONFIG_FILE + 1];
	char name[PATH_MAX];
	struct str at;

	if (!str_eq(options->build.source, STR(".")) || !wanted.len ||
		wanted.len >= sizeof name || !access(CONFIG_FILE, R_OK))
		return wanted;
	snprintf(name, sizeof name, "%.*s", STR_ARG(wanted));
	if (!realpath(name, path))
		return wanted;
	for (at = str_of(path); at.len;
		at = str_sub(at, 0, str_rchr(at, '/'))) {
		snprintf(folder, sizeof folder, "%.*s", STR_ARG(at));
		snprintf(config, sizeof config, "%s/" CONFIG_FILE, folder);
		if (access(config, R_OK))
			continue;
		options->build.source = str_of(folder);
		return str_of(path);
	}
	return wanted;
}

int command_score(struct options *options)
{
	struct fault fault = FAULT_INIT;
	struct build build;
	struct str wanted;
	int code = EXIT_CLEAN;

	if (!cli_prepare(options))
		return EXIT_USAGE;
	wanted = find_source(options);
	options->build.all_audiences = true;
	build_init(&build, &options->build);
	if (!build_read(&build, &fault) && fault.code == EXIT_CLEAN)
		cli_report(&build, options, stderr, SEVERITY_ERROR);
	if (fault.code != EXIT_CLEAN)
		code = cli_fault(&fault);
	else if (!diags_count(&build.diags, SEVERITY_ERROR))
		code = print_scores(&build, options, wanted);
	if (code == EXIT_CLEAN)
		code = (int)diags_exit(&build.diags);
	build_release(&build);
	return code;
}
