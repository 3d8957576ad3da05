#include "unit/units.h"

#include <string.h>

#include "model/config.h"

static const struct source file = {STR_INIT(CONFIG_FILE)};

struct reading {
	struct arena arena;
	struct diags diags;
	struct config config;
	bool ok;
};

static void read_config(
	struct reading *reading, const char *text, char *const *environment)
{
	struct yaml_input input = {.source = &file,
		.text = str_of(text),
		.first_line = 1,
		.limits = config_default_limits().yaml};

	*reading = (struct reading){.arena = ARENA_INIT, .diags = DIAGS_INIT};
	reading->ok = config_read(&reading->config, &input, environment,
		&reading->arena, &reading->diags);
}

static void reading_release(struct reading *reading)
{
	diags_release(&reading->diags);
	arena_release(&reading->arena);
}

START_TEST(test_defaults)
{
	struct reading reading;
	const struct config *config = &reading.config;

	read_config(&reading, "title: T", NULL);
	ck_assert(reading.ok);
	check_view(config->title, STR("T"), "title");
	check_view(config->language, STR("en-GB"), "language");
	check_view(config->base_url, STR(""), "base_url");
	ck_assert_uint_eq(config->audiences.len, 1);
	ck_assert_int_eq(config_audience(config, STR("public")), 0);
	ck_assert_int_eq(config->due_soon.days, 30);
	ck_assert(!config->svg);
	ck_assert_ptr_null(config->phase);
	ck_assert_ptr_null(config->theme);
	ck_assert_uint_eq(config->taxonomies.len, 0);
	ck_assert_uint_eq(config->limits.markdown.page, 256 * 1024);
	ck_assert_uint_eq(config->limits.attachment, 20 * 1024 * 1024);
	ck_assert_uint_eq(config->limits.yaml.depth, 32);
	ck_assert_uint_eq(config->limits.path, 1024);
	reading_release(&reading);
}
END_TEST

START_TEST(test_everything)
{
	struct reading reading;
	const struct config *config = &reading.config;

	read_config(&reading,
		"title: T\norganisation: O\ndescription: D\nlanguage: cy\n"
		"base_url: https://example.org/k\nrepo_url: https://r\n"
		"edit_uri: https://r/edit/{path}\nlicence: L\n"
		"audiences: [all, members, board]\nphase: {label: Beta}\n"
		"theme: {name: other, accent: \"#fff\"}\ndue_soon: 2 weeks\n"
		"svg: true\nlimits: {page: 1000, path: 10}\n",
		NULL);
	check_diags(&reading.diags, "", "everything");
	ck_assert(reading.ok);
	check_view(config->base_url, STR("https://example.org/k/"), "base_url");
	check_view(config->language, STR("cy"), "language");
	ck_assert_int_eq(config_audience(config, STR("all")), 0);
	ck_assert_int_eq(config_audience(config, STR("board")), 2);
	ck_assert_int_eq(config_audience(config, STR("public")), -1);
	ck_assert_int_eq(config_audience(config, STR("Board")), -1);
	ck_assert_int_eq(config_audience(config, STR("")), -1);
	check_view(config->phase->label, STR("Beta"), "phase");
	ck_assert_uint_eq(config->theme->map.len, 2);
	ck_assert_int_eq(config->due_soon.days, 14);
	ck_assert(config->svg);
	ck_assert_uint_eq(config->limits.markdown.page, 1000);
	ck_assert_uint_eq(config->limits.path, 10);
	ck_assert_uint_eq(config->limits.markdown.line, 16 * 1024);
	reading_release(&reading);
}
END_TEST

/* Whatever is wrong is a fault of the configuration: exit code 2. */
START_TEST(test_faults)
{
	static const struct {
		const char *text, *codes;
	} rows[] = {
		{"", "102@1:1"},
		{"- title", "102@1:1"},
		{"organisation: O", "107@1:1"},
		{"title: ''", "107@1:1"},
		{"title: T\ntilte: U", "101@2:1"},
		{"title: [T]", "102@1:8"},
		{"title: T\naudiences: [a, b, a]", "103@2:19"},
		{"title: T\naudiences: {a: b}", "102@2:12"},
		{"title: T\nsvg: maybe", "102@2:6"},
		{"title: T\ndue_soon: soon", "102@2:11"},
		{"title: T\ntheme: guildhall", "102@2:8"},
		{"title: T\nbase_url: example.org", "102@2:11"},
		{"title: T\nbase_url: ftp://example.org", "102@2:11"},
		{"title: T\nbase_url: javascript:x", "102@2:11"},
		{"title: T\nphase: {text: x}", "107@2:8"},
		{"title: T\nlimits: 5", "102@2:9"},
		{"title: T\nlimits: {pages: 5}", "101@2:10"},
		{"title: T\nlimits: {page: 0}", "102@2:16"},
		{"title: T\nlimits: {page: -1}", "102@2:16"},
		{"title: T\nlimits: {page: 67108865}", "102@2:16"},
		{"title: T\nlimits: {yaml_depth: 201}", "102@2:22"},
		{"title: T\nlimits: {page: all}", "102@2:16"},
		{"title: T\ntaxonomies: [a]", "102@2:13"},
		{"title: T\ntaxonomies: {a: b}", "102@2:17"},
		{"title: T\ntaxonomies: {a: {title: A}}", "107@2:17"},
		{"title: T\ntaxonomies: {a: {values: [b]}}", "102@2:26"},
		{"title: T\ntaxonomies: {a: {values: {b: [c]}}}", "102@2:30"},
		{"title: T\ntaxonomies: {a: {values: {b: {tilte: c}}}}",
			"101@2:31"},
		{"title: T\ntaxonomies: {../a: {values: {b: B}}}", "102@2:14"},
		{"title: T\ntaxonomies: {A: {values: {b: B}}}", "102@2:14"},
		{"title: T\ntaxonomies: {a: {values: {b/c: B}}}", "102@2:27"},
		{"title: T\ntaxonomies: {a: {values: {'': B}}}", "102@2:27"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		struct reading reading;

		read_config(&reading, rows[i].text, NULL);
		check_int(reading.ok, false, rows[i].text);
		check_diags(&reading.diags, rows[i].codes, rows[i].text);
		check_int(diags_exit(&reading.diags), EXIT_USAGE, rows[i].text);
		ck_assert_uint_ge(reading.config.audiences.len, 1);
		reading_release(&reading);
	}
}
END_TEST

START_TEST(test_taxonomies)
{
	struct reading reading;
	const struct taxonomy *topics;
	const struct taxon *taxa;

	read_config(&reading,
		"title: T\ntaxonomies:\n  topics:\n    title: Topics\n"
		"    singular: Topic\n    values: {z: Zed, a: {title: Ay, "
		"order: 0}, m: , last: {order: 9}}\n  tiers:\n"
		"    values:\n      silver: Silver\n",
		NULL);
	check_diags(&reading.diags, "", "taxonomies");
	topics = config_taxonomy(&reading.config, STR("topics"));
	check_view(topics->singular, STR("Topic"), "singular");
	ck_assert_uint_eq(topics->taxa.len, 4);
	taxa = topics->taxa.items;
	check_view(taxa[0].id, STR("z"), "as they stand");
	check_view(taxa[0].title, STR("Zed"), "title alone");
	check_view(taxa[1].id, STR("a"), "second");
	check_view(taxa[2].title, STR("m"), "no title");
	check_view(taxa[3].id, STR("last"), "by order");
	ck_assert_ptr_eq(taxonomy_find(topics, STR("m")), &taxa[2]);
	ck_assert_ptr_null(taxonomy_find(topics, STR("Zed")));
	topics = config_taxonomy(&reading.config, STR("tiers"));
	check_view(topics->title, STR("tiers"), "default title");
	check_view(topics->singular, STR("tiers"), "default singular");
	ck_assert_ptr_null(config_taxonomy(&reading.config, STR("tier")));
	reading_release(&reading);
}
END_TEST

START_TEST(test_environment)
{
	static char variables[][60] = {"PATH=/bin", "GUILDHALL_TITLE=E: it",
		"GUILDHALL_TITLE='E: it'", "GUILDHALL_LIMITS__PAGE=77",
		"GUILDHALL_PHASE__LABEL=Alpha", "GUILDHALL_AUDIENCES=[x, y]",
		"GUILDHALL_THEMES=/tmp",
		"GUILDHALL_ORGANISATION=", "GUILDHALL_SVG=true",
		"GUILDHALLX=1"};
	char *all[] = {variables[0], variables[2], variables[3], variables[4],
		variables[5], variables[6], variables[7], variables[8],
		variables[9], NULL};
	char *none[] = {NULL};
	struct reading reading;
	const struct config *config = &reading.config;

	read_config(&reading,
		"title: T\norganisation: O\nlimits: {page: 5, line: 6}\n"
		"phase: {text: x}\n",
		all);
	check_diags(&reading.diags, "", "environment");
	ck_assert(reading.ok);
	check_view(config->title, STR("E: it"), "title");
	check_view(config->organisation, STR(""), "unset");
	check_view(config->phase->label, STR("Alpha"), "label");
	check_view(config->phase->text, STR("x"), "kept");
	ck_assert_uint_eq(config->limits.markdown.page, 77);
	ck_assert_uint_eq(config->limits.markdown.line, 6);
	ck_assert_int_eq(config_audience(config, STR("y")), 1);
	ck_assert(config->svg);
	reading_release(&reading);
	read_config(&reading, "title: T", none);
	check_view(config->title, STR("T"), "empty environment");
	reading_release(&reading);
}
END_TEST

START_TEST(test_wrong_environment)
{
	static const struct {
		char variable[60];
		const char *codes;
	} rows[] = {
		{"GUILDHALL_TILTE=x", "105@0:0"},
		{"GUILDHALL_SVG=maybe", "102@1:1"},
		{"GUILDHALL_TITLE=E: it: no", "104@1:6"},
		{"GUILDHALL_TITLE=&a b", "104@1:1"},
		{"GUILDHALL_LIMITS__PAGE=0", "102@1:1"},
		{"GUILDHALL_LIMITS=7", "102@1:1"},
		{"GUILDHALL_TITLE__X=y", "102@1:8"},
		{"GUILDHALL_=x", "105@0:0"},
		{"GUILDHALL_TITLE", "107@1:1"},
	};

	for (size_t i = 0; i < UNITS_LEN(rows); i++) {
		char variable[60];
		char *all[] = {variable, NULL};
		struct reading reading;

		memcpy(variable, rows[i].variable, sizeof variable);
		read_config(&reading, "title: T", all);
		check_int(reading.ok, false, variable);
		check_diags(&reading.diags, rows[i].codes, variable);
		check_int(diags_exit(&reading.diags), EXIT_USAGE, variable);
		reading_release(&reading);
	}
}
END_TEST

UNITS_SUITE(model_config, test_defaults, test_everything, test_faults,
	test_taxonomies, test_environment, test_wrong_environment)
