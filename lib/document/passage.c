#include "document/passage.h"
#include "document/cut.h"
#include "document/parts.h"
#include <stdlib.h>

typedef struct {
    pgf_passage *items;
    size_t count, capacity;
} passage_list;

/* The passage that grows. */
typedef struct {
    pgf_passage is;
    size_t size;             /* as pgf_weigh counts                */
    pgf_paragraph_kind last; /* kind of its last paragraph         */
    bool introduces;         /* its last paragraph ends in a colon */
    bool open;
} growing;

static bool push(passage_list *list, const pgf_passage *passage)
{
    if (!pgf_grow((void **)&list->items, list->count, &list->capacity, sizeof *list->items))
        return false;
    list->items[list->count++] = *passage;
    return true;
}

/* An introduction and what it introduces, or a table, belong together; so do neighbours that say little alone. */
static bool joins(const growing *now, const pgf_paragraph *next, size_t size)
{
    if (!now->open || now->is.section != next->section || now->is.page != next->page)
        return false;
    if (now->last == PGF_CAPTION || next->kind == PGF_CAPTION || now->size + size > PGF_PASSAGE_LONG)
        return false;
    if (next->kind == PGF_ITEM || next->kind == PGF_ROW)
        return now->last == next->kind || now->introduces || now->size < PGF_PASSAGE_SHORT;
    if (now->size < PGF_PASSAGE_LABEL || size < PGF_PASSAGE_LABEL)
        return true;
    return now->size < PGF_PASSAGE_SHORT && size < PGF_PASSAGE_SHORT;
}

static bool ends_in_colon(const char *text, const pgf_paragraph *paragraph)
{
    return paragraph->end > paragraph->begin && text[paragraph->end - 1] == ':';
}

static bool finish(passage_list *list, growing *now)
{
    bool pushed = !now->open || push(list, &now->is);
    now->open = false;
    return pushed;
}

/* Pieces of a paragraph that is too long for one passage. */
static bool add_pieces(passage_list *list, const char *text, const pgf_paragraph *paragraph, size_t size)
{
    for (size_t begin = paragraph->begin; begin < paragraph->end;) {
        size_t end = pgf_cut_after(text, begin, paragraph->end, size, &size);
        pgf_passage piece = {begin, end, paragraph->section, paragraph->page};
        if (!push(list, &piece))
            return false;
        begin = pgf_cut_skip(text, end, paragraph->end);
    }
    return true;
}

static bool add(passage_list *list, growing *now, const char *text, const pgf_paragraph *paragraph)
{
    size_t size = pgf_weigh(text + paragraph->begin, paragraph->end - paragraph->begin);
    if (joins(now, paragraph, size)) {
        now->is.end = paragraph->end;
        now->size += size;
    } else {
        if (!finish(list, now))
            return false;
        if (size > PGF_PASSAGE_LONG)
            return add_pieces(list, text, paragraph, size);
        now->is = (pgf_passage){paragraph->begin, paragraph->end, paragraph->section, paragraph->page};
        now->size = size;
        now->open = true;
    }
    now->last = paragraph->kind;
    now->introduces = ends_in_colon(text, paragraph);
    return true;
}

pgf_status pgf_passages_cut(const pgf_document *document, pgf_passage **out, size_t *count, pgf_error *err)
{
    passage_list list = {0};
    growing now = {0};
    bool well = true;
    for (size_t i = 0; i < document->paragraph_count && well; i++) {
        const pgf_paragraph *paragraph = &document->paragraphs[i];
        well = paragraph->kind == PGF_HEADING ? finish(&list, &now) : add(&list, &now, document->text.bytes, paragraph);
    }
    well = well && finish(&list, &now);
    if (!well) {
        free(list.items);
        list = (passage_list){0};
    }
    *out = list.items;
    *count = list.count;
    return well ? PGF_OK : pgf_fail(err, PGF_ENOMEM, "out of memory");
}
