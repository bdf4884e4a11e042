#include "extract/html_names.h"
#include "extract/html_meta.h"
#include <ctype.h>
#include <string.h>
#include <strings.h>

/* Most are told apart by their first letter: a page has hundreds of thousands of attributes. */
static inline bool is_named(const char *name, const char *known)
{
    return *name == *known && strcmp(name, known) == 0;
}

typedef struct {
    const char *word;
    unsigned flag;
} known_word;

/* First or last word of a class or id: "site-nav", "breadcrumbs", "cookieBanner". */
static const known_word words[] = {
    {"ad", BOX_MENU},         {"ads", BOX_MENU},         {"advert", BOX_MENU},     {"banner", BOX_MENU},
    {"breadcrumb", BOX_MENU}, {"breadcrumbs", BOX_MENU}, {"consent", BOX_COOKIES}, {"cookie", BOX_COOKIES},
    {"cookies", BOX_COOKIES}, {"copyright", BOX_MENU},   {"crumbs", BOX_MENU},     {"footer", BOX_MENU},
    {"gdpr", BOX_COOKIES},    {"menu", BOX_MENU},        {"menubar", BOX_MENU},    {"nav", BOX_MENU},
    {"navbar", BOX_MENU},     {"navigation", BOX_MENU},  {"newsletter", BOX_MENU}, {"pager", BOX_MENU},
    {"pagination", BOX_MENU}, {"related", BOX_MENU},     {"share", BOX_MENU},      {"sharing", BOX_MENU},
    {"sidebar", BOX_MENU},    {"skip", BOX_MENU},        {"skiplink", BOX_MENU},   {"skiplinks", BOX_MENU},
    {"social", BOX_MENU},     {"sponsor", BOX_MENU},     {"toolbar", BOX_MENU},    {"topbar", BOX_MENU},
};

static const known_word roles[] = {
    {"alertdialog", BOX_BESIDE}, {"article", BOX_ARTICLE},   {"banner", BOX_BESIDE}, {"complementary", BOX_BESIDE},
    {"contentinfo", BOX_BESIDE}, {"dialog", BOX_BESIDE},     {"main", BOX_MAIN},     {"menu", BOX_BESIDE},
    {"menubar", BOX_BESIDE},     {"navigation", BOX_BESIDE}, {"none", BOX_LAYOUT},   {"presentation", BOX_LAYOUT},
    {"search", BOX_BESIDE},      {"toolbar", BOX_BESIDE},
};

/* The first letters are compared before the words. */
static unsigned find(const known_word *known, size_t count, const char *word, size_t size)
{
    for (size_t i = 0; i < count; i++)
        if (*known[i].word == (*word | 0x20) && strncasecmp(known[i].word, word, size) == 0 && !known[i].word[size])
            return known[i].flag;
    return 0;
}

/* Letters up to what is none, or to a capital behind a small letter. */
static size_t word_size(const char *at, const char *end)
{
    const char *from = at;
    while (at < end && isalpha((unsigned char)*at) &&
           !(at > from && isupper((unsigned char)*at) && islower((unsigned char)at[-1])))
        at++;
    return (size_t)(at - from);
}

static unsigned flags_of_name(const char *name, const char *end)
{
    const char *last = NULL;
    size_t last_size = 0;
    unsigned flags = 0;
    for (const char *at = name; at < end;) {
        size_t size = word_size(at, end);
        if (size && !last)
            flags |= find(words, sizeof words / sizeof *words, at, size);
        if (size) {
            last = at;
            last_size = size;
        }
        at += size ? size : 1;
    }
    return last ? flags | find(words, sizeof words / sizeof *words, last, last_size) : 0;
}

static unsigned flags_of_names(const char *value)
{
    unsigned flags = 0;
    for (const char *at = value; at && *at;) {
        size_t size = strcspn(at, " \t\r\n\f");
        if (size < 100)
            flags |= flags_of_name(at, at + size);
        at += size + (at[size] != '\0');
    }
    return flags;
}

unsigned html_names_flags(const char **attributes)
{
    unsigned flags = 0;
    for (const char **at = attributes; at && *at; at += 2) {
        if (!at[1])
            continue;
        if (is_named(*at, "class") || is_named(*at, "id"))
            flags |= flags_of_names(at[1]);
        else if (is_named(*at, "role"))
            flags |= find(roles, sizeof roles / sizeof *roles, at[1], strcspn(at[1], " "));
        else if (is_named(*at, "itemprop") && strcasecmp(at[1], "articleBody") == 0)
            flags |= BOX_ARTICLE;
    }
    return flags;
}

/* "display: none" in a style, spaces aside. */
static bool style_hides(const char *style)
{
    static const char *const hiding[][2] = {{"display", "none"}, {"visibility", "hidden"}};
    for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++) {
        const char *at = strcasestr(style, hiding[i][0]);
        if (!at)
            continue;
        at += strlen(hiding[i][0]);
        at += strspn(at, " \t\r\n");
        at += *at == ':';
        at += strspn(at, " \t\r\n");
        if (strncasecmp(at, hiding[i][1], strlen(hiding[i][1])) == 0)
            return true;
    }
    return false;
}

static bool class_hides(const char *value)
{
    static const char *const hiding[] = {
        "element-invisible", "govuk-visually-hidden", "offscreen", "screen-reader-text", "sr-only", "usa-sr-only",
        "visually-hidden",   "visuallyhidden",        "wb-inv",    "wb-invisible"};
    for (const char *at = value; *at;) {
        size_t size = strcspn(at, " \t\r\n\f");
        for (size_t i = 0; i < sizeof hiding / sizeof *hiding; i++)
            if ((*at | 0x20) == *hiding[i] && strncasecmp(at, hiding[i], size) == 0 && !hiding[i][size])
                return true;
        at += size + (at[size] != '\0');
    }
    return false;
}

bool html_names_hide(const char **attributes, bool heading)
{
    for (const char **at = attributes; at && *at; at += 2) {
        const char *value = at[1] ? at[1] : "";
        if (is_named(*at, "hidden") && strcasecmp(value, "until-found") != 0)
            return true;
        if (is_named(*at, "aria-hidden") && strcasecmp(value, "true") == 0)
            return true;
        if (is_named(*at, "style") && style_hides(value))
            return true;
        if (is_named(*at, "role") && strcasecmp(value, "doc-backlink") == 0)
            return true; /* the arrow behind a footnote */
        if (!heading && is_named(*at, "class") && class_hides(value))
            return true;
    }
    return false;
}

unsigned html_names_heading(const char **attributes)
{
    const char *role = html_attribute(attributes, "role");
    if (!role || strcasecmp(role, "heading") != 0)
        return 0;
    const char *level = html_attribute(attributes, "aria-level");
    return level && *level >= '1' && *level <= '6' && !level[1] ? (unsigned)(*level - '0') : 2;
}

/* "index.html", "default.aspx", or nothing. */
static bool is_index(const char *name)
{
    static const char *const names[] = {"index.", "default.", "home."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncasecmp(name, names[i], strlen(names[i])) == 0 && !strpbrk(name, "/?#"))
            return true;
    return !*name || strcmp(name, ".") == 0 || strcmp(name, "./") == 0;
}

bool html_names_home(const char **attributes)
{
    const char *address = html_attribute(attributes, "href"), *relation = html_attribute(attributes, "rel");
    if (!address || !*address)
        return false;
    if (relation && strcasecmp(relation, "home") == 0)
        return true;
    const char *host = strstr(address, "://");
    if (host) {
        address = strchr(host + 3, '/');
        if (!address)
            return true;
    }
    address += *address == '/';
    if (isalpha((unsigned char)address[0]) && isalpha((unsigned char)address[1]) && (address[2] == '/' || !address[2]))
        address += address[2] ? 3 : 2; /* the language */
    return is_index(address);
}
