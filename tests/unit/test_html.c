/*
 * tests/cases/html/NAME.html and, in NAME.txt, what is read in it, as in documents-*.txt; and pages that are too large
 * or too odd for a file.
 */
#include "indexer/extract/extract.h"
#include "outline.h"
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER PARAGRAF_SOURCE_DIR "/tests/cases/html"

static pgf_buffer file(const char *name, const char *suffix)
{
    char path[1000], part[4096];
    pgf_buffer content = {0};
    size_t size;
    snprintf(path, sizeof path, FOLDER "/%s%s", name, suffix);
    FILE *stream = fopen(path, "rb");
    assert_non_null(stream);
    while ((size = fread(part, 1, sizeof part, stream)) > 0)
        pgf_buffer_append(&content, part, size);
    fclose(stream);
    return content;
}

static pgf_document *read_page(const char *bytes, size_t size, const char *charset)
{
    pgf_document *document;
    const extract_input input = {.bytes = bytes, .size = size, .charset = charset, .path = "a.html"};
    assert_int_equal(pgf_document_new(&document, NULL), PGF_OK);
    assert_int_equal(extract_html(&input, document, NULL), PGF_OK);
    return document;
}

static void outline_is(const char *html, const char *expected)
{
    pgf_document *document = read_page(html, strlen(html), NULL);
    char *outline = outline_of(document);
    assert_string_equal(outline, expected);
    free(outline);
    pgf_document_free(document);
}

static void run_case(void **state)
{
    const char *name = *state;
    pgf_buffer page = file(name, ".html"), expected = file(name, ".txt");
    pgf_document *document = read_page(page.bytes, page.size, NULL);
    char *outline = outline_of(document);
    assert_string_equal(outline, expected.bytes);
    free(outline);
    pgf_document_free(document);
    pgf_buffer_dispose(&page);
    pgf_buffer_dispose(&expected);
}

static void a_charset_from_outside_comes_before_the_page_s_own(void **state)
{
    (void)state;
    const char page[] = "<meta charset=windows-1252><p>\xEB\xEE\xE2</p>";
    pgf_document *document = read_page(page, sizeof page - 1, "windows-1251");
    size_t size;
    assert_string_equal(pgf_document_text(document, &size), "лов");
    pgf_document_free(document);
}

static void metadata_that_is_there_stays(void **state)
{
    (void)state;
    const char page[] = "<html lang=en><title>Of the page</title><p>Words.</p>";
    const extract_input input = {.bytes = page, .size = sizeof page - 1};
    pgf_document *document;
    assert_int_equal(pgf_document_new(&document, NULL), PGF_OK);
    pgf_document_add_field(document, "title", "Of the register", NULL);
    assert_int_equal(extract_html(&input, document, NULL), PGF_OK);
    assert_string_equal(pgf_document_field(document, "title"), "Of the register");
    assert_string_equal(pgf_document_field(document, "language"), "en");
    pgf_document_free(document);
}

static void a_title_loses_the_site_only_where_a_heading_says_so(void **state)
{
    (void)state;
    outline_is("<title>Roads | Norrey</title><h1>Roads</h1><p>Kept.", "title: Roads\ntext: Kept.\n");
    outline_is("<title>Norrey: Roads</title><h1>Roads</h1><p>Kept.", "title: Roads\ntext: Kept.\n");
    outline_is("<title>Roads | Norrey</title><p>Kept.", "title: Roads | Norrey\ntext: Kept.\n");
    outline_is("<title>Roads-and-ports</title><h1>Roads</h1><p>Kept.",
               "title: Roads-and-ports\n# Roads\ntext: Kept.\n");
    outline_is("<title>Roads - Norrey</title><nav><h1>Norrey</h1></nav><main><h2>Roads</h2><p>Kept.</main>",
               "title: Roads\n## Roads\ntext: Kept.\n");
    outline_is("<title>Roads - Norrey</title><nav><h1>Norrey</h1></nav><main><h2>Costs</h2><p>Kept.</main>",
               "title: Roads - Norrey\n## Costs\ntext: Kept.\n");
    outline_is("<h1>Roads</h1><p>Kept.", "title: Roads\ntext: Kept.\n");
}

static void dates_come_from_the_best_source_that_can_be_read(void **state)
{
    (void)state;
    outline_is("<meta name=date content=2020-01-01><meta property=article:published_time content=2021-02-03T10:00Z>"
               "<p><time datetime=2022-01-01>then</time>",
               "date: 2021-02-03\ntext: then\n");
    outline_is("<meta name=dc.date content=soon><p><time datetime=2022-01-01>then</time>",
               "date: 2022-01-01\ntext: then\n");
}

static void json_ld_may_be_an_array_or_broken(void **state)
{
    (void)state;
    outline_is("<script type=application/ld+json>[{\"@type\":\"WebSite\",\"datePublished\":\"2001\"},"
               "{\"@type\":[\"Legislation\"],\"datePublished\":\"2019-05\",\"publisher\":{\"name\":\"Storting\"}}]"
               "</script><p>Words.",
               "date: 2019-05\nissuer: Storting\ntype: Legislation\ntext: Words.\n");
    outline_is("<script type=application/ld+json>{\"@type\":\"Report\",</script><p>Words.", "text: Words.\n");
}

static void a_page_without_text_is_empty(void **state)
{
    (void)state;
    outline_is("", "");
    outline_is("<html><body> &nbsp; <br><p></p></body></html>", "");
}

static pgf_document *read_repeated(const char *before, const char *again, size_t times, const char *behind)
{
    pgf_buffer page = {0};
    pgf_buffer_append_text(&page, before);
    for (size_t i = 0; i < times; i++)
        pgf_buffer_append_text(&page, again);
    pgf_buffer_append_text(&page, behind);
    pgf_document *document = read_page(page.bytes, page.size, NULL);
    pgf_buffer_dispose(&page);
    return document;
}

static void text_deeper_than_the_limit_is_kept_and_told(void **state)
{
    (void)state;
    size_t size;
    pgf_document *document = read_repeated("<p>first</p>", "<div>", 5000, "<p>omega");
    assert_string_equal(pgf_document_text(document, &size), "first\n\nomega");
    assert_string_equal(pgf_document_notice(document),
                        "nests deeper than 256 elements; what is deeper was read without its structure");
    pgf_document_free(document);
    document = read_repeated("<p>first</p>", "<div>", 200000, "</b></p></i>omega");
    assert_string_equal(pgf_document_text(document, &size), "first");
    assert_string_equal(pgf_document_notice(document), "nests deeper than 10000 elements, where reading it ended");
    pgf_document_free(document);
}

static void what_is_huge_but_flat_is_read(void **state)
{
    (void)state;
    size_t size;
    pgf_document *document = read_repeated("<p ", "a='x' b=y ", 50000, ">omega</p><p>last");
    assert_string_equal(pgf_document_text(document, &size), "omega\n\nlast");
    pgf_document_free(document);
    document = read_repeated("<p>", "abcdefghij", 1000000, "</p><p>last");
    pgf_document_text(document, &size);
    assert_int_equal(size, 10000006);
    pgf_document_free(document);
    document = read_repeated("<p>5 < 6", " word", 3000, "</p><p>last");
    pgf_document_text(document, &size);
    assert_int_equal(size, 5 + 3000 * 5 + 6);
    pgf_document_free(document);
    document = read_repeated("<nav>", "<h2>a</h2><p><a href=b>c</a></p>", 300000, "</nav>");
    pgf_document_free(document);
    document = read_repeated("", "<", 1000000, "");
    pgf_document_text(document, &size);
    assert_true(size > 0);
    pgf_document_free(document);
}

static void frames_are_told(void **state)
{
    (void)state;
    const char page[] = "<frameset><frame src=a.html><noframes>None.</noframes></frameset>";
    pgf_document *document = read_page(page, sizeof page - 1, NULL);
    assert_string_equal(pgf_document_notice(document), "shows other pages in frames, which are not read with it");
    pgf_document_free(document);
}

static int is_page(const struct dirent *entry)
{
    const char *suffix = strrchr(entry->d_name, '.');
    return suffix && strcmp(suffix, ".html") == 0;
}

int main(void)
{
    static const struct CMUnitTest made[] = {
        cmocka_unit_test(a_charset_from_outside_comes_before_the_page_s_own),
        cmocka_unit_test(metadata_that_is_there_stays),
        cmocka_unit_test(a_title_loses_the_site_only_where_a_heading_says_so),
        cmocka_unit_test(dates_come_from_the_best_source_that_can_be_read),
        cmocka_unit_test(json_ld_may_be_an_array_or_broken),
        cmocka_unit_test(a_page_without_text_is_empty),
        cmocka_unit_test(text_deeper_than_the_limit_is_kept_and_told),
        cmocka_unit_test(what_is_huge_but_flat_is_read),
        cmocka_unit_test(frames_are_told),
    };
    struct dirent **entries;
    struct CMUnitTest cases[100] = {{0}};
    int count = scandir(FOLDER, &entries, is_page, alphasort);
    if (count < 10 || count > 100)
        abort();
    for (int i = 0; i < count; i++) {
        *strrchr(entries[i]->d_name, '.') = '\0';
        cases[i] = (struct CMUnitTest){entries[i]->d_name, run_case, NULL, NULL, entries[i]->d_name};
    }
    int failed = _cmocka_run_group_tests("pages of case files", cases, (size_t)count, NULL, NULL);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return failed + cmocka_run_group_tests_name("pages made here", made, NULL, NULL);
}
