#ifndef SEARCH_UPDATE_H
#define SEARCH_UPDATE_H

/*
 * Bringing an index up to date (search_update()). There are two of them: the
 * one that stands, as it is remembered, and the one that is to be. The forms
 * and groups of either have numbers of their own; what a page that changed
 * says of its groups is made anew, and put into what the files that stand say
 * of all other pages. Nothing is put before all is known to go well.
 */

#include "search/evidence.h"
#include "search/memory.h"

/* What a changed page says of a group: first by group, then by page. */
struct saying {
	uint32_t group, page;
	uint8_t bits; /* as in a posting */
	struct str places; /* how many there are, less one, and those; empty:
			    * none that are counted */
};

/* A title of a page that did not change weighs its words anew. */
struct reweighing {
	uint32_t group, page, weight;
};

/* What files have of one group. */
struct lists {
	struct str postings, places, details;
	bool known; /* they have been read, or made */
	bool details_made; /* by what the group is now (struct group) */
};

struct update {
	struct search_memory *memory;
	const struct search_host *lent; /* by the caller */
	struct search_host host; /* that puts only what differs */
	struct index old, index;
	struct notes *was, *notes;
	struct pack old_pack, pack;
	bool old_opened; /* old_pack */
	bool opened; /* pack */

	uint32_t *pages; /* that changed */
	size_t page_count;
	bool *is_changed; /* by page */
	bool *is_stretch_changed; /* by PACK_PLACE_PAGES of them */
	uint32_t *loads; /* pages that are loaded, those among them */
	size_t load_count;
	bool values_changed; /* of any facet of a page */
	struct page_tokens *before; /* of each of them: what it was; without
				     * occurrences: not known */

	uint32_t *new_forms; /* by old number; behind those, the new ones */
	uint32_t *new_groups, *old_groups; /* each by the other's number */
	bool *touched; /* by group: a page that changed may say something else
			* of it, or its forms or titles are others */
	uint32_t *spelled; /* of the new index */
	size_t spelled_len;
	struct notes_changes changes; /* of the memory */

	VEC(struct saying) sayings;
	VEC(struct reweighing) reweighings;
	struct evidence evidence; /* of the pages that changed */

	uint32_t *old_runs; /* by old group: the run it is in */
	bool *read_runs; /* of the old runs, to be read */
	uint32_t *run_list; /* those of a turn */
	size_t run_list_len;
	uint32_t *first_forms; /* by old group: of its forms in old_members */
	uint32_t *old_members; /* old forms, by group */
	struct lists *old_lists, *lists; /* by old group; by group: new ones */
	uint32_t *work; /* groups that are new */
	size_t work_len;
	bool made; /* the lists of all that are touched */
	bool *failed; /* by worker: something is not as it should be */
	struct putting *putting; /* what is to be put (update_files.c) */
};

/* update_before.c: what the pages were before, as far as it can be told. */
void update_recall(struct update *update);

/* update_forms.c: forms, groups and their numbers. False: of no use. */
bool update_forms(struct update *update);

/* update_groups.c: what the changed pages say of their groups, and which
 * others are touched by that. False: as above. */
bool update_groups(struct update *update);

/* update_lists.c: read the runs that hold groups that are touched, and make
 * the lists of those; read the runs that are marked. False: as above. */
bool update_lists(struct update *update);
bool update_read_runs(struct update *update);

/* The body of the file NAME that stands, until the worker asks for the next;
 * ptr is NULL unless it has that ID, if there is one. */
struct str update_body(
	struct update *update, unsigned number, struct str name, struct str id);

/* update_join.c: make the lists of GROUP, if they are others, from the old
 * ones, which have been read. Only the worker that has the group writes what
 * is of it; and failed[] of its own. */
void update_make_lists(struct update *update, unsigned number, uint32_t group);

/* The number that a form of the old group has in its group now; NOTES_NONE:
 * it is no more. */
uint32_t update_rank(
	const struct update *update, uint32_t old_group, uint32_t old_rank);

/* The sayings of GROUP; *N of them. */
const struct saying *update_sayings(
	const struct update *update, uint32_t group, size_t *n);

/* update_places.c: put the sayings of a group into its places (OLD, of the
 * group number OLD_GROUP or NOTES_NONE): append to OUT. False: they are as
 * they were, or *FAILS: not as they should be. */
bool update_places(const struct update *update, uint32_t group,
	uint32_t old_group, struct str old, struct buf *out, bool *fails);

/* update_same.c: are the postings of a group, and its evidence, as they were?
 * If it says no, that need not be so. */
bool update_is_same(const struct update *update, uint32_t group,
	uint32_t old_group, const struct lists *old, struct arena *arena);

/* Of a sorted list of ALL, those of GROUP: from *FROM up to *TO. */
#define UPDATE_SPAN(all, number, from, to) \
	do { \
		size_t low_ = 0, high_ = (all)->len; \
\
		while (low_ < high_) { \
			size_t middle_ = (low_ + high_) / 2; \
\
			if ((all)->items[middle_].group < (number)) \
				low_ = middle_ + 1; \
			else \
				high_ = middle_; \
		} \
		(from) = (to) = (all)->items ? (all)->items + low_ : NULL; \
		while (low_++ < (all)->len && (to)->group == (number)) \
			(to)++; \
	} while (0)

/* update_files.c: find out which files differ; then put and drop them. */
bool update_plan_files(struct update *update);
void update_put_files(struct update *update);

#endif
