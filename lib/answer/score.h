/*
 * The second stage of ranking: how well the passages of one document answer. Numbers in, numbers out, no index.
 * The formula and its parameters are here and in score.c alone.
 */
#ifndef PGF_ANSWER_SCORE_H
#define PGF_ANSWER_SCORE_H

#include "index/reader.h"

typedef struct {
    double k1, b;          /* BM25 of a passage, and of the pairs in it                                   */
    double passage_words;  /* of an average passage                                                       */
    double heading, title; /* an occurrence in the heading or title counts so much, as do its neighbours  */
    double adjacent;       /* two neighbours of the query that stand as far apart, in the same order      */
    double phrase;         /* a passage with neighbours of a phrase or citation: of their weight, besides */
    double near;           /* others within `window` positions, divided by their distance                 */
    unsigned window;
    double coverage;    /* the share of a passage's score that depends on how much of the query it has    */
    double cluster;     /* words come in clusters: so many passages have a word, as a power of occurrences */
    double title_bonus; /* of the weight of the query's words in the title, when it has no others         */
} pgf_score_parameters;

extern const pgf_score_parameters pgf_score_defaults;

enum { PGF_SCORE_WORDS = 64, PGF_SCORE_PASSAGES = 10 };

typedef struct {
    double weight;      /* pgf_score_weight()                                  */
    double times;       /* that the query has it                               */
    bool in_title_only; /* a function word: it says something in a title alone */
} pgf_score_word;

/* Words `before` and `after` are neighbours in the query, `distance` positions apart. */
typedef struct {
    size_t before, after;
    unsigned distance;
    bool in_phrase; /* of a quoted phrase or a citation */
} pgf_score_pair;

typedef struct {
    const pgf_score_parameters *parameters;
    pgf_score_word words[PGF_SCORE_WORDS];
    size_t word_count;
    pgf_score_pair pairs[PGF_SCORE_WORDS];
    size_t pair_count;
    /* from pgf_score_prepare() */
    double total;                                    /* weight of all words that passages may have */
    short pair_of[PGF_SCORE_WORDS][PGF_SCORE_WORDS]; /* of two words, in order: -1 for none        */
    unsigned reach;                                  /* positions between words of a pair, at most */
} pgf_score_query;

/* When words and pairs are there, once for all documents. */
void pgf_score_prepare(pgf_score_query *query);

/* Passages of an index of so many words and documents, each of which has one at least. */
double pgf_score_passages(const pgf_score_parameters *parameters, double words, unsigned documents);

/* What a word weighs that stands `occurrences` times in `documents` documents of so many passages altogether. */
double pgf_score_weight(const pgf_score_parameters *parameters, uint64_t occurrences, unsigned documents,
                        double passages);

typedef struct {
    unsigned position;
    unsigned word; /* of pgf_score_query */
} pgf_occurrence;

typedef struct {
    size_t passage; /* as pgf_reader_spans counts */
    double score;
} pgf_passage_score;

/* The passages of a document that have a word of the query in them or their heading, the best first. */
typedef struct {
    pgf_passage_score passages[PGF_SCORE_PASSAGES];
    size_t count;
    double title; /* what its title is worth */
} pgf_document_score;

/* What each word and each pair of neighbours gave, by their numbers in the query. */
typedef struct {
    double words[PGF_SCORE_WORDS], pairs[PGF_SCORE_WORDS];
} pgf_score_parts;

typedef struct {
    pgf_score_parts passage, title; /* of the best passage; of the title */
} pgf_score_explanation;

/*
 *   occurrences   ascend by position; those up to spans->title_words are of the title
 *   explanation   its parts add up to pgf_score_bonus(); NULL for none
 */
void pgf_score_document(const pgf_score_query *query, const pgf_occurrence *occurrences, size_t count,
                        const pgf_passage_spans *spans, pgf_document_score *out, pgf_score_explanation *explanation);

/* What a document has besides its weight in the first stage: never negative. */
double pgf_score_bonus(const pgf_document_score *score);

#endif
