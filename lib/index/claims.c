#include "index/claims.h"
#include "index/hash.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void pgf_claims_dispose(pgf_claims *claims)
{
    free(claims->slots);
    *claims = (pgf_claims){0};
}

static pgf_claim *slot_of(pgf_claim *slots, size_t capacity, const uint64_t hash[2])
{
    size_t at = hash[0] & (capacity - 1);
    while ((slots[at].hash[0] || slots[at].hash[1]) && (slots[at].hash[0] != hash[0] || slots[at].hash[1] != hash[1]))
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

static bool grow(pgf_claims *claims)
{
    size_t capacity = claims->capacity ? claims->capacity * 2 : 1024;
    pgf_claim *slots = calloc(capacity, sizeof *slots);
    if (!slots)
        return false;
    for (size_t i = 0; i < claims->capacity; i++)
        if (claims->slots[i].hash[0] || claims->slots[i].hash[1])
            *slot_of(slots, capacity, claims->slots[i].hash) = claims->slots[i];
    free(claims->slots);
    claims->slots = slots;
    claims->capacity = capacity;
    return true;
}

pgf_claim *pgf_claims_find(pgf_claims *claims, const char *id)
{
    uint64_t hash[2];
    pgf_hash(id, strlen(id), hash);
    if (claims->count * 3 >= claims->capacity * 2 && !grow(claims))
        return NULL;
    pgf_claim *claim = slot_of(claims->slots, claims->capacity, hash);
    if (!claim->hash[0] && !claim->hash[1]) {
        *claim = (pgf_claim){.hash = {hash[0], hash[1]}};
        claims->count++;
    }
    return claim;
}
