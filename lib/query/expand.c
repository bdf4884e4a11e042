/* The words of an index that a pattern or a spelling stands for: the most frequent PGF_EXPANSIONS. */
#include "base/memory.h"
#include "query/pattern.h"
#include "query/reading.h"
#include "text/distance.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *word;
    size_t size;
    unsigned long long documents; /* of all its records */
} expansion;

typedef struct {
    const pgf_query_word *word;
    expansion *items;
    size_t count, capacity, fitting;
} expansions;

static bool fits(const pgf_query_word *word, const char *text, size_t size)
{
    if (word->route == PGF_BY_PATTERN)
        return pgf_pattern_fits(word->word, word->size, text, size);
    return pgf_distance(word->word, word->size, text, size, word->edits) <= word->edits;
}

static int by_documents(const void *left, const void *right)
{
    const expansion *a = left, *b = right;
    if (a->documents != b->documents)
        return a->documents < b->documents ? 1 : -1;
    size_t shorter = a->size < b->size ? a->size : b->size;
    int order = memcmp(a->word, b->word, shorter);
    return order ? order : (a->size > b->size) - (a->size < b->size);
}

/* From time to time all but the best go: a pattern may fit half of the vocabulary. */
static void keep_best(expansions *all)
{
    if (all->count <= PGF_EXPANSIONS)
        return;
    qsort(all->items, all->count, sizeof *all->items, by_documents);
    while (all->count > PGF_EXPANSIONS)
        free(all->items[--all->count].word);
}

/* Records of one word come in a row. */
static pgf_status look_at(void *payload, const pgf_query_record *record)
{
    expansions *all = payload;
    expansion *last = all->count ? &all->items[all->count - 1] : NULL;
    if (last && last->size == record->word_size && !memcmp(last->word, record->word, last->size)) {
        last->documents += record->documents;
        return PGF_OK;
    }
    if (!fits(all->word, record->word, record->word_size))
        return PGF_OK;
    if (all->count == 8 * (size_t)PGF_EXPANSIONS)
        keep_best(all);
    expansion *items = pgf_array_grow(all->items, all->count, &all->capacity, sizeof *items);
    if (!items)
        return PGF_ENOMEM;
    all->items = items;
    items[all->count] = (expansion){malloc(record->word_size + 1), record->word_size, record->documents};
    if (!items[all->count].word)
        return PGF_ENOMEM;
    memcpy(items[all->count++].word, record->word, record->word_size);
    all->fitting++;
    return PGF_OK;
}

/* What every word that fits begins with: of a spelling the first letter, which must be right. */
static size_t prefix_size(const pgf_query_word *word)
{
    const char *star = memchr(word->word, '*', word->size);
    size_t first = 0;
    if (star)
        return (size_t)(star - word->word);
    utf8_next(word->word, word->size, &first);
    return first;
}

static pgf_status warn_of_more(pgf_reading *reading, const expansions *all)
{
    if (all->fitting <= PGF_EXPANSIONS)
        return PGF_OK;
    return pgf_reading_warn(reading, "%.*s stands for %zu words: the %d most frequent are searched",
                            (int)all->word->size, all->word->word, all->fitting, PGF_EXPANSIONS);
}

pgf_status pgf_reading_expand(pgf_reading *reading, const pgf_query_word *word, pgf_query_record_fn *each,
                              void *payload)
{
    const pgf_query_index *index = reading->index;
    expansions all = {.word = word};
    pgf_status status = index->walk(index->payload, word->word, prefix_size(word), look_at, &all, reading->err);
    if (status == PGF_ENOMEM)
        pgf_reading_no_memory(reading);
    keep_best(&all);
    for (size_t i = 0; i < all.count && !status; i++)
        status = index->find(index->payload, all.items[i].word, all.items[i].size, each, payload, reading->err);
    if (!status)
        status = warn_of_more(reading, &all);
    for (size_t i = 0; i < all.count; i++)
        free(all.items[i].word);
    free(all.items);
    return status;
}
