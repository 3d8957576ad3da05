/* Who made a commit: its author and co-authors, as .mailmap has them. */

#include <stdlib.h>

#include "io/history_facts.h"

static struct str lower(struct arena *arena, struct str text)
{
	struct str copy = arena_dup(arena, str_trim(text));
	char *bytes = (char *)copy.ptr; /* our own copy */

	for (size_t i = 0; i < copy.len; i++)
		bytes[i] = char_lower(bytes[i]);
	return copy;
}

/* The one person of that name and address. */
static const struct history_person *person_of(
	struct history *history, struct str name, struct str email)
{
	const char *real_name = NULL, *real_email = NULL;
	struct arena *arena = &history->arena;
	struct history_person *person;
	struct str key;

	name = arena_dup(arena, name);
	email = lower(arena, email);
	if (history->mailmap && name.len &&
		!git_mailmap_resolve(&real_name, &real_email, history->mailmap,
			name.ptr, email.ptr)) {
		name = arena_dup(arena, str_of(real_name));
		email = str_of(real_email);
	}
	email = lower(arena, email);
	key = email.len ? email : name;
	person = map_get(&history->people, key);
	if (!person) {
		person = arena_new(arena, struct history_person);
		person->name = name;
		person->email = email;
		map_add(&history->people, arena, key, person);
	}
	return person;
}

static void add(
	struct history_commit *commit, const struct history_person *person)
{
	for (size_t i = 0; i < commit->people_len; i++)
		if (commit->people[i] == person)
			return;
	commit->people[commit->people_len++] = person;
}

/* "Name <address>" */
static void add_coauthor(
	struct history *history, struct history_commit *commit, struct str line)
{
	size_t open = str_rchr(line, '<');
	struct str name = str_trim(str_sub(line, 0, open));
	struct str email = str_from(line, open + 1);

	email = str_sub(email, 0, str_chr(email, '>', 0));
	if (open < line.len && name.len)
		add(commit, person_of(history, name, email));
}

void history_name(struct history *history, struct commit *commit)
{
	struct str rest = commit->coauthors, line;
	size_t most = 1;

	for (size_t i = 0; i < rest.len; i++)
		most += rest.ptr[i] == '\n';
	commit->shown.people = arena_array(
		&history->arena, const struct history_person *, most);
	commit->shown.people_len = 0;
	add(&commit->shown, person_of(history, commit->name, commit->email));
	while (rest.len && str_split(&rest, '\n', &line))
		if (line.len)
			add_coauthor(history, &commit->shown, line);
}
