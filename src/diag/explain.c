#include "diag/report.h"

static const struct {
	unsigned number;
	struct str text;
} texts[] = {
#define EXPLAIN(number, text) {number, STR_INIT(text)},
#include "diag/explain.def"
#undef EXPLAIN
};

struct str explain_text(unsigned number)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (texts[i].number == number)
			return texts[i].text;
	return STR("");
}
