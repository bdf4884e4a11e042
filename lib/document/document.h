/* A policy document: metadata, sections, paragraphs. Every intake fills one; the index reads it. */
#ifndef PGF_DOCUMENT_DOCUMENT_H
#define PGF_DOCUMENT_DOCUMENT_H

#include "base/buffer.h"

typedef enum {
    PGF_TEXT,    /* running text                                       */
    PGF_HEADING, /* the heading that opens its section                 */
    PGF_CAPTION, /* of a photo, figure or table                        */
    PGF_QUOTE,   /* somebody's words, set apart                        */
    PGF_ITEM,    /* of a list                                          */
    PGF_ROW,     /* of a table, cells parted by tabs                   */
    PGF_CODE     /* kept as it stands                                  */
} pgf_paragraph_kind;

typedef struct {
    size_t begin, end; /* bytes of pgf_document_text, [begin, end)   */
    size_t section;    /* index into the sections                    */
    unsigned page;     /* from 1; 0 where the format has no pages    */
    pgf_paragraph_kind kind;
} pgf_paragraph;

typedef struct {
    unsigned level;      /* 0 for what comes before the first heading, else 1 to 6 */
    const char *heading; /* "" at level 0                                          */
    const char *anchor;  /* what follows # in a link to it, "" when there is none  */
} pgf_section;

/* One value of metadata. A name may come several times (topics). */
typedef struct {
    const char *name;
    const char *value;
} pgf_field;

typedef struct pgf_document pgf_document;

pgf_status pgf_document_new(pgf_document **out, pgf_error *err);
void pgf_document_free(pgf_document *document);

/*
 * Metadata. The names that the index knows: id, title, url, path, date, language, type, issuer, country, topic; any
 * other is kept as it is. id, url and path are kept byte by byte, since other programs compare them; all other values
 * are cleaned (pgf_clean), white space folded to single spaces and trimmed. An empty value is not added, nor is one
 * without a name.
 * `date` is brought to YYYY, YYYY-MM or YYYY-MM-DD (see pgf_date_read: "2023-12-13T10:00:00Z", "13.12.2023", "20231213"
 * and "13. desember 2023" are read); one that is no date is kept as `date_text` instead. `language` goes through
 * pgf_language_normalize, else is kept as `language_text`. Either is noticed.
 * Limits: PGF_FIELDS_MAX values, past which only the first of a name that the index knows is taken; a name of 64 bytes
 * and a value of PGF_VALUE_MAX bytes, cut between characters. A longer url is left out, a longer id refused (PGF_ELIMIT).
 */
enum { PGF_FIELDS_MAX = 256, PGF_VALUE_MAX = 2000 };
pgf_status pgf_document_add_field(pgf_document *document, const char *name, const char *value, pgf_error *err);
/* The same, after taking away every value the name has. */
pgf_status pgf_document_set_field(pgf_document *document, const char *name, const char *value, pgf_error *err);
/* A name that the index knows, whatever the case of its ASCII letters, as it is written; NULL for any other. */
const char *pgf_document_known_name(const char *name);
/* The first value of a name; "" when there is none. Borrowed. */
const char *pgf_document_field(const pgf_document *document, const char *name);
const pgf_field *pgf_document_fields(const pgf_document *document, size_t *count);
/*
 * What of the document is not kept as it was given (a limit, a date that is none, front matter that cannot be read), the
 * first of it, as a line for a report; "" when nothing. Borrowed.
 */
const char *pgf_document_notice(const pgf_document *document);
/* For whoever fills a document. Of several notices the first stays; a long one is cut between characters. */
void pgf_document_add_notice(pgf_document *document, const char *notice);

/*
 * Bytes of text of a document: what would go over is refused (PGF_ELIMIT). 97 MB of short paragraphs took 5 GB of
 * memory to index, for one document that nobody reads.
 */
enum { PGF_TEXT_MAX = 20000000 };

/*
 * Open a section: its heading becomes a paragraph of kind PGF_HEADING too, unless empty. Levels are clamped to 1 to 6.
 * Paragraphs that follow belong to it. A document starts in a section of level 0.
 */
pgf_status pgf_document_add_section(pgf_document *document, unsigned level, const char *heading, size_t size,
                                    const char *anchor, pgf_error *err);
/*
 * `text` is valid UTF-8; it is cleaned (pgf_clean; words torn at line ends are joined unless it is code) and trimmed;
 * one that is empty then is not added.
 */
pgf_status pgf_document_add_paragraph(pgf_document *document, pgf_paragraph_kind kind, unsigned page, const char *text,
                                      size_t size, pgf_error *err);

/* All paragraphs, headings too, parted by blank lines ("\n\n"). Borrowed until the next change, as are the next two. */
const char *pgf_document_text(const pgf_document *document, size_t *size);
const pgf_paragraph *pgf_document_paragraphs(const pgf_document *document, size_t *count);
const pgf_section *pgf_document_sections(const pgf_document *document, size_t *count);

/* Is there a text or a title? */
bool pgf_document_has_content(const pgf_document *document);

/*
 * The headings above a section and its own, outermost first: writes up to `room` section indexes and returns how many.
 * At most 6.
 */
size_t pgf_document_heading_path(const pgf_document *document, size_t section, size_t path[], size_t room);

#endif
