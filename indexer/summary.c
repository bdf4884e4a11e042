#include "summary.h"
#include "escape.h"
#include "terminal/number.h"

static void print_count(FILE *file, size_t *printed, size_t count, const char *what)
{
    if (count == 0)
        return;
    char number[PGF_NUMBER_MAX];
    pgf_number_group(count, number);
    fprintf(file, "%s%s %s", (*printed)++ ? ", " : "", number, what);
}

static void print_outcomes(FILE *file, const tally *of)
{
    size_t printed = 0;
    for (int outcome = 0; outcome < PGF_OUTCOMES; outcome++)
        print_count(file, &printed, of->outcomes[outcome], pgf_outcome_name((pgf_outcome)outcome));
    if (printed == 0)
        fputs("nothing to do", file);
}

static void print_asides(FILE *file, const tally *of, const summary *about)
{
    pgf_buffer suffixes = {0};
    if (of->suffix_total && !tally_suffixes(of, &suffixes)) {
        fputs("Not supported yet: ", file);
        escape_print(file, suffixes.bytes);
        fputs(".\n", file);
    }
    pgf_buffer_dispose(&suffixes);
    if (about->kept)
        fprintf(file, "Left out by --include or --exclude, but still in the index: %zu; --rebuild drops them.\n",
                about->kept);
    if (of->earlier)
        fprintf(file, "Failed in an earlier run and not changed since: %zu; see paragraf-indexer status --failed.\n",
                of->earlier);
}

/* " (12.5 MB in 4.0 s, 3.1 MB/s)"; where nothing was read, " (0.1 s)" */
static void print_effort(FILE *file, const summary *about)
{
    char bytes[PGF_NUMBER_MAX];
    double megabytes = (double)about->totals.bytes / 1e6;
    pgf_number_bytes(about->totals.bytes, bytes);
    fprintf(file, " (%s%s%.1f s", about->totals.bytes ? bytes : "", about->totals.bytes ? " in " : "", about->seconds);
    if (megabytes >= 1 && about->seconds > 0)
        fprintf(file, ", %.1f MB/s", megabytes / about->seconds);
    fputs(")\n", file);
}

void summary_print(FILE *file, const tally *of, const summary *about)
{
    print_outcomes(file, of);
    print_effort(file, about);
    print_asides(file, of, about);
    char documents[PGF_NUMBER_MAX];
    pgf_number_group(about->totals.documents, documents);
    escape_print(file, about->index);
    fprintf(file, ": %s %s\n", documents, about->totals.documents == 1 ? "document" : "documents");
}
