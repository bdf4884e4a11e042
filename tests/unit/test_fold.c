#include "text/fold.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef pgf_status fold_fn(const char *word, size_t size, pgf_buffer *out);

static void check(fold_fn *fold, const char *const (*pairs)[2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pgf_buffer out = {0};
        assert_int_equal(pgf_buffer_append_text(&out, "before "), PGF_OK);
        assert_int_equal(fold(pairs[i][0], strlen(pairs[i][0]), &out), PGF_OK);
        assert_string_equal(out.bytes + strlen("before "), pairs[i][1]);
        pgf_buffer_dispose(&out);
    }
}

#define CHECK(fold, ...)                                                                                               \
    do {                                                                                                               \
        static const char *const pairs[][2] = {__VA_ARGS__};                                                           \
        check(fold, pairs, sizeof pairs / sizeof *pairs);                                                              \
    } while (0)

static void lower_case_keeps_diacritics(void **state)
{
    (void)state;
    CHECK(pgf_lower, {"", ""}, {"ABCxyz", "abcxyz"}, {"Sécurité", "sécurité"}, {"BJØRN", "bjørn"}, {"ЁЖ", "ёж"},
          {"Łódź", "łódź"}, {"ÆØÅ", "æøå"}, {"ΠΌΛΗ", "πόλη"}, {"ԵՐԵՎԱՆ", "երեվան"}, {"𐐀", "𐐨"});
}

static void lower_case_has_one_sharp_s_one_sigma_one_i(void **state)
{
    (void)state;
    CHECK(pgf_lower, {"Straße", "straße"}, {"STRAẞE", "straße"}, {"ΟΔΟΣ", "οδοσ"}, {"οδος", "οδοσ"},
          {"İstanbul", "istanbul"}, {"ışık", "ışık"}, {"IŞIK", "işik"});
}

static void widths_digits_and_apostrophes_become_the_usual_ones(void **state)
{
    (void)state;
    CHECK(pgf_lower, {"２０２４", "2024"}, {"ＩＴ", "it"}, {"ﾃﾞｰﾀ", "データ"}, {"ﾊﾟｿｺﾝ", "パソコン"}, {"ｳﾞ", "ヴ"},
          {"٢٠٢٤", "2024"}, {"๒๕๖๗", "2567"}, {"CO₂", "co2"}, {"don’t", "don't"}, {"donʼt", "don't"},
          {"don＇t", "don't"});
}

static void what_nobody_types_is_gone(void **state)
{
    (void)state;
    CHECK(pgf_lower, {"col·lecció", "collecció"}, {"葛\xF3\xA0\x84\x80", "葛"}, {"ﬁnance", "finance"}, {"ŉ", "n"});
}

static void european_diacritics_come_off(void **state)
{
    (void)state;
    CHECK(pgf_fold, {"Sécurité", "securite"}, {"Bjørn", "bjorn"}, {"Dåsnes", "dasnes"}, {"Straße", "strasse"},
          {"Ærø", "aero"}, {"Œuvre", "oeuvre"}, {"Łódź", "lodz"}, {"Þingvellir", "thingvellir"}, {"Đặng", "dang"},
          {"ǾǼ", "oae"}, {"Πρόεδρος", "προεδροσ"}, {"ᾳ", "α"}, {"ĳ", "ij"}, {"e\xCC\x81", "e"}, {"IŞIK", "isik"},
          {"ışık", "isik"}, {"Ещё", "еще"}, {"Ħal", "hal"});
}

static void marks_that_are_letters_stay(void **state)
{
    (void)state;
    CHECK(pgf_fold, {"йод", "йод"}, {"Україна", "україна"}, {"संविधान", "संविधान"}, {"ข้อมูล", "ข้อมูล"},
          {"データ", "データ"}, {"がぎ", "がぎ"}, {"개인", "개인"}, {"தமிழ்", "தமிழ்"});
}

static void semitic_points_and_variants_become_one(void **state)
{
    (void)state;
    CHECK(pgf_fold, {"الكِتَاب", "الكتاب"}, {"أحكام", "احكام"}, {"إدارة", "اداره"}, {"کتاب", "كتاب"}, {"שָׁלוֹם", "שלום"},
          {"ـــ", ""});
}

static void folding_twice_is_folding_once(void **state)
{
    (void)state;
    for (int c = 1; c < 0x10000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        char text[4] = {(char)c};
        size_t size = 1;
        if (c >= 0x800) {
            text[0] = (char)(0xE0 | c >> 12), text[1] = (char)(0x80 | (c >> 6 & 0x3F)),
            text[2] = (char)(0x80 | (c & 0x3F));
            size = 3;
        } else if (c >= 0x80) {
            text[0] = (char)(0xC0 | c >> 6), text[1] = (char)(0x80 | (c & 0x3F));
            size = 2;
        }
        pgf_buffer once = {0}, twice = {0};
        assert_int_equal(pgf_fold(text, size, &once), PGF_OK);
        assert_int_equal(pgf_fold(once.bytes, once.size, &twice), PGF_OK);
        assert_int_equal(once.size, twice.size);
        if (once.size)
            assert_memory_equal(once.bytes, twice.bytes, once.size);
        pgf_buffer_dispose(&once);
        pgf_buffer_dispose(&twice);
    }
}

static void stripping_leaves_capitals_alone(void **state)
{
    (void)state;
    CHECK(pgf_strip_diacritics, {"", ""}, {"forpliktå", "forplikta"}, {"ABC", "ABC"}, {"strøß", "stross"});
}

static void malformed_bytes_become_replacement_characters(void **state)
{
    (void)state;
    CHECK(pgf_lower,
          {"A\xFF"
           "B",
           "a\xEF\xBF\xBD"
           "b"},
          {"\xE2\x82", "\xEF\xBF\xBD"});
    CHECK(pgf_fold, {"\xC3", "\xEF\xBF\xBD"});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lower_case_keeps_diacritics),
        cmocka_unit_test(lower_case_has_one_sharp_s_one_sigma_one_i),
        cmocka_unit_test(widths_digits_and_apostrophes_become_the_usual_ones),
        cmocka_unit_test(what_nobody_types_is_gone),
        cmocka_unit_test(european_diacritics_come_off),
        cmocka_unit_test(marks_that_are_letters_stay),
        cmocka_unit_test(semitic_points_and_variants_become_one),
        cmocka_unit_test(folding_twice_is_folding_once),
        cmocka_unit_test(stripping_leaves_capitals_alone),
        cmocka_unit_test(malformed_bytes_become_replacement_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
