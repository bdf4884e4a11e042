#include "extract/html_meta.h"
#include "base/memory.h"
#include "text/letters.h"
#include <libxml/uri.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { FACTS_MOST = 500 };

const char *html_attribute(const char **attributes, const char *name)
{
    for (const char **at = attributes; at && *at; at += 2)
        if (**at == *name && strcmp(*at, name) == 0)
            return at[1] ? at[1] : "";
    return NULL;
}

pgf_status html_meta_add(html_page *page, const char *name, const char *value, unsigned rank)
{
    size_t size = value ? strlen(value) : 0;
    if (size)
        pgf_trim(&value, &size);
    if (!size || size > PGF_VALUE_MAX || page->fact_count >= FACTS_MOST)
        return PGF_OK;
    html_fact *facts = pgf_array_grow(page->facts, page->fact_count, &page->fact_capacity, sizeof *facts);
    pgf_status status = PGF_OK;
    if (!facts)
        return PGF_ENOMEM;
    page->facts = facts;
    uint32_t copy = html_page_name(page, value, size, &status);
    if (!status)
        facts[page->fact_count++] = (html_fact){name, copy, rank};
    return status;
}

const char *html_meta_best(const html_page *page, const char *name)
{
    const html_fact *best = NULL;
    for (size_t i = 0; i < page->fact_count; i++) {
        const html_fact *fact = &page->facts[i];
        if (strcmp(fact->name, name) == 0 && (!best || fact->rank < best->rank))
            best = fact;
    }
    return best ? page->names.bytes + best->value : "";
}

/* What a name of <meta> is to a document; the smaller the rank, the more it is worth. JSON-LD has rank 0. */
static const struct {
    const char *name, *field;
    unsigned rank;
} known[] = {
    {"article:published_time", "date", 1},
    {"dcterms.issued", "date", 2},
    {"dc.date.issued", "date", 2},
    {"dcterms.date", "date", 3},
    {"dc.date", "date", 3},
    {"dc.date.created", "date", 4},
    {"dcterms.created", "date", 4},
    {"datepublished", "date", 4},
    {"citation_publication_date", "date", 4},
    {"publish-date", "date", 5},
    {"publication_date", "date", 5},
    {"pubdate", "date", 5},
    {"date", "date", 6},
    {"dcterms.publisher", "issuer", 1},
    {"dc.publisher", "issuer", 1},
    {"publisher", "issuer", 2},
    {"article:publisher", "issuer", 3},
    {"dcterms.creator", "issuer", 4},
    {"dc.creator", "issuer", 4},
    {"og:site_name", "issuer", 5},
    {"dcterms.type", "type", 1},
    {"dc.type", "type", 1},
    {"og:type", "type", 5},
    {"dcterms.subject", "topic", 1},
    {"dc.subject", "topic", 1},
    {"article:tag", "topic", 1},
    {"article:section", "topic", 1},
    {"keywords", "topic", 5},
    {"dcterms.title", "title", 2},
    {"dc.title", "title", 2},
    {"og:title", "title", 1},
    {"title", "title", 4},
    {"og:url", "url", 2},
    {"dcterms.identifier", "url", 3},
    {"dc.identifier", "url", 3},
    {"dcterms.language", "language", 3},
    {"dc.language", "language", 3},
    {"content-language", "language", 2},
    {"language", "language", 4},
    {"og:locale", "language", 5},
};

pgf_status html_meta_topics(html_page *page, const char *value, unsigned rank)
{
    const char *parts = strchr(value, ';') ? ";" : ",";
    pgf_status status = PGF_OK;
    for (const char *at = value; *at && !status;) {
        size_t size = strcspn(at, parts);
        char *topic = strndup(at, size);
        status = topic ? html_meta_add(page, "topic", topic, rank) : PGF_ENOMEM;
        free(topic);
        at += size + (at[size] != '\0');
    }
    return status;
}

static bool is_address(const char *value)
{
    return strncasecmp(value, "http://", 7) == 0 || strncasecmp(value, "https://", 8) == 0;
}

static pgf_status add_known(html_page *page, size_t which, const char *value)
{
    const char *field = known[which].field;
    if (strcmp(field, "topic") == 0)
        return html_meta_topics(page, value, known[which].rank);
    if (is_address(value) != (strcmp(field, "url") == 0))
        return PGF_OK; /* article:publisher is often a page of a social network */
    if (strcmp(field, "type") == 0 && strncasecmp(value, "website", 7) == 0)
        return PGF_OK;
    return html_meta_add(page, field, value, known[which].rank);
}

static pgf_status add_meta(html_page *page, const char **attributes)
{
    static const char *const naming[] = {"name", "property", "itemprop", "http-equiv"};
    const char *value = html_attribute(attributes, "content");
    for (size_t n = 0; value && n < sizeof naming / sizeof *naming; n++) {
        const char *name = html_attribute(attributes, naming[n]);
        for (size_t i = 0; name && i < sizeof known / sizeof *known; i++)
            if (strcasecmp(name, known[i].name) == 0)
                return add_known(page, i, value);
    }
    return PGF_OK;
}

/* An address that goes on from that of <base>, which comes before it; without one it says nothing. */
static pgf_status add_relative(html_page *page, const char *address)
{
    const char *base = html_meta_best(page, "base");
    xmlChar *whole = *base ? xmlBuildURI((const xmlChar *)address, (const xmlChar *)base) : NULL;
    pgf_status status = whole ? html_meta_add(page, "url", (const char *)whole, 1) : PGF_OK;
    xmlFree(whole);
    return status;
}

static pgf_status add_link(html_page *page, const char **attributes)
{
    const char *relation = html_attribute(attributes, "rel");
    const char *address = html_attribute(attributes, "href");
    if (!relation || !address || strcasecmp(relation, "canonical") != 0)
        return PGF_OK;
    return is_address(address) ? html_meta_add(page, "url", address, 1) : add_relative(page, address);
}

static pgf_status add_base(html_page *page, const char **attributes)
{
    const char *address = html_attribute(attributes, "href");
    return address && is_address(address) ? html_meta_add(page, "base", address, 0) : PGF_OK;
}

static pgf_status add_time(html_page *page, const char **attributes)
{
    const char *property = html_attribute(attributes, "itemprop");
    bool published = (property && strcasecmp(property, "datePublished") == 0) || html_attribute(attributes, "pubdate");
    return html_meta_add(page, "date", html_attribute(attributes, "datetime"), published ? 4 : 9);
}

pgf_status html_meta_element(html_page *page, html_tag_id tag, const char **attributes)
{
    if (!attributes)
        return PGF_OK;
    if (tag == TAG_META)
        return add_meta(page, attributes);
    if (tag == TAG_BASE)
        return add_base(page, attributes);
    if (tag == TAG_LINK)
        return add_link(page, attributes);
    if (tag == TAG_TIME)
        return add_time(page, attributes);
    pgf_status status = html_meta_add(page, "language", html_attribute(attributes, "lang"), 0);
    return status ? status : html_meta_add(page, "language", html_attribute(attributes, "xml:lang"), 1);
}
