#include "index/hash.h"
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* An index keeps hashes: another algorithm would find every file changed. Value: XXH3-128 of nothing, xxhash.com. */
static void a_hash_is_xxh3(void **state)
{
    (void)state;
    uint64_t hash[2];
    char text[17];
    pgf_hash("", 0, hash);
    pgf_hash_text(hash[1], text);
    assert_string_equal(text, "99aa06d3014798d8");
    pgf_hash_text(hash[0], text);
    assert_string_equal(text, "6001c324468d497f");
}

static void pieces_hash_like_the_whole(void **state)
{
    (void)state;
    char bytes[1000];
    uint64_t whole[2], pieces[2];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * i);
    pgf_hash(bytes, sizeof bytes, whole);
    for (size_t cut = 0; cut <= sizeof bytes; cut += 125) {
        pgf_hasher *hasher = pgf_hasher_new();
        assert_non_null(hasher);
        pgf_hasher_add(hasher, bytes, cut);
        pgf_hasher_add(hasher, bytes + cut, sizeof bytes - cut);
        pgf_hasher_end(hasher, pieces);
        assert_memory_equal(whole, pieces, sizeof whole);
    }
    pgf_hasher_end(pgf_hasher_new(), NULL); /* what is not wanted any more */
}

static void a_file_hashes_like_its_bytes(void **state)
{
    (void)state;
    static char bytes[600000]; /* over two reads */
    uint64_t whole[2], hash[2], size;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * i);
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, sizeof bytes, file), sizeof bytes);
    rewind(file);
    pgf_hash(bytes, sizeof bytes, whole);
    assert_int_equal(pgf_hash_file(fileno(file), hash, &size), 0);
    assert_memory_equal(hash, whole, sizeof whole);
    assert_int_equal(size, sizeof bytes);
    fclose(file);
    int folder = open("/", O_RDONLY | O_DIRECTORY);
    assert_int_equal(pgf_hash_file(folder, hash, NULL), EISDIR);
    close(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hash_is_xxh3),
        cmocka_unit_test(pieces_hash_like_the_whole),
        cmocka_unit_test(a_file_hashes_like_its_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
