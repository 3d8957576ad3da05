/* Deliverables, whose dates slip from paper to paper, and milestones. */

#include "base/utf8.h"
#include "model/records/kinds.h"

/* "2006-07-15", "2006-07", "mid 2006-07" (the 15th), "end 2006-07". */
static void read_due(const struct schema_input *in, const struct field *field,
	const struct value *value, void *slot)
{
	static const struct {
		struct str word;
		enum date_words words;
	} vague[] = {
		{STR_INIT("mid "), DATE_MID}, {STR_INIT("end "), DATE_END}};
	struct due *due = slot;
	struct value rest = *value;

	for (size_t i = 0; i < sizeof vague / sizeof *vague; i++) {
		if (value->kind != VALUE_STRING ||
			!str_starts(value->text, vague[i].word))
			continue;
		due->words = vague[i].words;
		rest.text = str_from(value->text, vague[i].word.len);
		if (!date_read_month(rest.text, &due->date)) {
			diag_add(in->diags, DIAG_VALUE_DATE, value->place,
				utf8_len(value->text), value->text,
				STR("as in \"mid 2006-07\""));
			return;
		}
		if (due->words == DATE_MID)
			due->date.day = 15;
		else
			due->date = date_last_day(due->date);
		return;
	}
	schema_read_field(in,
		&(struct field){.name = field->name, .type = FIELD_MONTH},
		&rest, &due->date);
}

static struct value show_due(const struct schema_output *out, const void *slot)
{
	const struct due *due = slot;

	return schema_show_date(out->arena, due->date);
}

static const struct field baseline_fields[] = {
	FIELD(struct baseline, document, TEXT, .required = true,
		.ref = REF_DOCUMENT),
	{.name = "due",
		.type = FIELD_CUSTOM,
		.offset = offsetof(struct baseline, due),
		.read = read_due,
		.show = show_due},
	FIELD(struct baseline, words, TEXT),
	FIELD(struct baseline, dropped, BOOL),
	FIELD(struct baseline, not_listed, BOOL),
};

static const struct schema baseline_schema =
	SCHEMA("a baseline", struct baseline, baseline_fields);

static const struct field deliverable_fields[] = {
	FIELD(struct deliverable, id, TEXT, .required = true),
	FIELD(struct deliverable, workstream, TEXT, .required = true),
	FIELD(struct deliverable, title, TEXT, .required = true),
	FIELD(struct deliverable, baselines, OBJECT, .list = true,
		.required = true, .schema = &baseline_schema),
	FIELD(struct deliverable, involvement, TEXT),
	FIELD(struct deliverable, owner, TEXT, .ref = REF_ROLE),
	FIELD(struct deliverable, actual, DAY),
	FIELD(struct deliverable, archived, DAY),
};

const struct schema deliverable_schema =
	SCHEMA("a deliverable", struct deliverable, deliverable_fields);

static const struct field milestone_fields[] = {
	FIELD(struct milestone, id, TEXT, .required = true),
	FIELD(struct milestone, stage, TEXT, .required = true),
	FIELD(struct milestone, title, TEXT, .required = true),
	FIELD(struct milestone, due, DAY, .required = true),
	FIELD(struct milestone, document, TEXT, .ref = REF_DOCUMENT),
	FIELD(struct milestone, actual, DAY),
	FIELD(struct milestone, archived, DAY),
};

const struct schema milestone_schema =
	SCHEMA("a milestone", struct milestone, milestone_fields);
