#include "fault.h"
#include "base/json.h"
#include <paragraf/search.h>
#include <string.h>

static pgf_status append_query(pgf_buffer *json, const fault *asked)
{
    pgf_status status = pgf_buffer_append_text(json, "\"query\":{");
    if (!status && asked->id) {
        status = pgf_buffer_append_text(json, "\"id\":");
        if (!status)
            status = pgf_json_append_string(json, asked->id, strlen(asked->id));
        if (!status)
            status = pgf_buffer_append_char(json, ',');
    }
    if (!status)
        status = pgf_buffer_append_text(json, "\"text\":");
    if (!status)
        status = pgf_json_append_string(json, asked->text, asked->size);
    return status ? status : pgf_buffer_append_char(json, '}');
}

pgf_status fault_append(pgf_buffer *json, const fault *asked, const pgf_error *error)
{
    pgf_status status = pgf_buffer_printf(json, "{\"schema_version\":%d,", PGF_SCHEMA_VERSION);
    if (!status)
        status = append_query(json, asked);
    if (!status)
        status = pgf_buffer_printf(json, ",\"error\":{\"code\":\"%s\",\"message\":", pgf_status_name(error->status));
    if (!status)
        status = pgf_json_append_string(json, error->message, strlen(error->message));
    if (!status && asked->line)
        status = pgf_buffer_printf(json, ",\"line\":%zu", asked->line);
    return status ? status : pgf_buffer_append_text(json, "}}");
}
