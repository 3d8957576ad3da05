#include <pthread.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/vec.h"
#include "io/sink.h"

struct memory_file {
	struct str path, bytes;
};

struct memory_sink {
	struct sink sink;
	pthread_mutex_t lock; /* over all that follows */
	struct arena arena;
	struct map files; /* path → struct memory_file * */
	VEC(struct memory_file *) list;
};

static bool put(struct sink *sink, struct str path, struct str bytes,
	struct fault *fault)
{
	struct memory_sink *memory = (struct memory_sink *)sink;
	struct memory_file *file;

	(void)fault;
	pthread_mutex_lock(&memory->lock);
	file = map_get(&memory->files, path);
	if (!file) {
		file = arena_new(&memory->arena, struct memory_file);
		file->path = arena_dup(&memory->arena, path);
		map_add(&memory->files, &memory->arena, file->path, file);
		*vec_push(&memory->list, &memory->arena) = file;
	}
	file->bytes = arena_dup(&memory->arena, bytes);
	pthread_mutex_unlock(&memory->lock);
	return true;
}

static bool commit(struct sink *sink, struct fault *fault)
{
	(void)sink;
	(void)fault;
	return true;
}

static void close_memory(struct sink *sink)
{
	struct memory_sink *memory = (struct memory_sink *)sink;

	pthread_mutex_destroy(&memory->lock);
	arena_release(&memory->arena);
	free(memory);
}

struct sink *sink_open_memory(void)
{
	struct memory_sink *memory = base_calloc(1, sizeof *memory);

	memory->sink = (struct sink){
		.put = put, .commit = commit, .close = close_memory};
	pthread_mutex_init(&memory->lock, NULL);
	return &memory->sink;
}

struct str sink_memory_get(const struct sink *sink, struct str path)
{
	const struct memory_sink *memory = (const struct memory_sink *)sink;
	const struct memory_file *file = map_get(&memory->files, path);

	return file ? file->bytes : (struct str){NULL, 0};
}

static int compare(const void *left, const void *right)
{
	struct memory_file *const *a = left, *const *b = right;

	return str_cmp((*a)->path, (*b)->path);
}

void sink_memory_each(const struct sink *sink,
	void (*visit)(void *context, struct str path, struct str bytes),
	void *context)
{
	const struct memory_sink *memory = (const struct memory_sink *)sink;

	if (memory->list.len)
		qsort(memory->list.items, memory->list.len,
			sizeof *memory->list.items, compare);
	vec_each(struct memory_file *, file, &memory->list)
		visit(context, (*file)->path, (*file)->bytes);
}
