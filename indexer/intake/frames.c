#include "intake/frames.h"
#include "base/memory.h"
#include "text/charset.h"
#include <assert.h>
#include <string.h>

static bool is_type(char type)
{
    return type && strchr("HRNFSPXE", type);
}

frame_found frames_next(const char *bytes, size_t size, size_t *at, frame *out)
{
    size_t left = size - *at;
    if (left && !is_type(bytes[*at]))
        return FRAME_BROKEN;
    if (left < FRAME_HEAD)
        return FRAME_CUT;
    const unsigned char *head = (const unsigned char *)bytes + *at;
    size_t length = head[1] | (size_t)head[2] << 8 | (size_t)head[3] << 16 | (size_t)head[4] << 24;
    if (length > FRAME_MOST)
        return FRAME_BROKEN;
    if (length > left - FRAME_HEAD)
        return FRAME_CUT;
    *out = (frame){(frame_type)head[0], bytes + *at + FRAME_HEAD, length};
    *at += FRAME_HEAD + length;
    return FRAME_WHOLE;
}

/* --- Writing ------------------------------------------------------------------------------------------------------ */

pgf_status frames_append(pgf_buffer *out, frame_type type, const char *bytes, size_t size)
{
    assert(size <= FRAME_MOST);
    const char head[FRAME_HEAD] = {(char)type, (char)(size & 0xFF), (char)(size >> 8 & 0xFF), (char)(size >> 16 & 0xFF),
                                   (char)(size >> 24 & 0xFF)};
    pgf_status status = pgf_buffer_append(out, head, sizeof head);
    return status ? status : pgf_buffer_append(out, bytes, size);
}

/* A frame being made: what is appended to `out` from here on is its content. */
static pgf_status begin(pgf_buffer *out, frame_type type, size_t *at)
{
    *at = out->size;
    return frames_append(out, type, "", 0);
}

static void end(pgf_buffer *out, size_t at)
{
    size_t size = out->size - at - FRAME_HEAD;
    for (unsigned i = 0; i < 4; i++)
        out->bytes[at + 1 + i] = (char)(size >> (8 * i) & 0xFF);
}

pgf_status frames_write_hello(const char *lacks, pgf_buffer *out)
{
    size_t at;
    pgf_status status = begin(out, FRAME_HELLO, &at);
    if (!status)
        status = pgf_buffer_append_number(out, FRAMES_VERSION);
    if (!status)
        status = pgf_buffer_append_terminated(out, lacks);
    if (!status)
        end(out, at);
    return status;
}

pgf_status frames_write_request(const frames_request *request, pgf_buffer *out)
{
    size_t at;
    pgf_status status = begin(out, FRAME_REQUEST, &at);
    if (!status)
        status = pgf_buffer_append_number(out, request->number);
    if (!status)
        status = pgf_buffer_append_terminated(out, request->format);
    if (!status)
        status = pgf_buffer_append_terminated(out, request->charset);
    if (!status)
        status = pgf_buffer_append_terminated(out, request->path);
    if (!status)
        end(out, at);
    return status;
}

static pgf_status write_end(uint64_t request, size_t frames, pgf_buffer *out)
{
    size_t at;
    pgf_status status = begin(out, FRAME_END, &at);
    if (!status)
        status = pgf_buffer_append_number(out, request);
    if (!status)
        status = pgf_buffer_append_number(out, frames);
    if (!status)
        end(out, at);
    return status;
}

static pgf_status write_pair(frame_type type, const char *first, const char *second, pgf_buffer *out)
{
    size_t at;
    pgf_status status = begin(out, type, &at);
    if (!status)
        status = pgf_buffer_append_terminated(out, first);
    if (!status)
        status = pgf_buffer_append_terminated(out, second);
    if (!status)
        end(out, at);
    return status;
}

static pgf_status write_section(const pgf_section *section, pgf_buffer *out)
{
    size_t at;
    pgf_status status = begin(out, FRAME_SECTION, &at);
    if (!status)
        status = pgf_buffer_append_number(out, section->level);
    if (!status)
        status = pgf_buffer_append_terminated(out, section->anchor);
    if (!status)
        status = pgf_buffer_append_terminated(out, section->heading);
    if (!status)
        end(out, at);
    return status;
}

static pgf_status write_paragraph(const pgf_paragraph *paragraph, const char *text, pgf_buffer *out)
{
    size_t at;
    pgf_status status = begin(out, FRAME_PARAGRAPH, &at);
    if (!status)
        status = pgf_buffer_append_number(out, paragraph->kind);
    if (!status)
        status = pgf_buffer_append_number(out, paragraph->page);
    if (!status)
        status = pgf_buffer_append(out, text + paragraph->begin, paragraph->end - paragraph->begin);
    if (!status)
        end(out, at);
    return status;
}

/* Sections and paragraphs in the order in which they were added. */
static pgf_status write_body(const pgf_document *document, size_t *frames, pgf_buffer *out)
{
    size_t size, section_count, count, section = 0;
    const char *text = pgf_document_text(document, &size);
    const pgf_section *sections = pgf_document_sections(document, &section_count);
    const pgf_paragraph *paragraphs = pgf_document_paragraphs(document, &count);
    pgf_status status = pgf_buffer_reserve(out, size + count * (FRAME_HEAD + 2));
    for (size_t i = 0; i <= count && !status; i++) {
        size_t last = i < count ? paragraphs[i].section : section_count - 1;
        for (; section < last && !status; ++*frames)
            status = write_section(&sections[++section], out);
        if (i == count || status || paragraphs[i].kind == PGF_HEADING)
            continue;
        status = write_paragraph(&paragraphs[i], text, out);
        ++*frames;
    }
    return status;
}

pgf_status frames_write_document(const pgf_document *document, uint64_t request, pgf_buffer *out)
{
    size_t count, frames = 0;
    const pgf_field *fields = pgf_document_fields(document, &count);
    const char *notice = pgf_document_notice(document);
    pgf_status status = *notice ? frames_append(out, FRAME_NOTICE, notice, strlen(notice)) : PGF_OK;
    frames += *notice != '\0';
    for (size_t i = 0; i < count && !status; i++, frames++)
        status = write_pair(FRAME_FIELD, fields[i].name, fields[i].value, out);
    if (!status)
        status = write_body(document, &frames, out);
    return status ? status : write_end(request, frames, out);
}

pgf_status frames_write_failure(pgf_status why, const char *message, uint64_t request, pgf_buffer *out)
{
    size_t at;
    pgf_status status = begin(out, FRAME_FAILURE, &at);
    if (!status)
        status = pgf_buffer_append_number(out, why);
    if (!status)
        status = pgf_buffer_append_terminated(out, message);
    if (status)
        return status;
    end(out, at);
    return write_end(request, 1, out);
}

/* --- Reading ------------------------------------------------------------------------------------------------------ */

static const char *read_text(pgf_cursor *cursor)
{
    const char *text = pgf_cursor_terminated(cursor);
    if (pgf_utf8_valid(text, strlen(text)) != strlen(text))
        cursor->ok = false;
    return cursor->ok ? text : "";
}

static bool is_at_end(const pgf_cursor *cursor)
{
    return cursor->ok && cursor->at == cursor->end;
}

/* What another version says behind its number is its own affair. */
frames_hello frames_read_hello(const frame *hello, const char **lacks)
{
    pgf_cursor cursor = pgf_cursor_on(hello->bytes, hello->size);
    bool same = pgf_cursor_number(&cursor) == FRAMES_VERSION;
    if (hello->type != FRAME_HELLO || !cursor.ok)
        return HELLO_BROKEN;
    if (!same)
        return HELLO_OTHER;
    *lacks = read_text(&cursor);
    return is_at_end(&cursor) ? HELLO_WELL : HELLO_BROKEN;
}

bool frames_read_request(const frame *asked, frames_request *out)
{
    pgf_cursor cursor = pgf_cursor_on(asked->bytes, asked->size);
    out->number = pgf_cursor_number(&cursor);
    out->format = pgf_cursor_terminated(&cursor);
    out->charset = pgf_cursor_terminated(&cursor);
    out->path = pgf_cursor_terminated(&cursor);
    return asked->type == FRAME_REQUEST && is_at_end(&cursor);
}

bool frames_read_end(const frame *end, uint64_t request, size_t *frames)
{
    pgf_cursor cursor = pgf_cursor_on(end->bytes, end->size);
    uint64_t number = pgf_cursor_number(&cursor);
    *frames = pgf_cursor_number(&cursor);
    return end->type == FRAME_END && is_at_end(&cursor) && number == request;
}

typedef struct {
    pgf_document *document;
    uint64_t request;
    size_t frames;
    bool failed, ended;
    pgf_error *err;
} reading;

static pgf_status refuse(const reading *r, const char *why)
{
    return pgf_fail(r->err, PGF_EIO, "its reader gave no proper answer (%s)", why);
}

static pgf_status read_notice(const reading *r, const frame *f)
{
    char notice[PGF_MESSAGE_MAX];
    if (f->size >= sizeof notice || memchr(f->bytes, '\0', f->size) || pgf_utf8_valid(f->bytes, f->size) != f->size)
        return refuse(r, "a broken notice");
    memcpy(notice, f->bytes, f->size);
    notice[f->size] = '\0';
    pgf_document_add_notice(r->document, notice);
    return PGF_OK;
}

static pgf_status read_field(const reading *r, const frame *f)
{
    pgf_cursor cursor = pgf_cursor_on(f->bytes, f->size);
    const char *name = read_text(&cursor), *value = read_text(&cursor);
    if (!is_at_end(&cursor))
        return refuse(r, "broken metadata");
    return strcmp(name, "path") == 0 ? PGF_OK : pgf_document_add_field(r->document, name, value, r->err);
}

static pgf_status read_section(const reading *r, const frame *f)
{
    pgf_cursor cursor = pgf_cursor_on(f->bytes, f->size);
    uint64_t level = pgf_cursor_number(&cursor);
    const char *anchor = read_text(&cursor), *heading = read_text(&cursor);
    if (!is_at_end(&cursor) || level < 1 || level > 6)
        return refuse(r, "a broken heading");
    return pgf_document_add_section(r->document, (unsigned)level, heading, strlen(heading), anchor, r->err);
}

static pgf_status read_paragraph(const reading *r, const frame *f)
{
    enum { PAGES_MOST = 10000000 };
    pgf_cursor cursor = pgf_cursor_on(f->bytes, f->size);
    uint64_t kind = pgf_cursor_number(&cursor), page = pgf_cursor_number(&cursor);
    size_t size = (size_t)(cursor.end - cursor.at);
    if (!cursor.ok || kind > PGF_CODE || kind == PGF_HEADING || page > PAGES_MOST ||
        pgf_utf8_valid(cursor.at, size) != size)
        return refuse(r, "a broken paragraph");
    return pgf_document_add_paragraph(r->document, (pgf_paragraph_kind)kind, (unsigned)page, cursor.at, size, r->err);
}

/* What the answer says of itself; a lack of memory there is a limit here, where memory is not out. */
static pgf_status read_failure(reading *r, const frame *f)
{
    pgf_cursor cursor = pgf_cursor_on(f->bytes, f->size);
    uint64_t why = pgf_cursor_number(&cursor);
    const char *message = read_text(&cursor);
    if (!is_at_end(&cursor) || !why || why > PGF_EINTERNAL || !*message || r->frames != 1)
        return refuse(r, "a broken failure");
    r->failed = true;
    return pgf_fail(r->err, why == PGF_ELIMIT || why == PGF_ENOMEM ? PGF_ELIMIT : PGF_EFORMAT, "%s", message);
}

static pgf_status read_end(reading *r, const frame *f)
{
    size_t frames;
    if (!frames_read_end(f, r->request, &frames) || frames != r->frames - 1)
        return refuse(r, "a broken end");
    r->ended = true;
    return PGF_OK;
}

static pgf_status read_frame(reading *r, const frame *f)
{
    if (++r->frames > FRAMES_MOST)
        return pgf_fail(r->err, PGF_ELIMIT,
                        "has more than %d headings, paragraphs and fields, the limit for one document", FRAMES_MOST);
    switch (f->type) {
    case FRAME_NOTICE:
        return read_notice(r, f);
    case FRAME_FIELD:
        return read_field(r, f);
    case FRAME_SECTION:
        return read_section(r, f);
    case FRAME_PARAGRAPH:
        return read_paragraph(r, f);
    case FRAME_FAILURE:
        return read_failure(r, f);
    case FRAME_END:
        return read_end(r, f);
    default:
        return refuse(r, "a frame out of place");
    }
}

pgf_status frames_read_answer(const char *bytes, size_t size, uint64_t request, pgf_document *document, pgf_error *err)
{
    reading r = {.document = document, .request = request, .err = err};
    pgf_status failure = PGF_OK;
    for (size_t at = 0; at < size;) {
        frame f;
        if (r.ended)
            return refuse(&r, "more than one end");
        if (frames_next(bytes, size, &at, &f) != FRAME_WHOLE)
            return refuse(&r, "a broken frame");
        pgf_status status = read_frame(&r, &f);
        if (status && !r.failed)
            return status;
        if (f.type == FRAME_FAILURE)
            failure = status;
        else if (r.failed && f.type != FRAME_END)
            return refuse(&r, "a document and a failure");
        else if (status)
            return status;
    }
    return r.ended ? failure : refuse(&r, "it breaks off");
}
