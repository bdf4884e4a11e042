#include "text/charset.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NORWEGIAN      "Forsvarsminister Bjørn Arild Gram besøkte Dåsnes på Ærøya."
#define BYTES(literal) literal, sizeof(literal) - 1

static void check_as(const char *bytes, size_t size, const char *declared, const char *text, const char *charset,
                     bool guessed)
{
    pgf_buffer out = {0};
    pgf_charset found = {0};
    assert_int_equal(pgf_charset_decode(bytes, size, declared, &out, &found, NULL), PGF_OK);
    assert_string_equal(out.bytes, text);
    assert_string_equal(found.name, charset);
    assert_int_equal(found.guessed, guessed);
    assert_int_equal(found.replaced, 0);
    pgf_buffer_dispose(&out);
}

static void check(const char *bytes, size_t size, const char *declared, const char *text, const char *charset)
{
    check_as(bytes, size, declared, text, charset, false);
}

static void check_guess(const char *bytes, size_t size, const char *text, const char *charset)
{
    check_as(bytes, size, NULL, text, charset, true);
}

/* `text` in UTF-16, every character of it below U+10000. */
static size_t to_utf16(const char *text, bool big, bool bom, char *bytes)
{
    size_t size = 0;
    if (bom) {
        bytes[size++] = big ? '\xFE' : '\xFF';
        bytes[size++] = big ? '\xFF' : '\xFE';
    }
    for (const unsigned char *at = (const unsigned char *)text; *at;) {
        unsigned c = *at++;
        if (c >= 0xE0) {
            c = (c & 0xF) << 12 | (at[0] & 0x3Fu) << 6 | (at[1] & 0x3F);
            at += 2;
        } else if (c >= 0xC0) {
            c = (c & 0x1F) << 6 | (*at++ & 0x3Fu);
        }
        bytes[size++] = (char)(big ? c >> 8 : c & 0xFF);
        bytes[size++] = (char)(big ? c & 0xFF : c >> 8);
    }
    return size;
}

static void valid_utf8_is_itself(void **state)
{
    (void)state;
    check(BYTES(""), NULL, "", "UTF-8");
    check(BYTES("plain"), NULL, "plain", "UTF-8");
    check(BYTES(NORWEGIAN "\xF0\xA0\x80\x8B"), NULL, NORWEGIAN "\xF0\xA0\x80\x8B", "UTF-8");
    check(BYTES(NORWEGIAN), "utf-8", NORWEGIAN, "UTF-8");
    check(BYTES(NORWEGIAN), "no such charset", NORWEGIAN, "UTF-8");
}

static void a_byte_order_mark_decides(void **state)
{
    (void)state;
    check(BYTES("\xEF\xBB\xBF" NORWEGIAN), "Shift_JIS", NORWEGIAN, "UTF-8");
    check(BYTES("\xFF\xFE"), "UTF-8", "", "UTF-16LE");
    check(BYTES("\xFF\xFE\0\0A\0\0\0"), NULL, "A", "UTF-32LE");
    check(BYTES("\0\0\xFE\xFF\0\0\0A"), NULL, "A", "UTF-32BE");
    check(BYTES("\xFE\xFF\xD8\x40\xDC\x0B"), NULL, "\xF0\xA0\x80\x8B", "UTF-16BE");
}

static void utf16_is_read_with_and_without_a_byte_order_mark(void **state)
{
    (void)state;
    static const char japanese[] = "個人情報の保護\n第一条 この法律は、\n";
    char bytes[256];
    for (int big = 0; big < 2; big++) {
        const char *name = big ? "UTF-16BE" : "UTF-16LE";
        check(bytes, to_utf16(NORWEGIAN, big, true, bytes), NULL, NORWEGIAN, name);
        check_guess(bytes, to_utf16(NORWEGIAN, big, false, bytes), NORWEGIAN, name);
        check_guess(bytes, to_utf16(japanese, big, false, bytes), japanese, name);
        check(bytes, to_utf16(japanese, big, false, bytes), name, japanese, name);
    }
    check(bytes, to_utf16(japanese, false, false, bytes), "UTF-16", japanese, "UTF-16LE");
}

static void western_european_bytes_are_guessed(void **state)
{
    (void)state;
    check_guess(BYTES("Forsvarsminister Bj\xF8rn Arild Gram bes\xF8kte D\xE5snes p\xE5 \xC6r\xF8ya."), NORWEGIAN,
                "windows-1252");
    check_guess(BYTES("r\xE9sum\xE9 \x93quoted\x94 \x80 5"), "résumé “quoted” € 5", "windows-1252");
    check_guess(BYTES("Bl\xE5"
                      "b\xE6r"),
                "Blåbær", "windows-1252");
}

static void japanese_and_russian_bytes_are_guessed(void **state)
{
    (void)state;
    check_guess(
        BYTES(
            "\x8C\xC2\x90\x6C\x8F\xEE\x95\xF1\x82\xCC\x95\xDB\x8C\xEC\x82\xC9\x8A\xD6\x82\xB7\x82\xE9\x96\x40\x97\xA5"),
        "個人情報の保護に関する法律", "Shift_JIS");
    check_guess(
        BYTES(
            "\xB8\xC4\xBF\xCD\xBE\xF0\xCA\xF3\xA4\xCE\xCA\xDD\xB8\xEE\xA4\xCB\xB4\xD8\xA4\xB9\xA4\xEB\xCB\xA1\xCE\xA7"),
        "個人情報の保護に関する法律", "EUC-JP");
    check_guess(
        BYTES("\xC7\xE0\xEA\xEE\xED \xEE \xEF\xE5\xF0\xF1\xEE\xED\xE0\xEB\xFC\xED\xFB\xF5 \xE4\xE0\xED\xED\xFB\xF5"),
        "Закон о персональных данных", "windows-1251");
}

static void a_declared_charset_is_believed(void **state)
{
    (void)state;
    check(BYTES("\x8C\xC2\x90\x6C"), "Shift_JIS", "個人", "Shift_JIS");
    check(BYTES("\xB8\xC4\xBF\xCD"), "euc-jp", "個人", "EUC-JP");
    check(BYTES("\xE5\x80"), "latin1", "å€", "windows-1252");
    check(BYTES("\xE5\x80"), "ISO-8859-1", "å€", "windows-1252");
    check(BYTES("\xB1\xE6"), "iso-8859-2", "ąć", "ISO-8859-2");
    check(BYTES("\x1B$B8D?M\x1B(B"), "ISO-2022-JP", "個人", "ISO-2022-JP");
}

static void a_declaration_that_the_bytes_belie_is_ignored(void **state)
{
    (void)state;
    check(BYTES(NORWEGIAN), "ISO-8859-1", NORWEGIAN, "UTF-8");
    check(BYTES(NORWEGIAN), "UTF-16", NORWEGIAN, "UTF-8");
}

static void check_repaired(const char *bytes, size_t size, const char *declared, const char *text, size_t replaced)
{
    pgf_buffer out = {0};
    pgf_charset found;
    assert_int_equal(pgf_charset_decode(bytes, size, declared, &out, &found, NULL), PGF_OK);
    assert_string_equal(out.bytes, text);
    assert_int_equal(found.replaced, replaced);
    assert_int_equal(pgf_utf8_valid(out.bytes, out.size), out.size);
    pgf_buffer_dispose(&out);
}

static void what_is_malformed_becomes_a_replacement_character(void **state)
{
    (void)state;
    check_repaired(BYTES("a\xFF"
                         "b"),
                   "UTF-8", "a�b", 1);
    check_repaired(BYTES("\xE2\x82 \xC0\xAF \xED\xA0\x80"), "UTF-8", "� �� ���", 6);
    check_repaired(BYTES("A\0\x00\xD8"
                         "B\0"),
                   "UTF-16LE", "A�B", 1);
    check_repaired(BYTES("A\0B\0C"), "UTF-16LE", "AB�", 1);
    check_repaired(BYTES("\x82"), "Shift_JIS", "�", 1);
    check_repaired(BYTES("é é é é é é é é é é é é \xFF"), NULL, "é é é é é é é é é é é é �", 1);
}

static void nuls_become_replacement_characters(void **state)
{
    (void)state;
    check_repaired(BYTES("a\0b"), NULL, "a�b", 1);
    check_repaired(BYTES("a\0b\0\0"), "UTF-8", "a�b��", 3);
    check_repaired(BYTES("\0\0\0"), NULL, "���", 3);
    check_repaired(BYTES("a\0b"), "latin1", "a�b", 1);
    check_repaired(BYTES("naturellement,r\xE9sum\xE9s,d\xE9"
                         "cembre;int\xE9r\xEAt,\0\0,n\xE9"
                         "cessit\xE9s"),
                   NULL, "naturellement,résumés,décembre;intérêt,��,nécessités", 2);
}

static void long_text_is_converted_whole(void **state)
{
    (void)state;
    enum { TIMES = 20001 };
    char *bytes = malloc(4 * TIMES + 2);
    assert_non_null(bytes);
    memcpy(bytes, "A\0", 2); /* so that a pair of surrogates lies across each round's end sooner or later */
    for (size_t i = 0; i < TIMES; i++)
        memcpy(bytes + 2 + 4 * i, "\x40\xD8\x0B\xDC", 4);
    pgf_buffer out = {0};
    pgf_charset found;
    assert_int_equal(pgf_charset_decode(bytes, 4 * TIMES + 2, "UTF-16LE", &out, &found, NULL), PGF_OK);
    assert_int_equal(found.replaced, 0);
    assert_int_equal(out.size, 4 * TIMES + 1);
    assert_int_equal(pgf_utf8_length(out.bytes, out.size), TIMES + 1);
    pgf_buffer_dispose(&out);
    free(bytes);
}

static void decoding_appends(void **state)
{
    (void)state;
    pgf_buffer out = {0};
    assert_int_equal(pgf_charset_decode(BYTES("one "), NULL, &out, NULL, NULL), PGF_OK);
    assert_int_equal(pgf_charset_decode(BYTES("\xE5"), "latin1", &out, NULL, NULL), PGF_OK);
    assert_string_equal(out.bytes, "one å");
    pgf_buffer_dispose(&out);
}

static void validity_ends_at_the_first_bad_byte(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t size, valid;
    } given[] = {{BYTES(""), 0},
                 {BYTES("abcdefghijklmnop"), 16},
                 {BYTES("abcdefghijk\0mnop"), 11},
                 {BYTES("abcdefghijkl\xC3"), 12},
                 {BYTES("é税𠀋"), 9},
                 {BYTES("\xC1\x81"), 0},
                 {BYTES("\xE0\x9F\x80"), 0},
                 {BYTES("\xED\xA0\x80"), 0},
                 {BYTES("\xF0\x8F\xBF\xBF"), 0},
                 {BYTES("\xF4\x90\x80\x80"), 0},
                 {BYTES("\xF4\x8F\xBF\xBF"), 4},
                 {BYTES("\xF5\x80\x80\x80"), 0},
                 {BYTES("\x80"), 0}};
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        assert_int_equal(pgf_utf8_valid(given[i].bytes, given[i].size), given[i].valid);
    assert_int_equal(pgf_utf8_length(BYTES("aé税𠀋")), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(valid_utf8_is_itself),
        cmocka_unit_test(a_byte_order_mark_decides),
        cmocka_unit_test(utf16_is_read_with_and_without_a_byte_order_mark),
        cmocka_unit_test(western_european_bytes_are_guessed),
        cmocka_unit_test(japanese_and_russian_bytes_are_guessed),
        cmocka_unit_test(a_declared_charset_is_believed),
        cmocka_unit_test(a_declaration_that_the_bytes_belie_is_ignored),
        cmocka_unit_test(what_is_malformed_becomes_a_replacement_character),
        cmocka_unit_test(nuls_become_replacement_characters),
        cmocka_unit_test(long_text_is_converted_whole),
        cmocka_unit_test(decoding_appends),
        cmocka_unit_test(validity_ends_at_the_first_bad_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
