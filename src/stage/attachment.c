#include "stage/attachment.h"

#include "model/path.h"
#include "stage/held.h"
#include "stage/restrict.h"
#include "stage/stages.h"

/* The kinds of file that are published, and how their bytes start. */
static const struct kind {
	struct str extension;
	struct str start; /* empty: text */
} kinds[] = {
	{STR_INIT("pdf"), STR_INIT("%PDF-")},
	{STR_INIT("png"), STR_INIT("\x89PNG\r\n\x1a\n")},
	{STR_INIT("jpg"), STR_INIT("\xFF\xD8\xFF")},
	{STR_INIT("jpeg"), STR_INIT("\xFF\xD8\xFF")},
	{STR_INIT("gif"), STR_INIT("GIF8")},
	{STR_INIT("webp"), STR_INIT("RIFF")},
	{STR_INIT("svg"), STR_INIT("")},
	{STR_INIT("odt"), STR_INIT("PK\x03\x04")},
	{STR_INIT("ods"), STR_INIT("PK\x03\x04")},
	{STR_INIT("odp"), STR_INIT("PK\x03\x04")},
	{STR_INIT("docx"), STR_INIT("PK\x03\x04")},
	{STR_INIT("xlsx"), STR_INIT("PK\x03\x04")},
	{STR_INIT("pptx"), STR_INIT("PK\x03\x04")},
	{STR_INIT("zip"), STR_INIT("PK\x03\x04")},
	{STR_INIT("csv"), STR_INIT("")},
	{STR_INIT("txt"), STR_INIT("")},
	{STR_INIT("ics"), STR_INIT("BEGIN:VCALENDAR")},
};

static const struct kind *find_kind(struct str path)
{
	struct str extension = path_extension(path);

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_case_eq(kinds[i].extension, extension))
			return &kinds[i];
	return NULL;
}

/* What in an SVG could do more than draw, and at which byte it starts. */
static struct str svg_fault(struct str svg, size_t *where)
{
	static const struct {
		struct str needle, what;
	} faults[] = {
		{STR_INIT("<script"), STR_INIT("a script")},
		{STR_INIT("<foreignobject"), STR_INIT("a foreign object")},
		{STR_INIT("<!entity"), STR_INIT("an entity definition")},
		{STR_INIT("<!doctype"), STR_INIT("a document type")},
		{STR_INIT("<iframe"), STR_INIT("a frame")},
		{STR_INIT("<use"), STR_INIT("a reference (use)")},
		{STR_INIT("<animate"), STR_INIT("an animation")},
		{STR_INIT("<set"), STR_INIT("an animation")},
		{STR_INIT("<a"), STR_INIT("a link")},
		{STR_INIT("href"), STR_INIT("a link")},
		{STR_INIT("javascript:"), STR_INIT("a script")},
		{STR_INIT("<style"), STR_INIT("a style sheet")},
		{STR_INIT("url("), STR_INIT("a reference (url)")},
	};

	for (size_t at = 0; at < svg.len; at++) {
		struct str rest = str_from(svg, at);

		*where = at;
		for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
			if (str_case_eq(str_sub(rest, 0, faults[i].needle.len),
				    faults[i].needle))
				return faults[i].what;
		if (char_is_space(rest.ptr[0]) && rest.len > 3 &&
			str_case_eq(str_sub(rest, 1, 3), STR("on")) &&
			char_is_alpha(rest.ptr[3])) {
			*where = at + 1;
			return STR("an event handler");
		}
	}
	return STR("");
}

static uint32_t big_endian(struct str bytes, size_t at, size_t len)
{
	uint32_t n = 0;

	for (size_t i = at; i < at + len && i < bytes.len; i++)
		n = n << 8 | (unsigned char)bytes.ptr[i];
	return n;
}

/* JPEG: the size stands in the first start-of-frame segment. */
static void measure_jpeg(struct attachment *attachment, struct str bytes)
{
	size_t at = 2;

	while (at + 9 < bytes.len && (unsigned char)bytes.ptr[at] == 0xFF) {
		unsigned marker = (unsigned char)bytes.ptr[at + 1];

		if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 &&
			marker != 0xC8 && marker != 0xCC) {
			attachment->height = big_endian(bytes, at + 5, 2);
			attachment->width = big_endian(bytes, at + 7, 2);
			return;
		}
		at += 2 + big_endian(bytes, at + 2, 2);
	}
}

static void measure(struct attachment *attachment, const struct kind *kind,
	struct str bytes)
{
	if (str_eq(kind->extension, STR("png"))) {
		attachment->width = big_endian(bytes, 16, 4);
		attachment->height = big_endian(bytes, 20, 4);
	} else if (kind->start.len && kind->start.ptr[0] == '\xFF') {
		measure_jpeg(attachment, bytes);
	}
}

/* The fault of the content, as a diagnostic; true when there is none. */
static bool check_content(struct worker *worker, struct attachment *attachment,
	const struct kind *kind)
{
	struct place whole = place_of(&attachment->source, 0, 0);
	struct str bytes, fault = STR("");
	size_t at;

	if (!kind->start.len) {
		if (!stage_read_text(worker, attachment->entry,
			    &attachment->source, &bytes))
			return false;
	} else {
		buf_clear(&worker->file);
		if (!tree_read(worker->reader, attachment->entry, &worker->file,
			    &worker->fault))
			return false;
		bytes = buf_str(&worker->file);
	}
	if (!str_starts(bytes, kind->start)) {
		diag_add(&worker->diags, DIAG_ATTACHMENT_CONTENT, whole, 0,
			DIAG_NONE);
		return false;
	}
	if (str_eq(kind->extension, STR("svg")))
		fault = svg_fault(bytes, &at);
	if (fault.len) {
		diag_add(&worker->diags, DIAG_SVG,
			stage_place(&attachment->source, bytes, at), 1, fault);
		return false;
	}
	measure(attachment, kind, bytes);
	return true;
}

/* The kind, size and content of a file; one that is refused has no entry. */
static void check(struct build *build, struct worker *worker,
	struct attachment *attachment)
{
	const struct kind *kind = find_kind(attachment->source.path);
	const struct config *config = &build->site.config;
	struct place whole = place_of(&attachment->source, 0, 0);
	bool svg = kind && str_eq(kind->extension, STR("svg"));
	bool ok = false;

	if (!kind || (svg && !config->svg))
		diag_add(&worker->diags, DIAG_ATTACHMENT_TYPE, whole, 0,
			path_name(attachment->source.path),
			svg ? STR("svg: true in guildhall.yml allows them")
			    : STR(""));
	else if (!stage_fits(
			 worker, attachment->entry, config->limits.attachment))
		diag_add(&worker->diags, DIAG_LIMIT_ATTACHMENT, whole, 0,
			arena_printf(&worker->scratch, "%zu",
				config->limits.attachment));
	else
		ok = check_content(worker, attachment, kind);
	if (!ok)
		attachment->entry = NULL;
}

struct looking_at {
	struct build *build;
	struct held_file **held; /* what is kept of each; or NULL */
};

/* What is held of a file that was not touched is said of it again. */
static void look_at(void *context, unsigned number, size_t item)
{
	struct looking_at *looking = context;
	struct build *build = looking->build;
	struct worker *worker = &build->workers[number];
	struct attachment *file = build->site.attachments.items[item];
	struct held_file *held = held_find(build, file->entry, 0);

	if (held) {
		held_say(held, worker);
	} else {
		held = held_begin(build, number, file->entry, 0);
		check(build, worker, file);
		if (held)
			held->attachment = *file;
		held_end(build, number, held);
	}
	looking->held[item] = held;
	if (!held)
		return;
	if (!held->attachment.entry)
		file->entry = NULL;
	file->width = held->attachment.width;
	file->height = held->attachment.height;
}

void attachments_sort_out(struct build *build)
{
	struct site *site = &build->site;
	struct looking_at looking = {build,
		arena_array(&build->arena, struct held_file *,
			site->attachments.len)};
	size_t kept = 0;

	for (size_t i = 0; i < site->attachments.len; i++) {
		struct attachment *file = site->attachments.items[i];

		file->audience = restrict_audience(site, file->source.path);
		if (file->audience > site->edition) {
			map_set(&site->hidden, &build->arena, file->source.path,
				site);
			*vec_push(&site->dropped.attachments, &build->arena) =
				file;
			continue;
		}
		site->attachments.items[kept++] = file;
		map_add(&site->attachments_by_path, &build->arena,
			file->source.path, file);
	}
	site->attachments.len = kept;
	restrict_check(build);
	stage_run(build, "attachments", kept, look_at, &looking);
	for (size_t i = 0; i < kept; i++)
		held_use(build, looking.held[i]);
}
