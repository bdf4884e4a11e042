#include "extract/html_tags.h"
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { BOX = TAG_BLOCK | TAG_CONTAINER, KIND = TAG_BLOCK | TAG_KIND };

/* By name. */
static const html_tag tags[] = {
    {"a", TAG_A, 0, PGF_TEXT, 0},
    {"address", TAG_OTHER, BOX, PGF_TEXT, 0},
    {"applet", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"article", TAG_ARTICLE, BOX, PGF_TEXT, 0},
    {"aside", TAG_COLUMN, BOX, PGF_TEXT, 0},
    {"audio", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"base", TAG_BASE, TAG_VOID, PGF_TEXT, 0},
    {"blockquote", TAG_OTHER, BOX | TAG_KIND, PGF_QUOTE, 0},
    {"body", TAG_BODY, BOX, PGF_TEXT, 0},
    {"br", TAG_BR, 0, PGF_TEXT, 0},
    {"button", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"canvas", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"caption", TAG_CAPTION, KIND, PGF_CAPTION, 0},
    {"center", TAG_DIV, BOX, PGF_TEXT, 0},
    {"datalist", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"dd", TAG_DD, KIND, PGF_ITEM, 0},
    {"details", TAG_DIV, BOX, PGF_TEXT, 0},
    {"dialog", TAG_OTHER, BOX | TAG_ASIDE, PGF_TEXT, 0},
    {"dir", TAG_OTHER, BOX, PGF_TEXT, 0},
    {"div", TAG_DIV, BOX, PGF_TEXT, 0},
    {"dl", TAG_DL, BOX, PGF_TEXT, 0},
    {"dt", TAG_DT, KIND, PGF_ITEM, 0},
    {"fieldset", TAG_OTHER, BOX, PGF_TEXT, 0},
    {"figcaption", TAG_OTHER, KIND, PGF_CAPTION, 0},
    {"figure", TAG_OTHER, BOX, PGF_TEXT, 0},
    {"footer", TAG_OTHER, BOX | TAG_EDGE, PGF_TEXT, 0},
    {"form", TAG_FORM, BOX, PGF_TEXT, 0},
    {"frame", TAG_FRAME, TAG_VOID, PGF_TEXT, 0},
    {"frameset", TAG_OTHER, BOX, PGF_TEXT, 0},
    {"h1", TAG_HEADING, KIND, PGF_HEADING, 1},
    {"h2", TAG_HEADING, KIND, PGF_HEADING, 2},
    {"h3", TAG_HEADING, KIND, PGF_HEADING, 3},
    {"h4", TAG_HEADING, KIND, PGF_HEADING, 4},
    {"h5", TAG_HEADING, KIND, PGF_HEADING, 5},
    {"h6", TAG_HEADING, KIND, PGF_HEADING, 6},
    {"head", TAG_OTHER, TAG_BLOCK, PGF_TEXT, 0},
    {"header", TAG_OTHER, BOX | TAG_EDGE, PGF_TEXT, 0},
    {"hgroup", TAG_OTHER, BOX, PGF_TEXT, 0},
    {"hr", TAG_OTHER, TAG_BLOCK | TAG_VOID, PGF_TEXT, 0},
    {"html", TAG_HTML, BOX, PGF_TEXT, 0},
    {"iframe", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"img", TAG_IMG, TAG_VOID, PGF_TEXT, 0},
    {"input", TAG_OTHER, TAG_VOID, PGF_TEXT, 0},
    {"legend", TAG_OTHER, TAG_BLOCK, PGF_TEXT, 0},
    {"li", TAG_LI, BOX | TAG_KIND, PGF_ITEM, 0},
    {"link", TAG_LINK, TAG_VOID, PGF_TEXT, 0},
    {"listing", TAG_PRE, KIND, PGF_CODE, 0},
    {"main", TAG_MAIN, BOX, PGF_TEXT, 0},
    {"map", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"menu", TAG_OTHER, BOX, PGF_TEXT, 0},
    {"meta", TAG_META, TAG_VOID, PGF_TEXT, 0},
    {"meter", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"nav", TAG_OTHER, BOX | TAG_ASIDE, PGF_TEXT, 0},
    {"noframes", TAG_DIV, BOX, PGF_TEXT, 0},
    {"noscript", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"object", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"ol", TAG_OL, BOX, PGF_TEXT, 0},
    {"optgroup", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"option", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"p", TAG_P, TAG_BLOCK, PGF_TEXT, 0},
    {"plaintext", TAG_PRE, KIND, PGF_CODE, 0},
    {"pre", TAG_PRE, KIND, PGF_CODE, 0},
    {"progress", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"rp", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"rt", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"script", TAG_SCRIPT, TAG_SILENT, PGF_TEXT, 0},
    {"search", TAG_OTHER, BOX | TAG_ASIDE, PGF_TEXT, 0},
    {"section", TAG_DIV, BOX, PGF_TEXT, 0},
    {"select", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"source", TAG_OTHER, TAG_VOID, PGF_TEXT, 0},
    {"style", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"sub", TAG_SUB, 0, PGF_TEXT, 0},
    {"summary", TAG_OTHER, TAG_BLOCK, PGF_TEXT, 0},
    {"sup", TAG_SUP, 0, PGF_TEXT, 0},
    {"svg", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"table", TAG_TABLE, BOX, PGF_TEXT, 0},
    {"tbody", TAG_OTHER, BOX, PGF_TEXT, 0},
    {"td", TAG_TD, BOX | TAG_KIND, PGF_TEXT, 0},
    {"template", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"textarea", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"tfoot", TAG_OTHER, BOX, PGF_TEXT, 0},
    {"th", TAG_TH, BOX | TAG_KIND, PGF_TEXT, 0},
    {"thead", TAG_OTHER, BOX, PGF_TEXT, 0},
    {"time", TAG_TIME, 0, PGF_TEXT, 0},
    {"title", TAG_TITLE, TAG_BLOCK, PGF_TEXT, 0},
    {"tr", TAG_TR, BOX, PGF_TEXT, 0},
    {"track", TAG_OTHER, TAG_VOID, PGF_TEXT, 0},
    {"ul", TAG_OTHER, BOX, PGF_TEXT, 0},
    {"video", TAG_OTHER, TAG_SILENT, PGF_TEXT, 0},
    {"wbr", TAG_OTHER, TAG_VOID, PGF_TEXT, 0},
    {"xmp", TAG_PRE, KIND, PGF_CODE, 0},
};

static int compare(const void *name, const void *tag)
{
    return strcasecmp(name, ((const html_tag *)tag)->name);
}

const html_tag *html_tag_of(const char *name)
{
    static const html_tag other = {"", TAG_OTHER, 0, PGF_TEXT, 0};
    const html_tag *found = bsearch(name, tags, sizeof tags / sizeof *tags, sizeof *tags, compare);
    return found ? found : &other;
}
