#include "intake/frames.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static pgf_document *made(void)
{
    pgf_document *document;
    assert_int_equal(pgf_document_new(&document, NULL), PGF_OK);
    pgf_document_add_notice(document, "date \"soon\" is no date");
    assert_int_equal(pgf_document_add_field(document, "title", "Rundskriv om høring", NULL), PGF_OK);
    assert_int_equal(pgf_document_add_field(document, "topic", "water", NULL), PGF_OK);
    assert_int_equal(pgf_document_add_field(document, "topic", "fish", NULL), PGF_OK);
    assert_int_equal(pgf_document_add_field(document, "date", "13 December 2023", NULL), PGF_OK);
    assert_int_equal(pgf_document_add_paragraph(document, PGF_TEXT, 3, "Before all.", 11, NULL), PGF_OK);
    assert_int_equal(pgf_document_add_section(document, 2, "Scope", 5, "scope", NULL), PGF_OK);
    assert_int_equal(pgf_document_add_section(document, 3, "", 0, "empty", NULL), PGF_OK);
    assert_int_equal(pgf_document_add_paragraph(document, PGF_ROW, 4, "a\tb", 3, NULL), PGF_OK);
    assert_int_equal(pgf_document_add_paragraph(document, PGF_CODE, 4, "x = 1;\n  y = 2;", 15, NULL), PGF_OK);
    assert_int_equal(pgf_document_add_section(document, 1, "Annex", 5, "", NULL), PGF_OK);
    return document;
}

static pgf_buffer written(void)
{
    pgf_buffer out = {0};
    pgf_document *document = made();
    assert_int_equal(frames_write_document(document, 300, &out), PGF_OK);
    pgf_document_free(document);
    return out;
}

/* A copy of its exact size, so that ASan sees a byte read too many. */
static pgf_status read_copy(const char *bytes, size_t size, pgf_document **document, pgf_error *err)
{
    char *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, size);
    assert_int_equal(pgf_document_new(document, NULL), PGF_OK);
    pgf_status status = frames_read_answer(copy, size, 300, *document, err);
    free(copy);
    return status;
}

static void assert_same(const pgf_document *left, const pgf_document *right)
{
    size_t sizes[2], counts[2];
    assert_string_equal(pgf_document_text(left, &sizes[0]), pgf_document_text(right, &sizes[1]));
    assert_int_equal(sizes[0], sizes[1]);
    const pgf_paragraph *paragraphs = pgf_document_paragraphs(left, &counts[0]);
    assert_memory_equal(paragraphs, pgf_document_paragraphs(right, &counts[1]), counts[0] * sizeof *paragraphs);
    assert_int_equal(counts[0], counts[1]);
    const pgf_section *a = pgf_document_sections(left, &counts[0]), *b = pgf_document_sections(right, &counts[1]);
    assert_int_equal(counts[0], counts[1]);
    for (size_t i = 0; i < counts[0]; i++) {
        assert_int_equal(a[i].level, b[i].level);
        assert_string_equal(a[i].heading, b[i].heading);
        assert_string_equal(a[i].anchor, b[i].anchor);
    }
    const pgf_field *c = pgf_document_fields(left, &counts[0]), *d = pgf_document_fields(right, &counts[1]);
    assert_int_equal(counts[0], counts[1]);
    for (size_t i = 0; i < counts[0]; i++) {
        assert_string_equal(c[i].name, d[i].name);
        assert_string_equal(c[i].value, d[i].value);
    }
    assert_string_equal(pgf_document_notice(left), pgf_document_notice(right));
}

static void a_document_comes_back_as_it_was(void **state)
{
    (void)state;
    pgf_buffer out = written();
    pgf_document *document, *expected = made();
    assert_int_equal(read_copy(out.bytes, out.size, &document, NULL), PGF_OK);
    assert_same(document, expected);
    pgf_document_free(document);
    pgf_document_free(expected);
    pgf_buffer_dispose(&out);
}

static void a_reader_does_not_say_how_its_file_is_called(void **state)
{
    (void)state;
    pgf_buffer out = {0};
    pgf_document *document, *told;
    assert_int_equal(pgf_document_new(&told, NULL), PGF_OK);
    assert_int_equal(pgf_document_add_field(told, "path", "another/file.html", NULL), PGF_OK);
    assert_int_equal(frames_write_document(told, 300, &out), PGF_OK);
    assert_int_equal(read_copy(out.bytes, out.size, &document, NULL), PGF_OK);
    assert_string_equal(pgf_document_field(document, "path"), "");
    pgf_document_free(told);
    pgf_document_free(document);
    pgf_buffer_dispose(&out);
}

static void a_failure_says_why(void **state)
{
    (void)state;
    static const pgf_status statuses[][2] = {
        {PGF_EFORMAT, PGF_EFORMAT}, {PGF_ELIMIT, PGF_ELIMIT}, {PGF_ENOMEM, PGF_ELIMIT}, {PGF_EIO, PGF_EFORMAT}};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        pgf_buffer out = {0};
        pgf_error err = {0};
        pgf_document *document;
        assert_int_equal(frames_write_failure(statuses[i][0], "is nested too deep", 300, &out), PGF_OK);
        assert_int_equal(read_copy(out.bytes, out.size, &document, &err), statuses[i][1]);
        assert_string_equal(err.message, "is nested too deep");
        pgf_document_free(document);
        pgf_buffer_dispose(&out);
    }
}

static void an_answer_that_is_cut_anywhere_is_refused(void **state)
{
    (void)state;
    pgf_buffer out = written();
    for (size_t size = 0; size < out.size; size++) {
        pgf_error err = {0};
        pgf_document *document;
        assert_int_equal(read_copy(out.bytes, size, &document, &err), PGF_EIO);
        assert_true(*err.message);
        pgf_document_free(document);
    }
    pgf_buffer_dispose(&out);
}

/* Bits of the text may turn into another text; all else is refused. */
static void an_answer_with_any_bit_flipped_is_read_or_refused(void **state)
{
    (void)state;
    pgf_buffer out = written();
    size_t refused = 0;
    for (size_t bit = 0; bit < out.size * 8; bit++) {
        pgf_error err = {0};
        pgf_document *document;
        out.bytes[bit / 8] = (char)(out.bytes[bit / 8] ^ (1 << bit % 8));
        pgf_status status = read_copy(out.bytes, out.size, &document, &err);
        assert_true(status == PGF_OK || status == PGF_EIO);
        assert_int_equal(status != PGF_OK, *err.message != '\0');
        refused += status != PGF_OK;
        pgf_document_free(document);
        out.bytes[bit / 8] = (char)(out.bytes[bit / 8] ^ (1 << bit % 8));
    }
    assert_true(refused > out.size);
    pgf_buffer_dispose(&out);
}

static void assert_refused(const pgf_buffer *out, pgf_status expected)
{
    pgf_error err = {0};
    pgf_document *document;
    assert_int_equal(read_copy(out->bytes, out->size, &document, &err), expected);
    assert_true(*err.message);
    pgf_document_free(document);
}

static void the_answer_to_another_request_is_refused(void **state)
{
    (void)state;
    pgf_buffer out = {0};
    pgf_document *document = made();
    assert_int_equal(frames_write_document(document, 299, &out), PGF_OK);
    assert_refused(&out, PGF_EIO);
    pgf_document_free(document);
    pgf_buffer_dispose(&out);
}

static void two_answers_in_a_row_are_refused(void **state)
{
    (void)state;
    pgf_buffer out = written(), more = written();
    assert_int_equal(pgf_buffer_append(&out, more.bytes, more.size), PGF_OK);
    assert_refused(&out, PGF_EIO);
    pgf_buffer_dispose(&out);
    pgf_buffer_dispose(&more);
}

static void a_document_has_so_many_parts_at_most(void **state)
{
    (void)state;
    pgf_buffer out = {0};
    for (size_t i = 0; i <= FRAMES_MOST; i++)
        assert_int_equal(frames_append(&out, FRAME_NOTICE, "n", 1), PGF_OK);
    assert_refused(&out, PGF_ELIMIT);
    pgf_buffer_dispose(&out);
}

static void assert_frame_refused(frame_type type, const char *bytes, size_t size)
{
    pgf_buffer out = {0};
    assert_int_equal(frames_append(&out, type, bytes, size), PGF_OK);
    assert_int_equal(frames_append(&out, FRAME_END, "\xAC\x02\x01", 3), PGF_OK);
    assert_refused(&out, PGF_EIO);
    pgf_buffer_dispose(&out);
}

static void what_no_writer_writes_is_refused(void **state)
{
    (void)state;
    assert_frame_refused(FRAME_PARAGRAPH, "\x00\x00\xFF", 3);               /* no UTF-8           */
    assert_frame_refused(FRAME_PARAGRAPH, "\x01\x00text", 6);               /* a heading          */
    assert_frame_refused(FRAME_PARAGRAPH, "\x07\x00text", 6);               /* of an unknown kind */
    assert_frame_refused(FRAME_PARAGRAPH, "", 0);                           /* nothing            */
    assert_frame_refused(FRAME_SECTION, "\x00\x01\x00\x02h\x00", 6);        /* level 0            */
    assert_frame_refused(FRAME_SECTION, "\x07\x01\x00\x02h\x00", 6);        /* level 7            */
    assert_frame_refused(FRAME_FIELD, "\x02n\x00\x02v", 5);                 /* no NUL             */
    assert_frame_refused(FRAME_FIELD, "\x02n\x00\xFF\xFF\xFF\xFF\x0Fv", 9); /* too long           */
    assert_frame_refused(FRAME_NOTICE, "a\x00z", 3);                        /* a NUL              */
    assert_frame_refused(FRAME_FAILURE, "\x00\x02m\x00", 4);                /* a failure that is none */
    assert_frame_refused(FRAME_HELLO, "\x01\x01\x00", 3);                   /* out of place       */
}

static void requests_and_hellos_come_back(void **state)
{
    (void)state;
    pgf_buffer out = {0};
    frame got;
    size_t at = 0;
    const char *lacks;
    const frames_request asked = {77, "HTML", "iso-8859-1", "a/b.html"};
    frames_request request;
    assert_int_equal(frames_write_request(&asked, &out), PGF_OK);
    assert_int_equal(frames_write_hello("seccomp", &out), PGF_OK);
    assert_int_equal(frames_next(out.bytes, out.size, &at, &got), FRAME_WHOLE);
    assert_true(frames_read_request(&got, &request));
    assert_int_equal(frames_read_hello(&got, &lacks), HELLO_BROKEN);
    assert_int_equal(request.number, 77);
    assert_string_equal(request.format, "HTML");
    assert_string_equal(request.charset, "iso-8859-1");
    assert_string_equal(request.path, "a/b.html");
    assert_int_equal(frames_next(out.bytes, out.size, &at, &got), FRAME_WHOLE);
    assert_int_equal(frames_read_hello(&got, &lacks), HELLO_WELL);
    assert_false(frames_read_request(&got, &request));
    assert_string_equal(lacks, "seccomp");
    pgf_buffer_dispose(&out);
}

static void a_hello_of_another_version_is_told_from_a_broken_one(void **state)
{
    (void)state;
    const char *lacks;
    const char other[] = {FRAMES_VERSION + 1, 'x', 'y'}, unended[] = {FRAMES_VERSION, 'x', 'y'};
    assert_int_equal(frames_read_hello(&(frame){FRAME_HELLO, other, sizeof other}, &lacks), HELLO_OTHER);
    assert_int_equal(frames_read_hello(&(frame){FRAME_HELLO, unended, sizeof unended}, &lacks), HELLO_BROKEN);
    assert_int_equal(frames_read_hello(&(frame){FRAME_HELLO, "", 0}, &lacks), HELLO_BROKEN);
    assert_int_equal(frames_read_hello(&(frame){FRAME_NOTICE, other, sizeof other}, &lacks), HELLO_BROKEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_comes_back_as_it_was),
        cmocka_unit_test(a_reader_does_not_say_how_its_file_is_called),
        cmocka_unit_test(a_failure_says_why),
        cmocka_unit_test(an_answer_that_is_cut_anywhere_is_refused),
        cmocka_unit_test(an_answer_with_any_bit_flipped_is_read_or_refused),
        cmocka_unit_test(the_answer_to_another_request_is_refused),
        cmocka_unit_test(two_answers_in_a_row_are_refused),
        cmocka_unit_test(a_document_has_so_many_parts_at_most),
        cmocka_unit_test(what_no_writer_writes_is_refused),
        cmocka_unit_test(requests_and_hellos_come_back),
        cmocka_unit_test(a_hello_of_another_version_is_told_from_a_broken_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
