#include "unit/units.h"

#include "io/sink.h"

static void join_paths(void *context, struct str path, struct str bytes)
{
	buf_printf(context, "%.*s=%.*s;", STR_ARG(path), STR_ARG(bytes));
}

START_TEST(test_memory)
{
	struct fault fault = FAULT_INIT;
	struct buf all = BUF_INIT(1000);
	struct sink *sink = sink_open_memory();
	char bytes[] = "1";

	sink_memory_each(sink, join_paths, &all);
	check_buf(&all, "", "empty");
	ck_assert(sink_put(sink, STR("b/c"), str_of(bytes), &fault));
	bytes[0] = '2';
	ck_assert(sink_put(sink, STR("b"), str_of(bytes), &fault));
	ck_assert(sink_put(sink, STR("a"), STR(""), &fault));
	check_view(sink_memory_get(sink, STR("b/c")), STR("1"), "get");
	ck_assert_ptr_null(sink_memory_get(sink, STR("c")).ptr);
	ck_assert_ptr_nonnull(sink_memory_get(sink, STR("a")).ptr);
	ck_assert(sink_put(sink, STR("b"), STR("3"), &fault));
	ck_assert(sink_commit(sink, &fault));
	sink_memory_each(sink, join_paths, &all);
	check_buf(&all, "a=;b=3;b/c=1;", "by path");
	sink_close(sink);
	sink_close(NULL);
	buf_release(&all);
}
END_TEST

UNITS_SUITE(io_sink_memory, test_memory)
