/*
 * scoring N: scores N random assessments of 17 factors, made in memory, in one
 * thread, and prints how many that is in a second of the processor.
 */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "score/joint.h"

enum { FACTORS = 17, DIFFERENT = 1000, AT_ONCE = 1000 };

static struct factor factors[FACTORS];
static struct score scores[DIFFERENT][FACTORS];
static struct assessment assessments[DIFFERENT];

static unsigned below(unsigned n)
{
	static uint64_t state = 1;

	state = state * 6364136223846793005 + 1442695040888963407;
	return (unsigned)(state >> 33) % n;
}

static struct score_cell draw(void)
{
	if (below(20) == 0)
		return (struct score_cell){.state = SCORE_MISSING};
	if (below(40) == 0)
		return (struct score_cell){.state = SCORE_NA};
	return (struct score_cell){
		.state = SCORE_GIVEN, .score = 25 * (int64_t)below(5)};
}

/* One in five is joint. */
static void make_assessments(void)
{
	for (size_t i = 0; i < DIFFERENT; i++) {
		bool joint = i % 5 == 0;

		assessments[i] = (struct assessment){
			.kind = joint ? ASSESSMENT_JOINT : ASSESSMENT_SELF,
			.scores = {scores[i], FACTORS}};
		for (int k = 0; k < FACTORS; k++)
			scores[i][k] = (struct score){.factor = 600 + k,
				.one = draw(),
				.client = draw(),
				.provider = draw(),
				.is_joint = joint};
	}
}

static struct factor_set make_set(void)
{
	static struct scale scale = {
		.min = {true, 0}, .max = {true, 100}, .step = {true, 25}};
	static struct factor_group groups[] = {{.id = STR_INIT("working")},
		{.id = STR_INIT("value")}, {.id = STR_INIT("staying")}};
	static struct gate gates[] = {{.tier = STR_INIT("platinum"),
		.factor = {true, 601},
		.at_least = {true, 50},
		.cap = STR_INIT("developing")}};
	static struct band bands[] = {{.id = STR_INIT("emerging")},
		{.id = STR_INIT("developing"), .from = {true, 40}},
		{.id = STR_INIT("established"), .from = {true, 60}},
		{.id = STR_INIT("leading"), .from = {true, 80}}};
	static struct target targets[] = {
		{.tier = STR_INIT("platinum"), .score = 75}};

	for (int i = 0; i < FACTORS; i++)
		factors[i] = (struct factor){.id = {true, 600 + i},
			.weight = {true, i % 3 ? 100 : 75},
			.role = i == 0 ? FACTOR_HEADLINE : 0,
			.group = groups[i % 3].id};
	return (struct factor_set){.scale = &scale,
		.bands = {bands, 4},
		.targets = {targets, 1},
		.gates = {gates, 1},
		.groups = {groups, 3},
		.factors = {factors, FACTORS}};
}

static void score(const struct factor_set *set, size_t i, struct arena *arena)
{
	const struct assessment *assessment = &assessments[i % DIFFERENT];
	struct result result =
		score_assessment(set, assessment, STR("platinum"), arena);

	if (assessment->kind == ASSESSMENT_JOINT)
		joint_compare(&result, arena);
}

int main(int argc, char **argv)
{
	size_t n = argc == 2 ? (size_t)atoll(argv[1]) : 0;
	struct factor_set set = make_set();
	struct arena arena = ARENA_INIT;
	clock_t start;

	if (!n) {
		fputs("usage: scoring N\n", stderr);
		return 2;
	}
	make_assessments();
	start = clock();
	for (size_t i = 0; i < n; i++) {
		score(&set, i, &arena);
		if (i % AT_ONCE == AT_ONCE - 1)
			arena_release(&arena);
	}
	printf("%.0f\n",
		(double)n * CLOCKS_PER_SEC / (double)(clock() - start));
	arena_release(&arena);
	return 0;
}
