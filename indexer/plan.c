#include "plan.h"
#include "base/memory.h"
#include "index/layout.h"
#include "index/maintain.h"
#include "names.h"
#include "url.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What INDEX was probably meant to be: the other one of two, when it can be an index. */
static const char *likely_index(const options *o)
{
    if (o->operand_count != 2 || strcmp(o->operands[1], "-") == 0)
        return "my.idx";
    pgf_place place = pgf_layout_place(o->operands[1]);
    return place == PGF_PLACE_NOTHING || place == PGF_PLACE_INDEX ? o->operands[1] : "my.idx";
}

static pgf_status check_index(plan *p, pgf_error *err)
{
    const char *index = p->options->operands[0];
    struct stat about;
    if (!*index)
        return pgf_fail(err, PGF_EINVAL, "INDEX is empty; name the folder that is to hold the index, such as my.idx");
    pgf_place place = pgf_layout_place(index);
    p->index_there = place == PGF_PLACE_INDEX;
    if (place != PGF_PLACE_DOCUMENTS)
        return PGF_OK;
    bool is_file = stat(index, &about) == 0 && !S_ISDIR(about.st_mode);
    return pgf_fail(err, PGF_EEXIST,
                    "%s: is a %s, not an index, and is left alone; the index comes first: paragraf-indexer %s %s",
                    index, is_file ? "file" : "folder of other things", likely_index(p->options), index);
}

/* --- --base-url --------------------------------------------------------------------------------------------------- */

/* Where the URL begins in PATH=URL; PATH may hold '=' itself. */
static const char *url_in(const char *rule)
{
    for (const char *at = strchr(rule, '='); at; at = strchr(at + 1, '='))
        if (at != rule && url_is_base(at + 1))
            return at + 1;
    return NULL;
}

static pgf_status add_base_url(plan *p, const char *rule, pgf_error *err)
{
    const char *url = url_in(rule);
    if (!url)
        return pgf_fail(err, PGF_EINVAL, "--base-url %s: write PATH=URL, such as acts=https://example.org/acts", rule);
    char *path = strndup(rule, (size_t)(url - rule) - 1);
    char *absolute = path ? realpath(path, NULL) : NULL;
    bool fits = false;
    for (size_t i = 0; absolute && i < p->found.root_count; i++)
        if (strcmp(absolute, p->found.roots[i].absolute) == 0) {
            p->found.roots[i].base_url = url;
            fits = true;
        }
    free(absolute);
    free(path);
    if (!fits)
        return pgf_fail(err, PGF_EINVAL, "--base-url %s: name one of the PATHs before the =", rule);
    return PGF_OK;
}

/* --- The walk ----------------------------------------------------------------------------------------------------- */

static pgf_status take_paths(plan *p, pgf_error *err)
{
    const options *o = p->options;
    p->paths = calloc(o->operand_count, sizeof *p->paths);
    if (!p->paths)
        return pgf_no_memory(err);
    for (size_t i = 1; i < o->operand_count; i++) {
        if (strcmp(o->operands[i], "-") == 0)
            p->standard_input = true;
        else if (*o->operands[i])
            p->paths[p->path_count++] = o->operands[i];
        else
            return pgf_fail(err, PGF_EINVAL, "a PATH is empty; write . for this folder");
    }
    return PGF_OK;
}

pgf_status plan_walk(plan *p, const options *o, pgf_error *err)
{
    p->options = o;
    p->rules = (walk_options){.include = o->include.value,
                              .exclude = o->exclude.value,
                              .include_count = o->include.count,
                              .exclude_count = o->exclude.count,
                              .allow_missing = o->allow_mass_delete,
                              .index = o->operands[0],
                              .report = o->report};
    pgf_status status = take_paths(p, err);
    if (!status)
        status = check_index(p, err);
    if (!status)
        status = walk_paths(&p->found, p->paths, p->path_count, &p->rules, err);
    for (size_t i = 0; i < o->base_urls.count && !status; i++)
        status = add_base_url(p, o->base_urls.value[i], err);
    return status;
}

pgf_status plan_know(plan *p, pgf_error *err)
{
    pgf_status status = pgf_index_status_read(p->options->operands[0], NULL, known_add, &p->known, NULL);
    if (status)
        known_dispose(&p->known);
    return status == PGF_ENOMEM ? pgf_no_memory(err) : PGF_OK;
}

pgf_status plan_check_analysis(const plan *p, pgf_error *err)
{
    pgf_layout layout;
    const char *index = p->options->operands[0];
    pgf_status status = pgf_layout_read(index, &layout, err);
    return status ? status : pgf_layout_check_analysis(index, &layout, err);
}

pgf_status plan_compare(plan *p, pgf_error *err)
{
    known_sort(&p->known);
    known_source *input = p->standard_input ? known_find(&p->known, "-") : NULL;
    if (input)
        input->found = true;
    pgf_status status = gone_find(&p->gone, &p->known, &p->found, &p->rules, p->options->rebuild, err);
    if (!status && !p->options->allow_mass_delete)
        status = gone_check(&p->gone, &p->known, &p->found, err);
    return status ? status : names_give(&p->found, p->options->rebuild ? NULL : &p->known, err);
}

/* --- Nothing to read ---------------------------------------------------------------------------------------------- */

static pgf_status append_formats(pgf_buffer *out)
{
    size_t count;
    const intake_format *formats = intake_formats(&count);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < count; i++)
        for (const char *const *suffix = formats[i].suffixes; *suffix && !status; suffix++)
            status = pgf_buffer_printf(out, " %s", *suffix);
    return status;
}

static pgf_status nothing_found(const plan *p, pgf_error *err)
{
    if (p->found.excluded)
        return pgf_fail(err, PGF_ENOTFOUND, "no file is left of %zu; change --include and --exclude",
                        p->found.excluded);
    return pgf_fail(err, PGF_ENOTFOUND, "%s: no files in it%s", p->path_count ? p->paths[0] : "-",
                    p->found.hidden ? " but those whose name starts with a dot; name them to have them read"
                                    : "; name a folder or file with documents");
}

static bool has_work(const plan *p)
{
    for (size_t i = 0; i < p->found.count; i++)
        if (p->found.entries[i].kind == WALK_READ)
            return true;
    return p->standard_input || p->gone.count;
}

static pgf_status nothing_readable(const plan *p, const tally *counted, pgf_error *err)
{
    pgf_buffer suffixes = {0}, formats = {0};
    if (tally_suffixes(counted, &suffixes) || append_formats(&formats))
        pgf_no_memory(err);
    else if (counted->suffix_total)
        pgf_fail(err, PGF_ENOTFOUND, "0 of %zu files: %s are not supported yet; formats read:%s", p->found.count,
                 suffixes.bytes, formats.bytes);
    else
        pgf_fail(err, PGF_ENOTFOUND, "0 of %zu files can be read; --report FILE says why of each", p->found.count);
    pgf_buffer_dispose(&suffixes);
    pgf_buffer_dispose(&formats);
    return PGF_ENOTFOUND;
}

pgf_status plan_check(const plan *p, tally *to, pgf_error *err)
{
    if (has_work(p))
        return PGF_OK;
    if (p->found.count == 0)
        return nothing_found(p, err);
    for (size_t i = 0; i < p->found.count; i++)
        tally_entry(to, &p->found.entries[i]);
    tally_sort(to);
    return nothing_readable(p, to, err);
}

void plan_dispose(plan *p)
{
    gone_dispose(&p->gone);
    known_dispose(&p->known);
    walk_dispose(&p->found);
    free(p->paths);
    *p = (plan){0};
}
