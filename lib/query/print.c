/* The tree as it could be typed. */
#include "query/reading.h"
#include "text/utf8.h"

/* Tokens as they were typed, a space for what parted them; the pairs of a run of Han overlap and stay together. */
static pgf_status print_tokens(const pgf_query_node *node, pgf_buffer *out)
{
    size_t end = 0;
    bool any = false;
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < node->token_count && !status; i++) {
        const pgf_query_token *token = &node->tokens[i];
        size_t begin = token->begin;
        if (any && begin < end)
            begin = end;
        else if (any && begin > end)
            status = pgf_buffer_append_char(out, ' ');
        if (!status && token->end > begin)
            status = pgf_buffer_append(out, node->text + begin, token->end - begin);
        end = token->end;
        any = true;
    }
    return status;
}

/*
 * A word of several tokens as it was typed, with the bracket that its end leaves open: 5(2). No mark may open a phrase.
 */
static pgf_status print_whole(const pgf_query_node *node, pgf_buffer *out)
{
    size_t at = node->tokens[0].begin, end = node->tokens[node->token_count - 1].end;
    int open = 0;
    pgf_status status = PGF_OK;
    while (at < end && !status) {
        size_t begin = at;
        int32_t c = utf8_next(node->text, end, &at);
        open += (c == '(') - (c == ')');
        status = pgf_reading_is_quote(c) ? pgf_buffer_append_char(out, '/')
                                         : pgf_buffer_append(out, node->text + begin, at - begin);
    }
    if (!status && open == 1 && end < node->size && node->text[end] == ')')
        status = pgf_buffer_append_char(out, ')');
    return status;
}

static pgf_status print_node(const pgf_query_node *node, pgf_buffer *out)
{
    if (node->kind == PGF_NODE_NOT) {
        pgf_status status = pgf_buffer_append_char(out, '-');
        return status ? status : print_node(node->children, out);
    }
    if (!node->is_quoted) /* what was to be a phrase is words with spaces between */
        return node->is_cut || node->is_unclosed ? print_tokens(node, out) : print_whole(node, out);
    pgf_status status = pgf_buffer_append_char(out, '"');
    if (!status)
        status = print_tokens(node, out);
    return status ? status : pgf_buffer_append_char(out, '"');
}

pgf_status pgf_reading_print(pgf_reading *reading)
{
    pgf_query *query = reading->query;
    pgf_buffer out = {0};
    pgf_status status = PGF_OK;
    for (size_t i = 0; i < query->root.child_count && !status; i++) {
        const pgf_query_node *node = &query->root.children[i];
        if (!node->is_used)
            continue;
        status = out.size ? pgf_buffer_append_char(&out, ' ') : PGF_OK;
        if (!status)
            status = print_node(node, &out);
    }
    if (!status)
        query->parsed = pgf_arena_copy(&query->arena, out.bytes, out.size);
    pgf_buffer_dispose(&out);
    return status || !query->parsed ? pgf_reading_no_memory(reading) : PGF_OK;
}
