#include "stage/figures.h"

#include "data/html.h"

int figure_at(struct fraction percent)
{
	int64_t at;

	if (!fraction_is(percent))
		return CHART_NONE;
	at = fraction_tenths(percent, NULL) * (CHART_FULL / 1000);
	return at < 0 ? 0 : at > CHART_FULL ? CHART_FULL : (int)at;
}

struct html *figure_html(struct arena *arena, struct buf *text)
{
	struct html *html = arena_new(arena, struct html);

	*html = (struct html){.text = arena_dup(arena, buf_str(text))};
	buf_release(text);
	return html;
}

struct value figure_value(struct arena *arena, const struct chart *chart,
	struct str sentence, struct buf *svg)
{
	struct value_map map = {0};

	value_put(&map, arena, "title", value_string(chart->title));
	value_put(&map, arena, "sentence", value_text(sentence));
	value_put(&map, arena, "svg", value_html(figure_html(arena, svg)));
	return value_of_map(&map);
}
