/* Man page and completion of paragraf-indexer. */
#include "indexer/usage.h"
#include "manual.h"

int main(int argc, char **argv)
{
    return manual_make(usage_table(), argc, argv);
}
