/* Words that hold sentences together and say nothing by themselves. */
#ifndef PGF_QUERY_FUNCTION_WORDS_H
#define PGF_QUERY_FUNCTION_WORDS_H

#include <stdbool.h>
#include <stddef.h>

/* Is a folded word one of them in a language? Languages without a list have none. */
bool pgf_is_function_word(const char *language, const char *word, size_t size);

#endif
