#include "text/language.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void names_and_codes_become_codes(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"en", "en"},           {"EN", "en"},      {"en-GB", "en"},  {"en_US.UTF-8", "en"}, {"eng", "en"},
        {"nb_NO", "nb"},        {"nno", "nn"},     {"nob", "nb"},    {"nor", "no"},         {"deu", "de"},
        {"ger", "de"},          {"Deutsch", "de"}, {"German", "de"}, {"fre", "fr"},         {"Français", "fr"},
        {"norsk bokmål", "nb"}, {"Nynorsk", "nn"}, {"日本語", "ja"}, {"zh-Hans-CN", "zh"},  {"sr-Latn", "sr"},
        {"iw", "he"},           {" fr", "fr"},     {"sme", "se"},    {"haw", "haw"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char code[PGF_LANGUAGE_MAX];
        assert_true(pgf_language_normalize(pairs[i][0], code));
        assert_string_equal(code, pairs[i][1]);
    }
}

static void what_is_no_language_has_no_code(void **state)
{
    (void)state;
    static const char *const none[] = {"",
                                       " ",
                                       "e",
                                       "q",
                                       "xx",
                                       "und",
                                       "mul",
                                       "zxx",
                                       "en1",
                                       "12",
                                       "klingonese",
                                       "\xFF\xFE",
                                       "a very long name of a language that is far longer than any name of a language"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        char code[PGF_LANGUAGE_MAX] = "full";
        assert_false(pgf_language_normalize(none[i], code));
        assert_string_equal(code, "");
    }
}

static void codes_have_english_names(void **state)
{
    static const char *const named[][2] = {
        {"en", "English"}, {"nb", "Norwegian Bokmål"}, {"no", "Norwegian"}, {"ja", "Japanese"}, {"xq", "xq"}, {"", ""}};
    char name[PGF_LANGUAGE_NAME_MAX];
    (void)state;
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        assert_string_equal(pgf_language_name(named[i][0], name), named[i][1]);
}

static void every_listed_language_has_a_stemmer_and_a_code(void **state)
{
    (void)state;
    size_t count = 0;
    for (const char *const *code = pgf_language_stemmed(); *code; code++, count++) {
        char normal[PGF_LANGUAGE_MAX];
        assert_non_null(pgf_language_stemmer(*code));
        assert_true(pgf_language_normalize(*code, normal));
        assert_string_equal(normal, *code);
    }
    assert_int_equal(count, 30);
    assert_string_equal(pgf_language_stemmer("nb"), "norwegian");
    assert_string_equal(pgf_language_stemmer("nn"), "norwegian");
    assert_string_equal(pgf_language_stemmer("no"), "norwegian");
    assert_null(pgf_language_stemmer("ja"));
    assert_null(pgf_language_stemmer(""));
}

static void check(const char *text, const char *expected)
{
    char code[PGF_LANGUAGE_MAX] = "full";
    pgf_language_detect(text, strlen(text), code);
    assert_string_equal(code, expected);
}

static void languages_are_told_apart(void **state)
{
    (void)state;
    check("The controller shall notify the supervisory authority of a personal data breach without undue delay.", "en");
    check("Den behandlingsansvarlige skal melde brudd på personopplysningssikkerheten til tilsynsmyndigheten uten "
          "ugrunnet "
          "opphold. Forskriften trer i kraft straks, og departementet kan gi nærmere regler.",
          "no");
    check(
        "Ein skal ikkje verta nekta innsyn i dokument som gjeld ein sjølv. Dei som ynskjer det, kan krevja å få ei "
        "utgreiing om kvifor vedtaket vart gjort, og kva for reglar det byggjer på. Kommunane har sjølve ansvaret for "
        "å gjera dette kjent for innbyggjarane sine, og fylkeskommunen skal hjelpa dei med det.",
        "nn");
    check("Der Verantwortliche meldet der Aufsichtsbehörde unverzüglich jede Verletzung des Schutzes personenbezogener "
          "Daten.",
          "de");
    check("Le responsable du traitement notifie à l'autorité de contrôle toute violation de données à caractère "
          "personnel.",
          "fr");
    check("個人情報取扱事業者は、個人データの漏えいが生じたときは、個人情報保護委員会に報告しなければならない。", "ja");
    check("个人信息处理者应当立即采取补救措施，并通知履行个人信息保护职责的部门。", "zh");
    check("개인정보처리자는 개인정보가 유출되었음을 알게 되었을 때에는 지체 없이 정보주체에게 알려야 한다.", "ko");
    check("ผู้ควบคุมข้อมูลส่วนบุคคลต้องแจ้งเหตุการละเมิดข้อมูลส่วนบุคคลโดยไม่ชักช้า", "th");
}

static void markdown_does_not_hide_the_language(void **state)
{
    (void)state;
    check("# Vedtak\n\n## § 1\n\n* [Lovdata](https://example.org/a/b?c=d)\n* **Departementet** kan gi forskrift om "
          "behandlingen av personopplysninger etter denne loven.\n\n```\nfoo(bar)\n```\n",
          "no");
}

static void what_cannot_be_told_is_empty(void **state)
{
    (void)state;
    check("", "");
    check("12345 67890 -- ++ 5(2)", "");
    check("\n\n\n", "");
}

static void long_texts_are_sampled_between_characters(void **state)
{
    (void)state;
    static const char sentence[] = "個人情報取扱事業者は報告しなければならない。a";
    enum { SIZE = 500000 };
    char *text = malloc(SIZE);
    assert_non_null(text);
    size_t size = 0;
    while (size + sizeof sentence <= SIZE) {
        memcpy(text + size, sentence, sizeof sentence - 1);
        size += sizeof sentence - 1;
    }
    for (size_t shorter = 0; shorter < 200; shorter += sizeof sentence - 1) {
        char code[PGF_LANGUAGE_MAX];
        char *copy = malloc(size - shorter); /* ASan sees a read past its end */
        assert_non_null(copy);
        memcpy(copy, text, size - shorter);
        pgf_language_detect(copy, size - shorter, code);
        assert_string_equal(code, "ja");
        free(copy);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_codes_become_codes),
        cmocka_unit_test(what_is_no_language_has_no_code),
        cmocka_unit_test(codes_have_english_names),
        cmocka_unit_test(every_listed_language_has_a_stemmer_and_a_code),
        cmocka_unit_test(languages_are_told_apart),
        cmocka_unit_test(markdown_does_not_hide_the_language),
        cmocka_unit_test(what_cannot_be_told_is_empty),
        cmocka_unit_test(long_texts_are_sampled_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
