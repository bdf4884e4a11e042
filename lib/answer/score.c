#include "answer/score.h"
#include <math.h>
#include <string.h>

const pgf_score_parameters pgf_score_defaults = {
    .k1 = 1.2,
    .b = 0.75,
    .passage_words = 60,
    .heading = 0.5,
    .title = 0.5,
    .adjacent = 0.5,
    .near = 0.3,
    .window = 8,
    .pair_k1 = 1.2,
    .coverage = 0,
    .first = 1,
    .best = 1,
    .others = 0,
    .decay = 0.5,
    .common = 0.5,
};

double pgf_score_weight(uint64_t occurrences, double passages)
{
    double with = (double)occurrences < passages ? (double)occurrences : passages;
    return log(1 + (passages - with + 0.5) / (with + 0.5));
}

/* Occurrences of each word, and the words that have any. */
typedef struct {
    double counts[PGF_SCORE_WORDS];
} tally;

typedef struct {
    const pgf_score_query *query;
    const pgf_occurrence *occurrences;
    size_t count;
    tally title, heading;
    double title_pairs; /* what neighbours in the title are worth to each passage */
    bool any_in_heading;
    double total; /* of all words' weights */
    short pair_of[PGF_SCORE_WORDS][PGF_SCORE_WORDS];
    unsigned reach; /* positions between words of a pair, at most */
} scoring;

static void add_counts(const scoring *s, size_t begin, size_t end, double each, tally *out)
{
    for (size_t i = begin; i < end; i++)
        out->counts[s->occurrences[i].word] += each;
}

/* The first occurrence at `position` or behind, from `from` on. */
static size_t skip_to(const scoring *s, size_t from, unsigned position)
{
    while (from < s->count && s->occurrences[from].position < position)
        from++;
    return from;
}

static double saturated(double count, double k1, double norm)
{
    return count * (k1 + 1) / (count + k1 * norm);
}

/* BM25's share of a length in saturation. */
static double norm_of(const pgf_score_parameters *p, double words)
{
    return 1 - p->b + p->b * words / p->passage_words;
}

/* Neighbours of the query near each other in [begin, end). */
static double score_pairs(const scoring *s, size_t begin, size_t end, double norm)
{
    const pgf_score_parameters *p = s->query->parameters;
    double found[PGF_SCORE_WORDS] = {0}, score = 0;
    bool any = false;
    for (size_t i = begin; i < end; i++) {
        for (size_t j = i + 1; j < end; j++) {
            const pgf_occurrence *a = &s->occurrences[i], *b = &s->occurrences[j];
            unsigned distance = b->position - a->position;
            if (distance > s->reach)
                break;
            int forward = s->pair_of[a->word][b->word], backward = s->pair_of[b->word][a->word];
            if (distance == 0 || (forward < 0 && backward < 0))
                continue;
            any = true;
            bool is_exact = forward >= 0 && distance == s->query->pairs[forward].distance;
            if (is_exact)
                found[forward] += p->adjacent;
            else if (distance <= p->window)
                found[forward >= 0 ? forward : backward] += p->near / distance;
        }
    }
    for (size_t i = 0; any && i < s->query->pair_count; i++)
        if (found[i] > 0)
            score += s->query->pairs[i].weight * saturated(found[i], p->pair_k1, norm);
    return score;
}

/* A passage of `words` words that holds the occurrences [begin, end). */
static double score_passage(const scoring *s, size_t begin, size_t end, double words)
{
    const pgf_score_parameters *p = s->query->parameters;
    double norm = norm_of(p, words), score = 0, covered = 0;
    tally own = s->heading;
    add_counts(s, begin, end, 1, &own);
    for (size_t i = 0; i < s->query->word_count; i++) {
        double count = own.counts[i] + s->title.counts[i];
        if (count <= 0)
            continue;
        score += s->query->weights[i] * saturated(count, p->k1, norm);
        covered += s->query->weights[i];
    }
    score += score_pairs(s, begin, end, norm) + s->title_pairs;
    return p->coverage > 0 && s->total > 0 ? score * pow(covered / s->total, p->coverage) : score;
}

/* Better ones first, earlier ones among equals. */
static void keep(pgf_passage_scores *out, size_t passage, double score)
{
    size_t at = out->count;
    while (at > 0 && out->items[at - 1].score < score)
        at--;
    if (at == PGF_SCORE_PASSAGES)
        return;
    size_t behind = (out->count < PGF_SCORE_PASSAGES ? out->count : PGF_SCORE_PASSAGES - 1) - at;
    memmove(&out->items[at + 1], &out->items[at], behind * sizeof *out->items);
    out->items[at] = (pgf_passage_score){passage, score};
    if (out->count < PGF_SCORE_PASSAGES)
        out->count++;
}

static void prepare(scoring *s)
{
    const pgf_score_query *query = s->query;
    memset(s->pair_of, -1, sizeof s->pair_of);
    s->reach = query->parameters->window;
    for (size_t i = 0; i < query->pair_count; i++) {
        const pgf_score_pair *pair = &query->pairs[i];
        s->pair_of[pair->before][pair->after] = (short)i;
        s->reach = pair->distance > s->reach ? pair->distance : s->reach;
    }
    for (size_t i = 0; i < query->word_count; i++)
        s->total += query->weights[i];
}

/* The heading at [span->begin, span->text) holds for the passages of its section. */
static size_t enter_section(scoring *s, const pgf_passage_span *span, size_t at)
{
    size_t end = skip_to(s, at, span->text);
    s->heading = (tally){{0}};
    s->any_in_heading = end > at;
    add_counts(s, at, end, s->query->parameters->heading, &s->heading);
    return end;
}

void pgf_score_passages(const pgf_score_query *query, const pgf_occurrence *occurrences, size_t count,
                        const pgf_passage_spans *spans, pgf_passage_scores *out)
{
    scoring s = {.query = query, .occurrences = occurrences, .count = count};
    out->count = 0;
    prepare(&s);
    size_t at = skip_to(&s, 0, spans->title_words + 1);
    add_counts(&s, 0, at, query->parameters->title, &s.title);
    s.title_pairs = query->parameters->title * score_pairs(&s, 0, at, norm_of(query->parameters, spans->title_words));
    for (size_t i = 0; i < spans->count; i++) {
        const pgf_passage_span *span = &spans->spans[i];
        at = skip_to(&s, at, span->begin);
        if (span->begin < span->text)
            at = enter_section(&s, span, at);
        size_t end = skip_to(&s, at, span->end);
        if (end > at || s.any_in_heading)
            keep(out, i, score_passage(&s, at, end, span->end - span->text));
        at = end;
    }
}

double pgf_score_first(const pgf_score_parameters *parameters, double weight)
{
    return parameters->first * weight;
}

double pgf_score_bonus(const pgf_score_parameters *parameters, const pgf_passage_scores *passages)
{
    double score = 0, others = 0, factor = 1;
    if (passages->count > 0)
        score = parameters->best * passages->items[0].score;
    for (size_t i = 1; i < passages->count; i++, factor *= parameters->decay)
        others += factor * passages->items[i].score;
    return score + parameters->others * others;
}
