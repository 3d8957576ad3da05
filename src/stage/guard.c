#include "stage/guard.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "data/archive.h"
#include "search/search.h"
#include "search/unpack.h"

enum { UNPACKED_MAX = 256 << 20 };

struct hit {
	struct str path; /* of the file that tells */
	const struct source *source; /* of what it tells */
};

struct guard {
	struct sink sink;
	struct sink *inner;
	const struct canaries *canaries;
	pthread_mutex_t lock; /* of what follows */
	struct arena arena;
	VEC(struct hit) hits;
};

static void note(
	struct guard *guard, struct str path, const struct source *source)
{
	pthread_mutex_lock(&guard->lock);
	*vec_push(&guard->hits, &guard->arena) =
		(struct hit){arena_dup(&guard->arena, path), source};
	pthread_mutex_unlock(&guard->lock);
}

/* Lines of a calendar go on behind a line end and a space. */
static void unfold(struct str text, struct buf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		if (str_starts(str_from(text, i), STR("\r\n ")))
			i += 2;
		else
			buf_putc(out, text.ptr[i]);
	}
}

static const struct source *look_into(
	const struct guard *guard, struct str path, struct str bytes)
{
	struct buf plain = BUF_INIT(UNPACKED_MAX);
	const struct source *found;

	if (str_starts(path, STR(SEARCH_FOLDER)))
		search_unpack(bytes, &plain);
	else if (str_ends(path, STR(".ics")))
		unfold(bytes, &plain);
	else
		archive_unpack(bytes, &plain);
	found = canaries_find(guard->canaries, buf_str(&plain), false);
	buf_release(&plain);
	return found;
}

static const struct source *look_at(
	const struct guard *guard, struct str path, struct str bytes)
{
	bool packed = str_starts(path, STR(SEARCH_FOLDER)) ||
		utf8_check(bytes) < bytes.len;
	const struct source *found =
		canaries_find(guard->canaries, path, false);

	if (!found)
		found = canaries_find(guard->canaries, bytes, packed);
	return found ? found : look_into(guard, path, bytes);
}

static bool put(struct sink *sink, struct str path, struct str bytes,
	struct fault *fault)
{
	struct guard *guard = (struct guard *)sink;
	const struct source *found =
		guard->canaries->len ? look_at(guard, path, bytes) : NULL;

	if (found)
		note(guard, path, found);
	return !guard->inner || sink_put(guard->inner, path, bytes, fault);
}

static bool commit(struct sink *sink, struct fault *fault)
{
	struct guard *guard = (struct guard *)sink;

	if (guard->hits.len)
		return fault_set(fault, EXIT_CONFIDENTIAL,
			"the site tells of what it may not hold");
	if (guard->inner && guard->sink.memory.len)
		guard->inner->memory = guard->sink.memory;
	return !guard->inner || sink_commit(guard->inner, fault);
}

static struct str recall(struct sink *sink)
{
	return sink_recall(((struct guard *)sink)->inner);
}

static bool is_intact(struct sink *sink)
{
	return sink_is_intact(((struct guard *)sink)->inner);
}

static bool go_on(struct sink *sink, struct fault *fault)
{
	return sink_continue(((struct guard *)sink)->inner, fault);
}

static bool drop(struct sink *sink, struct str path, struct fault *fault)
{
	return sink_drop(((struct guard *)sink)->inner, path, fault);
}

static bool stands(struct sink *sink, struct str path, struct buf *out)
{
	return sink_stands(((struct guard *)sink)->inner, path, out);
}

static struct str past(struct sink *sink, enum sink_past which)
{
	return sink_past(((struct guard *)sink)->inner, which);
}

static void leave(struct sink *sink, enum sink_past which, uint64_t offset,
	const struct str *pieces, size_t n)
{
	sink_leave(((struct guard *)sink)->inner, which, offset, pieces, n);
}

/* What the sink behind it can, it can. */
static void open_all(struct sink *own, const struct sink *inner)
{
	if (inner->recall)
		own->recall = recall;
	if (inner->is_intact)
		own->is_intact = is_intact;
	if (!sink_can_continue(inner))
		return;
	own->go_on = go_on;
	own->drop = drop;
	own->stands = stands;
	own->past = past;
	own->leave = leave;
}

static void close_guard(struct sink *sink)
{
	guard_close((struct guard *)sink);
}

struct guard *guard_open(const struct canaries *canaries, struct sink *sink)
{
	struct guard *guard = base_calloc(1, sizeof *guard);

	guard->sink = (struct sink){
		.put = put, .commit = commit, .close = close_guard};
	if (sink)
		open_all(&guard->sink, sink);
	guard->inner = sink;
	guard->canaries = canaries;
	pthread_mutex_init(&guard->lock, NULL);
	return guard;
}

struct sink *guard_sink(struct guard *guard)
{
	return &guard->sink;
}

void guard_report(const struct guard *guard, struct diags *diags)
{
	vec_each(const struct hit, hit, &guard->hits)
		diag_add(diags, DIAG_CANARY, place_of(hit->source, 0, 0), 0,
			hit->path);
}

void guard_close(struct guard *guard)
{
	pthread_mutex_destroy(&guard->lock);
	arena_release(&guard->arena);
	free(guard);
}
