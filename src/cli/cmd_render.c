/*
 * One Markdown file or template, for theme authors, tools and tests. Here
 * templates follow the Mustache specification to the letter: nothing is
 * checked, and what is missing is empty.
 */

#include <dirent.h>
#include <fcntl.h>
#include <string.h>

#include "cli/commands.h"
#include "data/yaml.h"
#include "diag/report.h"
#include "io/file.h"
#include "model/front.h"

struct rendering {
	struct arena arena;
	struct diags diags;
	VEC(struct theme_text) texts; /* of the files, for diagnostics */
	struct fault fault;
};

static struct str text_of(void *context, const struct source *source)
{
	const struct rendering *rendering = context;

	vec_each(const struct theme_text, text, &rendering->texts)
		if (text->source == source)
			return text->text;
	return STR("");
}

static const struct source *read_file(
	struct rendering *rendering, struct str path, struct str *text)
{
	struct buf bytes = BUF_INIT(BUF_LARGE);
	struct source *source = arena_new(&rendering->arena, struct source);
	bool ok;

	source->path = arena_dup(&rendering->arena, path);
	ok = file_read(AT_FDCWD, source->path.ptr, &bytes, &rendering->fault);
	*text = arena_dup(&rendering->arena, buf_str(&bytes));
	buf_release(&bytes);
	*vec_push(&rendering->texts, &rendering->arena) =
		(struct theme_text){source, *text};
	return ok ? source : NULL;
}

static bool render_markdown(
	struct rendering *rendering, struct str path, struct buf *out)
{
	struct limits limits = config_default_limits();
	struct markdown_workspace space;
	struct markdown_body body = {0};
	struct front_split split;
	struct html_target target = {.page = STR("index.html")};
	struct str text;
	const struct source *source = read_file(rendering, path, &text);
	bool ok;

	if (!source)
		return false;
	split = front_split(text);
	markdown_workspace_init(&space);
	ok = markdown_render(
		&(struct markdown_input){.source = source,
			.text = split.ends ? split.body : text,
			.first_line = split.ends ? split.body_line : 1,
			.limits = &limits.markdown},
		&space, &rendering->arena, &rendering->diags, &body);
	html_print(out, &body.html, &target);
	markdown_workspace_release(&space);
	return ok;
}

static bool read_data(
	struct rendering *rendering, struct str path, struct value *out)
{
	struct yaml_input input = {
		.first_line = 1, .limits = config_default_limits().yaml};
	struct value raw;

	*out = value_null;
	if (!path.len)
		return true;
	input.source = read_file(rendering, path, &input.text);
	if (!input.source ||
		!yaml_read(&input, &rendering->arena, &rendering->diags, &raw))
		return false;
	*out = yaml_core_types(&rendering->arena, &raw);
	return true;
}

static bool add_partials(struct rendering *rendering, struct template_set *set,
	struct str folder)
{
	const char *path = arena_dup(&rendering->arena, folder).ptr;
	DIR *stream = opendir(path);
	struct dirent *entry;
	bool ok = true;

	if (!stream)
		return fault_errno(
			&rendering->fault, EXIT_USAGE, "cannot open %s", path);
	while (ok && (entry = readdir(stream))) {
		static const struct str ending = STR_INIT(".mustache");
		struct str name =
			arena_dup(&rendering->arena, str_of(entry->d_name));
		const struct source *source;
		struct str text;

		if (!str_ends(name, ending))
			continue;
		source = read_file(rendering,
			arena_printf(&rendering->arena, "%s/%s", path,
				entry->d_name),
			&text);
		ok = source &&
			template_add(set,
				str_sub(name, 0, name.len - ending.len), source,
				text);
	}
	closedir(stream);
	return ok;
}

static bool render_template(struct rendering *rendering,
	const struct options *options, struct buf *out)
{
	struct template_set set = {.arena = &rendering->arena,
		.diags = &rendering->diags,
		.lenient = true};
	struct value data;
	struct str text;
	const struct source *source =
		read_file(rendering, options->template, &text);

	if (!source || !read_data(rendering, options->data, &data) ||
		(options->partials.len &&
			!add_partials(rendering, &set, options->partials)) ||
		!template_add(&set, STR("(main)"), source, text))
		return false;
	return template_render(&set, STR("(main)"),
		&(struct template_render){.out = out,
			.context = &data,
			.target = {.page = STR("index.html")},
			.diags = &rendering->diags});
}

int command_render(struct options *options)
{
	struct rendering rendering = {.arena = ARENA_INIT};
	struct buf out = BUF_INIT(BUF_LARGE), report = BUF_INIT(BUF_LARGE);
	bool ok;
	int code;

	if (!options->markdown.len == !options->template.len) {
		fputs("guildhall: render needs --markdown FILE or --template "
		      "FILE\n",
			stderr);
		return EXIT_USAGE;
	}
	ok = options->markdown.len
		? render_markdown(&rendering, options->markdown, &out)
		: render_template(&rendering, options, &out);
	diags_sort(&rendering.diags);
	report_format(STR("text"))
		->print(&report, &rendering.diags,
			&(struct report){
				.text_of = text_of, .context = &rendering});
	cli_write(stderr, buf_str(&report));
	code = (int)diags_exit(&rendering.diags);
	if (rendering.fault.code != EXIT_CLEAN)
		code = cli_fault(&rendering.fault);
	else if (ok && cli_print(buf_str(&out)))
		code = EXIT_OUTPUT;
	buf_release(&out);
	buf_release(&report);
	diags_release(&rendering.diags);
	arena_release(&rendering.arena);
	return code;
}
