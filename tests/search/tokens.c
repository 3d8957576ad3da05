/*
 * tokens: reads lines and prints the tokens of each, as tokens.mjs --print
 * does: "s106@0+2 s@0 106@1".
 */

#include <stdio.h>
#include <stdlib.h>

#include "search/token.h"

static void print_tokens(const struct tokens *tokens)
{
	bool first = true;

	vec_each(const struct token, token, &tokens->items) {
		printf("%s%.*s@%u", first ? "" : " ", STR_ARG(token->form),
			token->position);
		if (token->span > 1)
			printf("+%u", token->span);
		first = false;
	}
	putchar('\n');
}

int main(void)
{
	struct tokeniser tokeniser;
	char *line = NULL;
	size_t cap = 0;
	ssize_t len;

	tokeniser_init(&tokeniser);
	while ((len = getline(&line, &cap, stdin)) > 0)
		print_tokens(tokeniser_run(
			&tokeniser, str_make(line, (size_t)len - 1)));
	free(line);
	tokeniser_release(&tokeniser);
	return 0;
}
