#include "index/vocabulary.h"
#include "index/keys.h"
#include "index/words.h"
#include "text/analyzer.h"
#include "text/distance.h"
#include <string.h>

typedef struct {
    pgf_reader *reader;
    pgf_vocabulary_fn *each;
    void *payload;
    xap_bytes value; /* its own: `each` may look up other words */
    pgf_status status;
    pgf_error *err;
} job;

static pgf_status tell(void *payload, const pgf_word_count *word)
{
    const job *of = payload;
    pgf_vocabulary_entry entry = {.word = word->word,
                                  .word_size = word->word_size,
                                  .form = word->form,
                                  .form_size = word->form_size,
                                  .stem = word->stem,
                                  .stem_size = word->stem_size,
                                  .language = word->language,
                                  .documents = (unsigned)word->documents};
    return of->each(of->payload, &entry);
}

/* The entries under one key: a letter, then the word. */
static int visit(void *payload, const char *key, size_t size)
{
    job *of = payload;
    xap_error problem;
    if (xap_metadata_get(pgf_reader_database(of->reader), key, size, &of->value, &problem))
        of->status = pgf_reader_failed(of->reader, &problem, of->err);
    else if (size - 1 > PGF_TERM_MAX)
        of->status = pgf_fail(of->err, PGF_ECORRUPT, "the vocabulary is damaged: run paragraf-indexer verify");
    else
        of->status = pgf_words_read(key + 1, size - 1, of->value.bytes, of->value.size, tell, of, of->err);
    return of->status != PGF_OK;
}

pgf_status pgf_vocabulary_find(pgf_reader *reader, const char *word, size_t size, pgf_vocabulary_fn *each,
                               void *payload, pgf_error *err)
{
    char key[PGF_KEY_MAX];
    job of = {.reader = reader, .each = each, .payload = payload, .err = err};
    if (size == 0 || size > PGF_TERM_MAX) /* no such word is ever stored */
        return PGF_OK;
    visit(&of, key, pgf_key_word(word, size, key));
    xap_bytes_dispose(&of.value);
    return of.status;
}

pgf_status pgf_vocabulary_walk(pgf_reader *reader, const char *prefix, size_t size, pgf_vocabulary_fn *each,
                               void *payload, pgf_error *err)
{
    char key[PGF_KEY_MAX];
    xap_error problem;
    job of = {.reader = reader, .each = each, .payload = payload, .err = err};
    if (size > PGF_TERM_MAX)
        return PGF_OK;
    xap_status status =
        xap_metadata_walk(pgf_reader_database(reader), key, pgf_key_word(prefix, size, key), visit, &of, &problem);
    xap_bytes_dispose(&of.value);
    if (status && status != XAP_ESTOPPED)
        return pgf_reader_failed(reader, &problem, err);
    return of.status;
}

typedef struct {
    job job;
    pgf_spelling spelling;
} near_job;

/* Keys begin with a letter that is no part of the word. */
static int visit_near(void *payload, const char *key, size_t size)
{
    near_job *of = payload;
    size_t hopeless;
    if (pgf_spelling_distance(&of->spelling, key + 1, size - 1, &hopeless) <= of->spelling.most &&
        visit(&of->job, key, size))
        return -1;
    return hopeless ? (int)hopeless + 1 : 0;
}

pgf_status pgf_vocabulary_near(pgf_reader *reader, const char *word, size_t size, size_t same, unsigned edits,
                               pgf_vocabulary_fn *each, void *payload, pgf_error *err)
{
    char key[PGF_KEY_MAX];
    xap_error problem;
    near_job of = {.job = {.reader = reader, .each = each, .payload = payload, .err = err}};
    if (size > PGF_TERM_MAX || !pgf_spelling_init(&of.spelling, word, size, edits))
        return PGF_OK;
    xap_status status =
        xap_metadata_skim(pgf_reader_database(reader), key, pgf_key_word(word, same, key), visit_near, &of, &problem);
    xap_bytes_dispose(&of.job.value);
    if (status && status != XAP_ESTOPPED)
        return pgf_reader_failed(reader, &problem, err);
    return of.job.status;
}
