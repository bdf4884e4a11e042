/*
 * The second stage of ranking: how well the passages of one document answer. Numbers in, numbers out, no index.
 * The formula and its parameters are here and in score.c alone.
 */
#ifndef PGF_ANSWER_SCORE_H
#define PGF_ANSWER_SCORE_H

#include "index/reader.h"

/* Weights are relative to that of a word in a passage. */
typedef struct {
    double k1, b;          /* BM25 of a passage                                                        */
    double passage_words;  /* of an average passage                                                    */
    double heading, title; /* an occurrence in the heading or title counts so much, as do neighbours in a title */
    double adjacent;       /* two neighbours of the query that stand as far apart as there             */
    double near;           /* others within `window`, divided by their distance                        */
    unsigned window;       /* positions                                                                */
    double pair_k1;        /* saturation of pairs                                                      */
    double coverage;       /* exponent of the share of the query's weight that a passage has           */
    double first;          /* a document's score: of BM25's weight so much,                            */
    double best;           /* of the best passage's score,                                             */
    double others;         /* and of the next ones', each counted                                      */
    double decay;          /* so much less than the one before                                         */
    double common;         /* words that stand in more than this share of passages have no positions read */
} pgf_score_parameters;

extern const pgf_score_parameters pgf_score_defaults;

enum { PGF_SCORE_WORDS = 64, PGF_SCORE_PASSAGES = 10 };

/* Words `before` and `after` are neighbours in the query, `distance` positions apart. */
typedef struct {
    size_t before, after;
    unsigned distance;
    double weight;
} pgf_score_pair;

typedef struct {
    const pgf_score_parameters *parameters;
    double weights[PGF_SCORE_WORDS];
    size_t word_count;
    pgf_score_pair pairs[PGF_SCORE_WORDS];
    size_t pair_count;
} pgf_score_query;

/* What a word weighs that stands `occurrences` times in so many passages. */
double pgf_score_weight(uint64_t occurrences, double passages);

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
    pgf_passage_score items[PGF_SCORE_PASSAGES];
    size_t count;
} pgf_passage_scores;

/* `occurrences` ascend by position; those up to spans->title_words are of the title. */
void pgf_score_passages(const pgf_score_query *query, const pgf_occurrence *occurrences, size_t count,
                        const pgf_passage_spans *spans, pgf_passage_scores *out);

/* A document's score is that of the first stage, and a bonus for its passages that is never negative. */
double pgf_score_first(const pgf_score_parameters *parameters, double weight);
double pgf_score_bonus(const pgf_score_parameters *parameters, const pgf_passage_scores *passages);

#endif
