#include "usage.h"
#include "intake/intake.h"
#include "options.h"
#include "text/language.h"
#include <assert.h>
#include <stddef.h>
#include <stdint.h>

enum { JOBS_MAX = 256, SUFFIXES_MAX = 32 };

/* Which subcommands have an option: a bit for each. */
#define OF(name) (1U << COMMAND_##name)
enum { OF_ALL = OF(INDEX) | OF(REMOVE) | OF(STATUS) | OF(VERIFY) | OF(COMPACT) | OF(TERMS) };

/* Filled from the tables of other rooms. */
static const char *languages[64], *suffixes[SUFFIXES_MAX];

#define FIELD(name) offsetof(options, name)
static const pgf_option rows[] = {
    {"include", 0, TAKES_SEVERAL, "GLOB", "only files that match: '*.md' by name, 'acts/**' by path",
     "A pattern without a slash is matched with the last part of a path, one with a slash with the whole path below "
     "the PATH. A file that is itself named as a PATH is read whatever the patterns say.",
     .repeats = true, .field = FIELD(include), .commands = OF(INDEX)},
    {"exclude", 0, TAKES_SEVERAL, "GLOB", "leave out files and folders that match; wins over --include",
     "A folder that is left out is not looked into. What is in the index already stays there until --rebuild.",
     .repeats = true, .field = FIELD(exclude), .commands = OF(INDEX)},
    {"lang", 'l', TAKES_LANGUAGE, "CODE", "language of what does not name its own (en, nb, de…); else detected",
     "An ISO 639 code. Words are found in all their forms in", .suggestions = languages, .field = FIELD(language),
     .commands = OF(INDEX) | OF(TERMS)},
    {"charset", 0, TAKES_TEXT, "NAME", "what files are encoded in; else detected",
     "A name such as windows-1252 or Shift_JIS.", .field = FIELD(charset), .commands = OF(INDEX) | OF(TERMS)},
    {"map", 0, TAKES_SEVERAL, "FIELD=NAME",
     "JSON Lines: take a field from this member ('title=headline', 'issuer=office.name')",
     "Of several for one field the last that the line has counts; a dot goes into an object.", .repeats = true,
     .field = FIELD(maps), .commands = OF(INDEX)},
    {"base-url", 0, TAKES_SEVERAL, "PATH=URL", "files below PATH are found on the web below URL",
     "Answers link them there. A document that names its own address keeps it.", .repeats = true,
     .field = FIELD(base_urls), .commands = OF(INDEX)},
    {"report", 0, TAKES_TEXT, "FILE", "write one JSON line a document: path, outcome, reason…",
     "An earlier report is written over; a FILE that holds something else is left alone, and nothing is done. A FILE "
     "of - is standard output.",
     .field = FIELD(report), .commands = OF(INDEX) | OF(REMOVE)},
    {"dry-run", 'n', TAKES_FLAG, NULL, "list what would be done and write nothing", .field = FIELD(dry_run),
     .commands = OF(INDEX)},
    {"rebuild", 0, TAKES_FLAG, NULL, "make the index anew from these PATHs, then switch to it",
     "Searches go on in the old one until then. Only what this run reads is in the new one.", .field = FIELD(rebuild),
     .commands = OF(INDEX)},
    {"allow-mass-delete", 0, TAKES_FLAG, NULL,
     "let a missing or empty PATH, or a loss of over a fifth of the sources, take documents away",
     "Without it such a run changes nothing, since a disk that is not mounted looks the same.",
     .field = FIELD(allow_mass_delete), .commands = OF(INDEX)},
    {"jobs", 'j', TAKES_NUMBER, "N", "threads; else as many as processors", .least = 1, .most = JOBS_MAX,
     .field = FIELD(jobs), .commands = OF(INDEX)},
    {"quiet", 'q', TAKES_FLAG, NULL, "no summary, no progress; failures are still said", .field = FIELD(quiet),
     .commands = OF_ALL},
    {"no-progress", 0, TAKES_FLAG, NULL, "no progress", .field = FIELD(no_progress), .commands = OF_ALL},
    {"json", 0, TAKES_FLAG, NULL, "answer in JSON", .field = FIELD(json), .commands = OF(STATUS) | OF(TERMS)},
    {"failed", 0, TAKES_FLAG, NULL, "list the sources that failed, and why", .field = FIELD(failed),
     .commands = OF(STATUS)},
    {"help", 'h', TAKES_NOTHING, NULL, "show examples and options", .field = COMMAND_HELP, .commands = OF_ALL},
    {"version", 'V', TAKES_NOTHING, NULL, "show the version", .field = COMMAND_VERSION, .commands = OF_ALL},
};

static const pgf_command commands[] = {
    [COMMAND_INDEX] = {NULL, "INDEX PATH…", "index files and folders; - is JSON Lines on standard input", NULL,
                       OF(INDEX), 2, SIZE_MAX},
    [COMMAND_REMOVE] = {"remove", "INDEX ID…", "take documents out of an index until their files change",
                        "An ID is what answers and reports call id.", OF(REMOVE), 2, SIZE_MAX},
    [COMMAND_STATUS] = {"status", "INDEX", "what is in an index", NULL, OF(STATUS), 1, 1},
    [COMMAND_VERIFY] = {"verify", "INDEX", "check that an index is whole",
                        "What is damaged only a run with --rebuild mends.", OF(VERIFY), 1, 1},
    [COMMAND_COMPACT] = {"compact", "INDEX", "make an index smaller after many updates", NULL, OF(COMPACT), 1, 1},
    [COMMAND_TERMS] = {"terms", "FILE", "show the words of a text (- for standard input) and their stems", NULL,
                       OF(TERMS), 1, 1},
    [COMMAND_HELP] = {"help", "", "show examples and options", .most = SIZE_MAX},
};

static const pgf_option_table table = {rows,
                                       sizeof rows / sizeof *rows,
                                       .width = 26,
                                       .program = "paragraf-indexer",
                                       .formats = suffixes,
                                       .commands = commands,
                                       .command_count = sizeof commands / sizeof *commands};

const pgf_option_table *usage_table(void)
{
    size_t count, used = 0, language = 0;
    const intake_format *formats = intake_formats(&count);
    for (size_t i = 0; i < count; i++)
        for (const char *const *suffix = formats[i].suffixes; *suffix; suffix++) {
            assert(used + 1 < SUFFIXES_MAX);
            suffixes[used++] = *suffix;
        }
    for (const char *const *code = pgf_language_stemmed(); *code; code++) {
        assert(language + 1 < sizeof languages / sizeof *languages);
        languages[language++] = *code;
    }
    return &table;
}

static void help_formats(FILE *file)
{
    size_t count;
    const intake_format *formats = intake_formats(&count);
    fputs("Formats:", file);
    for (size_t i = 0; i < count; i++) {
        fprintf(file, "%s %s (", i ? "," : "", formats[i].name);
        for (const char *const *suffix = formats[i].suffixes; *suffix; suffix++)
            fprintf(file, "%s%s", suffix == formats[i].suffixes ? "" : " ", *suffix);
        fputc(')', file);
    }
    fputs(".\n", file);
}

void usage_help(FILE *file)
{
    fputs("Examples:\n"
          "  paragraf-indexer my.idx ~/Documents          make an index, or bring it up to date\n"
          "  paragraf-indexer my.idx acts/ letters.jsonl  several folders and files\n"
          "  xz -dc all.jsonl.xz | paragraf-indexer my.idx -\n"
          "  paragraf-indexer --dry-run my.idx acts/      only say what would be done\n"
          "  paragraf-indexer status my.idx --failed      what is in it, what could not be read\n"
          "\nUsage:\n",
          file);
    pgf_option_table_usage(&table, file);
    fputs("\nOptions:\n", file);
    pgf_option_table_help(&table, file);
    fputc('\n', file);
    pgf_option_table_help_repeats(&table, file);
    help_formats(file);
    fputs("Files whose name starts with a dot, symbolic links and indexes below a PATH are left out.\n"
          "A file that is gone goes from the index too, if it lay below a PATH of this run.\n"
          "Files that did not change are not read again, whatever the options: --rebuild reads them all.\n"
          "Exit status: 0 all well, 1 some documents failed, 2 nothing done, 128 + N stopped by signal N.\n",
          file);
}
