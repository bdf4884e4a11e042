#include "query/query.h"
#include "base/memory.h"
#include "query/reading.h"
#include "text/charset.h"
#include "text/clean.h"
#include <paragraf/search.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

pgf_status pgf_reading_no_memory(pgf_reading *reading)
{
    return pgf_no_memory(reading->err);
}

static pgf_status add_warning(pgf_reading *reading, const char *line, size_t size)
{
    pgf_query *query = reading->query;
    reading->warnings = pgf_arena_grow(&query->arena, reading->warnings, query->warning_count,
                                       &reading->warning_capacity, sizeof *reading->warnings);
    const char *copy = pgf_arena_copy(&query->arena, line, size);
    if (!reading->warnings || !copy)
        return pgf_reading_no_memory(reading);
    reading->warnings[query->warning_count++] = copy;
    query->warnings = reading->warnings;
    return PGF_OK;
}

enum { WARNINGS_MAX = 40 };

pgf_status pgf_reading_warn(pgf_reading *reading, const char *format, ...)
{
    char line[PGF_MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    if (size < 0 || (size_t)size >= sizeof line || reading->query->warning_count >= WARNINGS_MAX)
        return PGF_OK;
    return add_warning(reading, line, (size_t)size);
}

int pgf_reading_shown(const char *text, size_t size)
{
    enum { SHOWN = 64 };
    size_t shown = size < SHOWN ? size : SHOWN;
    while (shown < size && shown > 0 && (text[shown] & 0xC0) == 0x80)
        shown--;
    return (int)shown;
}

static size_t place_of(const pgf_reading *reading, size_t at)
{
    return 1 + pgf_utf8_length(reading->text, at < reading->size ? at : reading->size);
}

pgf_status pgf_reading_object(pgf_reading *reading, size_t at, const char *then, const char *format, ...)
{
    char why[PGF_MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(why, sizeof why, format, arguments);
    va_end(arguments);
    size_t place = place_of(reading, at);
    if (reading->is_strict)
        return pgf_fail(reading->err, PGF_EINVAL, "the query, character %zu: %s", place, why);
    return pgf_reading_warn(reading, "Character %zu: %s%s%s", place, why, then ? "; " : "", then ? then : "");
}

/* `text` as it was typed, but valid; what is read is cleaned as documents are. */
static pgf_status repair(pgf_reading *reading, const char *text, size_t size, const char **clean, size_t *clean_size)
{
    pgf_query *query = reading->query;
    pgf_buffer valid = {0}, cleaned = {0};
    size_t replaced = 0;
    pgf_status status = pgf_utf8_repair(text, size, &valid, &replaced);
    if (!status)
        status = pgf_clean(valid.bytes ? valid.bytes : "", valid.size, false, &cleaned, NULL);
    if (!status) {
        query->text = pgf_arena_copy(&query->arena, valid.bytes, valid.size);
        query->size = valid.size;
        *clean = pgf_arena_copy(&query->arena, cleaned.bytes, cleaned.size);
        *clean_size = cleaned.size;
    }
    pgf_buffer_dispose(&valid);
    pgf_buffer_dispose(&cleaned);
    if (status || !query->text || !*clean)
        return pgf_reading_no_memory(reading);
    return replaced ? pgf_reading_warn(reading, "The query is no valid UTF-8: %zu places were replaced", replaced)
                    : PGF_OK;
}

static pgf_status parse(pgf_reading *reading, const char *text, size_t size)
{
    reading->text = text;
    reading->size = size;
    return pgf_reading_parse(reading, text, size);
}

static pgf_status read(pgf_reading *reading, const char *text, size_t size)
{
    const char *clean = NULL;
    size_t clean_size = 0;
    pgf_status status = repair(reading, text, size, &clean, &clean_size);
    if (!status)
        status = parse(reading, clean, clean_size);
    if (!status)
        status = pgf_reading_tokenize(reading);
    if (!status)
        status = pgf_reading_arrange(reading);
    if (!status)
        status = pgf_reading_look_up(reading);
    if (!status)
        status = pgf_reading_limit(reading);
    if (!status)
        status = pgf_reading_weigh(reading);
    return status ? status : pgf_reading_print(reading);
}

bool pgf_query_is_leaf(const pgf_query_node *node)
{
    return node->kind == PGF_NODE_WORD || node->kind == PGF_NODE_PHRASE;
}

const char *pgf_query_word_shown(const pgf_query_word *word, size_t *size)
{
    *size = word->lower ? word->lower_size : word->size;
    return word->lower ? word->lower : word->word;
}

uint32_t pgf_query_language_bit(const pgf_query *query, const char *language)
{
    for (size_t i = 0; i < query->stemmed_count; i++)
        if (!strcmp(query->stemmed[i], language))
            return UINT32_C(1) << i;
    return 0;
}

bool pgf_query_has_exact(const pgf_query *query)
{
    for (size_t i = 0; i < query->leaf_count; i++)
        if (query->leaves[i]->is_exact)
            return true;
    return false;
}

pgf_status pgf_query_read(pgf_query **out, pgf_analyzer *analyzer, const pgf_query_index *index, const char *text,
                          size_t size, bool strict, pgf_error *err)
{
    if (size > PGF_QUERY_BYTES)
        return pgf_fail(err, PGF_ELIMIT, "the query has %zu bytes: %d are the most it may have; shorten it", size,
                        PGF_QUERY_BYTES);
    pgf_query *query = calloc(1, sizeof *query);
    if (!query)
        return pgf_no_memory(err);
    pgf_reading reading = {.query = query, .analyzer = analyzer, .index = index, .is_strict = strict, .err = err};
    pgf_status status = read(&reading, text, size);
    if (status)
        pgf_query_free(query);
    else
        *out = query;
    return status;
}

void pgf_query_free(pgf_query *query)
{
    if (!query)
        return;
    pgf_arena_dispose(&query->arena);
    free(query);
}

bool pgf_query_is_empty(const pgf_query *query)
{
    return query->root.child_count == 0;
}
