/*
 * The files of an index.
 *
 *   INDEX/paragraf.json      what made it, and the generation in use: replaced as a whole, never changed
 *   INDEX/generations/N/     a Xapian database, and `checksums` of its files when it was finished
 *   INDEX/generations/N.new/ one being made
 *   INDEX/lock               held by the one writer
 */
#ifndef PGF_INDEX_LAYOUT_H
#define PGF_INDEX_LAYOUT_H

#include <limits.h>
#include <paragraf/error.h>
#include <stdbool.h>
#include <stdint.h>

#define PGF_LAYOUT_FILE "paragraf.json"
/* Xapian writes a database's last of all: where it is, there is a database. */
#define PGF_DATABASE_FILE "iamglass"

/* The end of a message about an index that cannot be used as it is; takes its path, "INDEX" where that is not known. */
#define PGF_REBUILD "make the index anew with paragraf-indexer %s PATH… --rebuild"

/* Raised when older programs could not read the index any more. */
enum { PGF_FORMAT_VERSION = 1 };

typedef struct {
    unsigned format;
    unsigned analyzer;
    char stemmer[32];
    char fields[17];
    unsigned long long generation; /* 0: none yet */
} pgf_layout;

/* What an index made by this program says, with no generation yet. */
pgf_layout pgf_layout_current(void);

/* What is at `path`. */
typedef enum {
    PGF_PLACE_NOTHING,  /* no such path                                    */
    PGF_PLACE_EMPTY,    /* an empty folder, or an index never finished     */
    PGF_PLACE_INDEX,    /* a folder with paragraf.json                     */
    PGF_PLACE_DOCUMENTS /* something else: never written into              */
} pgf_place;
pgf_place pgf_layout_place(const char *path);

/*
 * Read paragraf.json. PGF_ENOTFOUND, PGF_EVERSION for another format, PGF_ECORRUPT, PGF_EIO, each with a line that says
 * what to do.
 */
pgf_status pgf_layout_read(const char *path, pgf_layout *out, pgf_error *err);
/* Replace paragraf.json by rename, and make it safe on disk. */
pgf_status pgf_layout_write(const char *path, const pgf_layout *layout, pgf_error *err);
/* PGF_EVERSION when documents analysed now would not fit those in the index. */
pgf_status pgf_layout_check_analysis(const char *path, const pgf_layout *layout, pgf_error *err);

/* "INDEX/generations/7", "INDEX/generations/7.new" */
void pgf_layout_generation(const char *path, unsigned long long number, bool unfinished, char out[PATH_MAX]);
/* PGF_ECORRUPT: the generation in use is not there. */
pgf_status pgf_layout_no_generation(const char *path, pgf_error *err);

/* The highest number there is a generation of, finished or not, also where paragraf.json cannot be read; 0 for none. */
unsigned long long pgf_layout_last(const char *path);

/*
 * Are all tables in the folder of a generation? Xapian takes one that is not there for an empty one, which is right
 * only while no document has words.
 */
bool pgf_layout_has_tables(const char *folder);
/* May the tables in the folder of a generation be written? */
bool pgf_layout_may_change(const char *folder);

/*
 * Switch to generation `number`, which lies finished and safe on disk in its folder N.new: to readers the one or the
 * other is there, also after a power cut. `layout` gets its number. Needs the lock.
 */
pgf_status pgf_layout_switch(const char *path, pgf_layout *layout, unsigned long long number, pgf_error *err);

/*
 * Take INDEX/lock, making INDEX and INDEX/generations when they are not there. PGF_ELOCKED when another process has it.
 * `*lock` is -1 on failure.
 */
pgf_status pgf_layout_lock(const char *path, int *lock, pgf_error *err);
void pgf_layout_unlock(int lock); /* -1 is fine */
/* Take away what pgf_layout_lock() made where there was no index, INDEX too when it is `ours`. Needs the lock. */
void pgf_layout_unmake(const char *path, bool ours);

/*
 * Remove what crashed builds left, and every finished generation but `keep` and the one before it. With `keep` 0 it is
 * not known which one is in use: all of them stay. Needs the lock.
 */
void pgf_layout_sweep(const char *path, unsigned long long keep);

#endif
