#include "index/failed.h"
#include "base/memory.h"
#include "index/layout.h"
#include <errno.h>
#include <string.h>

static pgf_status too_many_files(pgf_error *err)
{
    return pgf_fail(err, PGF_EIO, "too many open files; raise the limit (ulimit -n 1024) and run again");
}

static pgf_status disk_failed(const xap_error *problem, pgf_error *err)
{
    int code = problem->code;
    if (code == ENOSPC || code == EDQUOT || code == EFBIG)
        return pgf_fail(err, PGF_EIO, "disk full: the index cannot be written; make room and run again");
    if (code == EACCES || code == EPERM || code == EROFS)
        return pgf_fail(err, PGF_EIO, "no permission for the index: %s", problem->message);
    if (code == EMFILE || code == ENFILE)
        return too_many_files(err);
    if (code)
        return pgf_fail(err, PGF_EIO, "the index cannot be used: %s (%s)", problem->message, strerror(code));
    return pgf_fail(err, PGF_EIO, "the index cannot be used: %s", problem->message);
}

pgf_status pgf_xapian_failed(const xap_error *problem, pgf_error *err)
{
    switch (problem->status) {
    case XAP_ENOMEM:
        return pgf_no_memory(err);
    case XAP_ENOTFOUND:
        return pgf_fail(err, PGF_ENOTFOUND, "%s", problem->message);
    case XAP_ELOCKED:
        if (strstr(problem->message, "too many open files")) /* libxapian's words: this error has no errno */
            return too_many_files(err);
        return pgf_fail(err, PGF_ELOCKED, "another indexer is writing to this index; wait for its end");
    case XAP_EVERSION:
        return pgf_fail(err, PGF_EVERSION, "made by another version of Xapian: %s; " PGF_REBUILD, problem->message,
                        "INDEX");
    case XAP_ECORRUPT:
        return pgf_fail(err, PGF_ECORRUPT, "the index is damaged (%s); paragraf-indexer verify says where",
                        problem->message);
    case XAP_ETIMEOUT:
        return pgf_fail(err, PGF_ETIMEOUT, "the time limit of a query passed");
    case XAP_EOPEN:
    case XAP_EIO:
    case XAP_ENETWORK:
        return disk_failed(problem, err);
    default:
        return pgf_fail(err, PGF_EINTERNAL, "%s: %s", problem->type, problem->message);
    }
}
