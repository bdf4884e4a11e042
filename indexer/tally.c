#include "tally.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    SAID_MAX = 20,     /* failures printed; the report has them all                                    */
    SUFFIXES_MAX = 200 /* told apart; a folder may have a suffix a file, and each is compared with all */
};

static void say_failure(tally *to, const pgf_report_line *line)
{
    if (to->said++ > SAID_MAX)
        return;
    if (to->said > SAID_MAX)
        progress_message(to->progress, "more failed; --report FILE lists every one");
    else if (line->line)
        progress_message(to->progress, "%s:%zu: %s", line->path, line->line, line->reason);
    else
        progress_message(to->progress, "%s: %s", line->path, line->reason);
}

void tally_line(void *payload, const pgf_report_line *line)
{
    tally *to = payload;
    to->outcomes[line->outcome]++;
    report_write(to->report, line);
    if (line->outcome == PGF_FAILED)
        say_failure(to, line);
}

void tally_tell(tally *to, const char *path, pgf_outcome outcome, const char *reason)
{
    pgf_report_line line = {.path = path, .outcome = outcome, .reason = reason, .id = "", .language = "", .title = ""};
    tally_line(to, &line);
}

static void count_suffix(tally *to, const char *suffix)
{
    to->suffix_total++;
    for (size_t i = 0; i < to->suffix_count; i++)
        if (strcasecmp(to->suffixes[i].suffix, suffix) == 0) {
            to->suffixes[i].count++;
            return;
        }
    if (to->suffix_count == SUFFIXES_MAX)
        return; /* counted among the others */
    suffix_count *suffixes = realloc(to->suffixes, (to->suffix_count + 1) * sizeof *suffixes);
    if (!suffixes)
        return;
    to->suffixes = suffixes;
    char *copy = strdup(suffix);
    if (copy)
        suffixes[to->suffix_count++] = (suffix_count){copy, 1};
}

void tally_entry(tally *to, const walk_entry *entry)
{
    pgf_buffer reason = {0};
    if (walk_explain(entry, &reason))
        pgf_buffer_dispose(&reason);
    tally_tell(to, entry->shown, entry->kind == WALK_FAILED ? PGF_FAILED : PGF_SKIPPED,
               reason.bytes ? reason.bytes : "");
    pgf_buffer_dispose(&reason);
    if (entry->kind == WALK_SKIPPED && entry->reason)
        to->others_skipped++;
    else if (entry->kind == WALK_SKIPPED)
        count_suffix(to, walk_suffix(entry->shown));
}

pgf_status tally_unreadable(tally *to, const char *path, int problem, pgf_buffer *reason)
{
    if (pgf_buffer_printf(reason, "cannot be read: %s", strerror(problem)))
        return PGF_ENOMEM;
    tally_tell(to, path, PGF_FAILED, reason->bytes);
    return PGF_OK;
}

void tally_unchanged(tally *to, const known_source *source)
{
    pgf_buffer reason = {0};
    if (source->outcome == PGF_FAILED)
        pgf_buffer_printf(&reason, "failed before: %s", source->reason);
    else if (source->failures)
        pgf_buffer_printf(&reason, "%u of its documents failed before%s%s", source->failures,
                          *source->reason ? "; " : "", source->reason);
    else
        pgf_buffer_append_text(&reason, source->outcome == PGF_EMPTY ? "empty" : source->reason);
    tally_tell(to, source->path, PGF_UNCHANGED, reason.bytes ? reason.bytes : "");
    pgf_buffer_dispose(&reason);
    to->earlier += source->failures ? source->failures : source->outcome == PGF_FAILED;
    if (source->documents) /* one line stands for all documents of the source */
        to->outcomes[PGF_UNCHANGED] += source->documents - 1;
}

static int by_count(const void *left, const void *right)
{
    const suffix_count *a = left, *b = right;
    return a->count != b->count ? (a->count < b->count ? 1 : -1) : strcmp(a->suffix, b->suffix);
}

void tally_sort(tally *to)
{
    if (to->suffix_count)
        qsort(to->suffixes, to->suffix_count, sizeof *to->suffixes, by_count);
}

pgf_status tally_suffixes(const tally *of, pgf_buffer *out)
{
    enum { NAMED = 8 };
    size_t count = of->suffix_count, named = 0;
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < count && i < NAMED && !status; i++) {
        const suffix_count *one = &of->suffixes[i];
        const char *between = i == 0 ? "" : i + 1 == count ? " and " : ", ";
        named += one->count;
        status = *one->suffix ? pgf_buffer_printf(out, "%s%zu %s", between, one->count, one->suffix)
                              : pgf_buffer_printf(out, "%s%zu without a suffix", between, one->count);
    }
    if (!status && named < of->suffix_total)
        status = pgf_buffer_printf(out, " and %zu others", of->suffix_total - named);
    return status;
}

void tally_dispose(tally *to)
{
    for (size_t i = 0; i < to->suffix_count; i++)
        free(to->suffixes[i].suffix);
    free(to->suffixes);
    *to = (tally){0};
}
