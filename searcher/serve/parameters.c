#include "parameters.h"
#include "base/memory.h"
#include <stdlib.h>
#include <string.h>

void parameters_dispose(parameters *p)
{
    options_dispose(&p->options);
    free(p->copy);
    p->copy = NULL;
}

static pgf_status take_query(parameters *out, const char *value, pgf_error *err)
{
    if (*out->query)
        return pgf_fail(err, PGF_EINVAL, "q: give it once");
    out->query = value;
    if (strlen(value) > WEB_QUERY_BYTES)
        return pgf_fail(err, PGF_ELIMIT, "the query has %zu bytes; %d are the most here", strlen(value),
                        WEB_QUERY_BYTES);
    return PGF_OK;
}

static bool is_typed(const char *name)
{
    return strcmp(name, "from") == 0 || strcmp(name, "to") == 0;
}

/* What is empty asks nothing, but is no parameter all the same when there is none of that name. */
static pgf_status take(parameters *out, const char *name, const char *value, char *writable, pgf_error *err)
{
    if (strcmp(name, "q") == 0)
        return *value ? take_query(out, value, err) : PGF_OK;
    if (!*value && options_has(name))
        return PGF_OK;
    if (out->count == PARAMETERS_MAX)
        return pgf_fail(err, PGF_ELIMIT, "over %d parameters; leave some out", PARAMETERS_MAX);
    pgf_status status = options_set(&out->options, name, writable, err);
    if (!status || is_typed(name))
        out->list[out->count++] = (parameter){name, value};
    return status;
}

static pgf_status take_all(parameters *out, pgf_cursor at, const char *bytes, pgf_error *err)
{
    pgf_status status = PGF_OK;
    while (at.ok && at.at < at.end) {
        const char *name = pgf_cursor_terminated(&at), *value = pgf_cursor_terminated(&at);
        pgf_status taken = at.ok ? take(out, name, value, out->copy + (value - bytes), status ? NULL : err) : PGF_OK;
        status = status ? status : taken;
    }
    return status || at.ok ? status : pgf_fail(err, PGF_EINTERNAL, "the request was damaged on its way");
}

pgf_status parameters_read(parameters *out, const char *bytes, size_t size, pgf_error *err)
{
    *out = (parameters){.query = "", .options.limit = PGF_LIMIT_DEFAULT};
    pgf_cursor at = pgf_cursor_on(bytes, size);
    out->type = pgf_cursor_number(&at) == REPLY_PAGE ? REPLY_PAGE : REPLY_JSON;
    out->copy = malloc(size + 1);
    if (!out->copy)
        return pgf_no_memory(err);
    memcpy(out->copy, bytes, size);
    pgf_status status = take_all(out, at, bytes, err);
    if (!status && out->options.no_facets && out->options.facet_count)
        status = pgf_fail(err, PGF_EINVAL, "facet does not go with no-facets; leave one out");
    return status;
}

pgf_request parameters_request(const parameters *p)
{
    pgf_request request = options_request(&p->options);
    request.query = p->query;
    request.query_size = strlen(p->query);
    return request;
}
