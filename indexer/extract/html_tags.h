/* What an element of HTML is to the reader. */
#ifndef PGF_EXTRACT_HTML_TAGS_H
#define PGF_EXTRACT_HTML_TAGS_H

#include "document/document.h"

enum {
    TAG_BLOCK = 1 << 0,  /* ends the line that text stands in                           */
    TAG_SILENT = 1 << 1, /* never text: scripts, controls of a form                     */
    TAG_ASIDE = 1 << 2,  /* beside the main content: menus, dialogs                     */
    TAG_EDGE = 1 << 3,   /* the page's own header or footer, unless in its main content */
    TAG_KIND = 1 << 4,   /* `kind` holds for the text in it                             */
    TAG_VOID = 1 << 5,   /* has no end that libxml2 knows of                            */
    TAG_CONTAINER = 1 << 6
};

typedef enum {
    TAG_OTHER,
    TAG_A,
    TAG_ARTICLE,
    TAG_BASE,
    TAG_BODY,
    TAG_BR,
    TAG_CAPTION,
    TAG_COLUMN,
    TAG_DD,
    TAG_DIV,
    TAG_DT,
    TAG_DL,
    TAG_FORM,
    TAG_FRAME,
    TAG_HEADING,
    TAG_HTML,
    TAG_IMG,
    TAG_LI,
    TAG_LINK,
    TAG_MAIN,
    TAG_META,
    TAG_OL,
    TAG_P,
    TAG_PRE,
    TAG_SCRIPT,
    TAG_SUB,
    TAG_SUP,
    TAG_TABLE,
    TAG_TD,
    TAG_TH,
    TAG_TIME,
    TAG_TITLE,
    TAG_TR
} html_tag_id;

typedef struct {
    const char *name;
    html_tag_id id;
    unsigned flags;
    pgf_paragraph_kind kind;
    unsigned level; /* of a heading */
} html_tag;

/* By a name in small letters, as libxml2 gives it. An element that is not known is one of no flags, inside a line. */
const html_tag *html_tag_of(const char *name);

#endif
