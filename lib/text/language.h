/* Languages: ISO 639-1 codes, which stemmer a language has, and which language a text is in. */
#ifndef PGF_TEXT_LANGUAGE_H
#define PGF_TEXT_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

enum { PGF_LANGUAGE_MAX = 8 }; /* bytes of a code with its NUL */

/*
 * Bring "EN", "en-GB", "eng", "nb_NO", "Deutsch"… to a code of lower-case ISO 639-1 ("en", "nb", "nn", "no", "de"),
 * or of 639-3 where 639-1 has none. False, and "" in `code`, when `name` is no language.
 */
bool pgf_language_normalize(const char *name, char code[PGF_LANGUAGE_MAX]);

/* The English name of a code, put into `name`: "Norwegian Nynorsk" for "nn"; `code` itself where ICU has none. */
enum { PGF_LANGUAGE_NAME_MAX = 64 };
const char *pgf_language_name(const char *code, char name[PGF_LANGUAGE_NAME_MAX]);

/* libstemmer's name of the stemmer for a code ("nb", "nn" and "no": "norwegian"), NULL when there is none. */
const char *pgf_language_stemmer(const char *code);

/* The codes that have a stemmer, in a fixed order, NULL behind the last. */
const char *const *pgf_language_stemmed(void);

/*
 * The language of a text (valid UTF-8), "" in `code` when it cannot be told. Norwegian Bokmål is "no", Nynorsk "nn".
 * Long texts are sampled. Safe from several threads. Source: CLD2.
 */
void pgf_language_detect(const char *text, size_t size, char code[PGF_LANGUAGE_MAX]);

#endif
