#include <paragraf/search.h>
#include <stdlib.h>

struct pgf_searcher {
    int unused;
};

pgf_status pgf_searcher_open(pgf_searcher **out, const char *path, pgf_error *err)
{
    (void)out;
    return pgf_fail(err, PGF_EINTERNAL, "%s: searching is not built yet", path);
}

void pgf_searcher_close(pgf_searcher *searcher)
{
    free(searcher);
}

pgf_status pgf_search(pgf_searcher *searcher, const pgf_request *request, char **json, size_t *total, pgf_error *err)
{
    (void)searcher;
    (void)request;
    (void)json;
    (void)total;
    return pgf_fail(err, PGF_EINTERNAL, "searching is not built yet");
}
