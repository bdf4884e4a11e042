/* Asking a small index from a test. A document is lines "field: value", an empty line, then paragraphs; "## " begins a
   heading of level 2. */
#ifndef ASKING_H
#define ASKING_H

#include "writing.h"
#include <cjson/cJSON.h>
#include <paragraf/search.h>

static inline pgf_status asking_add_fields(pgf_document *document, char *lines, pgf_error *err)
{
    pgf_status status = PGF_OK;
    char *rest = lines; /* workers parse at the same time, so strtok(), which keeps its place, will not do */
    for (char *line; !status && (line = strsep(&rest, "\n"));) {
        if (!*line)
            continue;
        char *colon = strstr(line, ": ");
        assert_non_null(colon);
        *colon = '\0';
        status = pgf_document_add_field(document, line, colon + 2, err);
    }
    return status;
}

static inline pgf_status asking_add_text(pgf_document *document, char *text, pgf_error *err)
{
    pgf_status status = PGF_OK;
    while (text && !status) {
        char *end = strstr(text, "\n\n");
        if (end)
            *end = '\0';
        size_t level = strspn(text, "#");
        if (level) {
            const char *heading = text + level + 1;
            char anchor[64];
            snprintf(anchor, sizeof anchor, "s-%.*s", (int)strcspn(heading, " "), heading);
            status = pgf_document_add_section(document, (unsigned)level, heading, strlen(heading), anchor, err);
        } else {
            status = pgf_document_add_paragraph(document, PGF_TEXT, 0, text, strlen(text), err);
        }
        text = end ? end + 2 : NULL;
    }
    return status;
}

static inline pgf_status asking_parse(void *payload, const pgf_unit *unit, pgf_document **document, pgf_unit_kind *kind,
                                      pgf_error *err)
{
    (void)payload;
    *kind = PGF_UNIT_DOCUMENT;
    pgf_status status = pgf_document_new(document, err);
    char *copy = strndup(unit->bytes, unit->size);
    char *text = strstr(copy, "\n\n");
    if (text) {
        *text = '\0';
        text += 2;
    }
    if (!status)
        status = asking_add_text(*document, text, err);
    if (!status)
        status = asking_add_fields(*document, copy, err);
    free(copy);
    return status;
}

typedef struct {
    writing index;
    pgf_searcher *searcher;
    pgf_error err;
} asking;

/* `here`, the index of `documents`, for all tests of a file: set_up and tear_down are those of the group. */
#define ASKING_OF(documents)                                                                                           \
    static asking here;                                                                                                \
    static int set_up(void **state)                                                                                    \
    {                                                                                                                  \
        (void)state;                                                                                                   \
        asking_open(&here, documents);                                                                                 \
        return 0;                                                                                                      \
    }                                                                                                                  \
    static int tear_down(void **state)                                                                                 \
    {                                                                                                                  \
        (void)state;                                                                                                   \
        asking_close(&here);                                                                                           \
        return 0;                                                                                                      \
    }

/* Documents up to NULL. */
static inline void asking_open(asking *a, const char *const *documents)
{
    writing_init(&a->index);
    a->index.options.parse = asking_parse;
    writing_open(&a->index);
    writing_feed(&a->index, "documents", documents, false);
    writing_done(&a->index);
    if (pgf_searcher_open(&a->searcher, writing_index(&a->index), &a->err))
        fail_msg("%s", a->err.message);
}

static inline void asking_close(asking *a)
{
    pgf_searcher_close(a->searcher);
    writing_dispose(&a->index);
}

static inline pgf_request request_for(const char *query)
{
    return (pgf_request){.query = query, .query_size = strlen(query)};
}

/* The answer, to cJSON_Delete(). */
static inline cJSON *ask(asking *a, const pgf_request *request)
{
    char *json = NULL;
    const char *end = NULL;
    if (pgf_search(a->searcher, request, &json, NULL, &a->err))
        fail_msg("%s", a->err.message);
    cJSON *answer = cJSON_ParseWithOpts(json, &end, true);
    if (!answer || strchr(json, '\n'))
        fail_msg("no JSON of one line: %s", json);
    free(json);
    return answer;
}

static inline cJSON *ask_for(asking *a, const char *query)
{
    pgf_request request = request_for(query);
    return ask(a, &request);
}

/* What a path of names and numbers leads to: "hits.0.title". NULL when it leads nowhere. */
static inline const cJSON *at(const cJSON *json, const char *path)
{
    char copy[200];
    snprintf(copy, sizeof copy, "%s", path);
    char *rest = copy;
    for (char *name; json && (name = strsep(&rest, "."));)
        json = cJSON_IsArray(json) ? cJSON_GetArrayItem(json, (int)strtol(name, NULL, 10))
                                   : cJSON_GetObjectItemCaseSensitive(json, name);
    return json;
}

static inline double number_at(const cJSON *json, const char *path)
{
    const cJSON *item = at(json, path);
    assert_true(cJSON_IsNumber(item));
    return item->valuedouble;
}

static inline const char *text_at(const cJSON *json, const char *path)
{
    const cJSON *item = at(json, path);
    if (!cJSON_IsString(item))
        fail_msg("%s is no string", path);
    return item->valuestring;
}

/* "a b c": the ids of the hits. Borrowed until the next call. */
static inline const char *ids_of(const cJSON *answer)
{
    static char ids[4000];
    const cJSON *hit;
    ids[0] = '\0';
    cJSON_ArrayForEach(hit, at(answer, "hits"))
        snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%s%s", *ids ? " " : "", text_at(hit, "id"));
    return ids;
}

static inline size_t bytes_of(const char *text, size_t characters)
{
    size_t size = 0;
    while (text[size] && characters > 0) {
        do
            size++;
        while ((text[size] & 0xC0) == 0x80);
        characters--;
    }
    return size;
}

/* "Bjørn|Arild": the words that highlights mark in a text. Borrowed until the next call. */
static inline const char *marked(const char *text, const cJSON *highlights)
{
    static char words[4000];
    const cJSON *mark;
    words[0] = '\0';
    cJSON_ArrayForEach(mark, highlights)
    {
        size_t begin = bytes_of(text, (size_t)number_at(mark, "0"));
        size_t size = bytes_of(text + begin, (size_t)number_at(mark, "1"));
        assert_true(size > 0);
        snprintf(words + strlen(words), sizeof words - strlen(words), "%s%.*s", *words ? "|" : "", (int)size,
                 text + begin);
    }
    return words;
}

/* In the passage at a path: "hits.0.passages.0". */
static inline const char *marked_at(const cJSON *answer, const char *path)
{
    const cJSON *passage = at(answer, path);
    return marked(text_at(passage, "text"), at(passage, "highlights"));
}

/* "a:3 b:1": the values of a facet. Borrowed until the next call. */
static inline const char *facet_of(const cJSON *answer, const char *field)
{
    static char values[4000];
    const cJSON *value;
    values[0] = '\0';
    cJSON_ArrayForEach(value, at(at(answer, "facets"), field))
        snprintf(values + strlen(values), sizeof values - strlen(values), "%s%s:%g", *values ? " " : "",
                 text_at(value, "value"), number_at(value, "count"));
    return values;
}

#endif
