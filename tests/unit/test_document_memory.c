/* Every allocation of the room fails once: the call says so, leaks nothing, and works the next time. */
#include "document/json.h"
#include "document/passage.h"
#include "document/plain.h"
#include "fail_each.h"
#include "indexer/intake/intake.h"
#include <stdlib.h>
#include <string.h>

static const char text[] =
    "On roads\r\rPart 1\rRoads\r\rRoads are kept by the coun-\rty of e\xCC\x81tat.\r\r| a | b |\r\r"
    "1.1\rScope\r\r(a)\rThe roads.\r\r> A quote.\r\rPhoto: A road\r";

static pgf_status build(void)
{
    pgf_document *document = NULL;
    pgf_passage *passages = NULL;
    size_t count;
    pgf_status status = pgf_document_new(&document, NULL);
    for (unsigned i = 0; i < 40 && !status; i++) {
        status = pgf_document_add_section(document, 1 + i % 6, "A  heading of é", 16, "anchor", NULL);
        if (!status)
            status = pgf_document_add_paragraph(document, PGF_TEXT, i, text, strlen(text), NULL);
        if (!status)
            status = pgf_document_add_field(document, i % 2 ? "topic" : "other", "värde", NULL);
    }
    if (!status)
        status = pgf_document_set_field(document, "topic", "one", NULL);
    if (!status)
        status = pgf_passages_cut(document, &passages, &count, NULL);
    free(passages);
    pgf_document_free(document);
    return status;
}

static pgf_status read_plain(void)
{
    pgf_document *document = NULL;
    pgf_status status = pgf_document_new(&document, NULL);
    if (!status)
        status = pgf_plain_parse(document, text, strlen(text), true, NULL);
    pgf_document_free(document);
    return status;
}

/* cJSON allocates in its own library, out of reach here. */
static pgf_status read_json(void)
{
    static const char json[] =
        "{\"_id\":1,\"title\":\"On roads\",\"headline\":\"\xFF\",\"text\":[\"On roads\\n\\nRoads.\","
        "\"More.\"],\"a\":{\"b\":[1,true]}}";
    pgf_mapping *mapping = NULL;
    pgf_document *document = NULL;
    pgf_line_kind kind;
    pgf_status status = pgf_mapping_new(&mapping, NULL);
    if (!status)
        status = pgf_mapping_add(mapping, "title=headline", NULL);
    if (!status)
        status = pgf_document_parse(&document, &kind, json, strlen(json), mapping, NULL);
    pgf_document_free(document);
    pgf_mapping_free(mapping);
    return status;
}

static pgf_status read_markdown(void)
{
    static const char markdown[] =
        "---\ntitle: On roads\ntopics: [a, b]\n---\n# On roads\n\n## Costs\n## Costs\n\n"
        "*Much* &amp; <b>more</b>.\n\n1. one\n\n<div>x &eacute;</div>\n\n| a | b |\n|---|---|\n"
        "| c | d |\n\n![i](s \"t\")\n";
    const intake_input input = {.path = "a.md", .bytes = markdown, .size = strlen(markdown)};
    pgf_document *document = NULL;
    pgf_status status = pgf_document_new(&document, NULL);
    if (!status)
        status = intake_read_markdown(&input, document, NULL);
    pgf_document_free(document);
    return status;
}

static void building_says_that_memory_is_short(void **state)
{
    (void)state;
    fail_each(build, 30);
}

static void plain_text_says_that_memory_is_short(void **state)
{
    (void)state;
    fail_each(read_plain, 15);
}

static void json_says_that_memory_is_short(void **state)
{
    (void)state;
    fail_each(read_json, 40);
}

static void markdown_says_that_memory_is_short(void **state)
{
    (void)state;
    fail_each(read_markdown, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(building_says_that_memory_is_short),
        cmocka_unit_test(plain_text_says_that_memory_is_short),
        cmocka_unit_test(json_says_that_memory_is_short),
        cmocka_unit_test(markdown_says_that_memory_is_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
