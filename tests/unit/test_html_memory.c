/*
 * Every allocation of reading a page fails once: the call says so, leaks nothing, and works the next time. No date is
 * in it: pgf_date_read() has no status, so one that memory is short for reads as none.
 */
#include "extract/extract.h"
#include "fail_each.h"
#include <stdlib.h>

static const char page[] =
    "<html lang=en><head><meta http-equiv=content-type content='text/html; charset=windows-1252'>"
    "<title>Roads | Norrey</title><meta name=keywords content='roads, ships'>"
    "<base href=https://x.example/><link rel=canonical href=https://x.example/a><script "
    "type=application/ld+json>{\"@type\":\"Report\","
    "\"publisher\":\"County\",\"keywords\":[{\"name\":\"roads\"},\"ships\"]}</script></head><body><h1>Roads</h1><div "
    "id=a><h2>Costs</h2>"
    "<p>Roads\xA0"
    "cost<br>much.</div><ol><li>One<li>Two</ol><table><caption>Costs</caption><tr><td>a<td>b"
    "<tr><td>c<td>d</table><pre>a\n b</pre><div role=heading>Part 1</div><table><tr><td>(a)<td>a berth &eacute "
    "&comma;</table>"
    "<dl><dt>1.<dd>b<br>&nbsp;<br>c</dl><form><p>d</form><aside><p>e</aside>";

static pgf_status read_page(void)
{
    pgf_document *document = NULL;
    const extract_input input = {.bytes = page, .size = sizeof page - 1, .path = "a.html"};
    pgf_status status = pgf_document_new(&document, NULL);
    if (!status)
        status = extract_html(&input, document, NULL);
    pgf_document_free(document);
    return status;
}

static void html_says_that_memory_is_short(void **state)
{
    (void)state;
    fail_each(read_page, 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(html_says_that_memory_is_short)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
