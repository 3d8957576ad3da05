/*
 * assessments FOLDER N: writes a content repository of N assessments of 17
 * factors: a tenth as many contracts, each assessed by its own people, its
 * peers and both sides together over some years. Always the same.
 */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "files.h"

enum { FACTORS = 17, A_CONTRACT = 10, ORGANISATIONS = 40 };

static uint64_t state = 1;

static unsigned below(unsigned n)
{
	state = state * 6364136223846793005 + 1442695040888963407;
	return (unsigned)(state >> 33) % n;
}

static const char *folder;

static void write_text(const char *name, const char *text)
{
	FILE *file = create(folder, name);

	fputs(text, file);
	fclose(file);
}

static void write_set(void)
{
	FILE *file = create(folder, "data/factors/set.yml");

	fputs("id: set\ntitle: Set\nversion: \"1.0\"\n"
	      "scale: {min: 0, max: 100, step: 25}\n"
	      "gates: {platinum: [{factor: 601, at_least: 50, cap: "
	      "developing}]}\n"
	      "groups: [{id: g0, title: First}, {id: g1, title: Second}]\n"
	      "factors:\n",
		file);
	for (int i = 0; i < FACTORS; i++)
		fprintf(file,
			"  - {id: %d, title: Factor %d, weight: %d, group: "
			"g%d}\n",
			601 + i, i + 1, i % 3 ? 100 : 75, i % 2);
	fclose(file);
}

static void write_contracts(unsigned n)
{
	static const char *const tiers[] = {
		"bronze", "silver", "gold", "platinum"};
	FILE *file = create(folder, "data/organisations.yml");

	for (unsigned i = 0; i < ORGANISATIONS; i++)
		fprintf(file, "- {id: o%u, title: Organisation %u}\n", i, i);
	fclose(file);
	file = create(folder, "data/contracts.yml");
	for (unsigned i = 0; i < n; i++)
		fprintf(file,
			"- {id: C-%u, title: Contract %u, organisation: o%u, "
			"tier: %s}\n",
			i, i, i % ORGANISATIONS, tiers[i % 4]);
	fclose(file);
}

static void put_score(FILE *file, int joint)
{
	unsigned score = below(5) * 25;

	if (below(20) == 0)
		fputs("{missing: not yet}", file);
	else if (below(40) == 0)
		fputs("{na: not in this form, approved_by: clerk}", file);
	else if (joint)
		fprintf(file, "{client: %u, provider: %u}", score,
			below(5) * 25);
	else
		fprintf(file, "{score: %u, evidence: \"Seen in the register\"}",
			score);
}

static void write_assessment(FILE *file, unsigned i)
{
	static const char *const kinds[] = {
		"self", "self", "self", "peer", "joint"};
	unsigned contract = i / A_CONTRACT, turn = i % A_CONTRACT;
	const char *kind = kinds[turn % 5];

	fprintf(file,
		"- subject: contract/C-%u\n  set: set@1.0\n"
		"  date: %u-%02u-%02u\n  kind: %s\n  assessor: clerk\n"
		"  scores:\n",
		contract, 2015 + turn, 1 + i % 12, 1 + i % 28, kind);
	for (int k = 0; k < FACTORS; k++) {
		fprintf(file, "    %d: ", 601 + k);
		put_score(file, turn % 5 == 4);
		fputc('\n', file);
	}
}

int main(int argc, char **argv)
{
	enum { A_FILE = 100 };
	unsigned n = argc == 3 ? (unsigned)atoi(argv[2]) : 0;
	FILE *file = NULL;
	char name[64];

	if (!n) {
		fputs("usage: assessments FOLDER N\n", stderr);
		return 2;
	}
	folder = argv[1];
	make_folder(folder, "");
	make_folder(folder, "data");
	make_folder(folder, "data/factors");
	make_folder(folder, "data/assessments");
	write_text("guildhall.yml", "title: Benchmark\nhandbook: 0\n");
	write_text("index.md", "---\ntitle: Home\n---\n");
	write_text("data/roles.yml", "- {id: clerk, title: Clerk}\n");
	write_set();
	write_contracts((n + A_CONTRACT - 1) / A_CONTRACT);
	for (unsigned i = 0; i < n; i++) {
		if (i % A_FILE == 0) {
			if (file)
				fclose(file);
			snprintf(name, sizeof name, "data/assessments/%u.yml",
				i / A_FILE);
			file = create(folder, name);
		}
		write_assessment(file, i);
	}
	fclose(file);
	return 0;
}
