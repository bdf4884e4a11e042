/*
 * Which words a document must have so many of to be counted: all but function words, which any document has. In a
 * query of more than three such words, one that over half of the documents have says nothing either (of 100 or more: in
 * a small collection half of the documents is a handful).
 */
#include "query/reading.h"
#include "text/utf8.h"
#include <paragraf/search.h>

enum { FEW_WORDS = 3, MANY_DOCUMENTS = 100 };

static bool is_hiragana(const char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        int32_t c = utf8_next(text, size, &at);
        if (c < 0x3041 || c > 0x309F)
            return false;
    }
    return true;
}

/* Between Han and katakana, pairs of hiragana are endings and particles. */
static void find_endings(pgf_query *query, const pgf_query_node *node)
{
    bool is_plain = true;
    for (size_t i = 0; i < node->token_count; i++) {
        const pgf_query_word *word = &query->words[node->tokens[i].word];
        is_plain = is_plain && is_hiragana(word->word, word->size);
    }
    for (size_t i = 0; i < node->token_count && !is_plain; i++) {
        pgf_query_word *word = &query->words[node->tokens[i].word];
        if (word->kind != PGF_TERM_WORD && is_hiragana(word->word, word->size))
            word->is_function = true;
    }
}

/* Mark what is of content among the words of a leaf; `alone`: each counts by itself. How many do. */
static size_t mark_leaf(pgf_query *query, pgf_query_node *leaf, bool everything, bool alone, bool *any)
{
    size_t count = 0;
    for (size_t i = 0; i < leaf->token_count && leaf->is_used; i++) {
        pgf_query_word *word = &query->words[leaf->tokens[i].word];
        bool is_content = everything || !word->is_function;
        *any = *any || is_content;
        if (alone && is_content && !word->is_content) {
            word->is_content = true;
            count++;
        }
    }
    return count;
}

/* Mark what is of content in the nodes that count; `everything`: function words too. How many there are. */
static size_t mark(pgf_query *query, bool everything)
{
    size_t count = 0;
    for (size_t i = 0; i < query->root.child_count; i++) {
        pgf_query_node *node = &query->root.children[i];
        bool any = false, is_word = node->kind == PGF_NODE_WORD;
        if (!node->is_used || node->part != PGF_RANKS)
            continue;
        count += mark_leaf(query, node, everything, is_word, &any);
        for (size_t j = 0; j < node->child_count; j++)
            mark_leaf(query, &node->children[j], everything, false, &any);
        node->is_content = !is_word && any;
        count += node->is_content;
    }
    return count;
}

static void unmark_common(pgf_query *query, const pgf_query_index *index, size_t count)
{
    for (size_t i = 0; i < query->word_count && count > 1; i++) {
        pgf_query_word *word = &query->words[i];
        if (word->is_content && word->documents > index->documents / 2) {
            word->is_content = false;
            count--;
        }
    }
}

static bool only_excludes(const pgf_query *query)
{
    for (size_t i = 0; i < query->root.child_count; i++)
        if (query->root.children[i].part != PGF_EXCLUDES)
            return false;
    return query->root.child_count > 0;
}

/* Words that every hit has, or has one of. */
static bool holds_words(const pgf_query *query)
{
    for (size_t i = 0; i < query->leaf_count; i++)
        if (query->leaves[i]->part == PGF_HOLDS)
            return true;
    return false;
}

pgf_status pgf_reading_weigh(pgf_reading *reading)
{
    pgf_query *query = reading->query;
    for (size_t i = 0; i < query->leaf_count; i++)
        if (query->leaves[i]->kind == PGF_NODE_WORD)
            find_endings(query, query->leaves[i]);
    size_t count = mark(query, false);
    if (count == 0 && !holds_words(query))
        count = mark(query, true);
    if (count > FEW_WORDS && reading->index->documents >= MANY_DOCUMENTS)
        unmark_common(query, reading->index, count);
    pgf_status status = PGF_OK;
    if (only_excludes(query))
        status = pgf_reading_warn(reading, "The query only excludes: every other document is a hit");
    for (size_t i = 0; i < query->word_count && !status; i++) {
        const pgf_query_word *word = &query->words[i];
        if (word->is_used && word->term_count == 0 && word->kind == PGF_TERM_WORD && !word->is_function)
            status = pgf_reading_warn(reading, "No document has %s %.*s%s",
                                      word->route < PGF_BY_PATTERN ? "the word" : "a word like", (int)word->lower_size,
                                      word->lower, word->route == PGF_BY_SPELLING ? "~" : "");
    }
    return status;
}
