#include "io/pack_order.h"

#include "base/map.h"

enum { FEW = 64 /* objects, which no order makes faster than finding it */ };

struct ordering {
	struct map wanted; /* id → its place in same[] */
	size_t *same; /* of each: the next of the same id, and one; or 0 */
	size_t *order;
	size_t len;
	bool *placed;
};

static void place_all(struct ordering *ordering, const size_t *first)
{
	size_t i = (size_t)(first - ordering->same);

	for (; !ordering->placed[i]; i = ordering->same[i] - 1) {
		ordering->placed[i] = true;
		ordering->order[ordering->len++] = i;
		if (!ordering->same[i])
			return;
	}
}

/* libgit2 visits the objects of a pack as they lie in it. */
static int visit(const git_oid *id, void *context)
{
	struct ordering *ordering = context;
	const size_t *first = map_get(&ordering->wanted,
		str_make((const char *)id->id, GIT_OID_RAWSZ));

	if (first)
		place_all(ordering, first);
	return 0;
}

static void want(struct ordering *ordering, struct arena *arena,
	const unsigned char *id, size_t i)
{
	size_t *first = map_add(&ordering->wanted, arena,
		str_make((const char *)id, GIT_OID_RAWSZ), &ordering->same[i]);

	if (!first)
		return;
	ordering->same[i] = *first;
	*first = i + 1;
}

void pack_order(git_repository *repository, const unsigned char *const *ids,
	size_t n, size_t *order)
{
	struct arena scratch = ARENA_INIT;
	struct ordering ordering = {.order = order};
	git_odb *odb;

	ordering.same = arena_array(&scratch, size_t, n);
	ordering.placed = arena_array(&scratch, bool, n);
	if (n > FEW && !git_repository_odb(&odb, repository)) {
		for (size_t i = 0; i < n; i++)
			want(&ordering, &scratch, ids[i], i);
		git_odb_foreach(odb, visit, &ordering);
		git_odb_free(odb);
	}
	for (size_t i = 0; i < n; i++)
		if (!ordering.placed[i])
			order[ordering.len++] = i;
	arena_release(&scratch);
}
