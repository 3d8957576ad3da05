#include "stage/left_page.h"

#include "stage/left_value.h"

enum {
	WORD = 8, /* bytes of a number that stands as it is */
	LEAST_HEADING = 3,
	LEAST_ACRONYM = 3
};

static void put_word(struct buf *out, uint64_t word)
{
	for (unsigned i = 0; i < WORD; i++)
		buf_putc(out, (char)(word >> 8 * i));
}

static uint64_t take_word(struct unpacking *from)
{
	struct str bytes = unpack_bytes(from, WORD);
	uint64_t word = 0;

	for (size_t i = 0; i < bytes.len; i++)
		word |= (uint64_t)(unsigned char)bytes.ptr[i] << 8 * i;
	return word;
}

/* What others show of a page. */
static void put_face(struct buf *out, const struct page *page)
{
	const struct markdown_body *body = &page->body;

	left_put_value(out, page->front.source);
	packing_number(out, body->headings.len);
	vec_each(const struct markdown_heading, heading, &body->headings) {
		packing_number(out, heading->level);
		packing_text(out, heading->text);
		packing_text(out, heading->id);
	}
	packing_text(out, body->lead);
}

static void put_acronyms(struct buf *out, const struct page *page)
{
	packing_number(out, page->body.acronyms.len);
	vec_each(const struct markdown_acronym, acronym, &page->body.acronyms) {
		packing_text(out, acronym->text);
		packing_number(out, acronym->place.line);
		packing_number(out, acronym->place.col);
	}
}

void left_put_page(struct buf *out, const struct page *page, uint64_t stamp,
	bool is_sure, const struct left_commits *commits)
{
	struct buf face = BUF_INIT(BUF_LARGE);

	put_word(out, stamp);
	put_word(out, left_face(page, &face));
	packing_number(out, is_sure);
	buf_put(out, buf_str(&face));
	put_acronyms(out, page);
	left_put_past(out, commits, page);
	buf_release(&face);
}

uint64_t left_face(const struct page *page, struct buf *scratch)
{
	buf_clear(scratch);
	put_face(scratch, page);
	return str_hash(buf_str(scratch));
}

struct left_head left_take_head(struct unpacking *from)
{
	struct left_head head = {.stamp = take_word(from)};

	head.face = take_word(from);
	head.is_sure = unpack_number(from);
	return head;
}

const struct value *left_take_front(struct unpacking *from,
	const struct source *source, struct arena *arena)
{
	struct value *map = arena_new(arena, struct value);

	return left_take_value(from, source, arena, map) ? map : &value_null;
}

static void take_headings(
	struct unpacking *from, struct markdown_body *body, struct arena *arena)
{
	size_t n = unpack_count(from, LEAST_HEADING);

	body->headings.items = arena_array(arena, struct markdown_heading, n);
	body->headings.len = body->headings.cap = n;
	vec_each(struct markdown_heading, heading, &body->headings) {
		heading->level = (unsigned)unpack_number(from);
		heading->text = unpack_text(from);
		heading->id = unpack_text(from);
	}
}

static void take_acronyms(
	struct unpacking *from, struct page *page, struct arena *arena)
{
	size_t n = unpack_count(from, LEAST_ACRONYM);

	for (; n; n--) {
		struct markdown_acronym *acronym =
			vec_push(&page->body.acronyms, arena);

		acronym->text = unpack_text(from);
		acronym->place.source = &page->source;
		acronym->place.line = (uint32_t)unpack_number(from);
		acronym->place.col = (uint32_t)unpack_number(from);
	}
}

void left_take_rest(
	struct unpacking *from, struct page *page, struct arena *arena)
{
	take_headings(from, &page->body, arena);
	page->body.lead = unpack_text(from);
	take_acronyms(from, page, arena);
}
