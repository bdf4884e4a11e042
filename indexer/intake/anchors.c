#include "intake/anchors.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <search.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *name;
    size_t next; /* number to try for the next heading of this name */
} used_anchor;

static int compare(const void *a, const void *b)
{
    return strcmp(((const used_anchor *)a)->name, ((const used_anchor *)b)->name);
}

static void free_anchor(void *anchor)
{
    free(((used_anchor *)anchor)->name);
    free(anchor);
}

void intake_anchors_dispose(intake_anchors *anchors)
{
    tdestroy(anchors->used, free_anchor);
    anchors->used = NULL;
}

/* The entry of `name`, new when `*fresh`; NULL when out of memory. */
static used_anchor *use(intake_anchors *anchors, const char *name, bool *fresh)
{
    used_anchor *mine = calloc(1, sizeof *mine);
    char *copy = mine ? strdup(name) : NULL;
    if (!copy) {
        free(mine);
        return NULL;
    }
    *mine = (used_anchor){copy, 1};
    used_anchor **place = tsearch(mine, &anchors->used, compare);
    *fresh = place && *place == mine;
    used_anchor *found = place ? *place : NULL;
    if (!*fresh)
        free_anchor(mine);
    return found;
}

static pgf_status append_plain(const char *heading, size_t size, pgf_buffer *out)
{
    pgf_status status = pgf_buffer_reserve(out, size);
    for (size_t at = 0; at < size && !status;) {
        size_t begin = at;
        int32_t c = utf8_next(heading, size, &at);
        pgf_letter letter = pgf_letter_of(c);
        if (pgf_is_space(c))
            status = pgf_buffer_append_char(out, '-');
        else if (letter == PGF_LETTER_UPPER)
            status = pgf_lower(heading + begin, at - begin, out);
        else if (letter != PGF_LETTER_NONE || c == '-' || c == '_')
            status = pgf_buffer_append(out, heading + begin, at - begin);
    }
    return status;
}

pgf_status intake_anchor(intake_anchors *anchors, const char *heading, size_t size, pgf_buffer *out)
{
    pgf_buffer_clear(out);
    bool fresh = false;
    pgf_status status = append_plain(heading, size, out);
    size_t plain = out->size;
    if (status || !plain)
        return status;
    used_anchor *first = use(anchors, out->bytes, &fresh);
    used_anchor *found = first;
    while (found && !fresh && !status) {
        out->size = plain;
        status = pgf_buffer_printf(out, "-%zu", first->next++);
        if (!status)
            found = use(anchors, out->bytes, &fresh);
    }
    return status || !found ? PGF_ENOMEM : PGF_OK;
}
