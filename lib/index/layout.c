#include "index/layout.h"
#include "index/files.h"
#include "index/schema.h"
#include "text/analyzer.h"
#include <cjson/cJSON.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define GENERATIONS "generations"
#define LOCK        "lock"

pgf_layout pgf_layout_current(void)
{
    pgf_layout layout = {.format = PGF_FORMAT_VERSION, .analyzer = PGF_ANALYZER_VERSION};
    snprintf(layout.stemmer, sizeof layout.stemmer, "%s", pgf_stemmer_version());
    pgf_schema_fingerprint(layout.fields);
    return layout;
}

static void name_file(const char *path, const char *name, char out[PATH_MAX])
{
    snprintf(out, PATH_MAX, "%s/%s", path, name);
}

/* An index whose first build never ended holds nothing but these. */
static pgf_status note_stranger(void *payload, const char *name)
{
    if (strcmp(name, LOCK) != 0 && strcmp(name, GENERATIONS) != 0 && strcmp(name, PGF_LAYOUT_FILE ".new") != 0)
        *(bool *)payload = true;
    return PGF_OK;
}

/* "7" or "7.new"; 0 for any other name. */
static unsigned long long number_of_generation(const char *name, bool *unfinished)
{
    char *end;
    unsigned long long number = strtoull(name, &end, 10);
    *unfinished = strcmp(end, ".new") == 0;
    return strspn(name, "0123456789") == (size_t)(end - name) && (!*end || *unfinished) ? number : 0;
}

/* A folder of somebody's may be called generations, and hold years: ours have a database in them. */
static pgf_status note_no_generation(void *payload, const char *name)
{
    char file[PATH_MAX + 64];
    bool unfinished;
    const char *folder = *(const char **)payload;
    if (number_of_generation(name, &unfinished) && unfinished)
        return PGF_OK;
    snprintf(file, sizeof file, "%s/%s/" PGF_DATABASE_FILE, folder, name);
    return number_of_generation(name, &unfinished) && !access(file, F_OK) ? PGF_OK : PGF_EEXIST;
}

static bool holds_only_generations(const char *path)
{
    char folder[PATH_MAX];
    const char *payload = folder;
    name_file(path, GENERATIONS, folder);
    pgf_status status = pgf_folder_list(folder, note_no_generation, &payload, NULL);
    return !status || status == PGF_ENOTFOUND;
}

pgf_place pgf_layout_place(const char *path)
{
    char file[PATH_MAX];
    struct stat info;
    if (stat(path, &info) < 0)
        return PGF_PLACE_NOTHING;
    if (!S_ISDIR(info.st_mode))
        return PGF_PLACE_DOCUMENTS;
    name_file(path, PGF_LAYOUT_FILE, file);
    if (!stat(file, &info))
        return PGF_PLACE_INDEX;
    bool stranger = false;
    if (pgf_folder_list(path, note_stranger, &stranger, NULL))
        return PGF_PLACE_DOCUMENTS;
    return stranger || !holds_only_generations(path) ? PGF_PLACE_DOCUMENTS : PGF_PLACE_EMPTY;
}

static double number_of(const cJSON *json, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, name);
    return cJSON_IsNumber(item) && item->valuedouble >= 0 && item->valuedouble < 9e15 ? item->valuedouble : -1;
}

static const char *text_of(const cJSON *json, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(json, name);
    return cJSON_IsString(item) ? item->valuestring : "";
}

static pgf_status check_format(const char *path, double format, pgf_error *err)
{
    if (format > PGF_FORMAT_VERSION)
        return pgf_fail(
            err, PGF_EVERSION,
            "%s: made by a newer Paragraf (index format %.0f, this one reads %d); use that, or " PGF_REBUILD, path,
            format, PGF_FORMAT_VERSION, path);
    if (format < PGF_FORMAT_VERSION)
        return pgf_fail(err, PGF_EVERSION,
                        "%s: made by an older Paragraf (index format %.0f, this one reads %d); " PGF_REBUILD, path,
                        format, PGF_FORMAT_VERSION, path);
    return PGF_OK;
}

static pgf_status damaged(const char *path, pgf_error *err)
{
    return pgf_fail(err, PGF_ECORRUPT, "%s/paragraf.json: damaged; " PGF_REBUILD, path, path);
}

static pgf_status parse_layout(const char *path, const pgf_buffer *text, pgf_layout *out, pgf_error *err)
{
    const char *end;
    cJSON *json = cJSON_ParseWithLengthOpts(text->bytes ? text->bytes : "", text->size + 1, &end, true);
    double format = number_of(json, "format");
    double analyzer = number_of(json, "analyzer");
    double generation = number_of(json, "generation");
    pgf_status status = format < 1 ? damaged(path, err) : check_format(path, format, err);
    if (!status && (analyzer < 0 || analyzer > UINT_MAX || generation < 1))
        status = damaged(path, err);
    if (!status) {
        *out = (pgf_layout){.format = (unsigned)format, .analyzer = (unsigned)analyzer};
        out->generation = (unsigned long long)generation;
        snprintf(out->stemmer, sizeof out->stemmer, "%s", text_of(json, "stemmer"));
        snprintf(out->fields, sizeof out->fields, "%s", text_of(json, "fields"));
    }
    cJSON_Delete(json);
    return status;
}

static pgf_status not_an_index(const char *path, pgf_error *err)
{
    struct stat about;
    switch (pgf_layout_place(path)) {
    case PGF_PLACE_NOTHING:
        return pgf_fail(err, PGF_ENOTFOUND, "%s: no such index; paragraf-indexer %s PATH… makes it", path, path);
    case PGF_PLACE_EMPTY:
        return pgf_fail(err, PGF_ENOTFOUND, "%s: no finished index is here; paragraf-indexer %s PATH… makes it", path,
                        path);
    default:
        return pgf_fail(err, PGF_ENOTFOUND,
                        "%s: is a %s, not an index; the index comes first, and paragraf-indexer my.idx %s makes one",
                        path, !stat(path, &about) && !S_ISDIR(about.st_mode) ? "file" : "folder of other things", path);
    }
}

pgf_status pgf_layout_read(const char *path, pgf_layout *out, pgf_error *err)
{
    enum { MOST = 1 << 16 };
    char file[PATH_MAX];
    pgf_buffer text = {0};
    name_file(path, PGF_LAYOUT_FILE, file);
    if (access(file, F_OK) < 0 && (errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG))
        return not_an_index(path, err);
    pgf_status status = pgf_file_read(file, MOST, &text, err);
    if (!status)
        status = parse_layout(path, &text, out, err);
    else if (status == PGF_ELIMIT)
        status = damaged(path, err);
    pgf_buffer_dispose(&text);
    return status;
}

pgf_status pgf_layout_write(const char *path, const pgf_layout *layout, pgf_error *err)
{
    char file[PATH_MAX], text[512];
    name_file(path, PGF_LAYOUT_FILE, file);
    int size =
        snprintf(text, sizeof text,
                 "{\"format\": %u, \"analyzer\": %u, \"stemmer\": \"%s\", \"fields\": \"%s\", \"generation\": %llu}\n",
                 layout->format, layout->analyzer, layout->stemmer, layout->fields, layout->generation);
    return pgf_file_replace(file, text, (size_t)size, err);
}

pgf_status pgf_layout_check_analysis(const char *path, const pgf_layout *layout, pgf_error *err)
{
    pgf_layout now = pgf_layout_current();
    const char *what = NULL;
    if (layout->analyzer != now.analyzer)
        what = "another version of the text analyser";
    else if (strcmp(layout->stemmer, now.stemmer))
        what = "another version of libstemmer";
    else if (strcmp(layout->fields, now.fields))
        what = "another table of fields";
    if (!what)
        return PGF_OK;
    return pgf_fail(err, PGF_EVERSION, "%s: made with %s; it can be searched; to change it, " PGF_REBUILD, path, what,
                    path);
}

void pgf_layout_generation(const char *path, unsigned long long number, bool unfinished, char out[PATH_MAX])
{
    snprintf(out, PATH_MAX, "%s/" GENERATIONS "/%llu%s", path, number, unfinished ? ".new" : "");
}

pgf_status pgf_layout_no_generation(const char *path, pgf_error *err)
{
    return pgf_fail(err, PGF_ECORRUPT, "%s: the generation in use is gone; " PGF_REBUILD, path, path);
}

static bool all_tables(const char *folder, int mode)
{
    static const char *const names[] = {"iamglass", "postlist.glass", "docdata.glass", "termlist.glass",
                                        "position.glass"};
    bool all = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char file[PATH_MAX + 32];
        snprintf(file, sizeof file, "%s/%s", folder, names[i]);
        all = all && faccessat(AT_FDCWD, file, mode, AT_EACCESS) == 0;
    }
    return all;
}

bool pgf_layout_has_tables(const char *folder)
{
    return all_tables(folder, F_OK);
}

bool pgf_layout_may_change(const char *folder)
{
    return all_tables(folder, W_OK);
}

static pgf_status note_highest(void *payload, const char *name)
{
    bool unfinished;
    unsigned long long number = number_of_generation(name, &unfinished), *highest = payload;
    *highest = number > *highest ? number : *highest;
    return PGF_OK;
}

unsigned long long pgf_layout_last(const char *path)
{
    char folder[PATH_MAX];
    unsigned long long highest = 0;
    name_file(path, GENERATIONS, folder);
    pgf_folder_list(folder, note_highest, &highest, NULL);
    return highest;
}

pgf_status pgf_layout_switch(const char *path, pgf_layout *layout, unsigned long long number, pgf_error *err)
{
    char from[PATH_MAX], to[PATH_MAX];
    pgf_layout_generation(path, number, true, from);
    pgf_layout_generation(path, number, false, to);
    if (rename(from, to) < 0)
        return pgf_file_failed(err, errno, "rename", from);
    pgf_status status = pgf_parent_sync(to, err);
    layout->generation = number;
    if (!status)
        status = pgf_layout_write(path, layout, err);
    if (!status)
        pgf_layout_sweep(path, number);
    return status;
}

static pgf_status make_folder(const char *path, pgf_error *err)
{
    if (mkdir(path, 0777) == 0)
        return pgf_parent_sync(path, err);
    return errno == EEXIST ? PGF_OK : pgf_file_failed(err, errno, "make", path);
}

/* An indexer that gave up a first build takes the file away: what was opened before that locks nothing any more. */
static bool is_still_there(int lock, const char *file)
{
    struct stat held, named;
    return !fstat(lock, &held) && !stat(file, &named) && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

static pgf_status take_lock(const char *path, const char *file, int *lock, pgf_error *err)
{
    int opened = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (opened < 0)
        return pgf_file_failed(err, errno, "write", file);
    int code = flock(opened, LOCK_EX | LOCK_NB) < 0 ? errno : is_still_there(opened, file) ? 0 : EWOULDBLOCK;
    if (!code) {
        *lock = opened;
        return PGF_OK;
    }
    close(opened);
    if (code == EWOULDBLOCK)
        return pgf_fail(err, PGF_ELOCKED,
                        "%s: another paragraf-indexer is at work on it; wait until it ends, then run again", path);
    return pgf_file_failed(err, code, "lock", file);
}

pgf_status pgf_layout_lock(const char *path, int *lock, pgf_error *err)
{
    char file[PATH_MAX];
    *lock = -1;
    if (strlen(path) > PATH_MAX - 64)
        return pgf_file_failed(err, ENAMETOOLONG, "make", path);
    name_file(path, GENERATIONS, file);
    pgf_status status = make_folder(path, err);
    if (!status)
        status = make_folder(file, err);
    if (status)
        return status;
    name_file(path, LOCK, file);
    return take_lock(path, file, lock, err);
}

void pgf_layout_unlock(int lock)
{
    if (lock >= 0)
        close(lock);
}

/* rmdir() takes empty folders only. */
void pgf_layout_unmake(const char *path, bool ours)
{
    char name[PATH_MAX];
    name_file(path, GENERATIONS, name);
    rmdir(name);
    name_file(path, LOCK, name);
    unlink(name);
    if (ours)
        rmdir(path);
}

typedef struct {
    const char *path;
    unsigned long long keep;
} sweep_job;

static pgf_status sweep_entry(void *payload, const char *name)
{
    sweep_job *job = payload;
    char path[PATH_MAX];
    bool unfinished;
    unsigned long long number = number_of_generation(name, &unfinished);
    if (!number || (!unfinished && (!job->keep || number == job->keep || number + 1 == job->keep)))
        return PGF_OK;
    snprintf(path, sizeof path, "%s/" GENERATIONS "/%s", job->path, name);
    pgf_folder_remove(path, NULL); /* what cannot be removed now is tried again next time */
    return PGF_OK;
}

void pgf_layout_sweep(const char *path, unsigned long long keep)
{
    char folder[PATH_MAX];
    sweep_job job = {path, keep};
    name_file(path, GENERATIONS, folder);
    pgf_folder_list(folder, sweep_entry, &job, NULL);
}
