#include "text/cache.h"
#include <stdlib.h>
#include <string.h>

enum { RECORDS_MAX = 24 << 20, SLOTS_MAX = 1 << 20, SLOTS_MIN = 1 << 12 };

/* What stands in `records`: this, then the word as written, the folded word, the term; equal ones are shared. */
typedef struct {
    uint8_t space, written_size, word_size, term_size;
    uint16_t word_at, term_at;
    pgf_term_note note;
} record;

void pgf_cache_dispose(pgf_cache *cache)
{
    free(cache->slots);
    pgf_buffer_dispose(&cache->records);
    *cache = (pgf_cache){0};
}

static void clear(pgf_cache *cache)
{
    if (cache->slots)
        memset(cache->slots, 0, cache->slot_count * sizeof *cache->slots);
    cache->used = 0;
    pgf_buffer_clear(&cache->records);
}

static inline uint64_t load_tail(const char *bytes, size_t size)
{
    uint64_t tail = 0;
    if (size >= 4) {
        uint32_t low, high;
        memcpy(&low, bytes, 4);
        memcpy(&high, bytes + size - 4, 4);
        return low | (uint64_t)high << 32;
    }
    if (size)
        tail = (uint64_t)(unsigned char)bytes[0] | (uint64_t)(unsigned char)bytes[size / 2] << 8 |
               (uint64_t)(unsigned char)bytes[size - 1] << 16;
    return tail;
}

static inline uint64_t mix(uint64_t hash, uint64_t eight)
{
    hash = (hash ^ eight) * 0x9E3779B97F4A7C15U;
    return hash ^ hash >> 32;
}

static inline uint32_t hash_of(unsigned char space, const char *bytes, size_t size)
{
    uint64_t hash = mix(space + 1U, size);
    for (; size > 8; bytes += 8, size -= 8) {
        uint64_t eight;
        memcpy(&eight, bytes, 8);
        hash = mix(hash, eight);
    }
    return (uint32_t)mix(hash, load_tail(bytes, size));
}

static inline record *record_at(const pgf_cache *cache, const pgf_cache_slot *slot)
{
    return (record *)(void *)(cache->records.bytes + slot->record - 1);
}

/* Most words are short: two loads each, which may overlap, instead of a call. */
static inline bool same_bytes(const char *a, const char *b, size_t size)
{
    uint64_t heads[2], tails[2];
    if (size <= 8)
        return load_tail(a, size) == load_tail(b, size);
    if (size > 16)
        return memcmp(a, b, size) == 0;
    memcpy(&heads[0], a, 8);
    memcpy(&heads[1], b, 8);
    memcpy(&tails[0], a + size - 8, 8);
    memcpy(&tails[1], b + size - 8, 8);
    return heads[0] == heads[1] && tails[0] == tails[1];
}

static inline bool is_same(const record *known, unsigned char space, const char *written, size_t size)
{
    return known->space == space && known->written_size == size && same_bytes((const char *)(known + 1), written, size);
}

bool pgf_cache_find(const pgf_cache *cache, unsigned char space, const char *written, size_t size, pgf_cached *found)
{
    if (!cache->used)
        return false;
    uint32_t hash = hash_of(space, written, size);
    for (size_t i = hash;; i++) {
        const pgf_cache_slot *slot = &cache->slots[i & (cache->slot_count - 1)];
        if (!slot->record)
            return false;
        record *known = record_at(cache, slot);
        if (slot->hash != hash || !is_same(known, space, written, size))
            continue;
        const char *bytes = (const char *)(known + 1);
        *found = (pgf_cached){bytes + known->word_at, bytes + known->term_at, known->word_size, known->term_size,
                              &known->note};
        return true;
    }
}

static void put_slot(pgf_cache_slot *slots, size_t count, pgf_cache_slot slot)
{
    size_t i = slot.hash;
    while (slots[i & (count - 1)].record)
        i++;
    slots[i & (count - 1)] = slot;
}

static pgf_status grow_slots(pgf_cache *cache)
{
    size_t count = cache->slot_count ? cache->slot_count * 2 : SLOTS_MIN;
    pgf_cache_slot *slots = calloc(count, sizeof *slots);
    if (!slots)
        return PGF_ENOMEM;
    for (size_t i = 0; i < cache->slot_count; i++)
        if (cache->slots[i].record)
            put_slot(slots, count, cache->slots[i]);
    free(cache->slots);
    cache->slots = slots;
    cache->slot_count = count;
    return PGF_OK;
}

static pgf_status make_room(pgf_cache *cache, size_t size)
{
    bool crowded = cache->used >= cache->slot_count / 2;
    if (cache->records.size + size > RECORDS_MAX || (crowded && cache->slot_count >= SLOTS_MAX))
        clear(cache);
    else if (crowded) {
        pgf_status status = grow_slots(cache);
        if (status)
            return status;
    }
    return pgf_buffer_reserve(&cache->records, size);
}

/* Write `part` behind `*at` unless what lies at `shared` begins with it. Returns where it lies. */
static uint16_t put_part(char *bytes, size_t *at, size_t shared, size_t shared_size, const char *part, size_t size)
{
    if (size <= shared_size && memcmp(bytes + shared, part, size) == 0)
        return (uint16_t)shared;
    memcpy(bytes + *at, part, size);
    *at += size;
    return (uint16_t)(*at - size);
}

pgf_status pgf_cache_put(pgf_cache *cache, unsigned char space, const char *written, size_t size,
                         const pgf_cached *entry)
{
    size_t needed = sizeof(record) + size + entry->word_size + entry->term_size + sizeof(uint64_t);
    pgf_status status = make_room(cache, needed);
    if (status)
        return status;
    size_t start = cache->records.size;
    record *fresh = (record *)(void *)(cache->records.bytes + start);
    char *bytes = (char *)(fresh + 1);
    memcpy(bytes, written, size);
    size_t end = size;
    *fresh = (record){space, (uint8_t)size, (uint8_t)entry->word_size, (uint8_t)entry->term_size, 0, 0, {{0}}};
    fresh->word_at = put_part(bytes, &end, 0, size, entry->word, entry->word_size);
    fresh->term_at = put_part(bytes, &end, fresh->word_at, entry->word_size, entry->term, entry->term_size);
    cache->records.size = (start + sizeof(record) + end + 7) & ~(size_t)7;
    put_slot(cache->slots, cache->slot_count, (pgf_cache_slot){hash_of(space, written, size), (uint32_t)start + 1});
    cache->used++;
    return PGF_OK;
}
