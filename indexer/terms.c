#include "terms.h"
#include "base/memory.h"
#include "build.h"
#include "escape.h"
#include "intake/helpers.h"
#include "parse.h"
#include "terminal/escape.h"
#include "text/analyzer.h"
#include "text/charset.h"
#include "text/clean.h"
#include "text/columns.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { WORD_COLUMNS = 24 };

static const char *const kinds[] = {
    [PGF_TERM_WORD] = "word", [PGF_TERM_CHARACTER] = "character", [PGF_TERM_PAIR] = "pair"};

typedef struct {
    const char *text;
    bool json;
    size_t printed;
} table;

static pgf_status read_all(const char *path, pgf_buffer *out, pgf_error *err)
{
    bool input = strcmp(path, "-") == 0;
    int file = input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = file < 0 ? -1 : 1;
    while (got > 0 && out->size <= PGF_INPUT_BYTES) {
        if (pgf_buffer_reserve(out, 1 << 16))
            return pgf_no_memory(err);
        do
            got = read(file, out->bytes + out->size, 1 << 16);
        while (got < 0 && errno == EINTR);
        out->size += got > 0 ? (size_t)got : 0;
    }
    int problem = errno;
    if (file >= 0 && !input)
        close(file);
    if (got < 0)
        return pgf_fail(err, problem == ENOENT ? PGF_ENOTFOUND : PGF_EIO,
                        "%s: %s; name a text file, or - for standard input", path, strerror(problem));
    if (out->size > PGF_INPUT_BYTES)
        return pgf_fail(err, PGF_ELIMIT, "%s: is larger than %d MB, the limit for one file", path,
                        PGF_INPUT_BYTES >> 20);
    return PGF_OK;
}

/* The text and the language of a document that a process of its own reads. */
static pgf_status read_apart(const intake_format *format, const intake_input *given, pgf_buffer *clean, char *language,
                             pgf_error *err)
{
    intake_input input = *given;
    pgf_document *document = NULL;
    const helpers_settings limits = helpers_usual(helpers_program());
    pgf_error why = {0};
    pgf_status status = helpers_new(&input.helpers, &limits, err);
    if (!status)
        status = pgf_document_new(&document, err);
    if (!status && input.size) {
        status = format->read(&input, document, &why);
        if (status)
            pgf_fail(err, status, "%s: %s", input.path, why.message);
    }
    if (!status) {
        size_t size;
        const char *text = pgf_document_text(document, &size);
        if (!*language)
            snprintf(language, PGF_LANGUAGE_MAX, "%s", pgf_document_field(document, "language"));
        status = pgf_buffer_append(clean, text, size) ? pgf_no_memory(err) : PGF_OK;
    }
    pgf_document_free(document);
    helpers_free(input.helpers);
    return status;
}

/* The text as an index would keep it; its language where it says so itself and `language` is "". */
static pgf_status prepare(const options *o, pgf_buffer *clean, char *language, pgf_error *err)
{
    pgf_buffer raw = {0}, text = {0};
    const intake_format *format = intake_format_of(o->operands[0]);
    pgf_status status = read_all(o->operands[0], &raw, err);
    if (!status && format && format->apart) {
        const intake_input input = {
            .path = o->operands[0], .charset = o->charset, .bytes = raw.bytes ? raw.bytes : "", .size = raw.size};
        status = read_apart(format, &input, clean, language, err);
        pgf_buffer_dispose(&raw);
        return status;
    }
    if (!status)
        status = pgf_charset_decode(raw.bytes ? raw.bytes : "", raw.size, o->charset, &text, NULL, err);
    if (!status)
        status = pgf_clean(text.bytes ? text.bytes : "", text.size, true, clean, err);
    pgf_buffer_dispose(&raw);
    pgf_buffer_dispose(&text);
    return status;
}

static pgf_status print_text(table *to, const pgf_term *term)
{
    pgf_buffer word = {0}, stem = {0};
    pgf_status status = pgf_escape_plain(to->text + term->begin, term->end - term->begin, &word);
    if (!status)
        status = pgf_escape_plain(term->text, term->size, &stem);
    if (!status) {
        size_t widths[] = {pgf_text_columns(word.bytes, word.size), pgf_text_columns(stem.bytes, stem.size)};
        printf("%8u  %s%*s  %s%*s  %s\n", term->position, word.bytes,
               widths[0] < WORD_COLUMNS ? (int)(WORD_COLUMNS - widths[0]) : 0, "", stem.bytes,
               widths[1] < WORD_COLUMNS ? (int)(WORD_COLUMNS - widths[1]) : 0, "", kinds[term->kind]);
    }
    pgf_buffer_dispose(&word);
    pgf_buffer_dispose(&stem);
    return status;
}

static pgf_status print_json(table *to, const pgf_term *term)
{
    pgf_buffer line = {0};
    pgf_status status =
        pgf_buffer_printf(&line, "%s\n{\"position\":%u,\"word\":", to->printed ? "," : "", term->position);
    if (!status)
        status = escape_json(to->text + term->begin, term->end - term->begin, &line);
    if (!status)
        status = pgf_buffer_append_text(&line, ",\"stem\":");
    if (!status)
        status = escape_json(term->text, term->size, &line);
    if (!status)
        status = pgf_buffer_printf(&line, ",\"kind\":\"%s\"}", kinds[term->kind]);
    if (!status)
        fputs(line.bytes, stdout);
    pgf_buffer_dispose(&line);
    return status;
}

static pgf_status print_term(void *payload, const pgf_term *term)
{
    table *to = payload;
    pgf_status status = to->json ? print_json(to, term) : print_text(to, term);
    to->printed++;
    return status;
}

static void print_head(const char *language, bool given, bool json)
{
    const char *stemmer = pgf_language_stemmer(language);
    if (json)
        printf("{\"language\":\"%s\",\"detected\":%s,\"stemmer\":\"%s\",\"terms\":[", language,
               given ? "false" : "true", stemmer ? stemmer : "");
    else
        printf("language: %s (%s), %s%s\n%8s  %-*s  %-*s  %s\n", *language ? language : "unknown",
               given ? "given" : "detected", stemmer ? "stemmer: " : "no stemmer", stemmer ? stemmer : "", "position",
               WORD_COLUMNS, "word", WORD_COLUMNS, "stem", "kind");
}

int terms_run(const options *o)
{
    pgf_error err = {0};
    pgf_buffer text = {0};
    pgf_analyzer *analyzer = NULL;
    char language[PGF_LANGUAGE_MAX];
    memcpy(language, o->language, sizeof language);
    pgf_status status = prepare(o, &text, language, &err);
    if (!status)
        status = pgf_analyzer_new(&analyzer, &err);
    if (!status) {
        table to = {.text = text.bytes ? text.bytes : "", .json = o->json};
        if (!*language)
            pgf_language_detect(to.text, text.size, language);
        print_head(language, *o->language, o->json);
        status = pgf_analyze(analyzer, language, to.text, text.size, print_term, &to);
        if (status)
            pgf_no_memory(&err);
        else if (o->json)
            fputs("\n]}\n", stdout);
    }
    pgf_analyzer_free(analyzer);
    pgf_buffer_dispose(&text);
    return status ? build_fail(&err) : EXIT_WELL;
}
