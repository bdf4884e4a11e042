#include "answer/facets.h"
#include "base/memory.h"
#include "index/failed.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_facet(const pgf_field_spec *field)
{
    return field->uses & PGF_FIELD_FACET && field->slot != PGF_NO_SLOT;
}

static pgf_status no_such_facet(const char *name, pgf_error *err)
{
    char names[256] = "";
    size_t count, size = 0;
    const pgf_field_spec *fields = pgf_schema_fields(&count);
    for (size_t i = 0; i < count; i++)
        if (is_facet(&fields[i]) && size < sizeof names)
            size += (size_t)snprintf(names + size, sizeof names - size, "%s%s", size ? ", " : "", fields[i].name);
    return pgf_fail(err, PGF_EINVAL, "no field \"%s\" to count: there are %s", name, names);
}

static void add_field(pgf_facets *out, const pgf_field_spec *field)
{
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].field == field)
            return;
    if (out->count == PGF_FACETS_MAX)
        return;
    out->slots[out->count] = (unsigned)field->slot;
    out->items[out->count++] = (pgf_facet){.field = field};
}

pgf_status pgf_facets_choose(pgf_facets *out, const pgf_request *request, pgf_error *err)
{
    size_t count;
    const pgf_field_spec *fields = pgf_schema_fields(&count);
    *out = (pgf_facets){.count = 0};
    for (size_t i = 0; request->facets && i < request->facet_count; i++) {
        const pgf_field_spec *field = pgf_schema_find(request->facets[i]);
        if (!field || !is_facet(field))
            return no_such_facet(request->facets[i], err);
        add_field(out, field);
    }
    for (size_t i = 0; !request->facets && i < count; i++)
        if (is_facet(&fields[i]))
            add_field(out, &fields[i]);
    if (request->no_facets)
        out->count = 0;
    return PGF_OK;
}

typedef struct {
    pgf_facet *facet;
    pgf_arena *arena;
    size_t capacity;
    bool failed;
} counting;

static bool add_value(counting *c, const char *value, size_t size, unsigned documents)
{
    pgf_facet *facet = c->facet;
    if (!size)
        return true;
    facet->values = pgf_arena_grow(c->arena, facet->values, facet->count, &c->capacity, sizeof *facet->values);
    const char *copy = pgf_arena_copy(c->arena, value, size);
    if (!facet->values || !copy)
        return false;
    facet->values[facet->count++] = (pgf_facet_value){copy, documents};
    return true;
}

/* A document with several values has them in one. */
static int split_value(void *payload, const char *value, size_t size, unsigned documents)
{
    counting *c = payload;
    bool is_list = c->facet->field->uses & PGF_FIELD_MANY;
    while (!c->failed) {
        const char *glue = is_list ? memchr(value, PGF_VALUE_GLUE, size) : NULL;
        size_t part = glue ? (size_t)(glue - value) : size;
        c->failed = !add_value(c, value, part, documents);
        if (!glue)
            break;
        value += part + 1;
        size -= part + 1;
    }
    return c->failed;
}

static int by_value(const void *a, const void *b)
{
    return strcmp(((const pgf_facet_value *)a)->value, ((const pgf_facet_value *)b)->value);
}

static int by_count(const void *a, const void *b)
{
    const pgf_facet_value *left = a, *right = b;
    if (left->documents != right->documents)
        return left->documents < right->documents ? 1 : -1;
    return by_value(a, b);
}

static void add_up(pgf_facet *facet)
{
    size_t kept = 0;
    if (!facet->count)
        return;
    qsort(facet->values, facet->count, sizeof *facet->values, by_value);
    for (size_t i = 1; i < facet->count; i++) {
        if (!strcmp(facet->values[kept].value, facet->values[i].value))
            facet->values[kept].documents += facet->values[i].documents;
        else
            facet->values[++kept] = facet->values[i];
    }
    facet->count = kept + 1;
    qsort(facet->values, facet->count, sizeof *facet->values, by_count);
    if (facet->count > PGF_FACET_VALUES)
        facet->count = PGF_FACET_VALUES;
}

pgf_status pgf_facets_fill(pgf_facets *facets, const xap_matches *matches, pgf_arena *arena, pgf_error *err)
{
    for (size_t i = 0; i < facets->count; i++) {
        counting c = {.facet = &facets->items[i], .arena = arena};
        xap_error problem;
        xap_status status = xap_matches_facet(matches, i, split_value, &c, &problem);
        if (c.failed)
            return pgf_no_memory(err);
        if (status)
            return pgf_xapian_failed(&problem, err);
        add_up(&facets->items[i]);
    }
    return PGF_OK;
}
