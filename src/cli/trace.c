#include "cli/trace.h"

#include "io/file.h"

FILE *trace_open(struct str path)
{
	struct arena arena = ARENA_INIT;
	FILE *file = fopen(file_path(&arena, path), "we");

	arena_release(&arena);
	/* Something comes first, so that each event brings its own comma. */
	if (file)
		fputs("[\n{\"ph\":\"M\",\"pid\":1,\"name\":\"process_name\","
		      "\"args\":{\"name\":\"guildhall\"}}",
			file);
	return file;
}

/* One call, so that events of several threads do not mingle. */
void trace_put(FILE *file, const struct trace_event *event)
{
	fprintf(file,
		",\n{\"ph\":\"X\",\"pid\":1,\"tid\":%u,\"cat\":\"%s\","
		"\"name\":\"%s\",\"ts\":%lld,\"dur\":%lld,\"args\":{"
		"\"cpu_ms\":%.1f,\"peak_mb\":%.1f,\"items\":%zu}}",
		event->worker, event->kind, event->name, event->started,
		event->took, (double)event->worked / 1000, event->memory,
		event->items);
}

bool trace_close(FILE *file)
{
	bool ok;

	fputs("\n]\n", file);
	ok = !ferror(file);
	return !fclose(file) && ok;
}
