/* paragraf-indexer terms FILE: what a text becomes, word by word. */
#ifndef PGF_INDEXER_TERMS_H
#define PGF_INDEXER_TERMS_H

#include "options.h"

/* Print the language, then position, word, stem and kind of every term. Returns the exit code. */
int terms_run(const options *options);

#endif
