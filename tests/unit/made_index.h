/* An index made by hand through the wrapper: just what reading needs, and damage where a test wants it. */
#ifndef MADE_INDEX_H
#define MADE_INDEX_H

#include "base/buffer.h"
#include <limits.h>
#include <xapian_c.h>

/* A folder of its own below the system's for temporary files; asserts that it worked. */
void scratch_make(char path[PATH_MAX]);
void scratch_remove(const char *path);
/* One for a test of cmocka: `*state` is its path. */
int scratch_set_up(void **state);
int scratch_tear_down(void **state);

/* path + "/" + name, in a buffer that the call after the next uses again. */
const char *below(const char *path, const char *name);
void write_file(const char *path, const char *text);

/* What documents made here are. Start from {0} and set what matters; `docid` from 1. */
typedef struct {
    unsigned docid;
    const char *id;       /* "d<docid>" for NULL */
    const char *language; /* "en" for NULL       */
    const char *words;    /* of its one passage, parted by spaces; each is a word of the vocabulary */
} made_document;

/* A generation and paragraf.json that names it. The index then has revision 1. */
void make_index(const char *path, unsigned long long generation, const made_document *documents, size_t count);
/* Only the generation, under its final name. */
void make_generation(const char *path, unsigned long long generation, const made_document *documents, size_t count);
void use_generation(const char *path, unsigned long long generation);

/* Open the generation for changing: for damage, and for commits under a reader. */
xap_writable *change_generation(const char *path, unsigned long long generation);
void put_document(xap_writable *writable, const made_document *document);
/* Commit with this revision of ours. */
void commit_revision(xap_writable *writable, unsigned long long revision);

#endif
