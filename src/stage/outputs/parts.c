#include "stage/outputs/parts.h"

#include "stage/outputs/registers.h"

enum {
	PART = 100, /* entries of a long list on one page */
	ROWS = 500 /* rows of a long table: it is sorted and filtered there */
};

struct output *output_add(struct build *build, struct str url,
	const char *template, output_fn *fill, const void *subject)
{
	struct output *output = vec_push(&build->outputs, &build->arena);

	*output = (struct output){.url = url,
		.template = template,
		.fill = fill,
		.subject = subject,
		.parts = 1};
	return output;
}

static const char *const endings[] = {"csv", "json"};

void output_add_table(struct build *build, struct str base,
	output_table_fn *table, const void *subject)
{
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		output_add(build,
			arena_printf(&build->arena, "%.*s.%s", STR_ARG(base),
				endings[i]),
			NULL, NULL, subject)
			->table = table;
}

void output_put_table(struct value_map *map, struct arena *arena,
	const char *key, const struct table *table, struct str base)
{
	struct value value = table_value(table);
	struct value_map with = {0};

	value_give_all(&with, arena, &value);
	value_put(&with, arena, "id",
		value_string(table->id.len ? table->id : str_of(key)));
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		value_put(&with, arena, endings[i],
			base.len ? value_url(arena_printf(arena, "%.*s.%s",
					   STR_ARG(base), endings[i]))
				 : value_null);
	value_put(&with, arena, "workbook",
		register_is_at(base) ? value_url(STR(WORKBOOK_URL))
				     : value_null);
	value_give(map, arena, key, value_of_map(&with));
}

static struct str base_of(
	struct arena *arena, struct str url, const struct page_table *table)
{
	return arena_printf(arena, "%.*s%.*s",
		STR_ARG(str_sub(url, 0, url.len - 5)), STR_ARG(table->suffix));
}

void output_add_tables(struct build *build, struct str url,
	const struct page_table *tables, size_t n, const void *subject)
{
	for (size_t i = 0; i < n; i++)
		output_add_table(build, base_of(&build->arena, url, &tables[i]),
			tables[i].table, subject);
}

void output_put_tables(const struct build *build, const struct output *output,
	const struct page_table *tables, size_t n, struct value_map *map,
	struct arena *arena)
{
	for (size_t i = 0; i < n; i++) {
		struct table table = tables[i].table(build, output, arena);

		output_put_table(map, arena, tables[i].key, &table,
			base_of(arena, output->url, &tables[i]));
	}
}

/* "risk.html", then "risk-2.html". */
static struct str part_url(struct arena *arena, struct str url, size_t part)
{
	if (!part)
		return url;
	return arena_printf(arena, "%.*s-%zu.html",
		STR_ARG(str_sub(url, 0, url.len - 5)), part + 1);
}

static void add_parts(
	struct build *build, const struct output *first, size_t n, size_t part)
{
	size_t parts = n ? (n + part - 1) / part : 1;

	for (size_t i = 0; i < parts; i++) {
		struct output *output = output_add(build,
			part_url(&build->arena, first->url, i), first->template,
			first->fill, first->subject);

		output->part = i;
		output->parts = parts;
	}
}

void output_add_list(struct build *build, struct str url, const char *template,
	output_fn *fill, const void *subject, size_t n)
{
	add_parts(build,
		&(struct output){.url = url,
			.template = template,
			.fill = fill,
			.subject = subject},
		n, PART);
}

void output_add_rows(struct build *build, struct str url, const char *template,
	output_fn *fill, size_t n)
{
	add_parts(build,
		&(struct output){
			.url = url, .template = template, .fill = fill},
		n, ROWS);
}

struct str output_part_title(
	struct arena *arena, const struct output *output, struct str title)
{
	if (!output->part)
		return title;
	return arena_printf(arena, "%.*s, part %zu of %zu", STR_ARG(title),
		output->part + 1, output->parts);
}

static struct value part_links(
	const struct output *output, struct str url, struct arena *arena)
{
	struct value_items links = {0};

	for (size_t i = 0; i < output->parts; i++) {
		struct value_map link = {0};

		value_give(&link, arena, "number", value_int((int64_t)i + 1));
		value_give(&link, arena, "url",
			value_url(part_url(arena, url, i)));
		value_give(
			&link, arena, "current", value_bool(i == output->part));
		value_push(&links, arena, value_of_map(&link));
	}
	return value_of_list(&links);
}

void output_put_part(const struct build *build, const struct output *output,
	struct str url, struct page *const *pages, size_t n,
	struct value_map *map, struct arena *arena)
{
	size_t from = output->part * PART;
	size_t len = n - from < PART ? n - from : PART;

	value_give(map, arena, "pages",
		values_cards(build, arena, pages + from, n ? len : 0));
	if (output->parts > 1)
		value_give(map, arena, "parts", part_links(output, url, arena));
}

void output_put_rows(const struct output *output, struct value_map *map,
	struct arena *arena, const char *key, const struct table *table,
	struct str base)
{
	struct table part = *table;
	size_t n = table_rows(table), from = output->part * ROWS;
	size_t len = n - from < ROWS ? n - from : ROWS;

	if (n) {
		part.cells.items += from * table->width;
		part.cells.len = len * table->width;
	}
	output_put_table(map, arena, key, &part, base);
	if (output->parts > 1)
		value_give(map, arena, "parts",
			part_links(output,
				arena_printf(arena, "%.*s.html", STR_ARG(base)),
				arena));
}
