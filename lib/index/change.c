#include "base/memory.h"
#include "index/failed.h"
#include "index/keys.h"
#include "index/words.h"
#include "index/writing.h"
#include <stdlib.h>
#include <string.h>

/* The forms of one word, gathered while they come in order. */
typedef struct {
    xap_writable *writable;
    pgf_word_count *counts;
    size_t count, capacity;
    xap_bytes old;
    pgf_buffer value;
    pgf_error *err;
} gathering;

static pgf_status write_word(gathering *of)
{
    if (!of->count)
        return PGF_OK;
    char key[PGF_KEY_MAX];
    xap_error problem;
    size_t size = pgf_key_word(of->counts->word, of->counts->word_size, key);
    if (xap_metadata_get(xap_writable_database(of->writable), key, size, &of->old, &problem))
        return pgf_xapian_failed(&problem, of->err);
    pgf_buffer_clear(&of->value);
    pgf_status status = pgf_words_merge(of->old.bytes, of->old.size, of->counts, of->count, &of->value, of->err);
    if (!status &&
        xap_metadata_set(of->writable, key, size, of->value.bytes ? of->value.bytes : "", of->value.size, &problem))
        status = pgf_xapian_failed(&problem, of->err);
    of->count = 0;
    return status;
}

static bool same_word(const pgf_word_count *a, const pgf_word_count *b)
{
    return a->word_size == b->word_size && !memcmp(a->word, b->word, a->word_size);
}

static pgf_status gather(void *payload, const pgf_word_count *word)
{
    gathering *of = payload;
    pgf_status status = of->count && !same_word(of->counts, word) ? write_word(of) : PGF_OK;
    if (status)
        return status;
    pgf_word_count *counts = pgf_array_grow(of->counts, of->count, &of->capacity, sizeof *counts);
    if (!counts)
        return pgf_no_memory(of->err);
    of->counts = counts;
    of->counts[of->count++] = *word; /* what it points to lives until the drain is over */
    return PGF_OK;
}

pgf_status pgf_change_words(pgf_store *store, xap_writable *writable, pgf_error *err)
{
    gathering of = {.writable = writable, .err = err};
    pgf_status status = pgf_store_words(store, gather, &of, err);
    if (!status)
        status = write_word(&of);
    pgf_store_forget_words(store);
    free(of.counts);
    xap_bytes_dispose(&of.old);
    pgf_buffer_dispose(&of.value);
    return status;
}
