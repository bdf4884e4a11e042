#include "feed.h"
#include "base/lines.h"
#include "base/memory.h"
#include "beneath.h"
#include "index/hash.h"
#include "intake/helpers.h"
#include "signals.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool has_hash(const known_source *source)
{
    return source->stamp.hash[0] || source->stamp.hash[1];
}

static bool same_hash(const known_source *source, const uint64_t hash[2])
{
    return has_hash(source) && source->stamp.hash[0] == hash[0] && source->stamp.hash[1] == hash[1];
}

/* --- Files -------------------------------------------------------------------------------------------------------- */

/* An open file of the walk. What it is now counts, not what it was when the walk saw it. */
typedef struct {
    int file;
    pgf_source_stamp stamp;
} opened;

/* errno, or 0 */
static int open_entry(const walk_entry *entry, opened *out)
{
    out->file = beneath_open_file(entry->root->folder, entry->path);
    if (out->file < 0)
        return errno;
    struct stat about;
    int problem = fstat(out->file, &about) ? errno : S_ISREG(about.st_mode) ? 0 : ESTALE;
    if (problem) {
        close(out->file);
        return problem;
    }
    int64_t mtime = (int64_t)about.st_mtim.tv_sec * 1000000000 + about.st_mtim.tv_nsec;
    out->stamp = (pgf_source_stamp){.size = (uint64_t)about.st_size, .mtime = mtime};
    return 0;
}

/* Read to the end, PGF_INPUT_BYTES at most: past it `*bytes` is NULL. errno, or 0. */
static int read_whole(int file, uint64_t expected, char **bytes, size_t *size)
{
    *bytes = NULL;
    *size = 0;
    if (expected > PGF_INPUT_BYTES)
        return 0;
    pgf_buffer buffer = {0};
    for (;;) {
        size_t room = buffer.size <= expected ? (size_t)expected - buffer.size + 1 : 1 << 16;
        if (pgf_buffer_reserve(&buffer, room)) {
            pgf_buffer_dispose(&buffer);
            return ENOMEM;
        }
        ssize_t got = read(file, buffer.bytes + buffer.size, room);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            int problem = errno;
            pgf_buffer_dispose(&buffer);
            return problem;
        }
        buffer.size += (size_t)got;
        buffer.bytes[buffer.size] = '\0';
        if (got == 0 || buffer.size > PGF_INPUT_BYTES)
            break;
    }
    if (buffer.size > PGF_INPUT_BYTES) {
        pgf_buffer_dispose(&buffer);
        return 0;
    }
    *size = buffer.size;
    *bytes = pgf_buffer_take(&buffer);
    return *bytes ? 0 : ENOMEM;
}

change feed_compare(const walk_entry *entry, const known_source *source)
{
    if (!source)
        return CHANGE_NEW;
    if (source->stamp.size != entry->size)
        return CHANGE_CHANGED;
    if (source->stamp.mtime == entry->mtime)
        return CHANGE_NONE;
    opened now = {0};
    uint64_t hash[2];
    if (!has_hash(source) || open_entry(entry, &now))
        return CHANGE_CHANGED;
    bool same = pgf_hash_file(now.file, hash, NULL) == 0 && same_hash(source, hash);
    close(now.file);
    return same ? CHANGE_TOUCHED : CHANGE_CHANGED;
}

/* --- One source --------------------------------------------------------------------------------------------------- */

static pgf_status end_source(const feed *to, const pgf_source_stamp *stamp, pgf_outcome outcome, const char *reason,
                             pgf_error *err)
{
    return pgf_writer_end_source(to->writer, stamp, outcome, reason, err);
}

/* Does the index say so already? */
static bool is_known_unreadable(const known_source *before, const walk_entry *entry, const char *reason)
{
    return before && before->outcome == PGF_FAILED && !before->stamp.mtime && strcmp(before->reason, reason) == 0 &&
           strcmp(before->path, entry->shown) == 0;
}

/* Remembered, so that the status of the index tells of it; what is remembered changes the index no more. */
static pgf_status remember(const feed *to, const walk_entry *entry, const char *reason, pgf_error *err)
{
    if (is_known_unreadable(known_find(to->known, entry->key), entry, reason))
        return PGF_OK;
    pgf_status status = pgf_writer_begin_source(to->writer, entry->key, entry->shown, false, err);
    return status ? status : end_source(to, NULL, PGF_FAILED, reason, err);
}

static pgf_status feed_unreadable(const feed *to, const walk_entry *entry, int problem, pgf_error *err)
{
    pgf_buffer reason = {0};
    if (tally_unreadable(to->tally, entry->shown, problem, &reason))
        return pgf_no_memory(err);
    pgf_status status = remember(to, entry, reason.bytes, err);
    pgf_buffer_dispose(&reason);
    return status;
}

/* As a file that cannot be opened: once the program is there the next run reads it. */
static pgf_status feed_without_reader(const feed *to, const walk_entry *entry, const char *reason, pgf_error *err)
{
    tally_tell(to->tally, entry->shown, PGF_FAILED, reason);
    return remember(to, entry, reason, err);
}

static pgf_status feed_file(const feed *to, const walk_entry *entry, opened *now, const parse_source *source,
                            pgf_error *err)
{
    pgf_unit unit = {.path = entry->shown, .format = source};
    int problem = read_whole(now->file, now->stamp.size, &unit.bytes, &unit.size);
    if (problem)
        return feed_unreadable(to, entry, problem, err);
    if (unit.bytes)
        pgf_hash(unit.bytes, unit.size, now->stamp.hash);
    pgf_status status = pgf_writer_begin_source(to->writer, entry->key, entry->shown, false, err);
    if (status) {
        free(unit.bytes);
        return status;
    }
    to->tally->fed++;
    status = pgf_writer_add(to->writer, &unit, err);
    return status ? status : end_source(to, &now->stamp, PGF_INDEXED, "", err);
}

static bool is_blank(const char *line, size_t size)
{
    return strspn(line, " \t\r") == size;
}

static bool is_utf16(const char *line, size_t size)
{
    return size >= 2 && (memcmp(line, "\xFF\xFE", 2) == 0 || memcmp(line, "\xFE\xFF", 2) == 0);
}

static pgf_status refuse_utf16(const feed *to, const char *shown, const pgf_source_stamp *stamp, pgf_error *err)
{
    static const char reason[] = "is UTF-16; JSON Lines are UTF-8 (iconv -f UTF-16 -t UTF-8 makes it so)";
    tally_tell(to->tally, shown, PGF_FAILED, reason);
    return end_source(to, stamp, PGF_FAILED, reason, err);
}

/* A source that is begun cannot be read on: what the index has of it stays, and the next run tries again. */
static pgf_status end_unreadable(const feed *to, const char *shown, int problem, pgf_error *err)
{
    pgf_buffer reason = {0};
    if (tally_unreadable(to->tally, shown, problem, &reason))
        return pgf_no_memory(err);
    pgf_status status = end_source(to, NULL, PGF_FAILED, reason.bytes, err);
    pgf_buffer_dispose(&reason);
    return status;
}

static pgf_status end_lines(const feed *to, pgf_lines_outcome outcome, size_t units, const char *shown,
                            const pgf_source_stamp *stamp, pgf_error *err)
{
    int problem = errno;
    if (outcome == PGF_LINES_STOPPED)
        return end_source(to, NULL, PGF_INDEXED, "", err);
    if (outcome == PGF_LINES_FAILED)
        return end_unreadable(to, shown, problem, err);
    if (units)
        return end_source(to, stamp, PGF_INDEXED, "", err);
    tally_tell(to->tally, shown, PGF_EMPTY, "");
    return end_source(to, stamp, PGF_EMPTY, "", err);
}

/* Each line that holds something, as a unit, `*units` of them; `*utf16` and an end when the first line says so. */
static pgf_status feed_units(const feed *to, pgf_lines *lines, const parse_source *source, const char *shown,
                             pgf_lines_outcome *outcome, bool *utf16, size_t *units, pgf_error *err)
{
    pgf_status status = PGF_OK;
    while (!status) {
        pgf_unit unit = {.path = shown, .format = source};
        *outcome = pgf_lines_next(lines, &unit.bytes, &unit.size);
        if (*outcome != PGF_LINES_READ && *outcome != PGF_LINES_TOO_LONG)
            break;
        unit.line = pgf_lines_number(lines);
        *utf16 = unit.line == 1 && unit.bytes && is_utf16(unit.bytes, unit.size);
        if (*utf16 || (unit.bytes && is_blank(unit.bytes, unit.size))) {
            free(unit.bytes);
            if (*utf16)
                break;
            continue;
        }
        ++*units;
        to->tally->fed++;
        status = pgf_writer_add(to->writer, &unit, err);
    }
    return status;
}

static void add_to_hash(void *hasher, const char *bytes, size_t size)
{
    pgf_hasher_add(hasher, bytes, size);
}

/* The lines of a source that is begun, and its end. */
static pgf_status feed_lines(const feed *to, int file, const parse_source *source, const char *shown,
                             pgf_source_stamp *stamp, pgf_error *err)
{
    pgf_lines *lines = NULL;
    pgf_hasher *hasher = pgf_hasher_new();
    if (!hasher)
        return pgf_no_memory(err);
    const pgf_lines_settings settings = {PGF_INPUT_BYTES, signals_stop, add_to_hash, hasher};
    pgf_status status = pgf_lines_open(&lines, file, &settings, err);
    pgf_lines_outcome outcome = PGF_LINES_END;
    size_t units = 0;
    bool utf16 = false;
    if (!status)
        status = feed_units(to, lines, source, shown, &outcome, &utf16, &units, err);
    pgf_hasher_end(hasher, !status && !utf16 && outcome == PGF_LINES_END ? stamp->hash : NULL);
    if (!status && utf16)
        status = refuse_utf16(to, shown, stamp, err);
    else if (!status)
        status = end_lines(to, outcome, units, shown, stamp, err);
    pgf_lines_close(lines);
    return status;
}

static pgf_status feed_changed(const feed *to, const walk_entry *entry, const parse_source *source, pgf_error *err)
{
    opened now = {0};
    pgf_error why = {0};
    pgf_status status = entry->format->apart ? helpers_try(to->rules->helpers, &why) : PGF_OK;
    if (status == PGF_EIO)
        return feed_without_reader(to, entry, why.message, err);
    if (status)
        return pgf_fail(err, status, "%s", why.message);
    int problem = open_entry(entry, &now);
    if (problem)
        return feed_unreadable(to, entry, problem, err);
    if (!entry->format->lines) {
        status = feed_file(to, entry, &now, source, err);
    } else {
        status = pgf_writer_begin_source(to->writer, entry->key, entry->shown, false, err);
        if (!status)
            status = feed_lines(to, now.file, source, entry->shown, &now.stamp, err);
    }
    close(now.file);
    return status;
}

static pgf_status feed_entry(const feed *to, const walk_entry *entry, parse_source *source, pgf_error *err)
{
    if (entry->kind != WALK_READ) {
        tally_entry(to->tally, entry);
        return PGF_OK;
    }
    const known_source *before = known_find(to->known, entry->key);
    pgf_status status = PGF_OK;
    change what = feed_compare(entry, before);
    if (what == CHANGE_TOUCHED) {
        pgf_source_stamp stamp = {entry->size, entry->mtime, {before->stamp.hash[0], before->stamp.hash[1]}};
        status = pgf_writer_touch_source(to->writer, entry->key, &stamp, err);
    }
    if (what == CHANGE_TOUCHED || what == CHANGE_NONE) {
        tally_unchanged(to->tally, before);
    } else {
        *source = (parse_source){to->rules, entry->format, entry->path, entry->root->base_url};
        status = feed_changed(to, entry, source, err);
    }
    return status;
}

pgf_status feed_entries(const feed *to, const walk *found, parse_source *sources, pgf_error *err)
{
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < found->count && !status && !signals_stop(); i++)
        status = feed_entry(to, &found->entries[i], &sources[i], err);
    return status;
}

pgf_status feed_standard_input(const feed *to, parse_source *source, pgf_error *err)
{
    *source = (parse_source){to->rules, intake_format_of("-.jsonl"), "-", NULL};
    pgf_source_stamp stamp = {0};
    if (isatty(STDIN_FILENO) == 1)
        progress_message(to->tally->progress, "reading JSON Lines from the terminal; Ctrl-D ends them");
    pgf_status status = pgf_writer_begin_source(to->writer, "-", "-", true, err);
    return status ? status : feed_lines(to, STDIN_FILENO, source, "-", &stamp, err);
}
