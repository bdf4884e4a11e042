#include "extract/html_entities.h"
#include "text/utf8.h"
#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <string.h>

enum { SHORTEST = 2, LONGEST = 6, NAME_MOST = 31 }; /* of names that need no semicolon: "lt", "Ccedil" */

/* Letters and digits behind the ampersand, and whether a semicolon ends them. */
static size_t read_name(const char *text, size_t size, char name[NAME_MOST + 1], bool *whole)
{
    size_t count = 0;
    while (count < NAME_MOST && count + 1 < size) {
        char c = text[count + 1];
        bool fits = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
        if (!fits && !(c >= '0' && c <= '9' && count))
            break;
        name[count++] = c;
    }
    name[count] = '\0';
    *whole = count + 1 < size && text[count + 1] == ';';
    return count;
}

/* U+00A0 to U+00FF have names that need no semicolon, and so have these; `<` stays a reference, else it opens a tag. */
static unsigned value_of(const char *name)
{
    if (strcmp(name, "quot") == 0 || strcmp(name, "QUOT") == 0)
        return '"';
    if (strcmp(name, "gt") == 0 || strcmp(name, "GT") == 0)
        return '>';
    if (strcmp(name, "COPY") == 0)
        return 0xA9;
    if (strcmp(name, "REG") == 0)
        return 0xAE;
    const htmlEntityDesc *known = htmlEntityLookup((const xmlChar *)name);
    return known && known->value >= 0xA0 && known->value <= 0xFF ? known->value : 0;
}

/* What programs that escape all signs write. < and & stay as they are, else they would begin something. */
static char sign_of(const char *name)
{
    static const struct {
        const char *name;
        char sign;
    } signs[] = {{"Tab", ' '},  {"NewLine", ' '}, {"excl", '!'}, {"num", '#'},    {"dollar", '$'}, {"percnt", '%'},
                 {"lpar", '('}, {"rpar", ')'},    {"ast", '*'},  {"plus", '+'},   {"comma", ','},  {"period", '.'},
                 {"sol", '/'},  {"colon", ':'},   {"semi", ';'}, {"equals", '='}, {"quest", '?'},  {"commat", '@'},
                 {"lsqb", '['}, {"lbrack", '['},  {"rsqb", ']'}, {"rbrack", ']'}, {"lowbar", '_'}, {"grave", '`'},
                 {"lcub", '{'}, {"lbrace", '{'},  {"rcub", '}'}, {"rbrace", '}'}, {"vert", '|'},   {"verbar", '|'}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (strcmp(signs[i].name, name) == 0)
            return signs[i].sign;
    return '\0';
}

size_t html_entity_odd(const char *text, size_t size, char out[4], size_t *used)
{
    char name[NAME_MOST + 1];
    bool whole;
    size_t count = read_name(text, size, name, &whole);
    if (count < SHORTEST || (whole && htmlEntityLookup((const xmlChar *)name)))
        return 0;
    out[0] = whole ? sign_of(name) : '\0';
    if (out[0]) {
        *used = count + 2;
        return 1;
    }
    for (size_t most = count < LONGEST ? count : LONGEST; most >= SHORTEST; most--) {
        name[most] = '\0';
        unsigned value = value_of(name);
        if (!value)
            continue;
        *used = 1 + most;
        return pgf_utf8_put(out, (int32_t)value);
    }
    return 0;
}
