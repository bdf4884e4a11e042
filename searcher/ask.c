#include "ask.h"
#include "base/memory.h"
#include "caret.h"
#include "index/layout.h"
#include "output.h"
#include "render.h"
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PASSAGES_IN_TEXT = 2 };

pgf_status ask_open(pgf_searcher **out, const options *o, pgf_error *err)
{
    pgf_status status = pgf_searcher_open(out, o->index, err);
    for (size_t i = 0; i < o->word_count && status == PGF_ENOTFOUND; i++)
        if (pgf_layout_place(o->words[i]) == PGF_PLACE_INDEX)
            return pgf_fail(err, status, "%s: no index; the index comes first: paragraf-searcher %s '%s'", o->index,
                            o->words[i], o->index);
    return status;
}

static bool as_text(const options *o)
{
    if (o->form != FORM_BY_OUTPUT)
        return o->form == FORM_TEXT;
    return o->color == COLOR_ALWAYS || isatty(STDOUT_FILENO) == 1;
}

/* What pgf_search gives is whole, so that only memory can be short. */
static pgf_status parse(cJSON **out, const char *json, pgf_error *err)
{
    *out = cJSON_Parse(json);
    return *out ? PGF_OK : pgf_no_memory(err);
}

static pgf_status search(const options *o, bool text, char **json, pgf_error *err)
{
    pgf_searcher *searcher = NULL;
    pgf_request request = options_request(o);
    if (text && !request.passages)
        request.passages = PASSAGES_IN_TEXT;
    pgf_status status = ask_open(&searcher, o, err);
    if (!status)
        status = pgf_search(searcher, &request, json, NULL, err);
    pgf_searcher_close(searcher);
    return status;
}

static bool found_any(const cJSON *answer)
{
    const cJSON *total = cJSON_GetObjectItemCaseSensitive(answer, "total");
    const cJSON *value = cJSON_GetObjectItemCaseSensitive(total, "value");
    return (cJSON_IsNumber(value) && value->valuedouble > 0) ||
           cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(answer, "hits")) > 0;
}

static pgf_status show(const options *o, const cJSON *answer, pgf_buffer *out, pgf_error *err)
{
    bool color = o->color == COLOR_ALWAYS || (o->color == COLOR_AUTO && screen_wants_color());
    screen to = screen_of_output(color);
    return render_answer(&to, answer, out, err);
}

int ask_run(const options *o)
{
    bool text = as_text(o);
    char *json = NULL;
    cJSON *answer = NULL;
    pgf_buffer out = {0};
    pgf_error err = {0};
    pgf_status status = search(o, text, &json, &err);
    if (!status)
        status = parse(&answer, json, &err);
    if (!status && text)
        status = show(o, answer, &out, &err);
    else if (!status && output_append_json(json, &out))
        status = pgf_no_memory(&err);
    if (!status)
        status = output_write(out.bytes, out.size, &err);
    int code = found_any(answer) ? EXIT_HITS : EXIT_NONE;
    cJSON_Delete(answer);
    free(json);
    pgf_buffer_dispose(&out);
    if (!status || status == PGF_ECANCELED)
        return code;
    output_fail(&err);
    caret_print(stderr, options_request(o).query, &err);
    return EXIT_ERROR;
}
