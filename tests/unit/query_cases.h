/* Case files of queries: an index in lines of comments, then queries and the trees they become. */
#ifndef QUERY_CASES_H
#define QUERY_CASES_H

#include "query/query.h"
#include "text/distance.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct {
    char word[64], stem[64], language[8];
    unsigned documents;
} known_word;

/* An index that knows a few words. */
typedef struct {
    known_word words[400];
    size_t word_count;
    pgf_query_language languages[16];
    char codes[16][8];
    size_t language_count;
    unsigned documents;
} known_index;

static inline pgf_query_record known_record(const known_word *known)
{
    return (pgf_query_record){.word = known->word,
                              .word_size = strlen(known->word),
                              .stem = known->stem,
                              .stem_size = strlen(known->stem),
                              .language = known->language,
                              .documents = known->documents,
                              .form = known->word,
                              .form_size = strlen(known->word)};
}

static inline pgf_status find_known(void *payload, const char *word, size_t size, pgf_query_record_fn *each,
                                    void *each_payload, pgf_error *err)
{
    (void)err;
    const known_index *index = payload;
    for (size_t i = 0; i < index->word_count; i++) {
        const known_word *known = &index->words[i];
        if (strlen(known->word) != size || memcmp(known->word, word, size) != 0)
            continue;
        pgf_query_record record = known_record(known);
        pgf_status status = each(each_payload, &record);
        if (status)
            return status;
    }
    return PGF_OK;
}

/* The words of a case file stand in the order they are asked for. */
static inline pgf_status walk_known(void *payload, const char *prefix, size_t size, pgf_query_record_fn *each,
                                    void *each_payload, pgf_error *err)
{
    (void)err;
    const known_index *index = payload;
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < index->word_count && !status; i++) {
        const known_word *known = &index->words[i];
        pgf_query_record record = known_record(known);
        if (strncmp(known->word, prefix, size) == 0)
            status = each(each_payload, &record);
    }
    return status;
}

static inline pgf_status near_known(void *payload, const char *word, size_t size, size_t same, unsigned edits,
                                    pgf_query_record_fn *each, void *each_payload, pgf_error *err)
{
    (void)err;
    const known_index *index = payload;
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < index->word_count && !status; i++) {
        const known_word *known = &index->words[i];
        pgf_query_record record = known_record(known);
        if (!strncmp(known->word, word, same) &&
            pgf_distance(word, size, known->word, record.word_size, edits) <= edits)
            status = each(each_payload, &record);
    }
    return status;
}

static inline pgf_status count_known(void *payload, const char *term, size_t size, unsigned *documents,
                                     uint64_t *occurrences, pgf_error *err)
{
    (void)err;
    const known_index *index = payload;
    *documents = 0;
    for (size_t i = 0; i < index->word_count; i++)
        if (strlen(index->words[i].stem) == size && memcmp(index->words[i].stem, term, size) == 0)
            *documents += index->words[i].documents;
    *occurrences = (uint64_t)*documents * 2;
    return PGF_OK;
}

static inline pgf_query_index known_query_index(known_index *index)
{
    return (pgf_query_index){find_known, walk_known,       count_known,           near_known,
                             index,      index->languages, index->language_count, index->documents};
}

/* The number behind the last space; 0 when there is none. */
static inline unsigned last_number(const char *line)
{
    const char *space = strrchr(line, ' ');
    return space ? (unsigned)strtoul(space, NULL, 10) : 0;
}

/* "# documents: 1000", "# language: en 600", "# word: securite secur fr 12". False when the line is none of them. */
static inline bool read_known(known_index *index, const char *line)
{
    known_word *word = &index->words[index->word_count];
    char *code = index->codes[index->language_count];
    unsigned number = last_number(line);
    if (!strncmp(line, "# documents: ", 13)) {
        index->documents = number;
    } else if (sscanf(line, "# language: %7s", code) == 1) {
        index->languages[index->language_count++] = (pgf_query_language){code, number};
    } else if (sscanf(line, "# word: %63s %63s %7s", word->word, word->stem, word->language) == 3) {
        word->documents = number;
        index->word_count++;
    } else {
        return false;
    }
    return true;
}

/* The stem, and the languages whose documents it does not hold for. */
static inline void print_term(const pgf_query *query, const pgf_query_term *term, pgf_buffer *out)
{
    pgf_buffer_append(out, term->text, term->size);
    for (size_t i = 0; i < query->stemmed_count; i++)
        if (term->foreign >> i & 1)
            pgf_buffer_printf(out, "-%s", query->stemmed[i]);
}

static inline void print_words(const pgf_query *query, const pgf_query_node *node, pgf_buffer *out)
{
    for (size_t i = 0; i < node->token_count; i++) {
        const pgf_query_word *word = &query->words[node->tokens[i].word];
        pgf_buffer_printf(out, "%s%s%.*s", i ? " " : "", word->is_content ? "*" : "", (int)word->size, word->word);
        for (size_t j = 0; j < word->term_count; j++) {
            pgf_buffer_append_char(out, j ? '|' : '>');
            print_term(query, &word->terms[j], out);
        }
    }
}

static inline void print_node(const pgf_query *query, const pgf_query_node *node, pgf_buffer *out);

static inline void print_children(const pgf_query *query, const pgf_query_node *node, const char *between,
                                  pgf_buffer *out)
{
    bool any = false;
    for (size_t i = 0; i < node->child_count; i++) {
        if (!node->children[i].is_used)
            continue;
        pgf_buffer_append_text(out, any ? between : "");
        any = true;
        print_node(query, &node->children[i], out);
    }
}

static inline void print_leaf(const pgf_query *query, const pgf_query_node *node, pgf_buffer *out)
{
    const char *marks = node->is_quoted ? "\"\"" : node->kind == PGF_NODE_PHRASE ? "[]" : "()";
    bool is_marked = node->kind == PGF_NODE_PHRASE || node->token_count > 1;
    pgf_buffer_append(out, marks, is_marked);
    print_words(query, node, out);
    if (!node->token_count)
        pgf_buffer_append(out, node->text, node->size);
    pgf_buffer_append(out, marks + 1, is_marked);
    if (node->boost != 1)
        pgf_buffer_printf(out, "^%g", node->boost);
}

/*
 * *word>stem|stem-fr: a word of content, and its terms, the second not in French documents; without > no document has
 * it; without * it is no word of content.
 * (a b): one word of several tokens. [a b]: a citation. "a b": a phrase. -"a": an exclusion. {a | b}: any of them,
 * {a & b}: all, {a 5~ b}: near each other, {a 5> b}: in this order, {a b}: a group; +: it holds.
 */
static inline void print_node(const pgf_query *query, const pgf_query_node *node, pgf_buffer *out)
{
    char near[16];
    snprintf(near, sizeof near, " %u%c ", node->distance % 1000, node->is_ordered ? '>' : '~');
    pgf_buffer_append_text(out, node->kind != PGF_NODE_NOT && node->is_content ? "*" : "");
    if (node->kind == PGF_NODE_WORD || node->kind == PGF_NODE_PHRASE) {
        print_leaf(query, node, out);
    } else if (node->kind == PGF_NODE_NOT) {
        pgf_buffer_append_char(out, '-');
        print_children(query, node, "", out);
    } else if (node->kind == PGF_NODE_FIELD) {
        pgf_buffer_printf(out, "%s:", node->field);
        print_children(query, node, "", out);
    } else if (node->kind == PGF_NODE_DATE) {
        pgf_buffer_printf(out, "date:%s..%s", node->from, node->to);
    } else {
        pgf_buffer_append_char(out, '{');
        print_children(query, node,
                       node->kind == PGF_NODE_OR     ? " | "
                       : node->kind == PGF_NODE_AND  ? " & "
                       : node->kind == PGF_NODE_NEAR ? near
                                                     : " ",
                       out);
        pgf_buffer_append_char(out, '}');
    }
}

static inline void print_tree(const pgf_query *query, pgf_buffer *out)
{
    print_children(query, &query->root, " ", out);
    for (size_t i = 0; i < query->warning_count; i++)
        pgf_buffer_printf(out, "%s! %s", out->size ? " " : "", query->warnings[i]);
}

#endif
