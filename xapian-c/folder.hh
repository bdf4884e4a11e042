#ifndef XAPIAN_C_FOLDER_HH
#define XAPIAN_C_FOLDER_HH

#include <string>

namespace xapian_c
{

/* Wait until the names in a folder are on the disk. */
void sync_folder(const std::string &path);

/* The folder that `path` is in. */
std::string parent_of(const std::string &path);

bool exists(const std::string &path);

} // namespace xapian_c

#endif
