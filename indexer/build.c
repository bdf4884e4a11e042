#include "build.h"
#include "base/memory.h"
#include "escape.h"
#include "feed.h"
#include "intake/helpers.h"
#include "plan.h"
#include "signals.h"
#include "summary.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    const options *options;
    plan plan;
    tally tally;
    pgf_mapping *mapping;
    helpers *helpers;
    parse_rules rules;
    parse_source *sources; /* one an entry, and one for standard input */
    pgf_writer *writer;
    summary summary;
} build;

int build_fail(const pgf_error *err)
{
    fputs("paragraf-indexer: ", stderr);
    escape_print(stderr, err->message);
    fputc('\n', stderr);
    return EXIT_NOTHING_DONE;
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static pgf_status parse(void *payload, const pgf_unit *unit, pgf_document **document, pgf_unit_kind *kind,
                        pgf_error *err)
{
    (void)payload;
    return parse_unit(unit->format, unit, document, kind, err);
}

static pgf_status make_rules(build *b, pgf_error *err)
{
    pgf_status status = pgf_mapping_new(&b->mapping, err);
    for (size_t i = 0; i < b->options->maps.count && !status; i++)
        status = pgf_mapping_add(b->mapping, b->options->maps.value[i], err);
    const helpers_settings limits = helpers_usual(helpers_program());
    if (!status)
        status = helpers_new(&b->helpers, &limits, err);
    b->rules = (parse_rules){b->options->charset, b->mapping, b->helpers};
    return status;
}

/* --- Before anything is written ----------------------------------------------------------------------------------- */

static pgf_status open_writer(build *b, pgf_error *err)
{
    const options *o = b->options;
    pgf_writer_options settings = {.jobs = o->jobs,
                                   .rebuild = o->rebuild,
                                   .guarded = !o->allow_mass_delete,
                                   .language = o->language,
                                   .parse = parse,
                                   .report = tally_line,
                                   .payload = &b->tally};
    return pgf_writer_open(&b->writer, o->operands[0], &settings, err);
}

static pgf_status prepare(build *b, pgf_error *err)
{
    const options *o = b->options;
    pgf_status status = make_rules(b, err);
    if (!status && o->report)
        status = report_open(&b->tally.report, o->report, o->operands[0], err);
    if (!status)
        status = plan_walk(&b->plan, o, err);
    if (!status && !b->plan.index_there)
        status = plan_check(&b->plan, &b->tally, err);
    if (status)
        return status;
    if (o->rebuild && b->plan.index_there)
        status = plan_know(&b->plan, err);
    if (!status)
        status = open_writer(b, err);
    if (!status && !o->rebuild)
        status = pgf_writer_walk_sources(b->writer, "", known_add, &b->plan.known, err);
    if (!status)
        status = plan_compare(&b->plan, err);
    if (!status)
        status = plan_check(&b->plan, &b->tally, err);
    b->sources = calloc(b->plan.found.count + 1, sizeof *b->sources);
    if (!status && !b->sources)
        status = pgf_no_memory(err);
    return status;
}

/* --- The work ----------------------------------------------------------------------------------------------------- */

/* Bytes that look new or changed; 0 when standard input makes it unknown. */
static uint64_t count_bytes(const build *b)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < b->plan.found.count && !b->plan.standard_input; i++) {
        const walk_entry *entry = &b->plan.found.entries[i];
        if (entry->kind != WALK_READ)
            continue;
        const known_source *source = b->options->rebuild ? NULL : known_find(&b->plan.known, entry->key);
        if (!source || source->stamp.size != entry->size || source->stamp.mtime != entry->mtime)
            bytes += entry->size;
    }
    return bytes;
}

/* First what is gone: a file that moved may bring its id along. */
static pgf_status remove_gone(build *b, pgf_error *err)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < b->plan.gone.count && !status && !b->options->rebuild && !signals_stop(); i++)
        status = pgf_writer_remove_source(b->writer, b->plan.gone.sources[i]->key, err);
    return status;
}

static pgf_status feed_all(build *b, pgf_error *err)
{
    static const known nothing = {0};
    const feed to = {b->writer, b->options->rebuild ? &nothing : &b->plan.known, &b->rules, &b->tally};
    pgf_status status = remove_gone(b, err);
    if (!status)
        status = feed_entries(&to, &b->plan.found, b->sources, err);
    if (!status && b->plan.standard_input && !signals_stop())
        status = feed_standard_input(&to, &b->sources[b->plan.found.count], err);
    return status;
}

/*
 * A rebuild that was stopped would leave out what it did not come to, and a first build of nothing is no index: then
 * what was there is better.
 */
static bool must_abandon(const build *b)
{
    return signals_stop() && pgf_writer_builds(b->writer) && (b->plan.index_there || b->tally.fed == 0);
}

/* Files may all be there and hold next to nothing: an export or a pipe that broke off. */
static pgf_status check_loss(const build *b, size_t documents, pgf_error *err)
{
    size_t before = 0;
    for (size_t i = 0; i < b->plan.known.count; i++)
        before += b->plan.known.sources[i].documents;
    if (!b->options->rebuild || b->options->allow_mass_delete || documents >= before)
        return PGF_OK;
    return gone_is_much(before - documents, before, "documents", err);
}

/* Of a rebuild: what the old index had and the new one has not. */
static void tell_left_behind(build *b)
{
    for (size_t i = 0; i < b->plan.gone.count && b->options->rebuild; i++) {
        const known_source *source = b->plan.gone.sources[i];
        if (!source->documents)
            continue;
        tally_tell(&b->tally, source->path, PGF_REMOVED, "was not read by this rebuild");
        b->tally.outcomes[PGF_REMOVED] += source->documents - 1;
    }
}

static pgf_status work(build *b, pgf_error *err)
{
    const options *o = b->options;
    progress *shown = NULL;
    pgf_status status = progress_start(&shown, b->writer, count_bytes(b), o->quiet || o->no_progress, err);
    if (status)
        return status;
    b->tally.progress = shown;
    status = feed_all(b, err);
    size_t documents = 0;
    if (!status)
        status = pgf_writer_wait(b->writer, &documents, err);
    if (!status && !signals_stop())
        status = check_loss(b, documents, err);
    if (!status && must_abandon(b))
        status = pgf_fail(err, PGF_ECANCELED, "stopped; the index is as it was before");
    progress_finishing(shown);
    if (status) {
        pgf_writer_abandon(b->writer);
    } else {
        b->summary.totals = (pgf_index_totals){0};
        status = pgf_writer_finish(b->writer, &b->summary.totals, err);
        if (!status)
            tell_left_behind(b);
    }
    b->writer = NULL;
    b->tally.progress = NULL;
    progress_stop(shown);
    return status;
}

/* --- After it ----------------------------------------------------------------------------------------------------- */

static int exit_code(const tally *of)
{
    const size_t *outcomes = of->outcomes;
    size_t good = outcomes[PGF_INDEXED] + outcomes[PGF_REPLACED] + outcomes[PGF_UNCHANGED] + outcomes[PGF_REMOVED] +
                  outcomes[PGF_EMPTY];
    if (signals_exit_code())
        return signals_exit_code();
    if (outcomes[PGF_FAILED] + of->earlier == 0)
        return EXIT_WELL;
    return good ? EXIT_SOME_FAILED : EXIT_NOTHING_DONE;
}

static void conclude(build *b)
{
    const options *o = b->options;
    FILE *file = o->report && strcmp(o->report, "-") == 0 ? stderr : stdout;
    b->summary.index = o->operands[0];
    b->summary.kept = b->plan.gone.kept;
    tally_sort(&b->tally);
    if (!o->quiet)
        summary_print(file, &b->tally, &b->summary);
    if (*helpers_lacks(b->helpers) && !o->quiet)
        fprintf(stderr, "paragraf-indexer: HTML was read less confined than it should be: this system refuses %s\n",
                helpers_lacks(b->helpers));
    if (signals_stop())
        fputs("paragraf-indexer: stopped; what was read is in the index, the rest comes with the next run of the same "
              "command\n",
              stderr);
}

static void build_dispose(build *b)
{
    pgf_writer_abandon(b->writer);
    plan_dispose(&b->plan);
    tally_dispose(&b->tally);
    helpers_free(b->helpers);
    pgf_mapping_free(b->mapping);
    free(b->sources);
}

int build_run(const options *o)
{
    build b = {.options = o};
    pgf_error err = {0};
    double start = seconds_now();
    signals_catch();
    pgf_status status = prepare(&b, &err);
    if (!status)
        status = work(&b, &err);
    b.summary.seconds = seconds_now() - start;
    int code;
    if (status) {
        code = build_fail(&err);
        if (signals_exit_code())
            code = signals_exit_code();
    } else {
        conclude(&b);
        code = exit_code(&b.tally);
    }
    if (report_close(b.tally.report, status ? NULL : &err) && !status) {
        build_fail(&err);
        code = code == EXIT_WELL ? EXIT_SOME_FAILED : code;
    }
    b.tally.report = NULL;
    build_dispose(&b);
    return code;
}
