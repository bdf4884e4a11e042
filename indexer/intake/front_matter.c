#include "intake/front_matter.h"
#include "base/memory.h"
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <yaml.h>

enum {
    SIZE_MOST = 1 << 16, /* bytes: what is longer is no metadata; libyaml takes square time for some nestings */
    NODES_MOST = 2000,   /* looked at: an alias may stand for a whole tree, again and again                  */
    DEPTH_MOST = 20,
    NAME_MOST = 200 /* bytes of a dotted name */
};

typedef struct {
    yaml_document_t *yaml;
    pgf_document *document;
    size_t seen;
    pgf_error *err;
} walk;

/* --- Where it lies ------------------------------------------------------------------------------------------------ */

/* Behind the line at `at`. */
static size_t next_line(const char *text, size_t size, size_t at)
{
    const char *end = memchr(text + at, '\n', size - at);
    return end ? (size_t)(end - text) + 1 : size;
}

static bool is_fence(const char *text, size_t begin, size_t end, const char *mark)
{
    while (end > begin && strchr(" \t\r\n", text[end - 1]))
        end--;
    return end - begin == 3 && memcmp(text + begin, mark, 3) == 0;
}

/* The lines between the fences, and where the rest begins; false when there are no two. */
static bool find(const char *text, size_t size, size_t *begin, size_t *end, size_t *body)
{
    *begin = next_line(text, size, 0);
    if (!is_fence(text, 0, *begin, "---"))
        return false;
    for (size_t at = *begin; at < size && at < SIZE_MOST; at = *body) {
        *body = next_line(text, size, at);
        if (is_fence(text, at, *body, "---") || is_fence(text, at, *body, "...")) {
            *end = at;
            return true;
        }
    }
    return false;
}

/* libyaml takes square time for brackets that nest: 8 s for 60,000 of them. */
static bool is_too_deep(const char *text, size_t size)
{
    enum { BRACKETS_MOST = 100 };
    int open = 0;
    for (size_t i = 0; i < size && open <= BRACKETS_MOST; i++)
        open += (text[i] == '[' || text[i] == '{') - (open > 0 && (text[i] == ']' || text[i] == '}'));
    return open > BRACKETS_MOST;
}

/* --- What it says ------------------------------------------------------------------------------------------------- */

static bool is_null(const yaml_node_t *node)
{
    const char *value = (const char *)node->data.scalar.value;
    return node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && (!strcmp(value, "~") || !strcasecmp(value, "null"));
}

static const char *usual_name(const char *name)
{
    static const char *const usual[][2] = {{"lang", "language"}, {"topics", "topic"}};
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (strcasecmp(name, usual[i][0]) == 0)
            return usual[i][1];
    const char *known = pgf_document_known_name(name);
    return known ? known : name;
}

static pgf_status add_node(walk *w, const char *name, int number, unsigned depth);

static pgf_status add_mapping(walk *w, const char *prefix, const yaml_node_t *node, unsigned depth)
{
    char name[NAME_MOST];
    pgf_status status = PGF_OK;
    const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
    for (; pair < node->data.mapping.pairs.top && !status; pair++) {
        const yaml_node_t *key = yaml_document_get_node(w->yaml, pair->key);
        if (!key || key->type != YAML_SCALAR_NODE)
            continue;
        const char *own = (const char *)key->data.scalar.value;
        int size = snprintf(name, sizeof name, "%s%s%s", prefix, *prefix ? "." : "", *prefix ? own : usual_name(own));
        if (size > 0 && size < NAME_MOST)
            status = add_node(w, name, pair->value, depth + 1);
    }
    return status;
}

static pgf_status add_node(walk *w, const char *name, int number, unsigned depth)
{
    const yaml_node_t *node = yaml_document_get_node(w->yaml, number);
    if (!node || depth > DEPTH_MOST || ++w->seen > NODES_MOST)
        return PGF_OK;
    if (node->type == YAML_SCALAR_NODE)
        return is_null(node) ? PGF_OK
                             : pgf_document_add_field(w->document, name, (const char *)node->data.scalar.value, w->err);
    if (node->type == YAML_MAPPING_NODE)
        return add_mapping(w, name, node, depth);
    pgf_status status = PGF_OK;
    const yaml_node_item_t *item = node->data.sequence.items.start;
    for (; item < node->data.sequence.items.top && !status; item++)
        status = add_node(w, name, *item, depth + 1);
    return status;
}

typedef enum { FRONT_READ, FRONT_BROKEN, FRONT_NONE } front_matter;

static void note_broken(pgf_document *document, const yaml_parser_t *parser)
{
    char notice[160], line[32] = "";
    if (parser->error != YAML_READER_ERROR)                                       /* which knows no line */
        snprintf(line, sizeof line, "line %zu: ", parser->problem_mark.line + 2); /* counted from 0, below the fence */
    snprintf(notice, sizeof notice, "front matter is no YAML (%s%.80s) and was read as text", line,
             parser->problem ? parser->problem : "malformed");
    pgf_document_add_notice(document, notice);
}

/* FRONT_NONE when it is YAML but no mapping: a text between two lines, not metadata. */
static pgf_status read_yaml(const char *text, size_t size, pgf_document *document, front_matter *found, pgf_error *err)
{
    yaml_parser_t parser;
    yaml_document_t yaml;
    *found = FRONT_BROKEN;
    if (is_too_deep(text, size)) {
        pgf_document_add_notice(document, "front matter nests too deeply and was read as text");
        return PGF_OK;
    }
    if (!yaml_parser_initialize(&parser))
        return pgf_no_memory(err);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, size);
    pgf_status status = PGF_OK;
    if (!yaml_parser_load(&parser, &yaml)) {
        if (parser.error == YAML_MEMORY_ERROR)
            status = pgf_no_memory(err);
        else
            note_broken(document, &parser);
        yaml_parser_delete(&parser);
        return status;
    }
    const yaml_node_t *root = yaml_document_get_root_node(&yaml);
    *found = !root || root->type == YAML_MAPPING_NODE ? FRONT_READ : FRONT_NONE;
    if (*found == FRONT_NONE)
        pgf_document_add_notice(document, "front matter has no names with values and was read as text");
    walk w = {.yaml = &yaml, .document = document, .err = err};
    if (root && *found == FRONT_READ)
        status = add_mapping(&w, "", root, 0);
    yaml_document_delete(&yaml);
    yaml_parser_delete(&parser);
    return status;
}

pgf_status intake_read_front_matter(const char *text, size_t size, pgf_document *document, size_t *body, pgf_error *err)
{
    size_t begin, end, rest;
    front_matter found;
    *body = 0;
    if (!size || !find(text, size, &begin, &end, &rest))
        return PGF_OK;
    pgf_status status = read_yaml(text + begin, end - begin, document, &found, err);
    if (status || found == FRONT_NONE)
        return status;
    *body = rest;
    if (found == FRONT_BROKEN) /* to Markdown the lower --- would make a heading of it */
        status = pgf_document_add_paragraph(document, PGF_TEXT, 0, text + begin, end - begin, err);
    return status;
}
