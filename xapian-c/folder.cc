#include "folder.hh"
#include "guard.hh"
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace xapian_c
{

void sync_folder(const std::string &path)
{
    const int folder = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        throw Refusal(XAP_EIO, errno, "%s: cannot open the folder to sync it", path.c_str());
    const int code = fsync(folder) ? errno : 0;
    close(folder);
    /* Some filesystems cannot sync a folder, and say so. */
    if (code && code != EINVAL && code != ENOTSUP)
        throw Refusal(XAP_EIO, code, "%s: cannot sync the folder", path.c_str());
}

std::string parent_of(const std::string &path)
{
    const size_t end = path.find_last_not_of('/');
    const size_t slash = end == std::string::npos ? end : path.find_last_of('/', end);
    if (slash == std::string::npos)
        return end == std::string::npos ? "/" : ".";
    return path.substr(0, slash + 1);
}

bool exists(const std::string &path)
{
    struct stat found;
    return stat(path.c_str(), &found) == 0;
}

} // namespace xapian_c
