#include "index/store.h"
#include "base/memory.h"
#include "document/passage.h"
#include "index/block.h"
#include "index/failed.h"
#include "index/fields.h"
#include "index/keys.h"
#include "index/schema.h"
#include "index/spans.h"
#include "text/charset.h"
#include "text/language.h"
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAP = 100 }; /* positions left free around a heading: no phrase crosses it, NEAR ends at 50 */

struct pgf_store {
    pgf_postings *postings;
    pgf_block_maker *blocks;
    pgf_block_opener *opener;
    xap_document *document;
    pgf_buffer record, packed_spans;
    pgf_stored_spans spans;
    char language[PGF_LANGUAGE_MAX];
    /* of the document being put */
    xap_writable *writable;
    unsigned docid;
    pgf_error *err;
};

pgf_status pgf_store_new(pgf_store **out, pgf_error *err)
{
    pgf_store *store = calloc(1, sizeof *store);
    xap_error problem;
    if (!store)
        return pgf_no_memory(err);
    pgf_status status = pgf_postings_new(&store->postings, err);
    if (!status)
        status = pgf_block_maker_new(&store->blocks, err);
    if (!status)
        status = pgf_block_opener_new(&store->opener, err);
    if (!status && xap_document_new(&store->document, &problem))
        status = pgf_xapian_failed(&problem, err);
    if (status)
        pgf_store_free(store);
    else
        *out = store;
    return status;
}

void pgf_store_free(pgf_store *store)
{
    if (!store)
        return;
    pgf_postings_free(store->postings);
    pgf_block_maker_free(store->blocks);
    pgf_block_opener_free(store->opener);
    xap_document_free(store->document);
    pgf_buffer_dispose(&store->record);
    pgf_buffer_dispose(&store->packed_spans);
    pgf_stored_spans_dispose(&store->spans);
    free(store);
}

const char *pgf_store_language(const pgf_store *store)
{
    return store->language;
}

size_t pgf_store_memory(const pgf_store *store)
{
    return pgf_postings_memory(store->postings);
}

pgf_status pgf_store_words(pgf_store *store, pgf_word_count_fn *each, void *payload, pgf_error *err)
{
    return pgf_postings_words(store->postings, each, payload, err);
}

void pgf_store_forget_words(pgf_store *store)
{
    pgf_postings_forget(store->postings);
}

/* --- Text: positions and blocks ----------------------------------------------------------------------------------- */

static pgf_status put_block(void *payload, size_t number, const char *bytes, size_t size)
{
    pgf_store *store = payload;
    char key[PGF_KEY_MAX];
    xap_error problem;
    store->spans.blocks = (unsigned)number + 1;
    if (xap_metadata_set(store->writable, key, pgf_key_block(store->docid, number, key), bytes, size, &problem))
        return pgf_xapian_failed(&problem, store->err);
    return PGF_OK;
}

/* A walk over a document's text from its start, which counts code points as it goes. */
typedef struct {
    const char *text;
    size_t at, points;
} place;

static size_t points_at(place *where, size_t at)
{
    where->points += pgf_utf8_length(where->text + where->at, at - where->at);
    where->at = at;
    return where->points;
}

typedef struct {
    const pgf_document *document;
    const pgf_section *sections;
    const pgf_paragraph *paragraphs;
    size_t paragraph, paragraph_count; /* the next one that may be a heading */
    place where;
    unsigned block, item; /* of the item added last */
    unsigned heading;     /* first position of a heading whose first passage is still to come, else 0 */
} text_walk;

static pgf_status add_item(pgf_store *store, text_walk *walk, const pgf_block_item *item)
{
    size_t number = 0, index = 0;
    pgf_status status = pgf_block_maker_add(store->blocks, item, &number, &index, store->err);
    walk->block = (unsigned)number;
    walk->item = (unsigned)index;
    return status;
}

static pgf_status add_heading(pgf_store *store, text_walk *walk, const pgf_paragraph *paragraph)
{
    const pgf_section *section = &walk->sections[paragraph->section];
    const pgf_block_item item = {.level = section->level ? section->level : 1,
                                 .text = walk->where.text + paragraph->begin,
                                 .size = paragraph->end - paragraph->begin,
                                 .offset = points_at(&walk->where, paragraph->begin),
                                 .page = paragraph->page,
                                 .anchor = section->anchor};
    pgf_postings_skip(store->postings, GAP);
    walk->heading = pgf_postings_next(store->postings);
    pgf_status status = pgf_postings_add(store->postings, PGF_IN_HEADING, item.text, item.size, store->err);
    pgf_postings_skip(store->postings, GAP);
    return status ? status : add_item(store, walk, &item);
}

/* Headings that stand before `until`. */
static pgf_status add_headings(pgf_store *store, text_walk *walk, size_t until)
{
    pgf_status status = PGF_OK;
    for (; walk->paragraph < walk->paragraph_count && !status; walk->paragraph++) {
        const pgf_paragraph *paragraph = &walk->paragraphs[walk->paragraph];
        if (paragraph->begin >= until)
            break;
        if (paragraph->kind == PGF_HEADING)
            status = add_heading(store, walk, paragraph);
    }
    return status;
}

static pgf_status add_passage(pgf_store *store, text_walk *walk, const pgf_passage *passage)
{
    const pgf_block_item item = {.text = walk->where.text + passage->begin,
                                 .size = passage->end - passage->begin,
                                 .offset = points_at(&walk->where, passage->begin),
                                 .page = passage->page};
    pgf_stored_span span = {.text = pgf_postings_next(store->postings)};
    span.begin = walk->heading ? walk->heading : span.text;
    walk->heading = 0;
    pgf_status status = pgf_postings_add(store->postings, PGF_IN_BODY, item.text, item.size, store->err);
    span.end = pgf_postings_next(store->postings);
    if (!status)
        status = add_item(store, walk, &item);
    span.block = walk->block;
    span.item = walk->item;
    if (!status && pgf_stored_spans_add(&store->spans, &span))
        status = pgf_no_memory(store->err);
    return status;
}

static pgf_status add_title(pgf_store *store, const char *title)
{
    pgf_status status = pgf_postings_add(store->postings, PGF_IN_TITLE, title, strlen(title), store->err);
    store->spans.title_words = pgf_postings_next(store->postings) - 1;
    pgf_postings_skip(store->postings, GAP);
    return status;
}

static pgf_status add_text(pgf_store *store, const pgf_document *document)
{
    size_t size, sections, count = 0;
    pgf_passage *passages = NULL;
    text_walk walk = {.document = document, .sections = pgf_document_sections(document, &sections)};
    walk.where.text = pgf_document_text(document, &size);
    walk.paragraphs = pgf_document_paragraphs(document, &walk.paragraph_count);
    pgf_block_maker_begin(store->blocks, put_block, store);
    pgf_status status = add_title(store, pgf_document_field(document, "title"));
    if (!status)
        status = pgf_passages_cut(document, &passages, &count, store->err);
    for (size_t i = 0; i < count && !status; i++) {
        status = add_headings(store, &walk, passages[i].begin);
        if (!status)
            status = add_passage(store, &walk, &passages[i]);
    }
    if (!status)
        status = add_headings(store, &walk, size + 1);
    if (!status)
        status = pgf_block_maker_end(store->blocks, NULL, store->err);
    free(passages);
    return status;
}

/* --- Putting ------------------------------------------------------------------------------------------------------ */

static void choose_language(pgf_store *store, const pgf_document *document, const char *given)
{
    size_t size;
    const char *text = pgf_document_text(document, &size), *own = pgf_document_field(document, "language");
    const char *title = pgf_document_field(document, "title");
    if (*own || (given && *given))
        snprintf(store->language, sizeof store->language, "%s", *own ? own : given);
    else if (size)
        pgf_language_detect(text, size, store->language);
    else
        pgf_language_detect(title, strlen(title), store->language);
}

static pgf_status set_number(pgf_store *store, unsigned slot, const char *digits)
{
    xap_error problem;
    if (xap_document_set_value(store->document, slot, digits, strlen(digits), &problem))
        return pgf_xapian_failed(&problem, store->err);
    return PGF_OK;
}

static pgf_status add_facts(pgf_store *store, const pgf_store_facts *facts)
{
    char digits[24], term[PGF_SOURCE_TERM_MAX];
    xap_error problem;
    snprintf(digits, sizeof digits, "%012" PRIu64, facts->first_indexed);
    pgf_status status = set_number(store, PGF_SLOT_FIRST_INDEXED, digits);
    snprintf(digits, sizeof digits, "%016" PRIx64, facts->hash);
    if (!status)
        status = set_number(store, PGF_SLOT_UNIT_HASH, digits);
    size_t size = pgf_source_term(facts->source, term);
    if (!status && xap_document_add_term(store->document, term, size, NULL, 0, 0, &problem))
        status = pgf_xapian_failed(&problem, store->err);
    return status;
}

static pgf_status put_document(pgf_store *store, const pgf_document *document)
{
    xap_error problem;
    char key[PGF_KEY_MAX];
    pgf_buffer_clear(&store->record);
    pgf_buffer_clear(&store->packed_spans);
    pgf_status status = pgf_record_write(document, store->language, &store->record, store->err);
    if (!status && pgf_stored_spans_write(&store->spans, &store->packed_spans))
        status = pgf_no_memory(store->err);
    if (!status && (xap_document_set_data(store->document, store->record.bytes, store->record.size, &problem) ||
                    xap_writable_put(store->writable, store->docid, store->document, &problem) ||
                    xap_metadata_set(store->writable, key, pgf_key_spans(store->docid, key), store->packed_spans.bytes,
                                     store->packed_spans.size, &problem)))
        status = pgf_xapian_failed(&problem, store->err);
    return status;
}

/* What is refused is refused before anything of it is stored or counted. */
static pgf_status check_sizes(const pgf_document *document, pgf_error *err)
{
    size_t count;
    const pgf_paragraph *paragraphs = pgf_document_paragraphs(document, &count);
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < count && !status; i++)
        if (paragraphs[i].kind == PGF_HEADING) /* passages are cut */
            status = pgf_block_check(paragraphs[i].end - paragraphs[i].begin, err);
    return status;
}

pgf_status pgf_store_put(pgf_store *store, xap_writable *writable, unsigned docid, const pgf_document *document,
                         const pgf_store_facts *facts, pgf_error *err)
{
    xap_error problem;
    store->writable = writable;
    store->docid = docid;
    store->err = err;
    store->spans.count = store->spans.blocks = 0;
    pgf_status status = check_sizes(document, err);
    if (status)
        return status;
    choose_language(store, document, facts->language);
    if (xap_document_clear(store->document, &problem))
        return pgf_xapian_failed(&problem, err);
    status = pgf_postings_begin(store->postings, store->language, 1, err);
    if (!status)
        status = add_text(store, document);
    if (!status)
        status = pgf_postings_fill(store->postings, store->document, err);
    if (!status)
        status = pgf_fields_add(store->document, document, store->language, err);
    if (!status)
        status = add_facts(store, facts);
    return status ? status : put_document(store, document);
}

/* --- Removing ----------------------------------------------------------------------------------------------------- */

/* Count the words of a block's items out. */
static pgf_status forget_block(pgf_store *store, const char *bytes, size_t size)
{
    pgf_block block;
    pgf_status status = pgf_block_read(store->opener, &block, bytes, size, store->err);
    if (status)
        return status;
    for (size_t i = 0; i < block.item_count && !status; i++) {
        const pgf_block_item *item = &block.items[i];
        status = pgf_postings_add(store->postings, PGF_IN_BODY, item->text, item->size, store->err);
    }
    pgf_block_dispose(&block);
    return status;
}

static pgf_status forget_blocks(pgf_store *store, const xap_database *database, xap_bytes *value)
{
    char key[PGF_KEY_MAX];
    xap_error problem;
    pgf_status status = PGF_OK;
    for (unsigned i = 0; i < store->spans.blocks && !status; i++) {
        size_t size = pgf_key_block(store->docid, i, key);
        if (xap_metadata_get(database, key, size, value, &problem))
            return pgf_xapian_failed(&problem, store->err);
        status = forget_block(store, value->bytes, value->size);
        if (!status && xap_metadata_set(store->writable, key, size, "", 0, &problem))
            status = pgf_xapian_failed(&problem, store->err);
    }
    return status;
}

static pgf_status forget_words(pgf_store *store, const xap_database *database, const pgf_record *record,
                               xap_bytes *value)
{
    char key[PGF_KEY_MAX];
    xap_error problem;
    size_t size = pgf_key_spans(store->docid, key);
    if (xap_metadata_get(database, key, size, value, &problem))
        return pgf_xapian_failed(&problem, store->err);
    pgf_status status = pgf_stored_spans_read(&store->spans, value->bytes, value->size, store->err);
    if (!status)
        status = pgf_postings_begin(store->postings, record->language.bytes, -1, store->err);
    if (!status)
        status = pgf_postings_add(store->postings, PGF_IN_BODY, record->title.bytes, record->title.size, store->err);
    if (!status)
        status = forget_blocks(store, database, value);
    if (!status && xap_metadata_set(store->writable, key, size, "", 0, &problem))
        status = pgf_xapian_failed(&problem, store->err);
    return status;
}

pgf_status pgf_store_remove(pgf_store *store, xap_writable *writable, unsigned docid, pgf_record *record,
                            pgf_error *err)
{
    const xap_database *database = xap_writable_database(writable);
    xap_bytes value = {0};
    xap_error problem;
    store->writable = writable;
    store->docid = docid;
    store->err = err;
    pgf_status status = PGF_OK;
    if (xap_document_data(database, docid, &value, &problem))
        status = pgf_xapian_failed(&problem, err);
    if (!status)
        status = pgf_record_read(record, value.bytes, value.size, err);
    if (!status)
        status = forget_words(store, database, record, &value);
    if (!status && xap_writable_delete(writable, docid, &problem))
        status = pgf_xapian_failed(&problem, err);
    xap_bytes_dispose(&value);
    return status;
}
