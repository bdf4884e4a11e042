#include "answer/score.h"
#include <math.h>
#include <string.h>

/*
 * Found on half of the questions of four judged collections in English, French and Norwegian and on titles of laws, and
 * confirmed on the other half; docs/ranking.md has the figures. The optimum is flat.
 */
const pgf_score_parameters pgf_score_defaults = {
    .k1 = 0.8,
    .b = 0.7,
    .passage_words = 70,
    .heading = 0.3,
    .title = 0.5,
    .adjacent = 2,
    .phrase = 4,
    .near = 0.3,
    .window = 8,
    .coverage = 0.5,
    .cluster = 0.8,
    .title_bonus = 1.5,
};

double pgf_score_passages(const pgf_score_parameters *parameters, double words, unsigned documents)
{
    double passages = words / parameters->passage_words;
    return passages > documents ? passages : documents;
}

double pgf_score_weight(const pgf_score_parameters *parameters, uint64_t occurrences, unsigned documents,
                        double passages)
{
    double with = pow((double)occurrences, parameters->cluster);
    with = with > documents ? with : documents;
    with = with < passages ? with : passages;
    return log(1 + (passages - with + 0.5) / (with + 0.5));
}

/* Occurrences of each word, the title's and heading's as they count. */
typedef struct {
    double counts[PGF_SCORE_WORDS];
} tally;

typedef struct {
    const pgf_score_query *query;
    const pgf_occurrence *occurrences;
    size_t count;
    tally title, heading;
    bool any_in_heading;
    pgf_score_parts *parts; /* of what is being scored; NULL when nobody wants to know */
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

static double saturated(const scoring *s, double count, double norm)
{
    double k1 = s->query->parameters->k1;
    return count * (k1 + 1) / (count + k1 * norm);
}

static double weight_of(const pgf_score_query *query, size_t word)
{
    return query->words[word].weight * query->words[word].times;
}

void pgf_score_prepare(pgf_score_query *query)
{
    memset(query->pair_of, -1, sizeof query->pair_of);
    query->reach = query->parameters->window;
    query->total = 0;
    for (size_t i = 0; i < query->pair_count; i++) {
        const pgf_score_pair *pair = &query->pairs[i];
        query->pair_of[pair->before][pair->after] = (short)i;
        query->reach = pair->distance > query->reach ? pair->distance : query->reach;
    }
    for (size_t i = 0; i < query->word_count; i++)
        query->total += query->words[i].in_title_only ? 0 : weight_of(query, i);
}

/* What two occurrences are worth as neighbours, and of which pair: -1 for none. */
static int pair_at(const scoring *s, const pgf_occurrence *a, const pgf_occurrence *b, double *worth)
{
    const pgf_score_parameters *p = s->query->parameters;
    unsigned distance = b->position - a->position;
    int forward = s->query->pair_of[a->word][b->word], backward = s->query->pair_of[b->word][a->word];
    if (distance == 0)
        return -1;
    *worth = p->near / distance;
    if (forward >= 0 && distance == s->query->pairs[forward].distance)
        *worth = p->adjacent;
    else if (distance > p->window)
        return -1;
    return forward >= 0 ? forward : backward;
}

/* BM25's share of a length in saturation. */
static double norm_of(const pgf_score_parameters *p, double words)
{
    return 1 - p->b + p->b * words / p->passage_words;
}

/* What was given times a factor that was found later. */
static void scale_parts(const scoring *s, double factor)
{
    for (size_t i = 0; s->parts && i < PGF_SCORE_WORDS; i++) {
        s->parts->words[i] *= factor;
        s->parts->pairs[i] *= factor;
    }
}

/* Neighbours of the query near each other in [begin, end). */
static double score_pairs(const scoring *s, size_t begin, size_t end, double norm)
{
    const pgf_score_query *query = s->query;
    double found[PGF_SCORE_WORDS] = {0}, score = 0;
    bool any = false;
    for (size_t i = begin; i < end; i++) {
        const pgf_occurrence *a = &s->occurrences[i], *b = a + 1;
        for (size_t j = i + 1; j < end && b->position - a->position <= query->reach; j++, b++) {
            double worth;
            int pair = pair_at(s, a, b, &worth);
            if (pair < 0)
                continue;
            found[pair] += worth;
            any = true;
        }
    }
    for (size_t i = 0; any && i < query->pair_count; i++) {
        const pgf_score_pair *pair = &query->pairs[i];
        double weight = (query->words[pair->before].weight + query->words[pair->after].weight) / 2, given = 0;
        if (found[i] > 0)
            given = weight * saturated(s, found[i], norm);
        if (pair->in_phrase && found[i] >= query->parameters->adjacent)
            given += weight * query->parameters->phrase;
        score += given;
        if (s->parts)
            s->parts->pairs[i] = given;
    }
    return score;
}

/* A passage of `words` words that holds the occurrences [begin, end). */
static double score_passage(const scoring *s, size_t begin, size_t end, double words)
{
    const pgf_score_parameters *p = s->query->parameters;
    double norm = norm_of(p, words), score = 0, covered = 0;
    tally own;
    memcpy(own.counts, s->heading.counts, s->query->word_count * sizeof *own.counts);
    add_counts(s, begin, end, 1, &own);
    for (size_t i = 0; i < s->query->word_count; i++) {
        double count = own.counts[i] + s->title.counts[i];
        if (count <= 0)
            continue;
        double given = weight_of(s->query, i) * saturated(s, count, norm);
        score += given;
        if (s->parts)
            s->parts->words[i] = given;
        covered += s->query->words[i].in_title_only ? 0 : weight_of(s->query, i);
    }
    score += score_pairs(s, begin, end, norm);
    double total = s->query->total, cover = total > 0 ? 1 - p->coverage + p->coverage * covered / total : 1;
    scale_parts(s, cover);
    return score * cover;
}

/* Better ones first, earlier ones among equals. */
static void keep(pgf_document_score *out, size_t passage, double score)
{
    size_t at = out->count;
    while (at > 0 && out->passages[at - 1].score < score)
        at--;
    if (at == PGF_SCORE_PASSAGES)
        return;
    size_t behind = (out->count < PGF_SCORE_PASSAGES ? out->count : PGF_SCORE_PASSAGES - 1) - at;
    memmove(&out->passages[at + 1], &out->passages[at], behind * sizeof *out->passages);
    out->passages[at] = (pgf_passage_score){passage, score};
    if (out->count < PGF_SCORE_PASSAGES)
        out->count++;
}

/* A title that is made of the query's words is worth most, and one where they stand side by side. */
static double score_title(scoring *s, size_t end, unsigned title_words)
{
    const pgf_score_parameters *p = s->query->parameters;
    double weight = 0;
    add_counts(s, 0, end, p->title, &s->title);
    if (!end)
        return 0;
    double share = sqrt((double)end / title_words), pairs = score_pairs(s, 0, end, norm_of(p, title_words));
    scale_parts(s, p->title);
    for (size_t i = 0; i < s->query->word_count; i++) {
        double given = s->title.counts[i] > 0 ? p->title_bonus * share * weight_of(s->query, i) : 0;
        weight += given;
        if (s->parts)
            s->parts->words[i] = given;
    }
    return weight + p->title * pairs;
}

/* The heading at [span->begin, span->text) holds for the passages of its section. */
static size_t enter_section(scoring *s, const pgf_passage_span *span, size_t at)
{
    size_t end = skip_to(s, at, span->text);
    memset(s->heading.counts, 0, s->query->word_count * sizeof *s->heading.counts);
    s->any_in_heading = end > at;
    add_counts(s, at, end, s->query->parameters->heading, &s->heading);
    return end;
}

void pgf_score_document(const pgf_score_query *query, const pgf_occurrence *occurrences, size_t count,
                        const pgf_passage_spans *spans, pgf_document_score *out, pgf_score_explanation *explanation)
{
    pgf_score_parts parts = {{0}, {0}};
    scoring s = {.query = query, .occurrences = occurrences, .count = count};
    if (explanation) {
        *explanation = (pgf_score_explanation){0};
        s.parts = &explanation->title;
    }
    size_t at = skip_to(&s, 0, spans->title_words + 1);
    out->count = 0;
    out->title = score_title(&s, at, spans->title_words);
    s.parts = explanation ? &parts : NULL;
    for (size_t i = 0; i < spans->count; i++) {
        const pgf_passage_span *span = &spans->spans[i];
        at = skip_to(&s, at, span->begin);
        if (span->begin < span->text)
            at = enter_section(&s, span, at);
        size_t end = skip_to(&s, at, span->end);
        if (end > at || s.any_in_heading) {
            if (explanation)
                parts = (pgf_score_parts){{0}, {0}};
            keep(out, i, score_passage(&s, at, end, span->end - span->text));
        }
        if (explanation && out->count && out->passages[0].passage == i)
            explanation->passage = parts;
        at = end;
    }
}

double pgf_score_bonus(const pgf_document_score *score)
{
    return score->title + (score->count ? score->passages[0].score : 0);
}
