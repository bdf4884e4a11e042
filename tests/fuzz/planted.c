/* That a fuzzer which finds something fails: one input is fatal here, and its seed is a bit away from it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 3 && memcmp(data, "a\n\xff", 3) == 0)
        abort();
    return 0;
}
