#include "guests.h"
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

static long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* One that was shut is in no row. */
static void take_out(guest *one)
{
    guest_row *row = one->row;
    if (!row)
        return;
    *(one->previous ? &one->previous->next : &row->first) = one->next;
    *(one->next ? &one->next->previous : &row->last) = one->previous;
    one->row = NULL;
}

static void put_last(guest_row *row, guest *one)
{
    one->row = row;
    one->until = now_ms() + row->patience;
    one->next = NULL;
    one->previous = row->last;
    *(row->last ? &row->last->next : &row->first) = one;
    row->last = one;
}

static void move(guest *one, guest_row *to)
{
    if (!one->row)
        return;
    take_out(one);
    put_last(to, one);
}

void guests_init(guests *all, size_t most)
{
    *all = (guests){.silent.patience = GUESTS_ASK_MS, .asking.patience = GUESTS_TAKE_MS, .most = most};
}

guest *guests_enter(guests *all, int socket)
{
    guest *one = calloc(1, sizeof *one);
    if (!one) {
        shutdown(socket, SHUT_RDWR);
        return NULL;
    }
    one->socket = socket;
    put_last(&all->silent, one);
    all->count++;
    return one;
}

void guests_asked(guests *all, guest *one)
{
    move(one, &all->asking);
}

void guests_answered(guests *all, guest *one)
{
    move(one, &all->silent);
}

void guests_leave(guests *all, guest *one)
{
    take_out(one);
    all->count--;
    free(one);
}

static void shut_first(guest_row *row)
{
    guest *one = row->first;
    take_out(one);
    shutdown(one->socket, SHUT_RDWR);
}

void guests_step(guests *all)
{
    long long now = now_ms();
    guest_row *rows[] = {&all->silent, &all->asking};
    for (size_t i = 0; i < 2; i++)
        while (rows[i]->first && rows[i]->first->until <= now)
            shut_first(rows[i]);
    for (size_t over = all->count > all->most ? all->count - all->most : 0; over && all->silent.first; over--)
        shut_first(&all->silent);
}

int guests_patience(const guests *all)
{
    const guest *a = all->silent.first, *b = all->asking.first;
    if (!a && !b)
        return -1;
    long long left = (!b || (a && a->until < b->until) ? a : b)->until - now_ms();
    return left < 0 ? 0 : (int)left;
}
