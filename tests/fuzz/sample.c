/*
 * main() of a fuzzer where there is no libFuzzer: the inputs of a folder, then changed ones, as many as -runs says,
 * told by the seed alone. It takes the options of libFuzzer that tests/fuzz/run.py uses, and as libFuzzer does it
 * leaves the input that was fatal in a file crash-… of the working folder.
 */
#include "base/buffer.h"
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { INPUTS_MAX = 4096, CHANGES_MAX = 8, PIECE_MAX = 32 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
void __sanitizer_set_death_callback(void (*callback)(void)) __attribute__((weak));

static pgf_buffer inputs[INPUTS_MAX]; /* of the folder */
static size_t input_count;
static pgf_buffer current;
static uint64_t state;

/* SplitMix64: the same numbers everywhere. */
static size_t below(size_t n)
{
    uint64_t z = state += 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return n ? (z ^ (z >> 31)) % n : 0;
}

/* Called where little may be called. */
static void keep_what_was_fatal(void)
{
    int file = open("crash-input", O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (file < 0 || write(file, current.bytes, current.size) != (ssize_t)current.size)
        _exit(2);
    close(file);
}

static void end(int signal_number)
{
    keep_what_was_fatal();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void must(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "sample: %s\n", what);
        exit(2);
    }
}

static void read_file(const char *path, pgf_buffer *out)
{
    char bytes[4096];
    FILE *file = fopen(path, "r");
    must(file != NULL, path);
    for (size_t got; (got = fread(bytes, 1, sizeof bytes, file)) > 0;)
        must(pgf_buffer_append(out, bytes, got) == PGF_OK, "no memory");
    fclose(file);
}

/* In the order of their names, since readdir's differs from disk to disk. */
static void read_folder(const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, NULL, alphasort);
    must(count >= 0, folder);
    for (int i = 0; i < count; free(entries[i++])) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
        if (entries[i]->d_name[0] != '.' && input_count < INPUTS_MAX)
            read_file(path, &inputs[input_count++]);
    }
    free(entries);
}

/* Put `size` bytes in the place of `gone` bytes at `at` of the current input. */
static void replace(size_t at, size_t gone, const char *bytes, size_t size)
{
    pgf_buffer made = {0};
    must(pgf_buffer_reserve(&made, current.size + size) == PGF_OK &&
             pgf_buffer_append(&made, current.bytes, at) == PGF_OK && pgf_buffer_append(&made, bytes, size) == PGF_OK &&
             pgf_buffer_append(&made, current.bytes + at + gone, current.size - at - gone) == PGF_OK,
         "no memory");
    pgf_buffer_dispose(&current);
    current = made;
}

/* A bit, a byte, a piece of itself or of another input: as libFuzzer changes one, without looking at the code. */
static void change(void)
{
    const pgf_buffer *other = input_count ? &inputs[below(input_count)] : &current;
    size_t at = below(current.size + 1), rest = current.size - at;
    size_t gone = below(2) ? below((rest < PIECE_MAX ? rest : PIECE_MAX) + 1) : 0;
    size_t from = below(other->size + 1), most = other->size - from;
    char byte = (char)below(256), piece[PIECE_MAX];
    size_t size = below((most < PIECE_MAX ? most : PIECE_MAX) + 1);
    if (size)
        memcpy(piece, other->bytes + from, size);
    switch (below(4)) {
    case 0:
        if (rest)
            current.bytes[at] = (char)(current.bytes[at] ^ (1 << below(8)));
        break;
    case 1:
        replace(at, rest && gone, &byte, 1);
        break;
    case 2:
        replace(at, gone, NULL, 0);
        break;
    default:
        replace(at, gone, piece, size);
    }
}

static void feed(void)
{
    /* A copy of its exact size, so that ASan sees the first byte read too many. */
    uint8_t *copy = malloc(current.size ? current.size : 1);
    must(copy != NULL, "no memory");
    if (current.size)
        memcpy(copy, current.bytes, current.size);
    LLVMFuzzerTestOneInput(copy, current.size);
    free(copy);
}

static void start_from(const pgf_buffer *input)
{
    pgf_buffer_clear(&current);
    must(pgf_buffer_reserve(&current, input->size) == PGF_OK, "no memory");
    must(pgf_buffer_append(&current, input->bytes, input->size) == PGF_OK, "no memory");
}

int main(int argc, char **argv)
{
    size_t runs = 0, longest = 4096, done = 0;
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "-runs=", 6) == 0)
            runs = strtoul(argv[i] + 6, NULL, 10);
        else if (strncmp(argv[i], "-seed=", 6) == 0)
            state = strtoul(argv[i] + 6, NULL, 10);
        else if (strncmp(argv[i], "-max_len=", 9) == 0)
            longest = strtoul(argv[i] + 9, NULL, 10);
        else if (argv[i][0] != '-')
            read_folder(argv[i]);
    }
    signal(SIGABRT, end);
    if (__sanitizer_set_death_callback)
        __sanitizer_set_death_callback(keep_what_was_fatal);
    for (; done < input_count; done++) {
        start_from(&inputs[done]);
        feed();
    }
    for (; done < runs; done++) {
        start_from(input_count ? &inputs[below(input_count)] : &(pgf_buffer){0});
        for (size_t changes = 1 + below(CHANGES_MAX); changes > 0; changes--)
            change();
        if (current.size <= longest)
            feed();
    }
    for (size_t i = 0; i < input_count; i++)
        pgf_buffer_dispose(&inputs[i]);
    pgf_buffer_dispose(&current);
    printf("Done %zu runs\n", done);
    return 0;
}
