/* JSON, written from left to right: commas come by themselves, and after a failure nothing more is written. */
#ifndef PGF_ANSWER_OUTPUT_H
#define PGF_ANSWER_OUTPUT_H

#include "base/buffer.h"

/* Start from {0}. */
typedef struct {
    pgf_buffer bytes;
    pgf_status status;
    bool needs_comma;
} pgf_output;

void pgf_output_dispose(pgf_output *output);

/* The name of the member that comes next. */
void pgf_output_name(pgf_output *output, const char *name);
/* '{' or '['; '}' or ']'. */
void pgf_output_open(pgf_output *output, char bracket);
void pgf_output_close(pgf_output *output, char bracket);
void pgf_output_string(pgf_output *output, const char *text, size_t size); /* valid UTF-8 */
void pgf_output_text(pgf_output *output, const char *text);                /* the same, NUL-terminated */
void pgf_output_number(pgf_output *output, uint64_t number);
void pgf_output_decimal(pgf_output *output, double number); /* at least 0; four decimals, whatever the locale */
void pgf_output_null(pgf_output *output);
void pgf_output_json(pgf_output *output, const char *json); /* one value, as it stands */

#endif
