/* Building either layout: small databases one after the other, merged at the end, as the indexer does it. */
#include "document/json.h"
#include "document/passage.h"
#include "layouts.h"
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { GAP = 100, BATCH_DOCUMENTS = 250, BATCH_BYTES = 4000000, MANY_FILES = 16 };

/* One database on its way. */
typedef struct {
    const char *name;
    char *parts[4096];
    size_t part_count;
    xap_writable *writable;
} store;

typedef struct {
    const settings *set;
    store documents, passages;
    tokens words;
    pgf_mapping *mapping;
    pgf_buffer data, path;
    xap_document *document;
    unsigned docid, passage_id, in_batch;
    size_t batch_bytes, bytes, passage_count, word_count;
} building;

/* --- Databases ---------------------------------------------------------------------------------------------------- */

static pgf_status end_part(store *s, pgf_error *err)
{
    xap_error problem;
    xap_status status = s->writable ? xap_writable_commit(s->writable, &problem) : XAP_OK;
    xap_writable_close(s->writable);
    s->writable = NULL;
    return status ? failed(&problem, err) : PGF_OK;
}

static pgf_status put(building *b, store *s, unsigned id, pgf_error *err)
{
    xap_error problem;
    if (!s->writable) {
        char name[40];
        snprintf(name, sizeof name, "%s.%zu", s->name, s->part_count);
        pgf_status status = place(b->set, name, &b->path, err);
        if (status)
            return status;
        if (s->part_count == sizeof s->parts / sizeof *s->parts)
            return pgf_fail(err, PGF_ELIMIT, "the corpus is too large for this program");
        s->parts[s->part_count++] = pgf_buffer_take(&b->path);
        if (xap_writable_open(&s->writable, s->parts[s->part_count - 1], XAP_CREATE, XAP_NO_SYNC | XAP_DANGEROUS,
                              &problem))
            return failed(&problem, err);
    }
    if (xap_document_set_data(b->document, b->data.bytes, b->data.size, &problem) ||
        xap_writable_put(s->writable, id, b->document, &problem) || xap_document_clear(b->document, &problem))
        return failed(&problem, err);
    return PGF_OK;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
    (void)about, (void)kind, (void)walk;
    return remove(path);
}

static uint64_t measured;

static int add_size(const char *path, const struct stat *about, int kind, struct FTW *walk)
{
    (void)path, (void)walk;
    measured += kind == FTW_F ? (uint64_t)about->st_size : 0;
    return 0;
}

static pgf_status merge(building *b, store *s, pgf_error *err)
{
    xap_error problem;
    pgf_status status = end_part(s, err);
    if (!status)
        status = place(b->set, s->name, &b->path, err);
    if (!status && s->part_count &&
        xap_compact((const char *const *)s->parts, s->part_count, b->path.bytes, XAP_COMPACT_NO_RENUMBER, &problem))
        status = failed(&problem, err);
    for (size_t i = 0; i < s->part_count; i++) {
        nftw(s->parts[i], remove_one, MANY_FILES, FTW_DEPTH | FTW_PHYS);
        free(s->parts[i]);
    }
    return status;
}

/* --- Documents ---------------------------------------------------------------------------------------------------- */

/* Tokens and positions of a passage, and of the heading over it. */
typedef struct {
    size_t heading, heading_end, first, last;    /* tokens, [heading, heading_end) and [first, last) */
    unsigned heading_at, begin, text_at, end_at; /* positions; `begin` as pgf_passage_span has it    */
} extent;

static pgf_status keep_text(building *b, size_t number, const char *text, size_t size, pgf_error *err)
{
    char key[40];
    xap_error problem;
    int length = snprintf(key, sizeof key, "%u/%zu", b->docid, number);
    if (xap_metadata_set(b->documents.writable, key, (size_t)length, text, size, &problem))
        return failed(&problem, err);
    return PGF_OK;
}

static pgf_status read_heading(building *b, const char *heading, extent *now)
{
    b->words.next += GAP;
    now->heading_at = b->words.next;
    now->heading = b->words.count;
    if (tokens_add(&b->words, heading, strlen(heading)))
        return PGF_ENOMEM;
    now->heading_end = b->words.count;
    b->words.next += GAP;
    return PGF_OK;
}

/* Positions as the index has them: title, then sections with their headings and passages. */
static pgf_status read_passages(building *b, const pgf_document *document, const pgf_passage *passages, size_t count,
                                extent *out)
{
    size_t size, next = 0;
    const char *text = pgf_document_text(document, &size);
    const pgf_section *sections = pgf_document_sections(document, &size);
    extent now = {0};
    for (size_t i = 0; i < count; i++) {
        bool is_first = next <= passages[i].section;
        for (; next <= passages[i].section; next++)
            if (read_heading(b, sections[next].heading, &now))
                return PGF_ENOMEM;
        now.text_at = b->words.next;
        now.begin = is_first && now.heading_end > now.heading ? now.heading_at : now.text_at;
        now.first = b->words.count;
        if (tokens_add(&b->words, text + passages[i].begin, passages[i].end - passages[i].begin))
            return PGF_ENOMEM;
        now.last = b->words.count;
        now.end_at = b->words.next;
        out[i] = now;
    }
    return PGF_OK;
}

/* Its words go to a database of their own: those of its heading, then its own. */
static pgf_status put_passage(building *b, const extent *e, size_t number, pgf_error *err)
{
    xap_error problem;
    unsigned heading_words = e->heading_end > e->heading ? e->text_at - GAP - e->heading_at : 0;
    if (tokens_fill(&b->words, e->heading, e->heading_end, 1 - e->heading_at, UINT32_MAX, b->document, &problem) ||
        tokens_fill(&b->words, e->first, e->last, 1 + heading_words + GAP - e->text_at, UINT32_MAX, b->document,
                    &problem))
        return failed(&problem, err);
    pgf_buffer_clear(&b->data);
    if (pgf_buffer_append_number(&b->data, b->docid) || pgf_buffer_append_number(&b->data, number) ||
        pgf_buffer_append_number(&b->data, heading_words) || pgf_buffer_append_number(&b->data, e->end_at - e->text_at))
        return pgf_fail(err, PGF_ENOMEM, "out of memory");
    return put(b, &b->passages, ++b->passage_id, err);
}

static pgf_status describe(building *b, const char *id, unsigned title_words, const extent *extents, size_t count)
{
    pgf_buffer_clear(&b->data);
    pgf_status status = pgf_buffer_append_string(&b->data, id, strlen(id));
    if (!status)
        status = pgf_buffer_append_number(&b->data, title_words);
    unsigned last = 0;
    for (size_t i = 0; i < count && b->set->layout == WINDOWS && !status; i++) {
        const extent *e = &extents[i];
        if (pgf_buffer_append_number(&b->data, e->begin - last) ||
            pgf_buffer_append_number(&b->data, e->text_at - e->begin) ||
            pgf_buffer_append_number(&b->data, e->end_at - e->text_at))
            status = PGF_ENOMEM;
        last = e->end_at;
    }
    return status;
}

static pgf_status put_document(building *b, const pgf_document *document, const pgf_passage *passages, size_t count,
                               extent *extents, pgf_error *err)
{
    xap_error problem;
    const char *title = pgf_document_field(document, "title");
    tokens_clear(&b->words);
    if (tokens_add(&b->words, title, strlen(title)))
        return pgf_fail(err, PGF_ENOMEM, "out of memory");
    unsigned title_words = b->words.next - 1, most = b->set->layout == WINDOWS ? UINT32_MAX : title_words;
    if (read_passages(b, document, passages, count, extents) ||
        describe(b, pgf_document_field(document, "id"), title_words, extents, count))
        return pgf_fail(err, PGF_ENOMEM, "out of memory");
    if (tokens_fill(&b->words, 0, b->words.count, 0, most, b->document, &problem))
        return failed(&problem, err);
    pgf_status status = put(b, &b->documents, b->docid, err);
    for (size_t i = 0; i < count && !status && b->set->layout == PASSAGES; i++)
        status = put_passage(b, &extents[i], i, err);
    b->word_count += b->words.count;
    return status;
}

static pgf_status end_batch(building *b, pgf_error *err)
{
    b->in_batch = 0;
    b->batch_bytes = 0;
    pgf_status status = end_part(&b->documents, err);
    return status ? status : end_part(&b->passages, err);
}

static pgf_status read_document(building *b, const pgf_document *document, pgf_error *err)
{
    size_t count, size;
    pgf_passage *passages = NULL;
    const char *text = pgf_document_text(document, &size);
    pgf_status status = pgf_passages_cut(document, &passages, &count, err);
    if (status)
        return status;
    extent *extents = calloc(count + 1, sizeof *extents);
    if (extents)
        status = put_document(b, document, passages, count, extents, err);
    else
        status = pgf_fail(err, PGF_ENOMEM, "out of memory");
    for (size_t i = 0; i < count && b->set->keep_text && !status; i++)
        status = keep_text(b, i, text + passages[i].begin, passages[i].end - passages[i].begin, err);
    if (!status)
        b->passage_count += count;
    free(extents);
    free(passages);
    return status;
}

static pgf_status add_line(void *payload, const char *line, size_t size, pgf_error *err)
{
    building *b = payload;
    pgf_document *document = NULL;
    pgf_line_kind kind;
    pgf_status status = pgf_document_parse(&document, &kind, line, size, b->mapping, err);
    if (status)
        return status;
    b->docid++;
    status = read_document(b, document, err);
    pgf_document_free(document);
    b->bytes += size;
    b->batch_bytes += size;
    if (!status && (++b->in_batch == BATCH_DOCUMENTS || b->batch_bytes >= BATCH_BYTES))
        status = end_batch(b, err);
    return status;
}

static pgf_status run(building *b, const char *corpus, pgf_error *err)
{
    xap_error problem;
    pgf_status status = tokens_init(&b->words, b->set->language, err);
    if (!status)
        status = pgf_mapping_new(&b->mapping, err);
    if (!status && xap_document_new(&b->document, &problem))
        status = failed(&problem, err);
    if (!status && mkdir(b->set->index, 0777))
        status = pgf_fail(err, PGF_EIO, "%s: %s", b->set->index, strerror(errno));
    if (!status)
        status = each_line(corpus, add_line, b, err);
    pgf_status merged = merge(b, &b->documents, status ? NULL : err);
    status = status ? status : merged;
    merged = merge(b, &b->passages, status ? NULL : err);
    return status ? status : merged;
}

pgf_status build(const settings *set, const char *corpus, pgf_error *err)
{
    double started = seconds(), cpu = cpu_seconds();
    building *b = calloc(1, sizeof *b);
    if (!b)
        return pgf_fail(err, PGF_ENOMEM, "out of memory");
    b->set = set;
    b->documents.name = "documents";
    b->passages.name = "passages";
    pgf_status status = run(b, corpus, err);
    nftw(set->index, add_size, MANY_FILES, FTW_PHYS);
    if (!status)
        fprintf(stderr, "%u documents, %zu passages, %zu words, %.1f MB: %.1f s, %.1f s of CPU, index %.1f MB\n",
                b->docid, b->passage_count, b->word_count, (double)b->bytes / 1e6, seconds() - started,
                cpu_seconds() - cpu, (double)measured / 1e6);
    xap_document_free(b->document);
    pgf_mapping_free(b->mapping);
    tokens_dispose(&b->words);
    pgf_buffer_dispose(&b->data);
    pgf_buffer_dispose(&b->path);
    free(b);
    return status;
}
