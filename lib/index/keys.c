#include "index/keys.h"
#include "index/hash.h"
#include <string.h>

static size_t put_number(uint32_t number, char *at)
{
    for (int i = 0; i < 4; i++)
        at[i] = (char)(number >> (24 - 8 * i));
    return 4;
}

size_t pgf_key_spans(unsigned docid, char key[PGF_KEY_MAX])
{
    key[0] = *PGF_KEYS_SPANS;
    return 1 + put_number(docid, key + 1);
}

/* Few documents have more than 254 blocks: their numbers take one byte, those behind them five, and all sort. */
size_t pgf_key_block(unsigned docid, size_t number, char key[PGF_KEY_MAX])
{
    enum { SHORT_NUMBERS = 0xFF };
    key[0] = *PGF_KEYS_BLOCKS;
    size_t size = 1 + put_number(docid, key + 1);
    key[size] = (char)(number < SHORT_NUMBERS ? number : SHORT_NUMBERS);
    return size + 1 + (number < SHORT_NUMBERS ? 0 : put_number((uint32_t)number, key + size + 1));
}

static size_t put_text(char kind, const char *text, size_t size, char key[PGF_KEY_MAX])
{
    enum { ROOM = PGF_KEY_MAX - 1, DIGITS = 16 };
    key[0] = kind;
    if (size <= ROOM) {
        memcpy(key + 1, text, size);
        return 1 + size;
    }
    uint64_t hash[2];
    char digits[DIGITS + 1];
    pgf_hash(text, size, hash);
    pgf_hash_text(hash[0], digits);
    memcpy(key + 1, text, ROOM - DIGITS);
    memcpy(key + PGF_KEY_MAX - DIGITS, digits, DIGITS);
    return PGF_KEY_MAX;
}

size_t pgf_key_word(const char *word, size_t size, char key[PGF_KEY_MAX])
{
    return put_text('v', word, size, key);
}

size_t pgf_key_source(const char *source, char key[PGF_KEY_MAX])
{
    return put_text('s', source, strlen(source), key);
}

size_t pgf_key_state(char key[PGF_KEY_MAX])
{
    key[0] = 'i';
    return 1;
}
