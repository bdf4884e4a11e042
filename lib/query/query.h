/*
 * What somebody typed, as a tree of what is asked for. docs/query-syntax.md is the language.
 *
 *   defence cooperation      words: each weighs by itself
 *   "bjorn arild gram"       a phrase: in a row, and every hit has it. Quotes of any keyboard:
 *                            "…" “…” „…“ «…» »…« 「…」 『…』
 *   COVID-19  5(2)           a word of several tokens with a digit: in a row, but counts like any word
 *   peut-être  個人情報      another word of several tokens: each weighs by itself; for Han, kana and Hangul each
 *                            pair of neighbours, or the character where it is alone
 *   -word  NOT word          no hit has it; a word of several tokens is a phrase here
 *   a AND b  a OR b  ( )     both; one of them; a group. AND binds before OR, and OR before standing side by side
 *   a NEAR/5 b  a NEXT/3 b   at most so many words apart, in any order or in this one
 *   organi*  col*r  bjrn~1   words of the index that begin, end or are spelled so
 *   =word  ="a phrase"       as typed: international, and not internal, which has the same stem
 *   title:word  type:act     in this field: words of titles and headings, values of the others
 *   date:2023-05..2024       of these dates
 *   word^2                   weighs twice as much
 *
 * Nothing typed is an error but what passes a limit: what cannot be read so is taken as words, and a warning says what
 * and where.
 */
#ifndef PGF_QUERY_QUERY_H
#define PGF_QUERY_QUERY_H

#include "base/arena.h"
#include "text/analyzer.h"
#include <stdint.h>

/* --- The index, as far as a query must know it ------------------------------------------------------------------- */

/* What is recorded of a folded word: the term it became in documents of a language. Borrowed during the call. */
typedef struct {
    const char *word;
    size_t word_size;
    const char *stem;
    size_t stem_size;
    const char *language;
    unsigned documents;
    const char *form; /* with its diacritics */
    size_t form_size;
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
    /* All records of the folded words that begin with `prefix`, in byte order of the words. */
    pgf_status (*walk)(void *payload, const char *prefix, size_t size, pgf_query_record_fn *each, void *each_payload,
                       pgf_error *err);
    /* How many documents have a term, and how often it stands in all of them. */
    pgf_status (*count)(void *payload, const char *term, size_t size, unsigned *documents, uint64_t *occurrences,
                        pgf_error *err);
    /* All records of the folded words that begin with the first `same` bytes of `word` and differ from it by at most
     * `edits` letters; those of a word come in a row. */
    pgf_status (*near)(void *payload, const char *word, size_t size, size_t same, unsigned edits,
                       pgf_query_record_fn *each, void *each_payload, pgf_error *err);
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
    PGF_EXPANSIONS = 50,       /* words that a pattern stands for, the most frequent                   */
    PGF_STEMMED_LANGUAGES = 12 /* of the index, those with most documents, a hundredth of them at least */
};

/* How a word was asked for. */
typedef enum {
    PGF_BY_STEM,    /* in any form                                     */
    PGF_BY_FORM,    /* as it was typed, but for its case               */
    PGF_BY_PATTERN, /* any word that a pattern with * fits             */
    PGF_BY_SPELLING /* any word that differs by `edits` letters at most */
} pgf_query_route;

/* A word that is asked for, however often. */
typedef struct {
    const char *word; /* folded; a character or pair as it stands; a pattern with its * */
    size_t size;
    const char *lower; /* lower case with its diacritics: what a stemmer gets */
    size_t lower_size;
    pgf_term_kind kind;
    pgf_query_route route;
    unsigned edits;
    double boost;          /* 1, or the highest that was typed */
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
    PGF_NODE_RUN,    /* children as typed side by side                         */
    PGF_NODE_WORD,   /* its tokens weigh each by itself                        */
    PGF_NODE_PHRASE, /* its tokens stand in a row                              */
    PGF_NODE_NOT,    /* its one child must not occur                           */
    PGF_NODE_AND,    /* all of its children                                    */
    PGF_NODE_OR,     /* any of its children                                    */
    PGF_NODE_NEAR,   /* each of its children at most `distance` from the next  */
    PGF_NODE_FIELD,  /* its one child, in `field`                              */
    PGF_NODE_DATE    /* documents of `from` to `to`                            */
} pgf_node_kind;

/* What a node is for the answer; of the root's children, and of what is in them as of them. */
typedef enum {
    PGF_RANKS,   /* one of the words of which a counted document has some  */
    PGF_HOLDS,   /* every hit has it                                       */
    PGF_EXCLUDES /* no hit has it                                          */
} pgf_node_part;

typedef struct pgf_query_node {
    pgf_node_kind kind;
    pgf_node_part part;
    bool is_quoted;   /* of a phrase: typed as one. Otherwise it counts as one word. */
    bool is_exact;    /* of a quoted phrase: in the very forms that were typed       */
    bool is_unclosed; /* of a quoted phrase that goes on to the end                  */
    bool is_ordered;  /* of NEAR: in this order                                      */
    bool is_content;  /* of a phrase that is not quoted                              */
    bool is_used;     /* false: beyond PGF_QUERY_WORDS                               */
    bool is_cut;      /* some tokens were beyond it, and went                        */
    unsigned distance;
    double boost;
    const char *field;     /* of FIELD: its name in the schema; of a leaf the field it stands in, NULL for none */
    const char *from, *to; /* of DATE; "" is open                                                               */
    size_t at;             /* byte of the query at which a leaf begins                                          */
    const char *text;      /* of a word, phrase or date, as typed                                               */
    size_t size;
    bool is_verified; /* of an exact phrase: documents are known to have it... */
    const char **ids; /* ...those with these ids, in the query's arena         */
    size_t id_count;
    pgf_query_token *tokens; /* of a word or phrase that is not a value of a field */
    size_t token_count;
    struct pgf_query_node *children; /* of all others */
    size_t child_count;
} pgf_query_node;

typedef struct {
    const char *text; /* as typed, valid UTF-8 */
    size_t size;
    const char *parsed;      /* the tree as a query that gives the same tree */
    const char *corrected;   /* the same with other spellings; NULL for none */
    pgf_query_node root;     /* a run */
    pgf_query_node **leaves; /* its words and phrases in the order they were typed, but values of fields */
    size_t leaf_count;
    pgf_query_word *words;
    size_t word_count;
    /*
     * Words of hits in the order they were typed, those of phrases too: neighbours here are neighbours there.
     * PGF_NO_WORD where an operator or bracket stood.
     */
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

#define PGF_NO_WORD SIZE_MAX

/* Are there words in the very form they were typed in? */
bool pgf_query_has_exact(const pgf_query *query);

/* Does a node stand for words: is it a word or phrase? */
bool pgf_query_is_leaf(const pgf_query_node *node);

/* A word as people read it, of `*size` bytes: with its diacritics where it has them. */
const char *pgf_query_word_shown(const pgf_query_word *word, size_t *size);

/* The bit of a language in pgf_query_term.foreign; 0 when it has none. */
uint32_t pgf_query_language_bit(const pgf_query *query, const char *language);

/*
 * Read what was typed. `strict`: what cannot be read as it may have been meant is PGF_EINVAL, with the character in the
 * message, and no warning. `size` bytes, of which malformed ones read as U+FFFD. What is there without a word in it
 * ("*", "((") gives a tree without children. Words are looked up by `index`: in each language a word takes the stems
 * recorded for its folded form; where it is not recorded, what the stemmer makes of it. A stem holds in the documents
 * of its languages only: securite finds sécurité, which has the stem of English security, but not security.
 *
 * Borrows nothing when it returns. PGF_ELIMIT for more than PGF_QUERY_BYTES, a phrase of more than PGF_PHRASE_WORDS,
 * more than PGF_QUERY_WORDS phrases and exclusions; PGF_ENOMEM; or what `index` returned.
 */
pgf_status pgf_query_read(pgf_query **out, pgf_analyzer *analyzer, const pgf_query_index *index, const char *text,
                          size_t size, bool strict, pgf_error *err);
void pgf_query_free(pgf_query *query);

/*
 * Fill `corrected`: words of four letters or more that no document has become words that are spelled nearly so, or two
 * words that were run together. Nothing changes but `corrected`, which is NULL when there is nothing better.
 */
pgf_status pgf_query_correct(pgf_query *query, const pgf_query_index *index, pgf_error *err);

/* Does a hit need anything of it: a word, a phrase, an exclusion? */
bool pgf_query_is_empty(const pgf_query *query);

#endif
