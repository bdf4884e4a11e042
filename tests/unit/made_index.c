#include "made_index.h"
#include "index/block.h"
#include "index/files.h"
#include "index/keys.h"
#include "index/layout.h"
#include "index/schema.h"
#include "index/spans.h"
#include "index/state.h"
#include "index/words.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { HEADING_AT = 104, TEXT_AT = 206 };

void scratch_make(char path[PATH_MAX])
{
    const char *folder = getenv("TMPDIR");
    snprintf(path, PATH_MAX, "%s/paragraf-XXXXXX", folder ? folder : "/tmp");
    assert_non_null(mkdtemp(path));
}

void scratch_remove(const char *path)
{
    assert_int_equal(pgf_folder_remove(path, NULL), PGF_OK);
}

int scratch_set_up(void **state)
{
    char *folder = malloc(PATH_MAX);
    assert_non_null(folder);
    scratch_make(folder);
    *state = folder;
    return 0;
}

int scratch_tear_down(void **state)
{
    scratch_remove(*state);
    free(*state);
    return 0;
}

const char *below(const char *path, const char *name)
{
    static char names[2][PATH_MAX];
    static int turn;
    turn ^= 1;
    snprintf(names[turn], PATH_MAX, "%s/%s", path, name);
    return names[turn];
}

void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void set(xap_writable *writable, const char *key, size_t size, const pgf_buffer *value)
{
    const char *bytes = value->bytes ? value->bytes : "";
    assert_int_equal(xap_metadata_set(writable, key, size, bytes, value->size, NULL), XAP_OK);
}

typedef struct {
    xap_writable *writable;
    unsigned docid;
} target;

static pgf_status put_block(void *payload, size_t number, const char *bytes, size_t size)
{
    const target *to = payload;
    char key[PGF_KEY_MAX];
    size_t key_size = pgf_key_block(to->docid, number, key);
    assert_int_equal(xap_metadata_set(to->writable, key, key_size, bytes, size, NULL), XAP_OK);
    return PGF_OK;
}

static void put_text(xap_writable *writable, unsigned docid, const char *text, unsigned words)
{
    target to = {writable, docid};
    char key[PGF_KEY_MAX];
    pgf_buffer packed = {0};
    size_t count;
    pgf_block_maker *maker;
    pgf_stored_spans spans = {.title_words = 3};
    pgf_stored_span span = {HEADING_AT, TEXT_AT, TEXT_AT + words, 0, 1};
    pgf_block_item heading = {.level = 1, .text = "The scope", .size = 9, .anchor = "scope"};
    pgf_block_item passage = {.text = text, .size = strlen(text), .offset = 11, .page = 4};
    assert_int_equal(pgf_block_maker_new(&maker, NULL), PGF_OK);
    pgf_block_maker_begin(maker, put_block, &to);
    assert_int_equal(pgf_block_maker_add(maker, &heading, NULL, NULL, NULL), PGF_OK);
    assert_int_equal(pgf_block_maker_add(maker, &passage, NULL, NULL, NULL), PGF_OK);
    assert_int_equal(pgf_block_maker_end(maker, &count, NULL), PGF_OK);
    spans.blocks = (unsigned)count;
    assert_int_equal(pgf_stored_spans_add(&spans, &span), PGF_OK);
    assert_int_equal(pgf_stored_spans_write(&spans, &packed), PGF_OK);
    set(writable, key, pgf_key_spans(docid, key), &packed);
    pgf_buffer_dispose(&packed);
    pgf_stored_spans_dispose(&spans);
    pgf_block_maker_free(maker);
}

/* The word stands for its form, too; its stem is the word without a final s. */
static void count_word(xap_writable *writable, const char *language, const char *word, size_t size)
{
    char key[PGF_KEY_MAX];
    xap_bytes old = {0};
    pgf_buffer value = {0};
    pgf_word_count count = {word, word, word, size, size, size - (word[size - 1] == 's'), language, 1};
    size_t key_size = pgf_key_word(word, size, key);
    assert_int_equal(xap_metadata_get(xap_writable_database(writable), key, key_size, &old, NULL), XAP_OK);
    assert_int_equal(pgf_words_merge(old.bytes, old.size, &count, 1, &value, NULL), PGF_OK);
    set(writable, key, key_size, &value);
    pgf_buffer_dispose(&value);
    xap_bytes_dispose(&old);
}

static void add_filter(xap_document *document, const char *field, const char *value)
{
    char term[PGF_FILTER_TERM_MAX];
    size_t size = pgf_schema_filter_term(pgf_schema_find(field), value, term);
    assert_int_equal(xap_document_add_term(document, term, size, NULL, 0, 0, NULL), XAP_OK);
}

void put_document(xap_writable *writable, const made_document *made)
{
    char id[32], record[256];
    xap_document *document;
    const char *language = made->language ? made->language : "en";
    snprintf(id, sizeof id, "d%u", made->docid);
    snprintf(record, sizeof record, "{\"id\":\"%s\",\"title\":\"A title\",\"language\":\"%s\"}",
             made->id ? made->id : id, language);
    assert_int_equal(xap_document_new(&document, NULL), XAP_OK);
    assert_int_equal(xap_document_set_data(document, record, strlen(record), NULL), XAP_OK);
    add_filter(document, "id", made->id ? made->id : id);
    add_filter(document, "language", language);
    unsigned words = 0;
    const char *text = made->words ? made->words : "";
    for (const char *at = text; *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");
        unsigned position = TEXT_AT + words++;
        assert_int_equal(xap_document_add_term(document, at, size, &position, 1, 1, NULL), XAP_OK);
        count_word(writable, language, at, size);
        at += size;
    }
    put_text(writable, made->docid, text, words);
    assert_int_equal(xap_writable_put(writable, made->docid, document, NULL), XAP_OK);
    xap_document_free(document);
}

xap_writable *change_generation(const char *path, unsigned long long generation)
{
    char folder[PATH_MAX];
    xap_writable *writable;
    pgf_layout_generation(path, generation, false, folder);
    assert_int_equal(xap_writable_open(&writable, folder, XAP_CREATE_OR_OPEN, XAP_NO_SYNC, NULL), XAP_OK);
    return writable;
}

void commit_revision(xap_writable *writable, unsigned long long revision)
{
    pgf_state state = {.revision = revision, .next_source = 1};
    assert_int_equal(pgf_state_write(writable, &state, NULL), PGF_OK);
    assert_int_equal(xap_writable_commit(writable, NULL), XAP_OK);
}

void make_generation(const char *path, unsigned long long generation, const made_document *documents, size_t count)
{
    int lock;
    assert_int_equal(pgf_layout_lock(path, &lock, NULL), PGF_OK);
    xap_writable *writable = change_generation(path, generation);
    for (size_t i = 0; i < count; i++)
        put_document(writable, &documents[i]);
    commit_revision(writable, 1);
    xap_writable_close(writable);
    pgf_layout_unlock(lock);
}

void use_generation(const char *path, unsigned long long generation)
{
    pgf_layout layout = pgf_layout_current();
    layout.generation = generation;
    assert_int_equal(pgf_layout_write(path, &layout, NULL), PGF_OK);
}

void make_index(const char *path, unsigned long long generation, const made_document *documents, size_t count)
{
    make_generation(path, generation, documents, count);
    use_generation(path, generation);
}
