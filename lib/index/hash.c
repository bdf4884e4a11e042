#include "index/hash.h"
#include <stdio.h>
#include <xxhash.h>

void pgf_hash(const void *bytes, size_t size, uint64_t hash[2])
{
    XXH128_hash_t found = XXH3_128bits(bytes, size);
    hash[0] = found.low64;
    hash[1] = found.high64;
}

pgf_hasher *pgf_hasher_new(void)
{
    XXH3_state_t *state = XXH3_createState();
    if (state)
        XXH3_128bits_reset(state);
    return (pgf_hasher *)state;
}

void pgf_hasher_add(pgf_hasher *hasher, const void *bytes, size_t size)
{
    XXH3_128bits_update((XXH3_state_t *)hasher, bytes, size);
}

void pgf_hasher_end(pgf_hasher *hasher, uint64_t hash[2])
{
    XXH128_hash_t found = XXH3_128bits_digest((XXH3_state_t *)hasher);
    if (hash) {
        hash[0] = found.low64;
        hash[1] = found.high64;
    }
    XXH3_freeState((XXH3_state_t *)hasher);
}

void pgf_hash_text(uint64_t hash, char out[17])
{
    snprintf(out, 17, "%016llx", (unsigned long long)hash);
}
