#include "stage/addresses.h"

#include "model/checks/checks.h"
#include "score/text.h"

/* An id as part of an address: small letters, as all of them are. */
static struct str lower(struct arena *arena, struct str id)
{
	char *text = arena_text(arena, id.len);

	for (size_t i = 0; i < id.len; i++)
		text[i] = char_lower(id.ptr[i]);
	return str_make(text, id.len);
}

struct str factor_key(struct arena *arena, const struct factor_set *set,
	const struct factor *factor)
{
	return arena_printf(
		arena, "%.*s/%lld", STR_ARG(set->id), (long long)factor->id.n);
}

struct str factor_label(struct arena *arena, const struct factor *factor)
{
	return arena_printf(arena, "%lld %.*s", (long long)factor->id.n,
		STR_ARG(factor->title));
}

bool set_is_latest(const struct build *build, const struct factor_set *set)
{
	return records_find(&build->site.records, RECORD_FACTOR_SET, set->id) ==
		set;
}

struct str address_set(const struct build *build, struct arena *arena,
	const struct factor_set *set)
{
	struct str id = lower(arena, set->id);

	if (set_is_latest(build, set))
		return arena_printf(
			arena, "factors/%.*s/index.html", STR_ARG(id));
	return arena_printf(arena, "factors/%.*s/version-%.*s.html",
		STR_ARG(id), STR_ARG(set->version));
}

struct str address_factor(const struct build *build, struct arena *arena,
	const struct factor_set *set, const struct factor *factor)
{
	const struct factor_set *latest =
		records_find(&build->site.records, RECORD_FACTOR_SET, set->id);

	if (!latest || !set_factor(latest, factor->id.n))
		return STR("");
	return arena_printf(arena, "factors/%.*s/%lld.html",
		STR_ARG(lower(arena, set->id)), (long long)factor->id.n);
}

static struct str in_folder(
	struct arena *arena, const char *folder, struct str id)
{
	return arena_printf(
		arena, "%s/%.*s.html", folder, STR_ARG(lower(arena, id)));
}

struct str address_contract(struct arena *arena, struct str id)
{
	return in_folder(arena, "contracts", id);
}

struct str address_organisation(struct arena *arena, struct str id)
{
	return in_folder(arena, "organisations", id);
}

struct str address_prospect(struct arena *arena, struct str id)
{
	return in_folder(arena, "prospects", id);
}

static struct str id_of(struct str subject)
{
	return str_from(subject, str_chr(subject, '/', 0) + 1);
}

struct str address_plan(struct arena *arena, const struct plan *plan)
{
	return arena_printf(arena, "programme/%.*s.html", STR_ARG(plan->id));
}

struct str address_work(struct arena *arena, struct str role)
{
	return in_folder(arena, "work", role);
}

struct str address_subject(struct arena *arena, struct str subject)
{
	if (str_starts(subject, STR("contract/")))
		return address_contract(arena, id_of(subject));
	if (str_starts(subject, STR("organisation/")))
		return address_organisation(arena, id_of(subject));
	return address_prospect(arena, id_of(subject));
}

struct str address_assessment_stem(
	struct arena *arena, const struct marked *marked)
{
	const struct assessment *record = marked->record;
	struct str subject = lower(arena, record->subject);
	size_t slash = str_chr(subject, '/', 0);

	return arena_printf(arena, "assessments/%.*s-%.*s/%.*s-%.*s-%.*s",
		STR_ARG(str_sub(subject, 0, slash)),
		STR_ARG(str_from(subject, slash + 1)),
		STR_ARG(lower(arena, marked->set->id)),
		STR_ARG(date_iso(arena, record->date)),
		STR_ARG(text_kind(record->kind)));
}

static const struct contract *contract_in(
	const struct records *records, struct str subject)
{
	if (!str_starts(subject, STR("contract/")))
		return NULL;
	return records_find(records, RECORD_CONTRACT, id_of(subject));
}

const struct contract *subject_contract(
	const struct build *build, struct str subject)
{
	return contract_in(&build->site.records, subject);
}

static const struct organisation *organisation_in(
	const struct records *records, struct str subject)
{
	const struct contract *contract = contract_in(records, subject);
	const struct prospect *prospect;

	if (contract)
		return records_find(
			records, RECORD_ORGANISATION, contract->organisation);
	if (str_starts(subject, STR("organisation/")))
		return records_find(
			records, RECORD_ORGANISATION, id_of(subject));
	prospect = records_find(records, RECORD_PROSPECT, id_of(subject));
	return prospect ? records_find(records, RECORD_ORGANISATION,
				  prospect->organisation)
			: NULL;
}

const struct organisation *subject_organisation(
	const struct build *build, struct str subject)
{
	return organisation_in(&build->site.records, subject);
}

struct str subject_title_in(
	const struct records *records, struct arena *arena, struct str subject)
{
	const struct contract *contract = contract_in(records, subject);
	const struct organisation *organisation;
	const struct prospect *prospect;

	if (contract)
		return arena_printf(arena, "%.*s %.*s", STR_ARG(contract->id),
			STR_ARG(contract->title));
	organisation = str_starts(subject, STR("organisation/"))
		? organisation_in(records, subject)
		: NULL;
	if (organisation)
		return organisation->title;
	prospect = records_find(records, RECORD_PROSPECT, id_of(subject));
	return prospect ? prospect->title : id_of(subject);
}

struct str subject_title(
	const struct build *build, struct arena *arena, struct str subject)
{
	return subject_title_in(&build->site.records, arena, subject);
}
