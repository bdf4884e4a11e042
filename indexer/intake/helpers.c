#include "intake/helpers.h"
#include "base/memory.h"
#include "intake/frames.h"
#include "intake/helper.h"
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct helpers {
    helpers_settings settings;
    pthread_mutex_t lock; /* of all below */
    helper *idle;
    size_t count, capacity;
    uint64_t requests;
    bool proven;   /* a process was had          */
    pgf_error bad; /* what is wrong with all of them; "" when nothing */
    char lacks[128];
};

helpers_settings helpers_usual(const char *program)
{
    return (helpers_settings){.program = program,
                              .memory = (size_t)1 << 30,
                              .cpu_seconds = 10,
                              .wall_ms = 20000,
                              .answer_most = 2 * PGF_TEXT_MAX + 8000000, /* text, anchors and heads of frames */
                              .ratio = 100,
                              .ratio_from = 1000000,
                              .files = 200};
}

pgf_status helpers_new(helpers **out, const helpers_settings *settings, pgf_error *err)
{
    helpers *pool = calloc(1, sizeof *pool);
    *out = pool;
    if (!pool)
        return pgf_no_memory(err);
    pool->settings = *settings;
    pthread_mutex_init(&pool->lock, NULL);
    return PGF_OK;
}

void helpers_free(helpers *pool)
{
    if (!pool)
        return;
    for (size_t i = 0; i < pool->count; i++)
        helper_end_it(&pool->idle[i]);
    free(pool->idle);
    pthread_mutex_destroy(&pool->lock);
    free(pool);
}

const char *helpers_lacks(helpers *pool)
{
    return pool->lacks;
}

/* --- Taking a process and giving it back -------------------------------------------------------------------------- */

static bool take_idle(helpers *pool, helper *out)
{
    pthread_mutex_lock(&pool->lock);
    bool there = pool->count > 0;
    if (there)
        *out = pool->idle[--pool->count];
    pthread_mutex_unlock(&pool->lock);
    return there;
}

/* An answer of 20 MB is not kept in memory until the next one. */
static void give_back(helpers *pool, helper *used)
{
    enum { KEPT_MOST = 1 << 20 };
    if (used->answer.capacity > KEPT_MOST)
        pgf_buffer_dispose(&used->answer);
    pthread_mutex_lock(&pool->lock);
    helper *idle = pgf_array_grow(pool->idle, pool->count, &pool->capacity, sizeof *idle);
    if (idle) {
        pool->idle = idle;
        pool->idle[pool->count++] = *used;
    }
    pthread_mutex_unlock(&pool->lock);
    if (!idle)
        helper_end_it(used);
}

static uint64_t next_number(helpers *pool, const char *lacks)
{
    pthread_mutex_lock(&pool->lock);
    if (lacks && !*pool->lacks)
        memcpy(pool->lacks, lacks, strlen(lacks) + 1);
    uint64_t number = ++pool->requests;
    pthread_mutex_unlock(&pool->lock);
    return number;
}

/* --- What went wrong ---------------------------------------------------------------------------------------------- */

static pgf_status explain_end(const helpers_settings *limits, int how, pgf_error *err)
{
    if (!WIFSIGNALED(how))
        return pgf_fail(err, PGF_EFORMAT, "its reader ended without an answer (exit code %d)",
                        WIFEXITED(how) ? WEXITSTATUS(how) : -1);
    switch (WTERMSIG(how)) {
    case SIGXCPU:
        return pgf_fail(err, PGF_ELIMIT, "took more than %u s of processor time", limits->cpu_seconds);
    case SIGSYS:
        return pgf_fail(err, PGF_EFORMAT, "its reader tried what it may not (%s)", strsignal(SIGSYS));
    case SIGKILL:
        return pgf_fail(err, PGF_EFORMAT, "its reader was ended without an answer; memory may be short");
    default:
        return pgf_fail(err, PGF_EFORMAT, "its reader crashed (%s)", strsignal(WTERMSIG(how)));
    }
}

static pgf_status explain(const helpers_settings *limits, helper_end end, int how, size_t input, pgf_error *err)
{
    switch (end) {
    case HELPER_LATE:
        return pgf_fail(err, PGF_ELIMIT, "took more than %g s", limits->wall_ms / 1000.0);
    case HELPER_FLOODED:
        if (input < limits->answer_most / limits->ratio)
            return pgf_fail(err, PGF_ELIMIT, "gives more than %zu times as much text as it has bytes", limits->ratio);
        return pgf_fail(err, PGF_ELIMIT, "its reader gives more than %zu kB", limits->answer_most / 1000);
    case HELPER_NO_MEMORY:
        return pgf_no_memory(err);
    case HELPER_BROKEN:
        return pgf_fail(err, PGF_EFORMAT, "its reader gave no proper answer");
    default:
        return explain_end(limits, how, err);
    }
}

/* --- One document ------------------------------------------------------------------------------------------------- */

/* A document on its way. `again`: a process that was used before failed, maybe for what another document did to it. */
typedef struct {
    helpers *pool;
    const char *format;
    const intake_input *input;
    pgf_document *document;
    int file;
    bool again;
} errand;

static size_t answer_most(const helpers_settings *limits, size_t input)
{
    size_t room = limits->answer_most - limits->ratio_from;
    return input > room / limits->ratio ? limits->answer_most : limits->ratio_from + input * limits->ratio;
}

/* How long it takes to start is no document's affair. */
enum { GREETING_MS = 20000 };

/* A program that does not even greet is no document's affair either: it is installed badly. */
static pgf_status explain_greeting(const helpers_settings *limits, helper_end end, int how, pgf_error *err)
{
    static const char its[] = "its reader ";
    pgf_error why = {0};
    if (end == HELPER_OTHER)
        return pgf_fail(err, PGF_EIO, "its reader is of another version than this program: %s", limits->program);
    if (explain(limits, end, how, 0, &why) == PGF_ENOMEM)
        return pgf_no_memory(err);
    const char *told = why.message + (strncmp(why.message, its, sizeof its - 1) == 0 ? sizeof its - 1 : 0);
    return pgf_fail(err, PGF_EIO, "its reader cannot be used: %s %s", limits->program, told);
}

static pgf_status greet(helpers *pool, helper *fresh, pgf_error *err)
{
    char lacks[sizeof pool->lacks];
    helper_end end = helper_greet(fresh, GREETING_MS, lacks, sizeof lacks);
    if (!end) {
        next_number(pool, lacks);
        return PGF_OK;
    }
    int how = helper_end_it(fresh);
    return explain_greeting(&pool->settings, end, how, err);
}

static pgf_status take(helpers *pool, helper *out, bool *fresh, pgf_error *err)
{
    *fresh = false;
    while (take_idle(pool, out)) {
        if (helper_is_idle(out))
            return PGF_OK;
        helper_end_it(out);
    }
    *fresh = true;
    pgf_status status = helper_start(out, &pool->settings, err);
    return status ? status : greet(pool, out, err);
}

/* What is wrong with a program stays so for the run: to be greeted by none of them may take 20 s each. */
pgf_status helpers_try(helpers *pool, pgf_error *err)
{
    helper one;
    bool fresh;
    pgf_error why = {0};
    pthread_mutex_lock(&pool->lock);
    bool proven = pool->proven;
    pgf_error bad = pool->bad;
    pthread_mutex_unlock(&pool->lock);
    if (proven)
        return PGF_OK;
    if (*bad.message)
        return pgf_fail(err, PGF_EIO, "%s", bad.message);
    pgf_status status = take(pool, &one, &fresh, &why);
    if (!status)
        give_back(pool, &one);
    pthread_mutex_lock(&pool->lock);
    pool->proven |= !status;
    if (status == PGF_EIO)
        pool->bad = why;
    pthread_mutex_unlock(&pool->lock);
    return status ? pgf_fail(err, status, "%s", why.message) : PGF_OK;
}

static helper_end ask(const errand *e, helper *asked, uint64_t *number)
{
    pgf_buffer request = {0};
    *number = next_number(e->pool, NULL);
    const frames_request wanted = {*number, e->format, e->input->charset ? e->input->charset : "",
                                   e->input->path ? e->input->path : ""};
    helper_end end = HELPER_NO_MEMORY;
    if (frames_write_request(&wanted, &request) == PGF_OK)
        end = helper_ask(asked, &(helper_request){&request, *number, e->file}, e->pool->settings.wall_ms,
                         answer_most(&e->pool->settings, e->input->size));
    pgf_buffer_dispose(&request);
    return end;
}

/* One try. The document is filled last, when the answer is whole and the process is not needed any more. */
static pgf_status try(errand *e, pgf_error *err)
{
    helper used;
    bool fresh;
    uint64_t number;
    const helpers_settings *limits = &e->pool->settings;
    e->again = false;
    pgf_status status = take(e->pool, &used, &fresh, err);
    if (status)
        return status;
    helper_end end = ask(e, &used, &number);
    if (end) {
        int how = helper_end_it(&used);
        status = explain(limits, end, how, e->input->size, err);
        e->again = !fresh && status == PGF_EFORMAT;
        return status;
    }
    pgf_buffer answer = used.answer;
    used.answer = (pgf_buffer){0};
    status = frames_read_answer(answer.bytes, answer.size, number, e->document, err);
    pgf_buffer_dispose(&answer);
    if (status == PGF_EIO) {
        helper_end_it(&used);
        return pgf_fail(err, PGF_EFORMAT, "its reader gave no proper answer");
    }
    if (status == PGF_ELIMIT || used.files >= limits->files)
        helper_end_it(&used);
    else
        give_back(e->pool, &used);
    return status;
}

pgf_status helpers_read(helpers *pool, const char *format, const intake_input *input, pgf_document *document,
                        pgf_error *err)
{
    errand e = {.pool = pool, .format = format, .input = input, .document = document};
    e.file = helper_input(input->bytes, input->size);
    if (e.file < 0)
        return pgf_fail(err, PGF_EIO, "cannot be handed to its reader: %s", strerror(errno));
    pgf_status status = try(&e, err);
    if (status && e.again)
        status = try(&e, err);
    close(e.file);
    return status;
}
