#include "answer/link.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_link(const char *url, pgf_shown_passage passage, const char *link)
{
    pgf_buffer out = {0};
    passage.size = strlen(passage.text);
    if (!passage.anchor)
        passage.anchor = "";
    assert_int_equal(pgf_link_append(&out, url, &passage), PGF_OK);
    assert_string_equal(out.bytes ? out.bytes : "", link);
    pgf_buffer_dispose(&out);
}

static void an_anchor_leads_to_its_section(void **state)
{
    (void)state;
    assert_link("https://x.example/a", (pgf_shown_passage){.text = "Text", .anchor = "scope"},
                "https://x.example/a#scope");
    assert_link("https://x.example/a", (pgf_shown_passage){.text = "Text", .anchor = "§ 5\"<"},
                "https://x.example/a#%C2%A7%205%22%3C");
}

static void a_page_leads_to_itself(void **state)
{
    (void)state;
    assert_link("https://x.example/a.pdf", (pgf_shown_passage){.text = "Text", .page = 12},
                "https://x.example/a.pdf#page=12");
}

static void without_either_the_beginning_of_the_paragraph_does(void **state)
{
    (void)state;
    assert_link("https://x.example/a", (pgf_shown_passage){.text = "Non-EU, short"},
                "https://x.example/a#:~:text=Non%2DEU%2C%20short");
    assert_link("/acts/1", (pgf_shown_passage){.text = "First line\n\nand another"}, "/acts/1#:~:text=First%20line");
    assert_link("https://x.example/a",
                (pgf_shown_passage){.text = "Twelve words that are certainly longer than sixty characters in a row"},
                "https://x.example/a#:~:text=Twelve%20words%20that%20are%20certainly%20longer%20than%20sixty");
}

static void text_without_spaces_is_cut_between_characters(void **state)
{
    (void)state;
    char text[3 * 100 + 1] = "", link[1000] = "https://x.example/a#:~:text=";
    for (int i = 0; i < 100; i++)
        strcat(text, "税");
    for (int i = 0; i < 24; i++)
        strcat(link, "%E7%A8%8E");
    assert_link("https://x.example/a", (pgf_shown_passage){.text = text}, link);
}

static void a_place_that_the_url_names_stays(void **state)
{
    (void)state;
    assert_link("https://x.example/a#b", (pgf_shown_passage){.text = "Text", .anchor = "c"}, "https://x.example/a#b");
    assert_link("https://x.example/a#b", (pgf_shown_passage){.text = "Text"}, "https://x.example/a#b:~:text=Text");
}

static void what_is_no_web_address_is_no_link(void **state)
{
    (void)state;
    assert_link("", (pgf_shown_passage){.text = "Text"}, "");
    assert_link("javascript:alert(1)", (pgf_shown_passage){.text = "Text"}, "");
    assert_link("file:///etc/passwd", (pgf_shown_passage){.text = "Text"}, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_anchor_leads_to_its_section),
        cmocka_unit_test(a_page_leads_to_itself),
        cmocka_unit_test(without_either_the_beginning_of_the_paragraph_does),
        cmocka_unit_test(text_without_spaces_is_cut_between_characters),
        cmocka_unit_test(a_place_that_the_url_names_stays),
        cmocka_unit_test(what_is_no_web_address_is_no_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
