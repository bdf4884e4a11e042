#include "index/words.h"
#include "base/memory.h"
#include "text/analyzer.h"
#include "text/language.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

/*
 * Forms one behind the other, in order. Each: its language, empty for that of the form before ("" before the first);
 * the form, empty when it is the word itself; how many bytes the stem shares with the word, and what follows them;
 * its documents. Most words take 8 bytes so.
 */
typedef struct {
    pgf_cursor from;
    pgf_word_count entry; /* the form last read */
    char language[PGF_LANGUAGE_MAX];
    char stems[2][PGF_TERM_MAX]; /* of this form and of the one before */
    unsigned turn;
} forms;

static int compare_bytes(const char *a, size_t a_size, const char *b, size_t b_size)
{
    int order = memcmp(a, b, a_size < b_size ? a_size : b_size);
    return order ? order : (a_size > b_size) - (a_size < b_size);
}

static int compare_forms(const pgf_word_count *a, const pgf_word_count *b)
{
    int order = strcmp(a->language, b->language);
    if (!order)
        order = compare_bytes(a->form, a->form_size, b->form, b->form_size);
    return order ? order : compare_bytes(a->stem, a->stem_size, b->stem, b->stem_size);
}

static forms forms_of(const char *word, size_t word_size, const char *value, size_t size)
{
    return (forms){.from = pgf_cursor_on(value, size), .entry = {.word = word, .word_size = word_size}};
}

static void read_language(forms *walk)
{
    size_t size;
    const char *language = pgf_cursor_string(&walk->from, &size);
    if (size >= sizeof walk->language || memchr(language, '\0', size)) {
        walk->from.ok = false;
    } else if (size) {
        memcpy(walk->language, language, size);
        walk->language[size] = '\0';
    }
    walk->entry.language = walk->language;
}

static void read_form(forms *walk)
{
    walk->entry.form = pgf_cursor_string(&walk->from, &walk->entry.form_size);
    if (!walk->entry.form_size) {
        walk->entry.form = walk->entry.word;
        walk->entry.form_size = walk->entry.word_size;
    }
}

static void read_stem(forms *walk)
{
    char *stem = walk->stems[walk->turn ^= 1];
    uint64_t shared = pgf_cursor_number(&walk->from);
    size_t rest;
    const char *ending = pgf_cursor_string(&walk->from, &rest);
    if (!walk->from.ok || shared > walk->entry.word_size || rest > PGF_TERM_MAX - shared || shared + rest == 0) {
        walk->from.ok = false;
        return;
    }
    memcpy(stem, walk->entry.word, shared);
    memcpy(stem + shared, ending, rest);
    walk->entry.stem = stem;
    walk->entry.stem_size = shared + rest;
}

/* The next form into `entry`; false behind the last, and, with `from.ok` false, where the bytes are no forms. */
static bool next_form(forms *walk)
{
    if (!walk->from.ok || walk->from.at == walk->from.end)
        return false;
    char language[PGF_LANGUAGE_MAX];
    pgf_word_count before = walk->entry;
    before.language = memcpy(language, walk->language, sizeof language);
    read_language(walk);
    read_form(walk);
    read_stem(walk);
    uint64_t documents = pgf_cursor_number(&walk->from);
    if (!documents || documents > UINT32_MAX || (before.form && compare_forms(&before, &walk->entry) >= 0))
        walk->from.ok = false;
    walk->entry.documents = (long long)documents;
    return walk->from.ok;
}

static pgf_status damaged(const char *word, size_t size, pgf_error *err)
{
    return pgf_fail(err, PGF_ECORRUPT, "the vocabulary is damaged at \"%.*s\": run paragraf-indexer verify", (int)size,
                    word);
}

pgf_status pgf_words_read(const char *word, size_t word_size, const char *value, size_t value_size,
                          pgf_word_count_fn *each, void *payload, pgf_error *err)
{
    assert(word_size <= PGF_TERM_MAX);
    forms walk = forms_of(word, word_size, value, value_size);
    while (next_form(&walk)) {
        pgf_status status = each(payload, &walk.entry);
        if (status)
            return status;
    }
    return walk.from.ok ? PGF_OK : damaged(word, word_size, err);
}

static size_t shared_bytes(const pgf_word_count *entry)
{
    size_t size = 0, most = entry->word_size < entry->stem_size ? entry->word_size : entry->stem_size;
    while (size < most && entry->word[size] == entry->stem[size])
        size++;
    return size;
}

typedef struct {
    pgf_buffer *out;
    char language[PGF_LANGUAGE_MAX]; /* of the form last written */
} writing;

static pgf_status write_form(writing *to, const pgf_word_count *entry, long long documents)
{
    if (documents <= 0)
        return PGF_OK;
    bool same_language = !strcmp(to->language, entry->language);
    bool is_word = !compare_bytes(entry->form, entry->form_size, entry->word, entry->word_size);
    size_t shared = shared_bytes(entry);
    if (pgf_buffer_append_string(to->out, entry->language, same_language ? 0 : strlen(entry->language)) ||
        pgf_buffer_append_string(to->out, entry->form, is_word ? 0 : entry->form_size) ||
        pgf_buffer_append_number(to->out, shared) ||
        pgf_buffer_append_string(to->out, entry->stem + shared, entry->stem_size - shared) ||
        pgf_buffer_append_number(to->out, documents < UINT32_MAX ? (uint64_t)documents : UINT32_MAX))
        return PGF_ENOMEM;
    strcpy(to->language, entry->language);
    return PGF_OK;
}

/* Both in order: the old forms and the counts, of which several may be of one form. */
static pgf_status merge(writing *to, forms *old, const pgf_word_count **counts, size_t count)
{
    pgf_status status = PGF_OK;
    bool more = next_form(old);
    for (size_t i = 0; !status && (more || i < count);) {
        int order = !more ? 1 : i == count ? -1 : compare_forms(&old->entry, counts[i]);
        const pgf_word_count *entry = order > 0 ? counts[i] : &old->entry;
        long long documents = order > 0 ? 0 : old->entry.documents;
        for (; i < count && !compare_forms(entry, counts[i]); i++)
            documents += counts[i]->documents;
        status = write_form(to, entry, documents);
        if (order <= 0)
            more = next_form(old);
    }
    return status;
}

static int by_form(const void *a, const void *b)
{
    return compare_forms(*(const pgf_word_count *const *)a, *(const pgf_word_count *const *)b);
}

pgf_status pgf_words_merge(const char *old, size_t old_size, const pgf_word_count *counts, size_t count,
                           pgf_buffer *out, pgf_error *err)
{
    assert(count && counts->word_size <= PGF_TERM_MAX);
    const pgf_word_count *few[16], **sorted = few;
    if (count > sizeof few / sizeof *few)
        sorted = malloc(count * sizeof *sorted);
    if (!sorted)
        return pgf_no_memory(err);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &counts[i];
    qsort(sorted, count, sizeof *sorted, by_form);
    size_t start = out->size;
    writing to = {.out = out};
    forms walk = forms_of(counts->word, counts->word_size, old, old_size);
    pgf_status status = merge(&to, &walk, sorted, count);
    if (sorted != few)
        free(sorted);
    if (!status && walk.from.ok)
        return PGF_OK;
    if (out->bytes)
        out->bytes[out->size = start] = '\0';
    return status ? pgf_no_memory(err) : damaged(counts->word, counts->word_size, err);
}
