/*
 * What somebody typed, as a tree of what is asked for.
 *
 *   defence cooperation      words: each weighs by itself
 *   "bjorn arild gram"       a phrase: in a row, and every hit has it. Quotes of any keyboard:
 *                            "…" “…” „…“ «…» »…« 「…」 『…』
 *   COVID-19  5(2)           a word of several tokens with a digit: in a row, but counts like any word
 *   peut-être  個人情報      another word of several tokens: each weighs by itself; for Han, kana and Hangul each
 *                            pair of neighbours, or the character where it is alone
 *   -word  -"a phrase"       no hit has it; a word of several tokens is a phrase here
 *
 * Everything else is taken as words. Nothing typed is an error but what passes a limit; what is probably not understood
 * as it was meant gives a warning.
 *
 * To come: AND OR NOT ( ) NEAR/5 wild* fuzzy~ field:word date:a..b ^boost. Each is a kind of node, and parse.c
 * recognises it in read_item(): the only place that knows operators.
 */
#ifndef PGF_QUERY_QUERY_H
#define PGF_QUERY_QUERY_H

#include "base/arena.h"
#include "text/analyzer.h"
#include <stdint.h>

/* --- The index, as far as a query must know it ------------------------------------------------------------------- */

/* What is recorded of a folded word: the term it became in documents of a language. Borrowed during the call. */
typedef struct {
    const char *stem;
    size_t stem_size;
    const char *language;
    unsigned documents;
} pgf_query_record;

typedef pgf_status pgf_query_record_fn(void *payload, const pgf_query_record *record);

typedef struct {
    const char *code;
    unsigned documents;
} pgf_query_language;

/* The functions may fail with any status, which is passed on. */
typedef struct {
    /* All records of a folded word. */
    pgf_status (*find)(void *payload, const char *word, size_t size, pgf_query_record_fn *each, void *each_payload,
                       pgf_error *err);
    /* How many documents have a term, and how often it stands in all of them. */
    pgf_status (*count)(void *payload, const char *term, size_t size, unsigned *documents, uint64_t *occurrences,
                        pgf_error *err);
    void *payload;
    const pgf_query_language *languages; /* of its documents, the most frequent first */
    size_t language_count;
    unsigned documents;
} pgf_query_index;

/* --- The tree ---------------------------------------------------------------------------------------------------- */

typedef struct {
    const char *text;
    size_t size;
    unsigned documents;   /* that have it                                                                      */
    uint64_t occurrences; /* in all of them                                                                    */
    uint32_t foreign;     /* bit i: in documents of the query's stemmed[i] it is the stem of other words only */
} pgf_query_term;

enum {
    PGF_WORD_TERMS = 16,       /* the most frequent stems of a word are enough                         */
    PGF_STEMMED_LANGUAGES = 12 /* of the index, those with most documents, a hundredth of them at least */
};

/* A word that is asked for, however often. */
typedef struct {
    const char *word; /* folded; a character or pair as it stands */
    size_t size;
    const char *lower; /* lower case with its diacritics: what a stemmer gets */
    size_t lower_size;
    pgf_term_kind kind;
    pgf_query_term *terms; /* any of them; none when no document has the word */
    size_t term_count;
    unsigned documents;   /* that have it, at most                                  */
    uint64_t occurrences; /* of all its terms                                       */
    bool is_function;     /* "the", "und": no word of content                       */
    bool is_content;      /* counts when a document must have n of m words          */
    bool is_used;         /* false: beyond PGF_QUERY_WORDS, or in exclusions only   */
} pgf_query_word;

typedef struct {
    size_t word;       /* index into the query's words           */
    unsigned position; /* within its node                        */
    size_t begin, end; /* bytes of the node's text               */
    pgf_term_kind kind;
} pgf_query_token;

typedef enum {
    PGF_NODE_RUN,    /* children as typed side by side                  */
    PGF_NODE_WORD,   /* its tokens weigh each by itself                 */
    PGF_NODE_PHRASE, /* its tokens stand in a row                       */
    PGF_NODE_NOT     /* its one child must not occur                    */
} pgf_node_kind;

typedef struct pgf_query_node {
    pgf_node_kind kind;
    bool is_quoted;   /* of a phrase: every hit has it. Otherwise it counts as one word. */
    bool is_unclosed; /* of a quoted phrase that goes on to the end                      */
    bool is_content;  /* of a phrase that is not quoted                                  */
    bool is_used;     /* false: beyond PGF_QUERY_WORDS                                   */
    bool is_cut;      /* some tokens were beyond it, and went                            */
    const char *text; /* of a word or phrase, as typed */
    size_t size;
    pgf_query_token *tokens; /* of a word or phrase */
    size_t token_count;
    struct pgf_query_node *children; /* of a run or NOT */
    size_t child_count;
} pgf_query_node;

typedef struct {
    const char *text; /* as typed, valid UTF-8 */
    size_t size;
    const char *parsed; /* the tree as a query that gives the same tree */
    pgf_query_node root;
    pgf_query_word *words;
    size_t word_count;
    /* Words of hits in the order they were typed, those of phrases too: neighbours here are neighbours there. */
    const size_t *sequence;
    size_t sequence_size;
    const char *stemmed[PGF_STEMMED_LANGUAGES]; /* the languages of pgf_query_term.foreign */
    size_t stemmed_count;
    const char *const *languages; /* that know most of the words, those with most documents first */
    size_t language_count;
    const char *const *warnings;
    size_t warning_count;
    pgf_arena arena; /* holds all of it */
} pgf_query;

/* The bit of a language in pgf_query_term.foreign; 0 when it has none. */
uint32_t pgf_query_language_bit(const pgf_query *query, const char *language);

/*
 * Read what was typed. `size` bytes, of which malformed ones read as U+FFFD. What is there without a word in it
 * ("*", "((") gives a tree without children. Words are looked up by `index`: in each language a word takes the stems
 * recorded for its folded form; where it is not recorded, what the stemmer makes of it. A stem holds in the documents
 * of its languages only: securite finds sécurité, which has the stem of English security, but not security.
 *
 * Borrows nothing when it returns. PGF_ELIMIT for more than PGF_QUERY_BYTES, a phrase of more than PGF_PHRASE_WORDS,
 * more than PGF_QUERY_WORDS phrases and exclusions; PGF_ENOMEM; or what `index` returned.
 */
pgf_status pgf_query_read(pgf_query **out, pgf_analyzer *analyzer, const pgf_query_index *index, const char *text,
                          size_t size, pgf_error *err);
void pgf_query_free(pgf_query *query);

/* Does a hit need anything of it: a word, a phrase, an exclusion? */
bool pgf_query_is_empty(const pgf_query *query);

#endif
