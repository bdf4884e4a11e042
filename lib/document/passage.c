#include "document/passage.h"
#include "base/memory.h"
#include "document/cut.h"
#include "document/marks.h"
#include "document/parts.h"
#include "text/letters.h"
#include "text/utf8.h"
#include <stdlib.h>
#include <string.h>

enum { BREAK = 2 }; /* "\n\n" */

typedef struct {
    pgf_passage *items;
    size_t count, capacity;
} passage_list;

/* The passage that grows. */
typedef struct {
    pgf_passage is;
    size_t size;             /* as pgf_weigh counts                                      */
    size_t breaks;           /* characters between its paragraphs                        */
    pgf_paragraph_kind last; /* kind of its last paragraph                               */
    bool complete;           /* which ends with a full stop                              */
    unsigned list;           /* style of the items that an unfinished sentence introduced */
    bool open;
} growing;

static bool push(passage_list *list, const pgf_passage *passage)
{
    pgf_passage *items = pgf_array_grow(list->items, list->count, &list->capacity, sizeof *items);
    if (!items)
        return false;
    list->items = items;
    list->items[list->count++] = *passage;
    return true;
}

static bool begins_small(const char *text, const pgf_paragraph *paragraph)
{
    size_t at = paragraph->begin;
    return pgf_letter_of(utf8_next(text, paragraph->end, &at)) == PGF_LETTER_LOWER;
}

/* What goes on with an unfinished sentence, or with the list that one introduced, belongs to it. */
static bool goes_on(const growing *now, const char *text, const pgf_paragraph *next)
{
    if (next->kind == PGF_ROW)
        return now->last == PGF_ROW || !now->complete;
    if (next->kind != PGF_ITEM)
        return !now->complete && begins_small(text, next);
    return !now->complete || (now->list && now->list == pgf_mark_style(text + next->begin, next->end - next->begin));
}

static bool joins(const growing *now, const char *text, const pgf_paragraph *next, size_t size)
{
    if (!now->open || now->is.section != next->section || now->is.page != next->page)
        return false;
    if (next->kind == PGF_CAPTION || now->size + now->breaks + BREAK + size > PGF_PASSAGE_LONG)
        return false;
    if (now->last == PGF_CAPTION)
        return next->kind == PGF_ROW;
    if (goes_on(now, text, next) || now->size < PGF_PASSAGE_LABEL || size < PGF_PASSAGE_LABEL)
        return true;
    return now->size < PGF_PASSAGE_SHORT && size < PGF_PASSAGE_SHORT;
}

/* Japanese laws end the sentence before a list: "次に掲げる…とする。" */
static bool announces(const char *text, size_t size)
{
    static const char *const words[] = {"次に掲げる", "次の各号", "次のとおり", "次の通り", "以下の"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memmem(text, size, words[i], strlen(words[i])))
            return true;
    return false;
}

/* Remember what the last paragraph says about the next one. */
static void note(growing *now, const char *text, const pgf_paragraph *paragraph)
{
    const char *own = text + paragraph->begin;
    size_t size = paragraph->end - paragraph->begin;
    if (paragraph->kind == PGF_ITEM && now->open && !now->complete && !now->list)
        now->list = pgf_mark_style(own, size);
    else if (paragraph->kind != PGF_ITEM)
        now->list = 0;
    now->last = paragraph->kind;
    now->complete =
        pgf_ending_of(own, size) == ENDS_STOP && !(size >= 3 && own[size - 3] == '\xE3' && announces(own, size));
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
    if (joins(now, text, paragraph, size)) {
        now->is.end = paragraph->end;
        now->size += size;
        now->breaks += BREAK;
        note(now, text, paragraph);
        return true;
    }
    if (!finish(list, now))
        return false;
    if (size > PGF_PASSAGE_LONG)
        return add_pieces(list, text, paragraph, size);
    now->is = (pgf_passage){paragraph->begin, paragraph->end, paragraph->section, paragraph->page};
    now->size = size;
    now->breaks = 0;
    now->list = 0;
    note(now, text, paragraph);
    now->open = true;
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
    return well ? PGF_OK : pgf_no_memory(err);
}
