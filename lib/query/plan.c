#include "query/plan.h"
#include "base/memory.h"
#include "index/schema.h"
#include "query/conditions.h"
#include <stdlib.h>

typedef struct {
    pgf_builder builder;
    const pgf_query *query;
    bool *seen; /* word i is in the list being made */
} planning;

/* Documents of the languages where a term is the stem of other words only. NULL for none. */
static xap_query *foreign_documents(planning *p, const pgf_query_term *term)
{
    pgf_query_list languages = {0};
    for (size_t i = 0; i < p->query->stemmed_count; i++)
        if (term->foreign >> i & 1)
            pgf_query_list_add(&p->builder, &languages,
                               pgf_build_filter(&p->builder, "language", p->query->stemmed[i]));
    return pgf_build(&p->builder, XAP_OR, &languages);
}

static xap_query *term_query(planning *p, const pgf_query_term *term)
{
    xap_query *query = pgf_build_term(&p->builder, term->text, term->size);
    return term->foreign ? pgf_build_pair(&p->builder, XAP_AND_NOT, query, foreign_documents(p, term)) : query;
}

/* What a word weighs in the first stage as often as it was boosted. */
static xap_query *boosted(planning *p, xap_query *query, double boost)
{
    xap_query *scaled = NULL;
    if (!query || boost == 1)
        return query;
    if (!p->builder.failed && xap_query_scale(&scaled, query, boost, &p->builder.problem))
        p->builder.failed = true;
    xap_query_free(query);
    return p->builder.failed ? NULL : scaled;
}

/* Any stem of a word, as one term's weight. */
static xap_query *word_query(planning *p, size_t index)
{
    const pgf_query_word *word = &p->query->words[index];
    pgf_query_list terms = {0};
    if (word->term_count == 0)
        return pgf_build_nothing(&p->builder);
    for (size_t i = 0; i < word->term_count; i++)
        pgf_query_list_add(&p->builder, &terms, term_query(p, &word->terms[i]));
    return pgf_build(&p->builder, XAP_SYNONYM, &terms);
}

/* The weight of all its words, where they stand in a row. */
static xap_query *ranked_citation(planning *p, const pgf_query_node *node)
{
    pgf_query_list words = {0};
    for (size_t i = 0; i < node->token_count; i++)
        pgf_query_list_add(&p->builder, &words, boosted(p, word_query(p, node->tokens[i].word), node->boost));
    return pgf_build_pair(&p->builder, XAP_FILTER, pgf_build(&p->builder, XAP_OR, &words),
                          pgf_condition_phrase(&p->builder, p->query, node));
}

/* The weight of one word, that of its rarest, where they stand in a row: Xapian would count every word of a phrase. */
static xap_query *counted_citation(planning *p, const pgf_query_node *node)
{
    size_t rarest = node->tokens[0].word;
    for (size_t i = 1; i < node->token_count; i++)
        if (p->query->words[node->tokens[i].word].documents < p->query->words[rarest].documents)
            rarest = node->tokens[i].word;
    return pgf_build_pair(&p->builder, XAP_FILTER, word_query(p, rarest),
                          pgf_condition_phrase(&p->builder, p->query, node));
}

static void forget_seen(planning *p)
{
    for (size_t i = 0; i < p->query->word_count; i++)
        p->seen[i] = false;
}

static bool is_ranked(const pgf_query_node *leaf)
{
    return leaf->is_used && leaf->part != PGF_EXCLUDES;
}

static bool is_ranked_citation(const pgf_query_node *leaf)
{
    return leaf->kind == PGF_NODE_PHRASE && !leaf->is_quoted && leaf->part == PGF_RANKS;
}

/* One of what ranks: a word, however often it was typed, or a citation. Start from {0}. */
typedef struct {
    size_t leaf, token; /* behind it */
    const pgf_query_node *node;
    size_t word; /* the first one of a citation */
    bool is_citation;
} part;

/* Go on to the next; false behind the last. Words that were seen are passed over. */
static bool next_part(planning *p, part *at)
{
    for (; at->leaf < p->query->leaf_count; at->leaf++, at->token = 0) {
        at->node = p->query->leaves[at->leaf];
        at->is_citation = is_ranked_citation(at->node);
        while (is_ranked(at->node) && at->token < at->node->token_count) {
            at->word = at->node->tokens[at->token].word;
            at->token = at->is_citation ? at->node->token_count : at->token + 1;
            if (at->is_citation)
                return true;
            if (p->seen[at->word])
                continue;
            p->seen[at->word] = true;
            return true;
        }
    }
    return false;
}

static xap_query *part_query(planning *p, const part *of)
{
    return of->is_citation ? ranked_citation(p, of->node)
                           : boosted(p, word_query(p, of->word), p->query->words[of->word].boost);
}

/* Words of content, of which a hit has one, and function words, which find nothing beside them. */
static xap_query *ranked_words(planning *p)
{
    pgf_query_list contents = {0}, functions = {0};
    bool has_content = false; /* maybe only such as no document has */
    part at = {0};
    forget_seen(p);
    while (next_part(p, &at)) {
        bool is_function = !at.is_citation && p->query->words[at.word].is_function;
        has_content = has_content || !is_function;
        pgf_query_list_add(&p->builder, is_function ? &functions : &contents, part_query(p, &at));
    }
    xap_query *content = pgf_build(&p->builder, XAP_OR, &contents);
    xap_query *function = pgf_build(&p->builder, XAP_OR, &functions);
    if (content)
        return pgf_build_pair(&p->builder, XAP_AND_MAYBE, content, function);
    if (function && !has_content)
        return function;
    xap_query_free(function);
    return has_content ? pgf_build_nothing(&p->builder) : pgf_build_everything(&p->builder);
}

/* Any of several words counts as one. */
static xap_query *counted_group(planning *p, const pgf_query_node *group)
{
    pgf_query_list terms = {0};
    for (size_t i = 0; i < group->child_count; i++) {
        const pgf_query_node *leaf = &group->children[i];
        for (size_t j = 0; j < leaf->token_count && leaf->is_used; j++)
            for (size_t k = 0; k < p->query->words[leaf->tokens[j].word].term_count; k++)
                pgf_query_list_add(&p->builder, &terms, term_query(p, &p->query->words[leaf->tokens[j].word].terms[k]));
    }
    return terms.count ? pgf_build(&p->builder, XAP_SYNONYM, &terms) : pgf_build_nothing(&p->builder);
}

static void add_counted(planning *p, pgf_query_list *list)
{
    const pgf_query_node *root = &p->query->root;
    forget_seen(p);
    for (size_t i = 0; i < root->child_count; i++) {
        const pgf_query_node *node = &root->children[i];
        if (node->is_content)
            pgf_query_list_add(&p->builder, list,
                               node->kind == PGF_NODE_OR ? counted_group(p, node) : counted_citation(p, node));
        for (size_t j = 0; j < node->token_count && node->kind == PGF_NODE_WORD && node->part == PGF_RANKS; j++) {
            size_t word = node->tokens[j].word;
            if (p->seen[word] || !p->query->words[word].is_content)
                continue;
            p->seen[word] = true;
            pgf_query_list_add(&p->builder, list, word_query(p, word));
        }
    }
}

unsigned pgf_plan_least(unsigned words)
{
    unsigned half = (words + 1) / 2;
    return words < 3 ? words : half > 3 ? half : 3;
}

static xap_query *counted_words(planning *p, pgf_plan *plan, bool any)
{
    pgf_query_list list = {0};
    add_counted(p, &list);
    plan->of = (unsigned)list.count;
    plan->words = pgf_plan_least(plan->of);
    if (any && plan->words > 1)
        plan->words = 1;
    plan->by_coordination = plan->words > 1 && plan->words < plan->of;
    if (!list.count)
        return pgf_build_everything(&p->builder);
    return pgf_build(&p->builder, plan->words == plan->of ? XAP_AND : XAP_OR, &list);
}

static xap_query *titled_words(planning *p)
{
    pgf_query_list all = {0};
    for (size_t i = 0; i < p->query->root.child_count; i++)
        if (p->query->root.children[i].kind == PGF_NODE_OR) /* then a title with every word is none to look for */
            return NULL;
    for (size_t i = 0; i < p->query->word_count; i++) {
        const pgf_query_word *word = &p->query->words[i];
        if (!word->is_used || word->is_function)
            continue;
        if (!word->term_count) {
            pgf_query_list_dispose(&all);
            return NULL;
        }
        pgf_query_list_add(&p->builder, &all, pgf_condition_word(&p->builder, p->query, i, "title"));
    }
    return pgf_build(&p->builder, XAP_AND, &all);
}

/* What every hit must have: what holds, and the condition. NULL for nothing. */
static xap_query *required(planning *p, xap_query *condition)
{
    const pgf_query_node *root = &p->query->root;
    pgf_query_list all = {0};
    pgf_query_list_add(&p->builder, &all, condition);
    for (size_t i = 0; i < root->child_count; i++)
        if (root->children[i].part == PGF_HOLDS)
            pgf_query_list_add(&p->builder, &all, pgf_condition(&p->builder, p->query, &root->children[i]));
    return pgf_build(&p->builder, XAP_AND, &all);
}

static xap_query *excluded(planning *p)
{
    const pgf_query_node *root = &p->query->root;
    pgf_query_list any = {0};
    for (size_t i = 0; i < root->child_count; i++)
        if (root->children[i].part == PGF_EXCLUDES)
            pgf_query_list_add(&p->builder, &any, pgf_condition(&p->builder, p->query, root->children[i].children));
    return pgf_build(&p->builder, XAP_OR, &any);
}

/* Takes `words`; the others are used again. */
static xap_query *within(planning *p, xap_query *words, xap_query *must, xap_query *without)
{
    xap_query *parts[] = {words, must};
    xap_query *query = words;
    if (p->builder.failed || !words)
        return words;
    if (must && xap_query_combine(&query, XAP_FILTER, parts, 2, 0, &p->builder.problem))
        p->builder.failed = true;
    xap_query *rest[] = {query, without};
    xap_query *whole = query;
    if (!p->builder.failed && without && xap_query_combine(&whole, XAP_AND_NOT, rest, 2, 0, &p->builder.problem))
        p->builder.failed = true;
    if (whole != query && query != words)
        xap_query_free(query);
    if (whole != words)
        xap_query_free(words);
    return whole;
}

static void plan(planning *p, pgf_plan *out, xap_query *condition, bool any)
{
    xap_query *must = required(p, condition);
    xap_query *without = excluded(p);
    out->ranked = within(p, ranked_words(p), must, without);
    out->counted = within(p, counted_words(p, out, any), must, without);
    xap_query *titled = titled_words(p);
    out->titled = titled ? within(p, ranked_words(p), must, without) : NULL;
    out->titled = pgf_build_pair(&p->builder, XAP_FILTER, out->titled, titled);
    xap_query_free(must);
    xap_query_free(without);
}

pgf_status pgf_plan_make(pgf_plan *out, const pgf_query *query, xap_query *condition, bool any, pgf_error *err)
{
    planning p = {.query = query, .seen = calloc(query->word_count + 1, sizeof *p.seen)};
    if (!p.seen) {
        xap_query_free(condition);
        return pgf_no_memory(err);
    }
    *out = (pgf_plan){0};
    plan(&p, out, condition, any);
    free(p.seen);
    pgf_status status = pgf_builder_status(&p.builder, err);
    if (status)
        pgf_plan_dispose(out);
    return status;
}

pgf_status pgf_plan_candidates(xap_query **out, const pgf_query *query, const pgf_query_node *leaf, pgf_error *err)
{
    planning p = {.query = query, .seen = calloc(query->word_count + 1, sizeof *p.seen)};
    if (!p.seen)
        return pgf_no_memory(err);
    xap_query *phrase = pgf_condition_phrase(&p.builder, query, leaf);
    xap_query *weighed = pgf_build_pair(&p.builder, XAP_AND_MAYBE, phrase, ranked_words(&p));
    free(p.seen);
    pgf_status status = pgf_builder_status(&p.builder, err);
    if (status)
        xap_query_free(weighed);
    else
        *out = weighed;
    return status;
}

pgf_status pgf_plan_walk(const pgf_query *query, const char *id, pgf_plan_part_fn *each, void *payload, pgf_error *err)
{
    planning p = {.query = query, .seen = calloc(query->word_count + 1, sizeof *p.seen)};
    part at = {0};
    pgf_status status = PGF_OK;
    if (!p.seen)
        return pgf_no_memory(err);
    while (!status && next_part(&p, &at)) {
        size_t size = at.node->size;
        const char *text = at.is_citation ? at.node->text : pgf_query_word_shown(&query->words[at.word], &size);
        xap_query *weighed =
            pgf_build_pair(&p.builder, XAP_FILTER, part_query(&p, &at), pgf_build_filter(&p.builder, "id", id));
        status = pgf_builder_status(&p.builder, err);
        if (!status)
            status = each(payload, text, size, weighed);
        xap_query_free(weighed);
    }
    free(p.seen);
    return status;
}

void pgf_plan_dispose(pgf_plan *plan)
{
    xap_query_free(plan->ranked);
    xap_query_free(plan->counted);
    xap_query_free(plan->titled);
    *plan = (pgf_plan){0};
}
