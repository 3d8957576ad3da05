#ifndef DATA_MARKDOWN_SCAN_H
#define DATA_MARKDOWN_SCAN_H

/* The linear scan that keeps hostile pages away from the parser. */

#include "data/markdown/markdown.h"

/* False, after a diagnostic, when INPUT exceeds one of its limits. */
bool markdown_scan(const struct markdown_input *input, struct diags *diags);

#endif
