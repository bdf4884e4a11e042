#include "base/memory.h"
#include "build.h"
#include "escape.h"
#include "feed.h"
#include "index/maintain.h"
#include "plan.h"
#include <string.h>

typedef struct {
    size_t new_files, changed, unchanged, skipped, failed;
} counts;

static void print_line(const char *what, const char *path, const char *reason)
{
    printf("%-8s", what);
    escape_print(stdout, path);
    if (reason) {
        fputs(" (", stdout);
        escape_print(stdout, reason);
        fputc(')', stdout);
    }
    fputc('\n', stdout);
}

static void print_left_out(const walk_entry *entry, counts *counted)
{
    pgf_buffer reason = {0};
    bool failed = entry->kind == WALK_FAILED;
    if (walk_explain(entry, &reason))
        pgf_buffer_dispose(&reason);
    print_line(failed ? "fail" : "skip", entry->shown, reason.bytes);
    pgf_buffer_dispose(&reason);
    counted->failed += failed;
    counted->skipped += !failed;
}

static void print_entry(const plan *p, const walk_entry *entry, counts *counted)
{
    if (entry->kind != WALK_READ) {
        print_left_out(entry, counted);
        return;
    }
    const known_source *source = p->options->rebuild ? NULL : known_find(&p->known, entry->key);
    switch (feed_compare(entry, source)) {
    case CHANGE_NEW:
        counted->new_files++;
        print_line("index", entry->shown, NULL);
        break;
    case CHANGE_CHANGED:
        counted->changed++;
        print_line("replace", entry->shown, NULL);
        break;
    case CHANGE_TOUCHED:
    case CHANGE_NONE:
        counted->unchanged++;
        break;
    }
}

static pgf_status compare(plan *p, pgf_error *err)
{
    pgf_status status = PGF_OK;
    if (p->index_there && p->options->rebuild)
        status = plan_know(p, err);
    else if (p->index_there)
        status = plan_check_analysis(p, err);
    if (!status && p->index_there && !p->options->rebuild)
        status = pgf_index_status_read(p->options->operands[0], NULL, known_add, &p->known, err);
    return status ? status : plan_compare(p, err);
}

static void show(const plan *p)
{
    counts counted = {0};
    for (size_t i = 0; i < p->gone.count; i++)
        print_line("remove", p->gone.sources[i]->path, NULL);
    for (size_t i = 0; i < p->found.count; i++)
        print_entry(p, &p->found.entries[i], &counted);
    if (p->standard_input)
        print_line("read", "-", "standard input");
    printf("Would index %zu new, replace %zu and remove %zu; %zu unchanged, %zu skipped, %zu unreadable. Nothing was "
           "written.\n",
           counted.new_files, counted.changed, p->gone.count, counted.unchanged, counted.skipped, counted.failed);
}

int build_dry_run(const options *o)
{
    plan p = {0};
    tally counted = {0};
    pgf_error err = {0};
    pgf_status status = plan_walk(&p, o, &err);
    if (!status)
        status = compare(&p, &err);
    if (!status)
        status = plan_check(&p, &counted, &err);
    if (!status)
        show(&p);
    plan_dispose(&p);
    tally_dispose(&counted);
    return status ? build_fail(&err) : EXIT_WELL;
}
