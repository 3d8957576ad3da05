#include "cli/score_text.h"

#include "base/utf8.h"
#include "data/date.h"
#include "score/text.h"

enum {
	COLUMNS = 80,
	INDENT = 2, /* of what is said of an assessment */
	HANG = 4 /* of its lists, and of what does not fit a line */
};

#define TIMES "\xC3\x97"
#define DASH "\xE2\x80\x93"

/* How a line is shown on a terminal that has colours. */
enum look { PLAIN, HEAD, GOOD, BAD };

static const char *const looks[] = {[PLAIN] = "",
	[HEAD] = "\033[1m",
	[GOOD] = "\033[32m",
	[BAD] = "\033[31m"};

struct writer {
	struct buf *out;
	struct buf line; /* before it is broken to fit */
	const struct score_print *print;
	const struct marked *marked;
	const struct result *result;
};

static void put_spaces(struct buf *out, size_t n)
{
	while (n--)
		buf_putc(out, ' ');
}

/* Where TEXT is to be broken so that it fits: at a space, if there is one. */
static size_t break_at(struct str text, size_t columns)
{
	size_t at = 0, space = 0;

	for (size_t n = 0; at < text.len; n++) {
		size_t next = at;
		bool is_space = utf8_next(text, &next) == ' ';

		if (is_space && at)
			space = at;
		if (n >= columns && space)
			return space;
		at = next;
	}
	return text.len;
}

/* End the line: print it INDENT columns in, and what does not fit HANG. */
static void end_line(
	struct writer *writer, enum look look, size_t indent, size_t hang)
{
	struct str text = buf_str(&writer->line);
	bool color = writer->print->color && look != PLAIN;

	do {
		size_t at = break_at(text, COLUMNS - indent);

		put_spaces(writer->out, indent);
		buf_puts(writer->out, color ? looks[look] : "");
		buf_put(writer->out, str_sub(text, 0, at));
		buf_puts(writer->out, color ? "\033[0m\n" : "\n");
		text = str_from(text, at + (at < text.len));
		indent = hang;
	} while (text.len);
	buf_clear(&writer->line);
}

static void end_plain(struct writer *writer)
{
	end_line(writer, PLAIN, INDENT, HANG);
}

static void put_score(struct writer *writer, struct fraction score)
{
	buf_put(&writer->line,
		text_score(writer->print->arena, writer->result, score));
}

static void put_points(struct writer *writer, struct fraction points)
{
	buf_put(&writer->line, text_points(writer->print->arena, points));
}

static void put_change(struct writer *writer, struct fraction change)
{
	buf_put(&writer->line, text_change(writer->print->arena, change));
}

/* "601 Joint governance structure" */
static void put_factor(struct writer *writer, const struct factor *factor)
{
	buf_printf(&writer->line, "%lld %.*s", (long long)factor->id.n,
		STR_ARG(factor->title));
}

static void put_band(struct writer *writer, const struct band *band)
{
	struct str title;

	if (!band)
		return;
	title = band_title(writer->print->arena, band);
	buf_printf(&writer->line, ", %c%.*s", char_lower(title.ptr[0]),
		STR_ARG(str_from(title, 1)));
}

/* The title of "contract/C-017", or "". */
static struct str subject_title(const struct writer *writer)
{
	const struct records *records = writer->print->records;
	struct str subject = writer->marked->record->subject;
	struct str id = str_from(subject, str_chr(subject, '/', 0) + 1);
	const struct contract *contract = NULL;
	const struct organisation *organisation = NULL;
	const struct prospect *prospect = NULL;

	if (str_starts(subject, STR("contract/")))
		contract = records_find(records, RECORD_CONTRACT, id);
	else if (str_starts(subject, STR("organisation/")))
		organisation = records_find(records, RECORD_ORGANISATION, id);
	else if (str_starts(subject, STR("prospect/")))
		prospect = records_find(records, RECORD_PROSPECT, id);
	if (contract)
		return contract->title;
	if (organisation)
		return organisation->title;
	return prospect ? prospect->title : STR("");
}

static void put_head(struct writer *writer)
{
	const struct marked *marked = writer->marked;
	struct str title = subject_title(writer);

	buf_printf(&writer->line, "%.*s  %.*s@%.*s  ",
		STR_ARG(marked->record->subject), STR_ARG(marked->set->id),
		STR_ARG(marked->set->version));
	date_put_iso(&writer->line, marked->record->date);
	buf_printf(&writer->line, "  %.*s%s",
		STR_ARG(text_kind(marked->record->kind)),
		marked->superseded ? "  (superseded)" : "");
	end_line(writer, HEAD, 0, INDENT);
	if (title.len) {
		buf_put(&writer->line, title);
		if (marked->tier.len)
			buf_printf(
				&writer->line, ", %.*s", STR_ARG(marked->tier));
		end_plain(writer);
	}
	buf_put(&writer->line, text_sentence(writer->print->arena, marked));
	end_plain(writer);
}

/* The headline factor is judged directly, and never part of the mean. */
static void put_judgement(struct writer *writer)
{
	const struct scored *headline = writer->result->headline;

	if (!headline || headline->state != SCORE_GIVEN)
		return;
	buf_puts(&writer->line, "judged directly, ");
	put_factor(writer, headline->factor);
	buf_puts(&writer->line, ": ");
	put_score(writer, score_percent(writer->result->set, headline));
	end_plain(writer);
}

static void put_coverage(struct writer *writer)
{
	const struct result *result = writer->result;

	if (!fraction_is(result->completeness))
		return;
	buf_puts(&writer->line, "completeness ");
	buf_put(&writer->line, text_completeness(writer->print->arena, result));
	buf_puts(&writer->line, " %, possible range ");
	put_score(writer, result->low);
	buf_puts(&writer->line, DASH);
	put_score(writer, result->high);
	end_plain(writer);
}

static void put_groups(struct writer *writer)
{
	if (!writer->result->groups.len)
		return;
	buf_puts(&writer->line, "groups");
	end_plain(writer);
	list_each(const struct group_result, group, &writer->result->groups) {
		struct str status = text_status(group->status);

		buf_printf(
			&writer->line, "%.*s: ", STR_ARG(group->group->title));
		put_score(writer, group->score);
		if (!fraction_is(group->score))
			buf_put(&writer->line, status);
		else if (group->status == RESULT_PROVISIONAL)
			buf_puts(&writer->line, ", provisional");
		put_band(writer, group->band);
		end_line(writer, PLAIN, HANG, HANG + INDENT);
	}
}

static void put_gates(struct writer *writer)
{
	list_each(const struct gate_result, gate, &writer->result->gates) {
		bool holds = gate->state == GATE_UNMET;

		buf_printf(&writer->line, "gate: %lld at least %lld, else ",
			(long long)gate->gate->factor.n,
			(long long)gate->gate->at_least.n);
		buf_printf(&writer->line, "capped at %.*s: %.*s",
			STR_ARG(gate->gate->cap),
			STR_ARG(text_gate(gate->state)));
		end_line(writer, holds ? BAD : PLAIN, INDENT, HANG);
	}
}

static void put_differences(
	struct writer *writer, const char *word, const struct list *list)
{
	list_each(const struct difference, difference, list) {
		buf_printf(&writer->line, "%s: ", word);
		put_factor(writer, difference->scored->factor);
		buf_puts(&writer->line, ", client ");
		put_score(writer, difference->client);
		buf_puts(&writer->line, ", provider ");
		put_score(writer, difference->provider);
		end_plain(writer);
	}
}

/* One side's figure, if it gave any. */
static void put_side(
	struct writer *writer, const char *name, struct fraction score)
{
	buf_puts(&writer->line, name);
	if (fraction_is(score))
		put_score(writer, score);
	else
		buf_puts(&writer->line, "nothing scored");
}

static void put_joint(struct writer *writer)
{
	const struct joint *joint = &writer->marked->joint;

	if (writer->marked->record->kind != ASSESSMENT_JOINT)
		return;
	put_side(writer, "client ", joint->client);
	put_side(writer, ", provider ", joint->provider);
	if (fraction_is(joint->divergence)) {
		buf_puts(&writer->line, ", divergence ");
		put_points(writer, joint->divergence);
		buf_puts(&writer->line, ", bias ");
		put_change(writer, joint->bias);
	}
	end_plain(writer);
	put_differences(writer, "serious", &joint->serious);
	put_differences(writer, "discuss", &joint->discuss);
	list_each(const struct scored *const, scored, &joint->disputed) {
		buf_puts(&writer->line, "disputed: ");
		put_factor(writer, (*scored)->factor);
		buf_puts(&writer->line, ", n/a to one side only");
		end_plain(writer);
	}
}

static void put_trend(struct writer *writer)
{
	static const enum look of_word[] = {[TREND_NONE] = PLAIN,
		[TREND_SAME] = PLAIN,
		[TREND_BETTER] = GOOD,
		[TREND_WORSE] = BAD};
	const struct marked *marked = writer->marked;
	const struct trend *trend = &marked->trend;

	if (!marked->previous)
		return;
	buf_puts(&writer->line, "since ");
	date_put_iso(&writer->line, marked->previous->record->date);
	buf_puts(&writer->line, ": ");
	if (fraction_is(trend->headline)) {
		put_change(writer, trend->headline);
		buf_puts(&writer->line, ", ");
	}
	if (trend->word == TREND_NONE) {
		buf_puts(&writer->line, "no factor is scored in both");
	} else {
		buf_puts(&writer->line, "like for like ");
		put_change(writer, trend->like_for_like);
		buf_printf(&writer->line, ": %s", trend_text(trend->word));
	}
	end_line(writer, of_word[trend->word], INDENT, HANG);
}

static void put_gaps(struct writer *writer)
{
	const struct result *result = writer->result;

	if (!result->has_target || !fraction_is(result->overall))
		return;
	buf_printf(&writer->line, "gap to %lld: ", (long long)result->target);
	put_points(writer, result->total_gap);
	buf_puts(&writer->line, " points");
	end_plain(writer);
	list_each(const struct gap, gap, &result->gaps) {
		struct str uplift =
			text_points(writer->print->arena, gap->uplift);

		put_spaces(&writer->line, uplift.len < 4 ? 4 - uplift.len : 0);
		buf_put(&writer->line, uplift);
		buf_puts(&writer->line, "  ");
		put_factor(writer, gap->scored->factor);
		end_line(writer, PLAIN, HANG, HANG + 10);
	}
}

static void put_missing(struct writer *writer)
{
	list_each(const struct scored *const, scored,
		&writer->result->assess_first) {
		buf_puts(&writer->line, "assess first: ");
		put_factor(writer, (*scored)->factor);
		end_plain(writer);
	}
}

static const char *state_word(const struct scored *scored)
{
	if (scored->disputed)
		return "disputed";
	return scored->state == SCORE_NA ? "n/a" : "missing";
}

/* "601   100 ×  75.0 =   7500.0  Joint governance structure" */
static void put_product(struct writer *writer, const struct scored *scored)
{
	struct arena *arena = writer->print->arena;
	struct fraction score = score_percent(writer->result->set, scored);
	int64_t weight = scored->factor->weight.n;
	struct fraction product = {score.num * weight, score.den};

	buf_printf(&writer->line, "%5lld  %4lld ",
		(long long)scored->factor->id.n, (long long)weight);
	if (scored->state == SCORE_GIVEN)
		buf_printf(&writer->line, TIMES " %5.*s = %8.*s  ",
			STR_ARG(text_points(arena, score)),
			STR_ARG(text_points(arena, product)));
	else
		buf_printf(&writer->line, "%-18s  ", state_word(scored));
	buf_put(&writer->line, scored->factor->title);
	end_line(writer, PLAIN, HANG, HANG + 33);
}

static void put_quotient(struct writer *writer, struct str name,
	struct fraction figure, struct str printed)
{
	if (!fraction_is(figure))
		return;
	buf_printf(&writer->line, "%.*s: %lld / %lld = %.*s", STR_ARG(name),
		(long long)figure.num, (long long)figure.den, STR_ARG(printed));
	end_line(writer, PLAIN, HANG, HANG + INDENT);
}

/* Each factor's weight and score, and what they come to. */
static void put_why(struct writer *writer)
{
	const struct result *result = writer->result;
	struct arena *arena = writer->print->arena;

	buf_puts(&writer->line,
		"why: the sum of weight " TIMES
		" score, divided by the sum of weights");
	end_plain(writer);
	for (size_t i = 0; i < result->factor_count; i++)
		put_product(writer, &result->factors[i]);
	put_quotient(writer, STR("overall"), result->overall,
		text_score(arena, result, result->overall));
	list_each(const struct group_result, group, &result->groups)
		put_quotient(writer, group->group->title, group->score,
			text_score(arena, result, group->score));
	put_quotient(writer, STR("completeness, %"), result->completeness,
		text_completeness(arena, result));
	put_quotient(writer, STR("at worst"), result->low,
		text_score(arena, result, result->low));
	put_quotient(writer, STR("at best"), result->high,
		text_score(arena, result, result->high));
	if (result->has_target && fraction_is(result->overall))
		put_quotient(writer, STR("gap"), result->total_gap,
			text_points(arena, result->total_gap));
}

void score_put(struct buf *out, const struct score_print *print,
	const struct marked *marked)
{
	struct writer writer = {
		out, BUF_INIT(BUF_LARGE), print, marked, &marked->result};

	put_head(&writer);
	put_judgement(&writer);
	put_coverage(&writer);
	put_groups(&writer);
	put_gates(&writer);
	put_joint(&writer);
	put_trend(&writer);
	put_gaps(&writer);
	put_missing(&writer);
	if (print->why)
		put_why(&writer);
	buf_release(&writer.line);
}
