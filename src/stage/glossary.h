#ifndef STAGE_GLOSSARY_H
#define STAGE_GLOSSARY_H

/* The glossary as the renderer and the glossary page need it. */

#include "stage/build.h"

#define GLOSSARY_URL "glossary.html"

/*
 * Index the glossary's terms, short forms and former names, and give each
 * entry its id on the glossary page. Two entries of one name are a fault.
 */
void glossary_index(struct build *build);

#endif
