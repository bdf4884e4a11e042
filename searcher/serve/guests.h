/* The connections of a server, each of which has until a time for its next step: to ask, or to take its answer. */
#ifndef PGF_SERVE_GUESTS_H
#define PGF_SERVE_GUESTS_H

#include <stdbool.h>
#include <stddef.h>

enum {
    GUESTS_MOST = 512,     /* more are let in, and the one that has kept its question the longest goes */
    GUESTS_ASK_MS = 15000, /* for a whole question, however it trickles */
    GUESTS_TAKE_MS = 60000 /* from there to the last byte of the answer */
};

typedef struct guest {
    struct guest *next, *previous;
    struct guest_row *row;
    long long until;
    int socket;
} guest;

/* In the order of `until`, since all of a row are given the same time. */
typedef struct guest_row {
    guest *first, *last;
    int patience;
} guest_row;

typedef struct {
    guest_row silent, asking;
    size_t count, most;
} guests;

void guests_init(guests *all, size_t most);

/* A connection; NULL when there is no memory: it is shut. */
guest *guests_enter(guests *all, int socket);
void guests_asked(guests *all, guest *one);
void guests_answered(guests *all, guest *one);
void guests_leave(guests *all, guest *one);

/* Shut the sockets of those that took too long, or that are too many; who reads them sees their ends. */
void guests_step(guests *all);
int guests_patience(const guests *all); /* milliseconds until guests_step() is due; -1: none */

#endif
