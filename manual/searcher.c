/* Man page and completion of paragraf-searcher. */
#include "manual.h"
#include "searcher/usage.h"

int main(int argc, char **argv)
{
    return manual_make(usage_table(), argc, argv);
}
