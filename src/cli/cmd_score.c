/* Scores on the terminal: in words, with the arithmetic, as JSON or CSV. */

#include <unistd.h>

#include "base/escape.h"
#include "cli/commands.h"
#include "data/json.h"
#include "score/text.h"

struct printing {
	struct buf out;
	struct arena arena;
	const struct options *options;
};

static void put_head(struct printing *printing, const struct marked *marked)
{
	const struct assessment *record = marked->record;

	buf_printf(&printing->out, "%.*s  %.*s  ", STR_ARG(record->subject),
		STR_ARG(record->set));
	date_put_iso(&printing->out, record->date);
	buf_printf(&printing->out, "  %.*s%s\n",
		STR_ARG(text_kind(record->kind)),
		marked->superseded ? "  (superseded)" : "");
	buf_printf(&printing->out, "  %.*s\n",
		STR_ARG(text_sentence(&printing->arena, marked)));
}

static void put_coverage(struct printing *printing, const struct result *result)
{
	struct arena *arena = &printing->arena;

	if (!fraction_is(result->completeness))
		return;
	buf_puts(&printing->out, "  completeness ");
	buf_put(&printing->out, text_completeness(arena, result));
	buf_puts(&printing->out, " %, possible range ");
	buf_put(&printing->out, text_score(arena, result, result->low));
	buf_puts(&printing->out, "\xE2\x80\x93");
	buf_put(&printing->out, text_score(arena, result, result->high));
	buf_putc(&printing->out, '\n');
}

static void put_groups(struct printing *printing, const struct result *result)
{
	const char *before = "  groups: ";

	list_each(const struct group_result, group, &result->groups) {
		struct str score =
			text_score(&printing->arena, result, group->score);

		buf_printf(&printing->out, "%s%.*s %.*s", before,
			STR_ARG(group->group->title),
			STR_ARG(score.len ? score : STR("not assessed")));
		before = ", ";
	}
	if (result->groups.len)
		buf_putc(&printing->out, '\n');
}

static void put_gates(struct printing *printing, const struct result *result)
{
	list_each(const struct gate_result, gate, &result->gates)
		buf_printf(&printing->out,
			"  gate: %lld at least %lld, else %.*s: %.*s\n",
			(long long)gate->gate->factor.n,
			(long long)gate->gate->at_least.n,
			STR_ARG(gate->gate->cap),
			STR_ARG(text_gate(gate->state)));
}

static void put_gaps(struct printing *printing, const struct result *result)
{
	if (!result->has_target)
		return;
	buf_printf(&printing->out, "  gap to %lld: %.*s points\n",
		(long long)result->target,
		STR_ARG(text_points(&printing->arena, result->total_gap)));
	list_each(const struct gap, gap, &result->gaps)
		buf_printf(&printing->out, "    %5.*s  %lld %.*s\n",
			STR_ARG(text_points(&printing->arena, gap->uplift)),
			(long long)gap->scored->factor->id.n,
			STR_ARG(gap->scored->factor->title));
}

static void put_missing(struct printing *printing, const struct result *result)
{
	list_each(const struct scored *const, scored, &result->assess_first)
		buf_printf(&printing->out, "  assess first: %lld %.*s%s\n",
			(long long)(*scored)->factor->id.n,
			STR_ARG((*scored)->factor->title),
			(*scored)->disputed ? " (disputed)" : "");
}

static void put_trend(struct printing *printing, const struct marked *marked)
{
	struct arena *arena = &printing->arena;

	if (!marked->previous)
		return;
	buf_puts(&printing->out, "  since ");
	date_put_iso(&printing->out, marked->previous->record->date);
	buf_printf(&printing->out, ": %.*s, like for like %.*s: %s\n",
		STR_ARG(text_change(arena, marked->trend.headline)),
		STR_ARG(text_change(arena, marked->trend.like_for_like)),
		trend_text(marked->trend.word));
}

static void put_differences(struct printing *printing, const char *word,
	const struct result *result, const struct list *list)
{
	struct arena *arena = &printing->arena;

	list_each(const struct difference, difference, list)
		buf_printf(&printing->out,
			"  %s: %lld %.*s: client %.*s, provider %.*s\n", word,
			(long long)difference->scored->factor->id.n,
			STR_ARG(difference->scored->factor->title),
			STR_ARG(text_score(arena, result, difference->client)),
			STR_ARG(text_score(
				arena, result, difference->provider)));
}

static void put_joint(struct printing *printing, const struct marked *marked)
{
	const struct joint *joint = &marked->joint;
	struct arena *arena = &printing->arena;

	if (marked->record->kind != ASSESSMENT_JOINT)
		return;
	buf_printf(&printing->out,
		"  client %.*s, provider %.*s, divergence %.*s, bias %.*s\n",
		STR_ARG(text_score(arena, &marked->result, joint->client)),
		STR_ARG(text_score(arena, &marked->result, joint->provider)),
		STR_ARG(text_points(arena, joint->divergence)),
		STR_ARG(text_change(arena, joint->bias)));
	put_differences(printing, "serious", &marked->result, &joint->serious);
	put_differences(printing, "discuss", &marked->result, &joint->discuss);
}

static const char *state_word(const struct scored *scored)
{
	if (scored->disputed)
		return "disputed";
	return scored->state == SCORE_NA ? "n/a" : "missing";
}

/* The arithmetic: each factor's weight and score, and what they add up to. */
static void put_why(struct printing *printing, const struct result *result)
{
	buf_puts(&printing->out, "  why: sum of weight \xC3\x97 score\n");
	for (size_t i = 0; i < result->factor_count; i++) {
		const struct scored *scored = &result->factors[i];
		long long weight = scored->factor->weight.n;

		buf_printf(&printing->out, "    %lld  %4lld \xC3\x97 ",
			(long long)scored->factor->id.n, weight);
		if (scored->state == SCORE_GIVEN)
			buf_printf(&printing->out, "%5.*s",
				STR_ARG(text_points(&printing->arena,
					score_percent(result->set, scored))));
		else
			buf_printf(&printing->out, "%s", state_word(scored));
		buf_printf(&printing->out, "  %.*s\n",
			STR_ARG(scored->factor->title));
	}
	if (fraction_is(result->overall))
		buf_printf(&printing->out, "    %lld / %lld = %.*s\n",
			(long long)result->overall.num,
			(long long)result->overall.den,
			STR_ARG(text_score(
				&printing->arena, result, result->overall)));
}

static void put_text(struct printing *printing, const struct marked *marked)
{
	const struct result *result = &marked->result;

	if (printing->out.len)
		buf_putc(&printing->out, '\n');
	put_head(printing, marked);
	put_coverage(printing, result);
	put_groups(printing, result);
	put_gates(printing, result);
	put_joint(printing, marked);
	put_trend(printing, marked);
	put_gaps(printing, result);
	put_missing(printing, result);
	if (printing->options->why)
		put_why(printing, result);
}

static void put_json(struct printing *printing, const struct marked *marked)
{
	struct value value = text_value(&printing->arena, marked);

	buf_puts(&printing->out, printing->out.len ? ",\n" : "[\n");
	json_put(&printing->out, &value, &(struct json_options){0});
}

/* The scalars of an entry as JSON has them, a row each. */
static void put_csv(struct printing *printing, const struct marked *marked)
{
	static const char *const keys[] = {"subject", "set", "date", "kind",
		"status", "score", "numerator", "denominator", "band",
		"uncapped_band", "completeness"};
	struct value value = text_value(&printing->arena, marked);

	if (!printing->out.len) {
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
			buf_printf(&printing->out, "%s,", keys[i]);
		buf_puts(&printing->out, "range_low,range_high\r\n");
	}
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct value *cell = value_get(&value, str_of(keys[i]));

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

/* Is ENTRY what was asked for: a file's, a subject's, or any? */
static bool is_wanted(const struct marked *marked, struct str wanted)
{
	struct str path = marked->record->source->place.source->path;
	struct str subject = marked->record->subject;

	if (!wanted.len || str_eq(subject, wanted) || str_eq(path, wanted))
		return true;
	if (str_ends(wanted, path) &&
		wanted.ptr[wanted.len - path.len - 1] == '/')
		return true;
	return str_eq(str_from(subject, str_chr(subject, '/', 0) + 1), wanted);
}

static int print_scores(
	const struct build *build, const struct options *options)
{
	struct printing printing = {
		.out = BUF_INIT(BUF_LARGE), .options = options};
	struct str wanted =
		options->argument_count ? options->arguments[0] : STR("");
	size_t n = 0;
	int code;

	for (size_t i = 0; i < build->book.len; i++) {
		const struct marked *marked = &build->book.items[i];

		if (!is_wanted(marked, wanted))
			continue;
		n++;
		if (options->json)
			put_json(&printing, marked);
		else if (options->csv)
			put_csv(&printing, marked);
		else
			put_text(&printing, marked);
	}
	if (options->json)
		buf_puts(&printing.out, n ? "\n]\n" : "[]\n");
	code = cli_print(buf_str(&printing.out));
	buf_release(&printing.out);
	arena_release(&printing.arena);
	if (n || !wanted.len)
		return code;
	fprintf(stderr,
		"guildhall: no assessment of \"%.*s\": name a file or a "
		"subject\n",
		STR_ARG(wanted));
	return EXIT_USAGE;
}

/*
 * A file that is named tells which repository it is of, unless -s does: the
 * nearest folder above it that is one.
 */
static void find_source(struct options *options)
{
	static char folder[4096];
	struct str at = options->arguments[0];
	char config[4200];
	size_t cut;

	if (!str_eq(options->build.source, STR(".")) ||
		!access(CONFIG_FILE, R_OK))
		return;
	while ((cut = str_rchr(at, '/')) < at.len) {
		at = str_sub(at, 0, cut);
		snprintf(folder, sizeof folder, "%.*s", STR_ARG(at));
		snprintf(config, sizeof config, "%s/" CONFIG_FILE, folder);
		if (access(config, R_OK))
			continue;
		options->build.source = str_of(folder);
		return;
	}
}

int command_score(struct options *options)
{
	struct fault fault = FAULT_INIT;
	struct build build;
	int code = EXIT_CLEAN;

	if (!cli_prepare(options))
		return EXIT_USAGE;
	find_source(options);
	options->build.all_audiences = true;
	build_init(&build, &options->build);
	if (!build_read(&build, &fault) && fault.code == EXIT_CLEAN)
		cli_report(&build, options, stderr, SEVERITY_ERROR);
	if (fault.code != EXIT_CLEAN)
		code = cli_fault(&fault);
	else if (!diags_count(&build.diags, SEVERITY_ERROR))
		code = print_scores(&build, options);
	if (code == EXIT_CLEAN)
		code = (int)diags_exit(&build.diags);
	build_release(&build);
	return code;
}
