#include "upkeep.h"
#include "base/memory.h"
#include "build.h"
#include "escape.h"
#include "index/layout.h"
#include "index/maintain.h"
#include "signals.h"
#include "tally.h"
#include "terminal/escape.h"
#include "terminal/number.h"
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* --- remove ------------------------------------------------------------------------------------------------------- */

/* A document that is not there is what went wrong here, and is said. */
static void removed(void *payload, const pgf_report_line *line)
{
    tally *to = payload;
    tally_line(to, line);
    if (line->outcome == PGF_SKIPPED)
        progress_message(NULL, "%s: no document has this id", line->id);
}

static pgf_status no_parse(void *payload, const pgf_unit *unit, pgf_document **document, pgf_unit_kind *kind,
                           pgf_error *err)
{
    (void)payload;
    (void)unit;
    (void)document;
    (void)kind;
    return pgf_fail(err, PGF_EINTERNAL, "removing reads nothing");
}

static pgf_status remove_ids(const options *o, tally *to, pgf_index_totals *totals, pgf_error *err)
{
    pgf_writer *writer = NULL;
    pgf_writer_options settings = {.parse = no_parse, .report = removed, .payload = to};
    if (pgf_layout_place(o->operands[0]) != PGF_PLACE_INDEX)
        return pgf_fail(err, PGF_ENOTFOUND, "%s: is no index; paragraf-indexer INDEX PATH… makes one", o->operands[0]);
    pgf_status status = pgf_writer_open(&writer, o->operands[0], &settings, err);
    for (size_t i = 1; i < o->operand_count && !status; i++)
        status = pgf_writer_remove_id(writer, o->operands[i], err);
    if (!status)
        return pgf_writer_finish(writer, totals, err);
    pgf_writer_abandon(writer);
    return status;
}

int upkeep_remove(const options *o)
{
    tally to = {0};
    pgf_index_totals totals = {0};
    pgf_error err = {0};
    signals_catch();
    pgf_status status = o->report ? report_open(&to.report, o->report, o->operands[0], &err) : PGF_OK;
    if (!status)
        status = remove_ids(o, &to, &totals, &err);
    pgf_status reported = report_close(to.report, status ? NULL : &err);
    size_t gone = to.outcomes[PGF_REMOVED], missing = to.outcomes[PGF_SKIPPED];
    tally_dispose(&to);
    if (status || reported)
        return build_fail(&err);
    if (!o->quiet) {
        char removed_number[PGF_NUMBER_MAX], left[PGF_NUMBER_MAX];
        pgf_number_group(gone, removed_number);
        pgf_number_group(totals.documents, left);
        printf("%s removed, %s left\n", removed_number, left);
    }
    return missing == 0 ? EXIT_WELL : gone ? EXIT_SOME_FAILED : EXIT_NOTHING_DONE;
}

/* --- status ------------------------------------------------------------------------------------------------------- */

/* What sources say, gathered before anything is printed: half an answer is none. */
typedef struct {
    const options *options;
    pgf_buffer failed; /* a text for each that failed */
    size_t bad_lines;  /* documents that failed in sources that are fine otherwise */
} failures;

static const char *documents(size_t count)
{
    return count == 1 ? "document" : "documents";
}

static pgf_status add_json(pgf_buffer *out, const char *text)
{
    return escape_json(text, strlen(text), out);
}

static pgf_status add_plain(pgf_buffer *out, const char *text)
{
    return pgf_escape_plain(text, strlen(text), out);
}

static bool add_failed_json(pgf_buffer *out, const pgf_source *source)
{
    return !pgf_buffer_append_text(out, out->size ? ",{\"path\":" : "{\"path\":") && !add_json(out, source->path) &&
           !pgf_buffer_append_text(out, ",\"reason\":") && !add_json(out, source->reason) &&
           !pgf_buffer_printf(out, ",\"documents\":%u,\"failures\":%u}", source->documents, source->failures);
}

static bool add_failed_text(pgf_buffer *out, const pgf_source *source)
{
    unsigned all = source->documents + source->failures;
    bool is_partial = source->failures && all > 1;
    return !pgf_buffer_append_text(out, "  ") && !add_plain(out, source->path) && !pgf_buffer_append_text(out, ": ") &&
           !add_plain(out, source->reason) &&
           (!is_partial || !pgf_buffer_printf(out, "%s%u of %u documents failed", *source->reason ? "; " : "",
                                              source->failures, all)) &&
           !pgf_buffer_append_char(out, '\n');
}

static pgf_status take_source(void *payload, const pgf_source *source)
{
    failures *of = payload;
    bool is_failed = source->outcome == PGF_FAILED;
    if (!is_failed)
        of->bad_lines += source->failures;
    if (!of->options->failed || (!is_failed && !source->failures))
        return PGF_OK;
    bool added = of->options->json ? add_failed_json(&of->failed, source) : add_failed_text(&of->failed, source);
    return added ? PGF_OK : PGF_ENOMEM;
}

static bool add_status_json(pgf_buffer *out, const pgf_index_status *now)
{
    bool ok =
        !pgf_buffer_printf(
            out,
            "{\"documents\":%u,\"generation\":%llu,\"revision\":%llu,\"bytes\":%llu,\"format\":%u,\"analyzer\":%u,"
            "\"stemmer\":",
            now->documents, now->generation, now->revision, (unsigned long long)now->bytes, now->format,
            now->analyzer) &&
        !add_json(out, now->stemmer) && !pgf_buffer_printf(out, ",\"sources\":{\"all\":%u", now->sources);
    for (int outcome = 0; outcome < PGF_OUTCOMES && ok; outcome++)
        if (now->source_outcomes[outcome] || outcome == PGF_INDEXED || outcome == PGF_FAILED || outcome == PGF_EMPTY)
            ok = !pgf_buffer_printf(out, ",\"%s\":%u", pgf_outcome_name((pgf_outcome)outcome),
                                    now->source_outcomes[outcome]);
    return ok && !pgf_buffer_append_char(out, '}');
}

static bool add_status_text(pgf_buffer *out, const char *index, const pgf_index_status *now, size_t bad_lines)
{
    char number[PGF_NUMBER_MAX], bytes[PGF_NUMBER_MAX];
    pgf_number_group(now->documents, number);
    pgf_number_bytes(now->bytes, bytes);
    bool ok =
        !add_plain(out, index) && !pgf_buffer_printf(out, "\n  %s %s, %s, generation %llu, revision %llu\n", number,
                                                     documents(now->documents), bytes, now->generation, now->revision);
    pgf_number_group(now->sources, number);
    ok = ok && !pgf_buffer_printf(out, "  %s %s:", number, now->sources == 1 ? "source" : "sources");
    for (int outcome = 0, added = 0; outcome < PGF_OUTCOMES && ok; outcome++)
        if (now->source_outcomes[outcome]) {
            pgf_number_group(now->source_outcomes[outcome], number);
            ok =
                !pgf_buffer_printf(out, "%s %s %s", added++ ? "," : "", number, pgf_outcome_name((pgf_outcome)outcome));
        }
    if (bad_lines)
        ok = ok && !pgf_buffer_printf(out, "; %zu more %s failed", bad_lines, documents(bad_lines));
    return ok && !pgf_buffer_printf(out, "\n  format %u, analyser %u, libstemmer %s\n", now->format, now->analyzer,
                                    now->stemmer);
}

static bool add_status(pgf_buffer *out, const pgf_index_status *now, const failures *of)
{
    const options *o = of->options;
    const char *failed = of->failed.size ? of->failed.bytes : o->json ? "" : "  none\n";
    if (!(o->json ? add_status_json(out, now) : add_status_text(out, o->operands[0], now, of->bad_lines)))
        return false;
    if (o->failed && (pgf_buffer_append_text(out, o->json ? ",\"failed\":[" : "Failed:\n") ||
                      pgf_buffer_append_text(out, failed) || pgf_buffer_append_text(out, o->json ? "]" : "")))
        return false;
    return !o->json || !pgf_buffer_append_text(out, "}\n");
}

int upkeep_status(const options *o)
{
    pgf_index_status now;
    pgf_error err = {0};
    pgf_buffer out = {0};
    failures of = {.options = o};
    pgf_status status = pgf_index_status_read(o->operands[0], &now, take_source, &of, &err);
    if (status == PGF_ENOMEM || (!status && !add_status(&out, &now, &of)))
        status = pgf_no_memory(&err);
    if (!status)
        fwrite(out.bytes, 1, out.size, stdout);
    pgf_buffer_dispose(&of.failed);
    pgf_buffer_dispose(&out);
    return status ? build_fail(&err) : EXIT_WELL;
}

/* --- verify, compact ---------------------------------------------------------------------------------------------- */

static void show_verified(void *payload, unsigned done, unsigned all)
{
    unsigned *shown = payload;
    unsigned percent = all ? (unsigned)(100ULL * done / all) : 100;
    if (percent == *shown)
        return;
    *shown = percent;
    fprintf(stderr, "\r\033[K%u%% of %u documents checked", percent, all);
}

int upkeep_verify(const options *o)
{
    pgf_error err = {0};
    pgf_index_status now;
    unsigned shown = 101;
    bool visible = isatty(STDERR_FILENO) == 1 && !o->quiet && !o->no_progress;
    pgf_status status = pgf_index_verify(o->operands[0], visible ? show_verified : NULL, &shown, &err);
    if (visible)
        fputs("\r\033[K", stderr);
    if (!status)
        status = pgf_index_status_read(o->operands[0], &now, NULL, NULL, &err);
    if (status)
        return build_fail(&err);
    char number[PGF_NUMBER_MAX];
    pgf_number_group(now.documents, number);
    if (!o->quiet) {
        escape_print(stdout, o->operands[0]);
        printf(": whole, %s %s\n", number, documents(now.documents));
    }
    return EXIT_WELL;
}

int upkeep_compact(const options *o)
{
    pgf_error err = {0};
    uint64_t before = 0, after = 0;
    signals_catch();
    if (pgf_index_compact(o->operands[0], &before, &after, &err))
        return build_fail(&err);
    if (!o->quiet) {
        escape_print(stdout, o->operands[0]);
        char now[PGF_NUMBER_MAX], was[PGF_NUMBER_MAX];
        pgf_number_bytes(after, now);
        pgf_number_bytes_beside(before, after, was);
        printf(": %s, was %s\n", now, was);
    }
    return EXIT_WELL;
}
