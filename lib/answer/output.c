#include "answer/output.h"
#include "base/json.h"
#include <inttypes.h>
#include <string.h>

void pgf_output_dispose(pgf_output *output)
{
    pgf_buffer_dispose(&output->bytes);
}

static void put(pgf_output *output, const char *text)
{
    if (!output->status)
        output->status = pgf_buffer_append_text(&output->bytes, text);
}

static void begin_value(pgf_output *output)
{
    if (output->needs_comma)
        put(output, ",");
    output->needs_comma = true;
}

static void put_string(pgf_output *output, const char *text, size_t size)
{
    if (!output->status)
        output->status = pgf_json_append_string(&output->bytes, text, size);
}

void pgf_output_name(pgf_output *output, const char *name)
{
    begin_value(output);
    put_string(output, name, strlen(name));
    put(output, ":");
    output->needs_comma = false;
}

void pgf_output_open(pgf_output *output, char bracket)
{
    begin_value(output);
    put(output, (char[]){bracket, '\0'});
    output->needs_comma = false;
}

void pgf_output_close(pgf_output *output, char bracket)
{
    put(output, (char[]){bracket, '\0'});
    output->needs_comma = true;
}

void pgf_output_string(pgf_output *output, const char *text, size_t size)
{
    begin_value(output);
    put_string(output, text, size);
}

void pgf_output_text(pgf_output *output, const char *text)
{
    pgf_output_string(output, text, strlen(text));
}

void pgf_output_number(pgf_output *output, uint64_t number)
{
    begin_value(output);
    if (!output->status)
        output->status = pgf_buffer_printf(&output->bytes, "%" PRIu64, number);
}

void pgf_output_decimal(pgf_output *output, double number)
{
    uint64_t units = number < 1e14 ? (uint64_t)(number * 1e4 + 0.5) : UINT64_C(1000000000000000000);
    begin_value(output);
    if (!output->status)
        output->status = pgf_buffer_printf(&output->bytes, "%" PRIu64 ".%04" PRIu64, units / 10000, units % 10000);
}

void pgf_output_null(pgf_output *output)
{
    pgf_output_json(output, "null");
}

void pgf_output_json(pgf_output *output, const char *json)
{
    begin_value(output);
    put(output, json);
}
