/* Connections that take too long, or are too many, are shut; those whose turn it is not are left alone. */
#include "serve/guests.h"
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

enum { SOCKETS = 8 };

typedef struct {
    guests all;
    int here[SOCKETS], there[SOCKETS];
    guest *at[SOCKETS];
} house;

static void open_house(house *h, size_t most)
{
    guests_init(&h->all, most);
    for (size_t i = 0; i < SOCKETS; i++) {
        int pair[2];
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
        h->here[i] = pair[0];
        h->there[i] = pair[1];
        h->at[i] = NULL;
    }
}

static void enter(house *h, size_t number)
{
    h->at[number] = guests_enter(&h->all, h->here[number]);
    assert_non_null(h->at[number]);
}

static bool is_shut(const house *h, size_t number)
{
    char byte;
    return recv(h->there[number], &byte, 1, 0) == 0;
}

static void close_house(house *h)
{
    for (size_t i = 0; i < SOCKETS; i++) {
        if (h->at[i])
            guests_leave(&h->all, h->at[i]);
        close(h->here[i]);
        close(h->there[i]);
    }
    assert_int_equal(h->all.count, 0);
    assert_int_equal(guests_patience(&h->all), -1);
    guests_dispose(&h->all);
}

/* As libmicrohttpd finds out. */
static void a_shut_connection_is_writable_and_broken(void **state)
{
    house h;
    open_house(&h, 4);
    char bytes[4096] = {0};
    while (send(h.here[0], bytes, sizeof bytes, 0) > 0)
        ;
    h.all.silent.patience = 0;
    enter(&h, 0);
    guests_step(&h.all);
    fd_set writable;
    FD_ZERO(&writable);
    FD_SET(h.here[0], &writable);
    assert_int_equal(select(h.here[0] + 1, NULL, &writable, NULL, &(struct timeval){0}), 1);
    assert_int_equal(send(h.here[0], bytes, 1, MSG_NOSIGNAL), -1);
    assert_int_equal(errno, EPIPE);
    close_house(&h);
    (void)state;
}

static void nobody_is_waited_for(void **state)
{
    house h;
    open_house(&h, 4);
    assert_int_equal(guests_patience(&h.all), -1);
    guests_step(&h.all);
    close_house(&h);
    (void)state;
}

static void who_has_time_stays(void **state)
{
    house h;
    open_house(&h, 4);
    enter(&h, 0);
    enter(&h, 1);
    guests_asked(&h.all, h.at[1]);
    guests_step(&h.all);
    assert_false(is_shut(&h, 0));
    assert_false(is_shut(&h, 1));
    assert_in_range(guests_patience(&h.all), 1, GUESTS_ASK_MS);
    close_house(&h);
    (void)state;
}

static void who_does_not_ask_in_time_is_shut(void **state)
{
    house h;
    open_house(&h, 4);
    h.all.silent.patience = 0;
    enter(&h, 0);
    enter(&h, 1);
    guests_asked(&h.all, h.at[1]);
    assert_int_equal(guests_patience(&h.all), 0);
    guests_step(&h.all);
    assert_true(is_shut(&h, 0));
    assert_false(is_shut(&h, 1));
    guests_asked(&h.all, h.at[0]); /* what was read before the end counts no more */
    guests_give(&h.all, h.at[0], 100);
    guests_answered(&h.all, h.at[1]);
    guests_step(&h.all);
    assert_true(is_shut(&h, 1));
    close_house(&h);
    (void)state;
}

static void who_does_not_take_the_answer_is_shut(void **state)
{
    house h;
    open_house(&h, 4);
    h.all.taking.patience = 0;
    enter(&h, 0);
    enter(&h, 1);
    enter(&h, 2);
    guests_asked(&h.all, h.at[0]);
    guests_give(&h.all, h.at[0], 100);
    guests_asked(&h.all, h.at[1]);
    guests_step(&h.all);
    assert_true(is_shut(&h, 0));
    assert_false(is_shut(&h, 1)); /* waits itself */
    assert_false(is_shut(&h, 2));
    close_house(&h);
    (void)state;
}

static void over_the_bytes_the_slowest_takers_go(void **state)
{
    house h;
    open_house(&h, SOCKETS);
    h.all.most_bytes = 300;
    for (size_t i = 0; i < 5; i++) {
        enter(&h, i);
        guests_asked(&h.all, h.at[i]);
    }
    guests_give(&h.all, h.at[4], 100);
    guests_give(&h.all, h.at[0], 100);
    guests_answered(&h.all, h.at[4]);
    guests_give(&h.all, h.at[1], 200);
    guests_step(&h.all);
    assert_false(is_shut(&h, 0));
    guests_give(&h.all, h.at[2], 200);
    guests_step(&h.all);
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(is_shut(&h, i), i < 2);
    assert_int_equal(h.all.bytes, 200);
    close_house(&h);
    assert_int_equal(h.all.bytes, 0);
    (void)state;
}

static void over_the_number_the_longest_silent_goes(void **state)
{
    house h;
    open_house(&h, 4);
    for (size_t i = 0; i < 6; i++)
        enter(&h, i);
    guests_asked(&h.all, h.at[0]);
    guests_asked(&h.all, h.at[1]);
    guests_answered(&h.all, h.at[1]); /* has asked later than all others came */
    guests_leave(&h.all, h.at[3]);
    h.at[3] = NULL;
    guests_step(&h.all);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(i != 3 && is_shut(&h, i), i == 2);
    close_house(&h);
    (void)state;
}

static void who_waits_is_never_one_too_many(void **state)
{
    house h;
    open_house(&h, 1);
    for (size_t i = 0; i < 4; i++) {
        enter(&h, i);
        guests_asked(&h.all, h.at[i]);
    }
    guests_give(&h.all, h.at[2], 100);
    guests_step(&h.all);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(is_shut(&h, i), i == 2);
    close_house(&h);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shut_connection_is_writable_and_broken),
        cmocka_unit_test(nobody_is_waited_for),
        cmocka_unit_test(who_has_time_stays),
        cmocka_unit_test(who_does_not_ask_in_time_is_shut),
        cmocka_unit_test(who_does_not_take_the_answer_is_shut),
        cmocka_unit_test(over_the_number_the_longest_silent_goes),
        cmocka_unit_test(over_the_bytes_the_slowest_takers_go),
        cmocka_unit_test(who_waits_is_never_one_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
