#include "guests.h"
#include "base/clock.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static void take_out(guests *all, guest *one)
{
    guest_row *row = one->row;
    all->bytes -= one->bytes;
    one->bytes = 0;
    if (!row)
        return;
    *(one->previous ? &one->previous->next : &row->first) = one->next;
    *(one->next ? &one->next->previous : &row->last) = one->previous;
    one->row = NULL;
}

static void put_last(guest_row *row, guest *one)
{
    one->row = row;
    one->until = pgf_clock_ms() + row->patience;
    one->next = NULL;
    one->previous = row->last;
    *(row->last ? &row->last->next : &row->first) = one;
    row->last = one;
}

/*
 * A socket whose other end is gone. Put in the place of a connection it ends that at once, and who writes next is told:
 * after shutdown() alone, select() calls a Unix socket with a full buffer unwritable for ever.
 */
static int open_dead_end(void)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) < 0)
        return -1;
    close(pair[1]);
    return pair[0];
}

static void cut(const guests *all, int socket)
{
    if (all->dead_end < 0 || dup3(all->dead_end, socket, O_CLOEXEC) < 0)
        shutdown(socket, SHUT_RDWR);
}

void guests_init(guests *all, size_t most)
{
    *all = (guests){.silent.patience = GUESTS_ASK_MS,
                    .taking.patience = GUESTS_TAKE_MS,
                    .most = most,
                    .most_bytes = GUESTS_BYTES,
                    .dead_end = open_dead_end()};
}

void guests_dispose(guests *all)
{
    if (all->dead_end >= 0)
        close(all->dead_end);
}

guest *guests_enter(guests *all, int socket)
{
    guest *one = calloc(1, sizeof *one);
    if (!one) {
        cut(all, socket);
        return NULL;
    }
    one->socket = socket;
    put_last(&all->silent, one);
    all->count++;
    return one;
}

void guests_asked(guests *all, guest *one)
{
    take_out(all, one);
}

void guests_give(guests *all, guest *one, size_t bytes)
{
    take_out(all, one);
    if (one->shut)
        return;
    put_last(&all->taking, one);
    one->bytes = bytes;
    all->bytes += bytes;
}

void guests_answered(guests *all, guest *one)
{
    take_out(all, one);
    if (!one->shut)
        put_last(&all->silent, one);
}

void guests_leave(guests *all, guest *one)
{
    take_out(all, one);
    all->count -= !one->shut;
    free(one);
}

static void shut_first(guests *all, guest_row *row)
{
    guest *one = row->first;
    take_out(all, one);
    one->shut = true;
    all->count--;
    cut(all, one->socket);
}

static void shut_late(guests *all, guest_row *row, long long now)
{
    while (row->first && row->first->until <= now)
        shut_first(all, row);
}

/* Who has just come is not the one, were all others taking answers. */
static guest_row *longest(guests *all)
{
    guest_row *a = &all->silent, *b = &all->taking;
    if (!a->first || !b->first)
        return a->first ? a : b->first ? b : NULL;
    return a->first->until - a->patience <= b->first->until - b->patience ? a : b;
}

void guests_step(guests *all)
{
    long long now = pgf_clock_ms();
    shut_late(all, &all->silent, now);
    shut_late(all, &all->taking, now);
    while (all->bytes > all->most_bytes)
        shut_first(all, &all->taking);
    while (all->count > all->most && longest(all))
        shut_first(all, longest(all));
}

int guests_patience(const guests *all)
{
    const guest *a = all->silent.first, *b = all->taking.first;
    if (!a && !b)
        return -1;
    long long left = (!b || (a && a->until < b->until) ? a : b)->until - pgf_clock_ms();
    return left < 0 ? 0 : (int)left;
}
