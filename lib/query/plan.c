#include "query/plan.h"
#include "base/memory.h"
#include "index/schema.h"
#include "query/builder.h"
#include <stdio.h>
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

static xap_query *term_query(planning *p, const pgf_query_term *term, bool in_phrase)
{
    xap_query *query = pgf_build_term(&p->builder, term->text, term->size);
    if (in_phrase || !term->foreign)
        return query;
    return pgf_build_pair(&p->builder, XAP_AND_NOT, query, foreign_documents(p, term));
}

/* Any stem of a word: one term's weight outside a phrase, where Xapian takes terms and a plain OR of terms only. */
static xap_query *word_query(planning *p, size_t index, bool in_phrase)
{
    const pgf_query_word *word = &p->query->words[index];
    pgf_query_list terms = {0};
    if (word->term_count == 0)
        return pgf_build_nothing(&p->builder);
    for (size_t i = 0; i < word->term_count; i++)
        pgf_query_list_add(&p->builder, &terms, term_query(p, &word->terms[i], in_phrase));
    return pgf_build(&p->builder, in_phrase ? XAP_OR : XAP_SYNONYM, &terms);
}

static bool is_known(const planning *p, const pgf_query_node *node)
{
    for (size_t i = 0; i < node->token_count; i++)
        if (p->query->words[node->tokens[i].word].term_count == 0)
            return false;
    return true;
}

static xap_query *phrase_query(planning *p, const pgf_query_node *node)
{
    pgf_query_list words = {0};
    if (!is_known(p, node))
        return pgf_build_nothing(&p->builder);
    for (size_t i = 0; i < node->token_count; i++)
        pgf_query_list_add(&p->builder, &words, word_query(p, node->tokens[i].word, true));
    return pgf_build(&p->builder, XAP_PHRASE, &words);
}

/* What ranks: words of content, of which a hit has one, and function words, which find nothing beside them. */
typedef struct {
    pgf_query_list content, function;
    bool has_content; /* maybe only such as no document has */
} ranking;

/* Words of a node that are not in the lists yet. */
static void rank_words(planning *p, ranking *to, const pgf_query_node *node)
{
    for (size_t i = 0; i < node->token_count; i++) {
        size_t word = node->tokens[i].word;
        bool is_function = p->query->words[word].is_function;
        if (p->seen[word])
            continue;
        p->seen[word] = true;
        to->has_content = to->has_content || !is_function;
        pgf_query_list_add(&p->builder, is_function ? &to->function : &to->content, word_query(p, word, false));
    }
}

/* The weight of all its words, where they stand in a row. */
static xap_query *ranked_citation(planning *p, const pgf_query_node *node)
{
    pgf_query_list words = {0};
    for (size_t i = 0; i < node->token_count; i++)
        pgf_query_list_add(&p->builder, &words, word_query(p, node->tokens[i].word, false));
    return pgf_build_pair(&p->builder, XAP_FILTER, pgf_build(&p->builder, XAP_OR, &words), phrase_query(p, node));
}

/* The weight of one word, that of its rarest, where they stand in a row: Xapian would count every word of a phrase. */
static xap_query *counted_citation(planning *p, const pgf_query_node *node)
{
    size_t rarest = node->tokens[0].word;
    for (size_t i = 1; i < node->token_count; i++)
        if (p->query->words[node->tokens[i].word].documents < p->query->words[rarest].documents)
            rarest = node->tokens[i].word;
    return pgf_build_pair(&p->builder, XAP_FILTER, word_query(p, rarest, false), phrase_query(p, node));
}

static void forget_seen(planning *p)
{
    for (size_t i = 0; i < p->query->word_count; i++)
        p->seen[i] = false;
}

static xap_query *ranked_words(planning *p)
{
    const pgf_query_node *root = &p->query->root;
    ranking r = {0};
    forget_seen(p);
    for (size_t i = 0; i < root->child_count; i++) {
        const pgf_query_node *node = &root->children[i];
        if (node->is_used && (node->kind == PGF_NODE_WORD || node->is_quoted)) {
            rank_words(p, &r, node);
        } else if (node->is_used && node->kind == PGF_NODE_PHRASE) {
            r.has_content = true;
            pgf_query_list_add(&p->builder, &r.content, ranked_citation(p, node));
        }
    }
    xap_query *content = pgf_build(&p->builder, XAP_OR, &r.content);
    xap_query *function = pgf_build(&p->builder, XAP_OR, &r.function);
    if (content)
        return pgf_build_pair(&p->builder, XAP_AND_MAYBE, content, function);
    if (function && !r.has_content)
        return function;
    xap_query_free(function);
    return r.has_content ? pgf_build_nothing(&p->builder) : pgf_build_everything(&p->builder);
}

static void add_counted(planning *p, pgf_query_list *list)
{
    const pgf_query_node *root = &p->query->root;
    forget_seen(p);
    for (size_t i = 0; i < root->child_count; i++) {
        const pgf_query_node *node = &root->children[i];
        if (node->is_content)
            pgf_query_list_add(&p->builder, list, counted_citation(p, node));
        for (size_t j = 0; j < node->token_count && node->kind == PGF_NODE_WORD; j++) {
            size_t word = node->tokens[j].word;
            if (p->seen[word] || !p->query->words[word].is_content)
                continue;
            p->seen[word] = true;
            pgf_query_list_add(&p->builder, list, word_query(p, word, false));
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

/* Any stem of a word in the title. */
static xap_query *title_word(planning *p, size_t index)
{
    const pgf_query_word *word = &p->query->words[index];
    const char *prefix = pgf_schema_find("title")->prefix;
    pgf_query_list terms = {0};
    for (size_t i = 0; i < word->term_count && !p->builder.failed; i++) {
        char term[PGF_TERM_MAX + 8];
        int size = snprintf(term, sizeof term, "%s%.*s", prefix, (int)word->terms[i].size, word->terms[i].text);
        pgf_query_list_add(&p->builder, &terms, pgf_build_term(&p->builder, term, (size_t)size));
    }
    return pgf_build(&p->builder, XAP_OR, &terms);
}

static xap_query *titled_words(planning *p)
{
    pgf_query_list all = {0};
    for (size_t i = 0; i < p->query->word_count; i++) {
        const pgf_query_word *word = &p->query->words[i];
        if (!word->is_used || word->is_function)
            continue;
        if (!word->term_count) {
            pgf_query_list_dispose(&all);
            return NULL;
        }
        pgf_query_list_add(&p->builder, &all, title_word(p, i));
    }
    return pgf_build(&p->builder, XAP_AND, &all);
}

/* What every hit must have: quoted phrases, and the condition. NULL for nothing. */
static xap_query *required(planning *p, xap_query *condition)
{
    const pgf_query_node *root = &p->query->root;
    pgf_query_list all = {0};
    pgf_query_list_add(&p->builder, &all, condition);
    for (size_t i = 0; i < root->child_count; i++)
        if (root->children[i].kind == PGF_NODE_PHRASE && root->children[i].is_quoted)
            pgf_query_list_add(&p->builder, &all, phrase_query(p, &root->children[i]));
    return pgf_build(&p->builder, XAP_AND, &all);
}

static xap_query *excluded(planning *p)
{
    const pgf_query_node *root = &p->query->root;
    pgf_query_list any = {0};
    for (size_t i = 0; i < root->child_count; i++)
        if (root->children[i].kind == PGF_NODE_NOT && is_known(p, root->children[i].children))
            pgf_query_list_add(&p->builder, &any, phrase_query(p, root->children[i].children));
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

void pgf_plan_dispose(pgf_plan *plan)
{
    xap_query_free(plan->ranked);
    xap_query_free(plan->counted);
    xap_query_free(plan->titled);
    *plan = (pgf_plan){0};
}
