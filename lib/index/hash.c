#include "index/hash.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
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

static int hash_rest(int file, pgf_hasher *hasher, char *chunk, size_t room, uint64_t *bytes)
{
    for (;;) {
        ssize_t got = read(file, chunk, room);
        if (got == 0)
            return 0;
        if (got < 0 && errno != EINTR)
            return errno;
        if (got < 0)
            continue;
        pgf_hasher_add(hasher, chunk, (size_t)got);
        *bytes += (uint64_t)got;
    }
}

int pgf_hash_file(int file, uint64_t hash[2], uint64_t *bytes)
{
    enum { CHUNK = 1 << 18 };
    uint64_t count = 0;
    char *chunk = malloc(CHUNK);
    pgf_hasher *hasher = chunk ? pgf_hasher_new() : NULL;
    int problem = hasher ? hash_rest(file, hasher, chunk, CHUNK, &count) : ENOMEM;
    if (hasher)
        pgf_hasher_end(hasher, hash);
    free(chunk);
    if (bytes)
        *bytes = count;
    return problem;
}

void pgf_hash_text(uint64_t hash, char out[17])
{
    snprintf(out, 17, "%016llx", (unsigned long long)hash);
}
