/* What the writing half of the index stores, the reading half finds: the two share nothing but what lies on disk. */
#include "index/maintain.h"
#include "text/analyzer.h"
#include "writing.h"

enum { SECTIONS = 40, LEVELS = 3 };

static void say(char *out, size_t room, const char *what, unsigned section)
{
    static const char *const things[] = {"vessels", "harbours", "licences", "quotas", "inspections"};
    int size = snprintf(out, room, "%s %u of %s", what, section, things[section % 5]);
    for (unsigned i = 0; i < 8 && strcmp(what, "Part") != 0; i++)
        size += snprintf(out + size, room - (size_t)size, ", and the owner shall notify authority %u in writing", i);
}

/* A title, then sections of three levels with two paragraphs each. */
static pgf_status parse_act(void *payload, const pgf_unit *unit, pgf_document **document, pgf_unit_kind *kind,
                            pgf_error *err)
{
    (void)payload;
    (void)unit;
    (void)kind;
    char text[2000], anchor[16];
    pgf_status status = pgf_document_new(document, err);
    if (!status)
        status = pgf_document_set_field(*document, "title", "The Fisheries Act", err);
    if (!status)
        status = pgf_document_set_field(*document, "language", "en", err);
    for (unsigned i = 0; i < SECTIONS && !status; i++) {
        say(text, sizeof text, "Part", i);
        snprintf(anchor, sizeof anchor, "part-%u", i);
        status = pgf_document_add_section(*document, 1 + i % LEVELS, text, strlen(text), anchor, err);
        say(text, sizeof text, "First rule", i);
        if (!status)
            status = pgf_document_add_paragraph(*document, PGF_TEXT, i + 1, text, strlen(text), err);
        say(text, sizeof text, "Second rule", i);
        if (!status)
            status = pgf_document_add_paragraph(*document, PGF_TEXT, i + 1, text, strlen(text), err);
    }
    return status;
}

static void write_act(writing *w)
{
    writing_init(w);
    w->options.parse = parse_act;
    writing_open(w);
    FEED(w, "act.txt", "the act");
    writing_done(w);
}

/* Every term of a text stands where the reader says that the text begins. */
typedef struct {
    const xap_database *database;
    unsigned begin, end;
    size_t terms;
    xap_positions at;
} standing;

static pgf_status find_term(void *payload, const pgf_term *term)
{
    standing *of = payload;
    unsigned wanted = of->begin + term->position - 1;
    bool found = false;
    assert_true(wanted < of->end);
    assert_int_equal(xap_document_positions(of->database, 1, term->text, term->size, &of->at, NULL), XAP_OK);
    for (size_t i = 0; i < of->at.count && !found; i++)
        found = of->at.items[i] == wanted;
    assert_true(found);
    of->terms++;
    return PGF_OK;
}

static void assert_stands(pgf_analyzer *analyzer, pgf_reader *reader, const char *text, unsigned begin, unsigned end)
{
    standing of = {.database = pgf_reader_database(reader), .begin = begin, .end = end};
    assert_int_equal(pgf_analyze(analyzer, "en", text, strlen(text), find_term, &of), PGF_OK);
    assert_int_equal(of.terms, end - begin);
    xap_positions_dispose(&of.at);
}

static void words_stand_where_the_spans_of_their_passages_say(void **state)
{
    (void)state;
    writing w;
    pgf_reader *reader;
    pgf_analyzer *analyzer;
    pgf_passage_spans spans = {0};
    pgf_shelf shelf = {0};
    write_act(&w);
    assert_int_equal(pgf_analyzer_new(&analyzer, NULL), PGF_OK);
    assert_int_equal(pgf_reader_open(&reader, writing_index(&w), NULL), PGF_OK);
    assert_int_equal(pgf_reader_spans(reader, 1, &spans, NULL), PGF_OK);
    assert_int_equal(spans.count, 2 * SECTIONS);
    assert_stands(analyzer, reader, "The Fisheries Act", 1, spans.title_words + 1);
    for (size_t i = 0; i < spans.count; i++) {
        pgf_shown_passage shown;
        pgf_passage_span span = spans.spans[i];
        assert_int_equal(pgf_reader_passage(reader, 1, i, &shelf, &shown, NULL), PGF_OK);
        assert_stands(analyzer, reader, shown.text, span.text, span.end);
        if (i % 2 == 0) { /* the first of its section: its heading stands before it, 100 positions apart */
            const char *heading = shown.headings[shown.heading_count - 1];
            assert_stands(analyzer, reader, heading, span.begin, span.text - 100);
        } else {
            assert_int_equal(span.begin, span.text);
        }
    }
    pgf_shelf_dispose(&shelf);
    pgf_passage_spans_dispose(&spans);
    pgf_reader_close(reader);
    pgf_analyzer_free(analyzer);
    writing_dispose(&w);
}

static void passages_are_shown_under_their_headings_with_page_and_anchor(void **state)
{
    (void)state;
    writing w;
    pgf_reader *reader;
    pgf_shelf shelf = {0};
    size_t offset = 0;
    write_act(&w);
    assert_int_equal(pgf_reader_open(&reader, writing_index(&w), NULL), PGF_OK);
    for (unsigned i = 0; i < 2 * SECTIONS; i++) {
        pgf_shown_passage shown;
        char text[2000], anchor[16];
        unsigned section = i / 2;
        assert_int_equal(pgf_reader_passage(reader, 1, i, &shelf, &shown, NULL), PGF_OK);
        say(text, sizeof text, i % 2 ? "Second rule" : "First rule", section);
        assert_string_equal(shown.text, text);
        assert_int_equal(shown.heading_count, 1 + section % LEVELS);
        for (size_t j = 0; j < shown.heading_count; j++) {
            say(text, sizeof text, "Part", section - section % LEVELS + (unsigned)j);
            assert_string_equal(shown.headings[j], text);
        }
        snprintf(anchor, sizeof anchor, "part-%u", section);
        assert_string_equal(shown.anchor, anchor);
        assert_int_equal(shown.page, section + 1);
        assert_true(shown.offset >= offset); /* ASCII: a byte is a code point */
        offset = shown.offset + shown.size + 2;
    }
    assert_true(shelf.count > 3); /* it was more than one block */
    pgf_shelf_dispose(&shelf);
    pgf_reader_close(reader);
    writing_dispose(&w);
}

/* Whole, and with this many documents. */
static void assert_whole(const writing *w, unsigned documents)
{
    pgf_error err;
    pgf_index_status now;
    if (pgf_index_verify(writing_index(w), NULL, NULL, &err))
        fail_msg("%s", err.message);
    assert_int_equal(pgf_index_status_read(writing_index(w), &now, NULL, NULL, NULL), PGF_OK);
    assert_int_equal(now.documents, documents);
}

static void an_index_is_whole_after_all_that_can_happen_to_it(void **state)
{
    (void)state;
    writing w;
    writing_init(&w);
    writing_open(&w);
    FEED(&w, "a", "1|One|herring quotas", "2|Two|salmon quotas", "3|Three|cod");
    FEED(&w, "b", "4|Four|roads");
    writing_done(&w);
    assert_whole(&w, 4);
    writing_open(&w);
    FEED(&w, "a", "1|One|herring and mackerel quotas", "3|Three|cod", "5|Five|haddock");
    assert_int_equal(pgf_writer_remove_id(w.writer, "4", &w.err), PGF_OK);
    writing_done(&w);
    assert_whole(&w, 3);
    assert_int_equal(writing_documents_of_word(&w, "salmon"), 0);
    assert_int_equal(writing_documents_of_word(&w, "mackerel"), 1);
    if (pgf_index_compact(writing_index(&w), NULL, NULL, &w.err))
        fail_msg("%s", w.err.message);
    assert_whole(&w, 3);
    assert_int_equal(writing_documents_of_word(&w, "mackerel"), 1);
    writing_open(&w); /* a compacted index is changed like any other */
    assert_false(pgf_writer_builds(w.writer));
    assert_int_equal(pgf_writer_remove_source(w.writer, "a", &w.err), PGF_OK);
    writing_done(&w);
    assert_whole(&w, 0);
    assert_int_equal(writing_documents_of_word(&w, "cod"), 0);
    writing_dispose(&w);
}

static void a_reader_follows_updates_and_rebuilds(void **state)
{
    (void)state;
    writing w;
    pgf_reader *reader;
    bool changed;
    writing_init(&w);
    writing_open(&w);
    FEED(&w, "a", "1|One|herring");
    writing_done(&w);
    assert_int_equal(pgf_reader_open(&reader, writing_index(&w), NULL), PGF_OK);
    pgf_index_state first = pgf_reader_state(reader);
    writing_open(&w);
    FEED(&w, "b", "2|Two|salmon");
    writing_done(&w);
    assert_int_equal(pgf_reader_refresh(reader, &changed, NULL), PGF_OK);
    assert_true(changed);
    assert_int_equal(pgf_reader_state(reader).documents, 2);
    assert_int_equal(pgf_reader_state(reader).revision, first.revision + 1);
    for (unsigned i = 0; i < 3; i++) { /* each takes away the generation that the reader is at, but one */
        w.options.rebuild = true;
        writing_open(&w);
        FEED(&w, "a", "1|One|herring", "3|Three|cod", "4|Four|hake");
        writing_done(&w);
    }
    assert_int_equal(pgf_reader_refresh(reader, &changed, NULL), PGF_OK);
    assert_int_equal(pgf_reader_state(reader).documents, 3);
    assert_int_equal(pgf_reader_state(reader).generation, first.generation + 3);
    pgf_reader_close(reader);
    writing_dispose(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_stand_where_the_spans_of_their_passages_say),
        cmocka_unit_test(passages_are_shown_under_their_headings_with_page_and_anchor),
        cmocka_unit_test(an_index_is_whole_after_all_that_can_happen_to_it),
        cmocka_unit_test(a_reader_follows_updates_and_rebuilds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
