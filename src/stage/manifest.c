#include "stage/manifest.h"

#include "base/escape.h"

static void put_address(struct buf *out, struct str url)
{
	buf_puts(out, out->ptr[out->len - 1] == '[' ? "\n" : ",\n");
	escape_json(out, url);
}

/* What readers may have been given: pages, files, old addresses. */
static void put_addresses(const struct build *build, struct buf *out)
{
	vec_each(struct page *const, page, &build->site.pages)
		put_address(out, (*page)->url);
	vec_each(struct attachment *const, file, &build->site.attachments)
		put_address(out, (*file)->url);
	vec_each(const struct alias, alias, &build->site.aliases)
		put_address(out, alias->url);
}

void manifest_put(const struct build *build, struct buf *out)
{
	const struct str *names = build->site.config.audiences.items;
	const char *before = "";

	buf_puts(out,
		"{\n\"generator\": \"guildhall " GUILDHALL_VERSION
		"\",\n\"commit\": ");
	escape_json(out, build->site.commit);
	buf_puts(out, ",\n\"edition\": ");
	escape_json(out, names[build->site.edition]);
	buf_puts(out, ",\n\"as_at\": \"");
	date_put_iso(out, build->site.as_at);
	buf_puts(out, "\",\n\"addresses\": [");
	put_addresses(build, out);
	buf_puts(out, "],\n\"files\": [\n");
	vec_each(const struct sink_file, file, &build->written) {
		buf_puts(out, before);
		buf_puts(out, "[");
		escape_json(out, file->path);
		buf_printf(out, ", %llu, \"%016llx\"]",
			(unsigned long long)file->size,
			(unsigned long long)file->hash);
		before = ",\n";
	}
	buf_puts(out, "\n]\n}\n");
}
