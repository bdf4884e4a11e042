#include "reply.h"
#include "fault.h"
#include "page.h"
#include <string.h>

void reply_dispose(reply *r)
{
    pgf_buffer_dispose(&r->body);
    *r = (reply){0};
}

unsigned reply_code(pgf_status status)
{
    switch (status) {
    case PGF_OK:
        return 200;
    case PGF_EINVAL:
    case PGF_EFORMAT:
    case PGF_ELIMIT:
        return 400;
    case PGF_ETIMEOUT:
    case PGF_ENOMEM:
    case PGF_ENOTFOUND: /* the index is being moved */
        return 503;
    default:
        return 500;
    }
}

bool reply_is_lost(pgf_status status)
{
    return reply_code(status) >= 500 && status != PGF_ETIMEOUT;
}

pgf_status reply_fail(reply *out, reply_type type, unsigned code, const parameters *asked, const pgf_error *error)
{
    reply_dispose(out);
    out->code = code;
    out->type = type;
    if (type == REPLY_PAGE)
        return page_append_failure(&out->body, asked, error);
    pgf_status status = fault_append(&out->body, &(fault){.text = asked->query, .size = strlen(asked->query)}, error);
    return status ? status : pgf_buffer_append_char(&out->body, '\n');
}

pgf_status reply_pack(const reply *r, pgf_buffer *out)
{
    pgf_status status = pgf_buffer_append_number(out, r->code);
    if (!status)
        status = pgf_buffer_append_number(out, r->type);
    if (!status)
        status = pgf_buffer_append_number(out, r->last);
    return status ? status : pgf_buffer_append(out, r->body.bytes ? r->body.bytes : "", r->body.size);
}

bool reply_unpack(reply *out, const pgf_buffer *bytes)
{
    pgf_cursor at = pgf_cursor_on(bytes->bytes, bytes->size);
    uint64_t code = pgf_cursor_number(&at), type = pgf_cursor_number(&at), last = pgf_cursor_number(&at);
    if (!at.ok || code < 200 || code > 599 || type >= REPLY_TYPES || last > 1)
        return false;
    reply_dispose(out);
    out->code = (unsigned)code;
    out->type = (reply_type)type;
    out->last = last;
    return !pgf_buffer_append(&out->body, at.at, (size_t)(at.end - at.at));
}
