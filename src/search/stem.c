#include "search/stem.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

enum { LANGUAGE = 2, SPELLING = 64 };

struct stemmer {
	struct sb_stemmer *snowball; /* NULL: none for the language */
	bool english;
};

struct stemmer *stemmer_open(struct str language)
{
	struct stemmer *stemmer = base_calloc(1, sizeof *stemmer);
	char name[LANGUAGE + 1] = "";

	for (size_t i = 0; i < LANGUAGE && i < language.len; i++)
		name[i] = char_lower(language.ptr[i]);
	stemmer->snowball = sb_stemmer_new(name, NULL);
	stemmer->english = !strcmp(name, "en");
	return stemmer;
}

void stemmer_close(struct stemmer *stemmer)
{
	if (stemmer->snowball)
		sb_stemmer_delete(stemmer->snowball);
	free(stemmer);
}

/* Endings that differ; what stands before one must be LEAST long. */
static const struct {
	struct str british, american;
	size_t least;
} endings[] = {
	{STR_INIT("isation"), STR_INIT("ization"), 2},
	{STR_INIT("isations"), STR_INIT("izations"), 2},
	{STR_INIT("ise"), STR_INIT("ize"), 3},
	{STR_INIT("ised"), STR_INIT("ized"), 3},
	{STR_INIT("iser"), STR_INIT("izer"), 3},
	{STR_INIT("isers"), STR_INIT("izers"), 3},
	{STR_INIT("ises"), STR_INIT("izes"), 3},
	{STR_INIT("ising"), STR_INIT("izing"), 3},
	{STR_INIT("yse"), STR_INIT("yze"), 3},
	{STR_INIT("ysed"), STR_INIT("yzed"), 3},
	{STR_INIT("yser"), STR_INIT("yzer"), 3},
	{STR_INIT("yses"), STR_INIT("yzes"), 3},
	{STR_INIT("ysing"), STR_INIT("yzing"), 3},
	{STR_INIT("our"), STR_INIT("or"), 3},
	{STR_INIT("ours"), STR_INIT("ors"), 3},
	{STR_INIT("oured"), STR_INIT("ored"), 3},
	{STR_INIT("ouring"), STR_INIT("oring"), 3},
	{STR_INIT("oural"), STR_INIT("oral"), 3},
	{STR_INIT("ourally"), STR_INIT("orally"), 3},
	{STR_INIT("ourable"), STR_INIT("orable"), 3},
	{STR_INIT("ourably"), STR_INIT("orably"), 3},
	{STR_INIT("ourite"), STR_INIT("orite"), 3},
	{STR_INIT("ourites"), STR_INIT("orites"), 3},
	{STR_INIT("ogue"), STR_INIT("og"), 3},
	{STR_INIT("ogues"), STR_INIT("ogs"), 3},
};

/* Words that differ otherwise; their inflections begin the same. */
static const struct {
	struct str british, american;
} words[] = {
	{STR_INIT("acknowledgement"), STR_INIT("acknowledgment")},
	{STR_INIT("ageing"), STR_INIT("aging")},
	{STR_INIT("artefact"), STR_INIT("artifact")},
	{STR_INIT("centre"), STR_INIT("center")},
	{STR_INIT("cheque"), STR_INIT("check")},
	{STR_INIT("defence"), STR_INIT("defense")},
	{STR_INIT("enrol"), STR_INIT("enroll")},
	{STR_INIT("fibre"), STR_INIT("fiber")},
	{STR_INIT("fulfil"), STR_INIT("fulfill")},
	{STR_INIT("grey"), STR_INIT("gray")},
	{STR_INIT("instalment"), STR_INIT("installment")},
	{STR_INIT("judgement"), STR_INIT("judgment")},
	{STR_INIT("licence"), STR_INIT("license")},
	{STR_INIT("litre"), STR_INIT("liter")},
	{STR_INIT("metre"), STR_INIT("meter")},
	{STR_INIT("offence"), STR_INIT("offense")},
	{STR_INIT("practise"), STR_INIT("practice")},
	{STR_INIT("practising"), STR_INIT("practicing")},
	{STR_INIT("programme"), STR_INIT("program")},
	{STR_INIT("sceptical"), STR_INIT("skeptical")},
	{STR_INIT("skilful"), STR_INIT("skillful")},
	{STR_INIT("theatre"), STR_INIT("theater")},
	{STR_INIT("tyre"), STR_INIT("tire")},
};

/* The plural and the like, which a word of the table may have. */
static bool is_inflection(struct str rest)
{
	static const struct str known[] = {STR_INIT(""), STR_INIT("s"),
		STR_INIT("d"), STR_INIT("r"), STR_INIT("ed"), STR_INIT("rs"),
		STR_INIT("ment"), STR_INIT("ments")};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(known[i], rest))
			return true;
	return false;
}

static struct str replaced(
	char *to, struct str before, struct str middle, struct str behind)
{
	memcpy(to, before.ptr, before.len);
	memcpy(to + before.len, middle.ptr, middle.len);
	if (behind.len)
		memcpy(to + before.len + middle.len, behind.ptr, behind.len);
	return str_make(to, before.len + middle.len + behind.len);
}

/* The American spelling of FORM, in TO, or FORM itself. */
static struct str american(struct str form, char to[SPELLING])
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str rest = str_from(form, words[i].british.len);

		if (str_starts(form, words[i].british) && is_inflection(rest))
			return replaced(to, STR(""), words[i].american, rest);
	}
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct str ending = endings[i].british;

		if (form.len >= ending.len + endings[i].least &&
			str_ends(form, ending))
			return replaced(to,
				str_sub(form, 0, form.len - ending.len),
				endings[i].american, STR(""));
	}
	return form;
}

static bool is_plain(struct str form)
{
	for (size_t i = 0; i < form.len; i++)
		if (char_is_digit(form.ptr[i]) || form.ptr[i] == '.')
			return false;
	return form.len > 2 && form.len < SPELLING - 2;
}

struct str stemmer_stem(
	struct stemmer *stemmer, struct str form, struct arena *arena)
{
	char spelling[SPELLING];
	const sb_symbol *stem;
	struct str word = form;

	if (!stemmer->snowball || !is_plain(form))
		return form;
	if (stemmer->english)
		word = american(form, spelling);
	stem = sb_stemmer_stem(
		stemmer->snowball, (const sb_symbol *)word.ptr, (int)word.len);
	if (!stem)
		base_oom();
	return arena_dup(arena,
		str_make((const char *)stem,
			(size_t)sb_stemmer_length(stemmer->snowball)));
}
