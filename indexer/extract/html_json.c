#include "extract/html_meta.h"
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
        return html_meta_add(page, "topic", value->valuestring, 1);
    cJSON_ArrayForEach(item, value)
    {
        if (!status && cJSON_IsString(item))
            status = html_meta_add(page, "topic", item->valuestring, 1);
    }
    return status;
}

static pgf_status add_object(html_page *page, const cJSON *object, const cJSON *graph)
{
    const char *type = text_of(get(object, "@type"));
    for (size_t i = 0; type && i < sizeof beside / sizeof *beside; i++)
        if (strcmp(type, beside[i]) == 0)
            return PGF_OK;
    const cJSON *publisher = resolve(graph, get(object, "publisher"));
    const char *issuer = cJSON_IsString(publisher) ? publisher->valuestring : text_of(get(publisher, "name"));
    bool page_itself = type && strcmp(type, "WebPage") == 0;
    pgf_status status = page_itself ? PGF_OK : html_meta_add(page, "type", type, 0);
    if (!status)
        status = html_meta_add(page, "date", text_of(get(object, "datePublished")), 0);
    if (!status)
        status = html_meta_add(page, "issuer", issuer, 0);
    if (!status)
        status = html_meta_add(page, "language", text_of(get(object, "inLanguage")), 4);
    if (!status)
        status = html_meta_add(page, "title", text_of(get(object, "headline")), 3);
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

pgf_status html_meta_json(html_page *page, const char *json, size_t size)
{
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
