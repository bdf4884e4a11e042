#include "extract/html_meta.h"
#include "text/letters.h"
#include <cjson/cJSON.h>
#include <string.h>
#include <strings.h>

enum { OBJECTS_MOST = 100 };

/* What stands beside the document in JSON-LD: its site, its publisher, its place in menus. */
static const char *const beside[] = {"BreadcrumbList",        "GovernmentOrganization", "ImageObject", "ItemList",
                                     "NewsMediaOrganization", "Organization",           "Person",      "Place",
                                     "PostalAddress",         "SearchAction",           "VideoObject", "WebSite"};

/* The text of a value, or of the first of an array of them; NULL when it is none. */
static const char *text_of(const cJSON *value)
{
    if (cJSON_IsArray(value))
        value = value->child;
    return cJSON_IsString(value) ? value->valuestring : NULL;
}

static const cJSON *get(const cJSON *object, const char *name)
{
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

/* "Report" of "Report", "https://schema.org/Report" and "schema:Report". */
static const char *type_of(const cJSON *object)
{
    const char *type = text_of(get(object, "@type"));
    const char *cut = type ? strpbrk(type, "/:") : NULL;
    if (cut && (strncasecmp(type, "http", 4) == 0 || strncasecmp(type, "schema:", 7) == 0))
        type = *cut == ':' && cut[1] != '/' ? cut + 1 : strrchr(type, '/') + 1;
    return type;
}

/* The name of a value that is an object or its name, or of the first of an array of them. */
static const char *name_of(const cJSON *value, const char *name)
{
    if (cJSON_IsArray(value))
        value = value->child;
    return cJSON_IsString(value) ? value->valuestring : text_of(get(value, name));
}

/* The node of @graph that {"@id": …} stands for, else the node itself. */
static const cJSON *resolve(const cJSON *graph, const cJSON *node)
{
    if (cJSON_IsArray(node))
        node = node->child;
    const char *id = text_of(get(node, "@id"));
    const cJSON *other;
    if (!id || get(node, "name"))
        return node;
    cJSON_ArrayForEach(other, graph)
    {
        const char *its = text_of(get(other, "@id"));
        if (its && strcmp(its, id) == 0 && get(other, "name"))
            return other;
    }
    return node;
}

static pgf_status add_topics(html_page *page, const cJSON *value)
{
    pgf_status status = PGF_OK;
    const cJSON *item;
    if (cJSON_IsString(value))
        return html_meta_topics(page, value->valuestring, 1);
    cJSON_ArrayForEach(item, value)
    {
        if (!status)
            status = html_meta_add(page, "topic", name_of(item, "name"), 1);
    }
    return status;
}

static bool is_beside(const char *type)
{
    for (size_t i = 0; type && i < sizeof beside / sizeof *beside; i++)
        if (strcmp(type, beside[i]) == 0)
            return true;
    return false;
}

/* Who answers for it: the publisher, else an author that is no person. */
static pgf_status add_issuer(html_page *page, const cJSON *object, const cJSON *graph)
{
    const cJSON *author = resolve(graph, get(object, "author"));
    const char *type = type_of(author);
    pgf_status status = html_meta_add(page, "issuer", name_of(resolve(graph, get(object, "publisher")), "name"), 0);
    if (!status && type && strstr(type, "Organization"))
        status = html_meta_add(page, "issuer", name_of(author, "name"), 1);
    return status;
}

static pgf_status add_object(html_page *page, const cJSON *object, const cJSON *graph)
{
    static const struct {
        const char *member, *field;
        unsigned rank;
    } members[] = {{"datePublished", "date", 0},
                   {"legislationDate", "date", 1},
                   {"dateCreated", "date", 4},
                   {"headline", "title", 3},
                   {"name", "title", 4}};
    const char *type = type_of(object);
    if (is_beside(type))
        return PGF_OK;
    bool page_itself = !type || strcmp(type, "WebPage") == 0;
    pgf_status status = page_itself ? PGF_OK : html_meta_add(page, "type", type, 0);
    for (size_t i = 0; i < sizeof members / sizeof *members && !status; i++)
        status = html_meta_add(page, members[i].field, text_of(get(object, members[i].member)), members[i].rank);
    if (!status)
        status = add_issuer(page, object, graph);
    if (!status)
        status = html_meta_add(page, "language", name_of(get(object, "inLanguage"), "alternateName"), 4);
    return status ? status : add_topics(page, get(object, "keywords"));
}

static pgf_status add_objects(html_page *page, const cJSON *first, const cJSON *graph)
{
    pgf_status status = PGF_OK;
    size_t count = 0;
    for (const cJSON *object = first; object && !status && count < OBJECTS_MOST; object = object->next, count++)
        if (cJSON_IsObject(object))
            status = add_object(page, object, graph);
    return status;
}

/* Behind what hides a script from readers of XML or of no scripts: "//<![CDATA[", "<!--". */
static void pass_wrapping(const char **json, size_t *size)
{
    static const char *const wrappings[] = {"//", "/*", "*/", "<![CDATA[", "<!--"};
    for (bool more = true; more;) {
        more = false;
        pgf_trim(json, size);
        for (size_t i = 0; i < sizeof wrappings / sizeof *wrappings; i++) {
            size_t length = strlen(wrappings[i]);
            if (*size < length || memcmp(*json, wrappings[i], length) != 0)
                continue;
            *json += length;
            *size -= length;
            more = true;
        }
    }
}

pgf_status html_meta_json(html_page *page, const char *json, size_t size)
{
    pass_wrapping(&json, &size);
    cJSON *root = cJSON_ParseWithLength(json, size);
    if (!root)
        return PGF_OK;
    const cJSON *graph = cJSON_IsArray(root) ? root : get(root, "@graph");
    pgf_status status = add_objects(page, cJSON_IsArray(graph) ? graph->child : NULL, graph);
    if (!status && cJSON_IsObject(root))
        status = add_object(page, root, graph);
    cJSON_Delete(root);
    return status;
}
