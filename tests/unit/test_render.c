#include "fail_alloc.h"
#include "searcher/render.h"
#include "text/columns.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* `json` with ' for ". The caller's to dispose. */
static pgf_buffer render(const char *json, size_t width, bool color)
{
    char text[8192];
    assert_in_range(strlen(json), 0, sizeof text - 1);
    strcpy(text, json);
    for (char *at = text; *at; at++)
        if (*at == '\'')
            *at = '"';
    cJSON *answer = cJSON_Parse(text);
    assert_non_null(answer);
    pgf_buffer out = {0};
    const screen to = {width, color};
    assert_int_equal(render_answer(&to, answer, &out, NULL), PGF_OK);
    cJSON_Delete(answer);
    return out;
}

static void assert_page(const char *json, size_t width, const char *expected)
{
    pgf_buffer out = render(json, width, false);
    assert_string_equal(out.bytes, expected);
    pgf_buffer_dispose(&out);
}

#define HEAD "{'query':{'text':'q','warnings':[]},"

static const char two_hits[] = HEAD
    "'total':{'value':1128,'relation':'eq'},'matched':{'words':2,'of':2},'offset':9,'limit':2,"
    "'facets':{'type':[{'value':'press-release','count':1040},{'value':'act','count':88}],"
    "'language':[{'value':'en','count':1128}],"
    "'year':[{'value':'2023','count':60},{'value':'2022','count':30}]},"
    "'hits':[{'rank':10,'id':'a','title':'Agreement on defence industry cooperation',"
    "'url':'https://example.org/a-long-address-that-is-wider-than-a-narrow-screen','path':'a.txt','date':'2023-12-13',"
    "'language':'en','type':'press-release','issuer':'Ministry of Defence','highlights':{'title':[[13,7]]},"
    "'passages':[{'text':'The State Secretary met with his colleague in Tokyo on Wednesday to speak of it.\\n\\nThey "
    "agreed on closer defence policy.','highlights':[[104,7]],'heading':['Agreement on defence industry "
    "cooperation','Policy','Dialogue'],'page':4,'offset':1,'link':'https://example.org/a#dialogue:~:text=The'},"
    "{'text':'More of it.','highlights':[],'heading':[],'offset':900}]},"
    "{'rank':11,'id':'b','title':'個人情報の保護に関する法律','path':'ja/b.jsonl','highlights':{'title':[[0,4]]},"
    "'passages':[{'text':'個人情報取扱事業者は、報告しなければならない。','highlights':[[0,4],[11,2]],'heading':"
    "['漏えい等の報告等'],'offset':10}]}],'next':11}";

static void a_page_on_eighty_columns(void **state)
{
    (void)state;
    assert_page(two_hits, 80,
                "10  Agreement on *defence* industry cooperation\n"
                "    2023-12-13 · press-release · Ministry of Defence · en\n"
                "    § Policy › Dialogue, p. 4\n"
                "      The State Secretary met with his colleague in Tokyo on Wednesday to speak\n"
                "      of it. They agreed on closer *defence* policy.\n"
                "    § More of it.\n"
                "    https://example.org/a#dialogue\n"
                "\n"
                "11  *個人情報*の保護に関する法律\n"
                "    § 漏えい等の報告等\n"
                "      *個人情報*取扱事業者は、*報告*しなければならない。\n"
                "    ja/b.jsonl · b\n"
                "\n"
                "type  press-release 1,040 · act 88\n"
                "year  2023 60 · 2022 30\n"
                "\n"
                "1,128 documents with both words; 10–11 shown, next: --offset 11\n");
}

static void a_page_on_forty_columns(void **state)
{
    (void)state;
    pgf_buffer out = render(two_hits, 40, false);
    for (char *line = out.bytes, *end; (end = strchr(line, '\n')); line = end + 1) {
        size_t columns = pgf_text_columns(line, (size_t)(end - line));
        if (columns > 40 && strncmp(line, "    https://", 12) != 0)
            fail_msg("%zu columns: %.*s", columns, (int)(end - line), line);
    }
    assert_non_null(strstr(out.bytes, "\n    2023-12-13 · press-release ·\n    Ministry of Defence · en\n"));
    assert_non_null(strstr(out.bytes, "\n      *個人情報*取扱事業者は、*報告*しな\n      ければならない。\n"));
    pgf_buffer_dispose(&out);
}

static void an_option_is_not_parted(void **state)
{
    (void)state;
    for (size_t width = 20; width < 90; width++) {
        pgf_buffer out = render(two_hits, width, false);
        assert_non_null(strstr(out.bytes, "--offset 11\n"));
        pgf_buffer_dispose(&out);
    }
}

static void color_takes_the_place_of_asterisks(void **state)
{
    (void)state;
    pgf_buffer out = render(two_hits, 80, true);
    assert_non_null(strstr(out.bytes, "\033[1mAgreement on \033[m\033[1;35mdefence\033[m\033[1m industry"));
    assert_null(strchr(out.bytes, '*'));
    for (char *line = out.bytes, *end; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        const char *last = NULL; /* no line leaves its colour to the next one */
        for (const char *at = line; (at = strstr(at, "\033[")); at++)
            last = at;
        assert_true(!last || strncmp(last, "\033[m", 3) == 0);
    }
    pgf_buffer_dispose(&out);
}

#define NO_HITS "'facets':{},'hits':[],'next':null}"
#define ONE_HIT                                                                                                        \
    "'facets':{},'hits':[{'rank':1,'id':'a','title':'T','highlights':{'title':[]},'passages':[]}],'next':null}"

static void assert_ends(const char *json, const char *expected)
{
    pgf_buffer out = render(json, 80, false);
    if (!strstr(out.bytes, expected) || strcmp(strstr(out.bytes, expected), expected) != 0)
        fail_msg("%s\ndoes not end in: %s", out.bytes, expected);
    pgf_buffer_dispose(&out);
}

static void totals_say_what_was_counted(void **state)
{
    (void)state;
    static const struct {
        const char *counts, *expected;
    } cases[] = {
        {"'total':{'value':1,'relation':'eq'},'matched':{'words':1,'of':1},'offset':0,", "\n1 document\n"},
        {"'total':{'value':1,'relation':'eq'},'matched':{'words':0,'of':0},'offset':0,", "\n1 document\n"},
        {"'total':{'value':7,'relation':'eq'},'matched':{'words':2,'of':2},'offset':0,",
         "\n7 documents with both words; 1 shown\n"},
        {"'total':{'value':7,'relation':'eq'},'matched':{'words':3,'of':3},'offset':0,",
         "\n7 documents with all 3 words; 1 shown\n"},
        {"'total':{'value':7,'relation':'eq'},'matched':{'words':3,'of':6},'offset':0,",
         "\n7 documents with at least 3 of 6 words; 1 shown\n"},
        {"'total':{'value':7,'relation':'gte'},'matched':{'words':1,'of':6},'offset':0,",
         "\nAt least 7 documents with any of the 6 words; 1 shown\n"},
        {"'total':{'value':0,'relation':'eq'},'matched':{'words':2,'of':2},'offset':0,",
         "\nNo documents with both words; 1 shown with fewer\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char json[1024];
        snprintf(json, sizeof json, "%s%s%s", HEAD, cases[i].counts, ONE_HIT);
        assert_ends(json, cases[i].expected);
    }
}

static void no_hits_are_said_and_what_may_help(void **state)
{
    (void)state;
    assert_page(HEAD "'total':{'value':0,'relation':'eq'},'matched':{'words':2,'of':2},'offset':0," NO_HITS, 80,
                "Nothing found. Fewer words, other spellings or fewer filters may find more.\n");
    assert_page(HEAD "'total':{'value':0,'relation':'eq'},'matched':{'words':1,'of':1},'offset':0," NO_HITS, 80,
                "Nothing found. Other words or spellings, or fewer filters, may find more.\n");
    assert_page(HEAD "'total':{'value':5,'relation':'eq'},'matched':{'words':1,'of':1},'offset':0," NO_HITS, 80,
                "5 documents\n");
}

static void more_values_are_never_alone_on_a_line(void **state)
{
    (void)state;
    static const char counts[] = HEAD
        "'total':{'value':9,'relation':'eq'},'matched':{'words':1,'of':1},'offset':0,'facets':{'type':["
        "{'value':'aaaa','count':7},{'value':'bbbb','count':6},{'value':'cccc','count':5},{'value':'dddd','count':4},"
        "{'value':'eeee','count':3},{'value':'ffff','count':2},{'value':'gggg','count':1}]},'hits':[],'next':null}";
    for (size_t width = 40; width < 70; width++) {
        pgf_buffer out = render(counts, width, false);
        assert_non_null(strstr(out.bytes, "ffff 2 · …\n"));
        pgf_buffer_dispose(&out);
    }
}

static void warnings_stand_where_they_are_seen(void **state)
{
    (void)state;
    assert_page("{'query':{'text':'q','warnings':['a quote is not closed']},'total':{'value':5,'relation':'eq'},"
                "'matched':{'words':1,'of':1},'offset':0," NO_HITS,
                80, "Note: a quote is not closed\n5 documents\n");
}

static void a_long_passage_is_cut_to_a_few_lines(void **state)
{
    (void)state;
    char json[4096] = HEAD "'total':{'value':1,'relation':'eq'},'matched':{'words':1,'of':1},'offset':0,'facets':{},"
                           "'hits':[{'rank':1,'id':'a','title':'T','highlights':{'title':[]},'passages':[{'text':'";
    for (int i = 0; i < 100; i++)
        strcat(json, "some more words ");
    strcat(json, "','highlights':[[800,5]],'heading':['H'],'offset':0}]}],'next':null}");
    pgf_buffer out = render(json, 80, false);
    size_t lines = 0;
    for (const char *at = out.bytes; (at = strchr(at, '\n')); at++)
        lines++;
    assert_int_equal(lines, 1 + 1 + 4 + 1 + 1 + 1); /* title, heading, passage, id, blank, totals */
    assert_non_null(strchr(out.bytes, '*'));
    pgf_buffer_dispose(&out);
}

static void no_control_character_of_an_answer_reaches_the_text(void **state)
{
    (void)state;
    static const char evil[] =
        "{'query':{'text':'q','warnings':['\\u001b[2J']},'total':{'value':1,'relation':'eq'},"
        "'matched':{'words':1,'of':1},'offset':0,'facets':{'\\u001bx':[{'value':'\\u0007','count':1},{'value':'b\\u009b"
        "','count':1}]},'hits':[{'rank':1,'id':'a','title':'\\u001b]0;x\\u0007','url':'http://a/\\u001b\\u0085',"
        "'date':'\\r','language':'\\b','type':'\\u007f','issuer':'\\u202e\\u2066','highlights':{'title':[[0,2]]},"
        "'passages':[{'text':'a\\n\\u001b[31m\\u0000z','highlights':[[0,9]],'heading':['\\u001b','\\u009d'],'offset':"
        "0}]}],'next':null}";
    for (int color = 0; color < 2; color++) {
        pgf_buffer out = render(evil, 80, color);
        for (size_t i = 0; i < out.size; i++) {
            unsigned char byte = (unsigned char)out.bytes[i];
            if (byte == '\033' && color) {
                assert_int_equal(out.bytes[i + 1], '[');
                assert_int_equal(out.bytes[i + 2 + strspn(out.bytes + i + 2, "0123456789;")], 'm');
                continue;
            }
            assert_true(byte == '\n' || (byte >= 0x20 && byte != 0x7F));
            assert_false(byte == 0xC2 && (unsigned char)out.bytes[i + 1] < 0xA0);
        }
        assert_null(strstr(out.bytes, "\u202E"));
        pgf_buffer_dispose(&out);
    }
}

static void an_answer_with_nothing_in_it_is_no_crash(void **state)
{
    (void)state;
    assert_page("{}", 80, "Nothing found. Other words or spellings, or fewer filters, may find more.\n");
    pgf_buffer out =
        render("{'hits':[1,{},{'passages':[2,{'highlights':[[],['x',1],[-1,-1]],'heading':[3]}]}],'facets':"
               "{'a':[1,{}]},'query':7}",
               20, false);
    assert_non_null(out.bytes);
    pgf_buffer_dispose(&out);
}

static void a_page_says_that_memory_is_short(void **state)
{
    (void)state;
    char text[sizeof two_hits];
    memcpy(text, two_hits, sizeof text);
    for (char *at = text; *at; at++)
        if (*at == '\'')
            *at = '"';
    cJSON *answer = cJSON_Parse(text);
    const screen to = {40, true};
    pgf_status status = PGF_ENOMEM;
    size_t nth = 0;
    while (status) {
        pgf_buffer out = {0};
        pgf_error err = {0};
        fail_alloc_at(++nth);
        status = render_answer(&to, answer, &out, &err);
        fail_alloc_at(0);
        assert_true(status == PGF_OK || status == PGF_ENOMEM);
        assert_int_equal(err.status, status);
        pgf_buffer_dispose(&out);
    }
    assert_in_range(nth, 10, 1000);
    cJSON_Delete(answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_on_eighty_columns),
        cmocka_unit_test(a_page_on_forty_columns),
        cmocka_unit_test(an_option_is_not_parted),
        cmocka_unit_test(color_takes_the_place_of_asterisks),
        cmocka_unit_test(totals_say_what_was_counted),
        cmocka_unit_test(no_hits_are_said_and_what_may_help),
        cmocka_unit_test(more_values_are_never_alone_on_a_line),
        cmocka_unit_test(warnings_stand_where_they_are_seen),
        cmocka_unit_test(a_long_passage_is_cut_to_a_few_lines),
        cmocka_unit_test(no_control_character_of_an_answer_reaches_the_text),
        cmocka_unit_test(an_answer_with_nothing_in_it_is_no_crash),
        cmocka_unit_test(a_page_says_that_memory_is_short),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
