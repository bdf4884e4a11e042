/* The connections of a server, each of which has until a time for its next step: to ask, or to take its answer. */
#ifndef PGF_SERVE_GUESTS_H
#define PGF_SERVE_GUESTS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    GUESTS_MOST = 512,        /* more are let in, and those go that have been silent, or at an answer, the longest */
    GUESTS_BYTES = 128 << 20, /* of answers that are not taken yet; then those go that have been at it the longest */
    GUESTS_ASK_MS = 15000,    /* for a whole question, however it trickles */
    GUESTS_TAKE_MS = 60000    /* for the answer */
};

typedef struct guest {
    struct guest *next, *previous;
    struct guest_row *row; /* NULL while it waits for the server, or was shut */
    long long until;
    size_t bytes; /* of its answer */
    int socket;
    bool shut;
} guest;

/* In the order of `until`, since all of a row are given the same time. */
typedef struct guest_row {
    guest *first, *last;
    int patience;
} guest_row;

typedef struct {
    guest_row silent, taking;
    size_t count, bytes, most, most_bytes;
    int dead_end;
} guests;

void guests_init(guests *all, size_t most);
void guests_dispose(guests *all); /* when all have left */

/* A connection; NULL when there is no memory: it is shut. */
guest *guests_enter(guests *all, int socket);
void guests_asked(guests *all, guest *one); /* it waits for the server */
void guests_give(guests *all, guest *one, size_t bytes);
void guests_answered(guests *all, guest *one);
void guests_leave(guests *all, guest *one);

/* Shut the connections of those that took too long, or that are too many; who uses them next sees their ends. */
void guests_step(guests *all);
int guests_patience(const guests *all); /* milliseconds until guests_step() is due; -1: none */

#endif
