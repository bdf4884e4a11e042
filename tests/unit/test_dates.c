#include "document/date.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void read_as(const char *text, const char *expected)
{
    char date[PGF_DATE_MAX];
    assert_int_equal(pgf_date_read(text, date), *expected != '\0');
    if (strcmp(date, expected) != 0)
        print_error("%s\n", text);
    assert_string_equal(date, expected);
}

static void dates_of_machines_are_read(void **state)
{
    (void)state;
    read_as("2023", "2023");
    read_as("2023-12", "2023-12");
    read_as("2023-12-13", "2023-12-13");
    read_as("2023-1-3", "2023-01-03");
    read_as("2023/12/13", "2023-12-13");
    read_as("2023-12-13T10:00:00Z", "2023-12-13");
    read_as("2023-12-13 10:00:00", "2023-12-13");
    read_as("2023-12-13Z", "2023-12-13");
    read_as("2023-12-13+01:00", "2023-12-13");
    read_as("20231213", "2023-12-13");
    read_as("20231213T100000Z", "2023-12-13");
    read_as("20231213100000", "2023-12-13");
    read_as("Wed, 13 Dec 2023 10:00:00 +0100", "2023-12-13");
}

static void the_day_comes_first_in_numbers(void **state)
{
    (void)state;
    read_as("13.12.2023", "2023-12-13");
    read_as("1. 2. 2023", "2023-02-01");
    read_as("13/12/2023", "2023-12-13");
    read_as("03/04/2023", "2023-04-03");
    read_as("03-04-2023", "2023-04-03");
    read_as("13.12.2023 kl. 10:00", "2023-12-13");
    read_as("12/25/2023", "2023-12-25");
    read_as("12.25.2023", "");
    read_as("12/2023", "2023-12");
    read_as("3.2023", "2023-03");
    read_as("13/2023", "");
    read_as("00/2023", "");
}

static void written_dates_are_read_in_many_languages(void **state)
{
    (void)state;
    read_as("13 December 2023", "2023-12-13");
    read_as("December 13, 2023", "2023-12-13");
    read_as("Dec. 13th, 2023", "2023-12-13");
    read_as("the 1st of March 2023", "2023-03-01");
    read_as("December 2023", "2023-12");
    read_as("Wednesday, 13 December 2023, 10:00", "2023-12-13");
    read_as("13. desember 2023", "2023-12-13");
    read_as("onsdag 13. des. 2023 kl. 10.00", "2023-12-13");
    read_as("onsdag den 13. december 2023 kl. 10", "2023-12-13");
    read_as("13. desember 2023 10", "");
    read_as("13. Dezember 2023", "2023-12-13");
    read_as("den 1. März 2023", "2023-03-01");
    read_as("Oktober 2023", "2023-10");
    read_as("13 décembre 2023", "2023-12-13");
    read_as("le 1er août 2023", "2023-08-01");
    read_as("13 févr. 2023", "2023-02-13");
    read_as("14 juillet 2023 à 10h00", "2023-07-14");
    read_as("6 juin 2023", "2023-06-06");
    read_as("mardi 13 juin 2023", "2023-06-13");
    read_as("13 de diciembre de 2023", "2023-12-13");
    read_as("13 de março de 2023", "2023-03-13");
    read_as("1º marzo 2023", "2023-03-01");
    read_as("13 mei 2023", "2023-05-13");
    read_as("13-Dec-2023", "2023-12-13");
}

static void marked_dates_of_east_asia_are_read(void **state)
{
    (void)state;
    read_as("2023年12月13日", "2023-12-13");
    read_as("２０２３年１２月１３日（水）", "2023-12-13");
    read_as("2023年12月", "2023-12");
    read_as("2023年", "2023");
    read_as("2023년 12월 13일", "2023-12-13");
    read_as("令和5年12月13日", "2023-12-13");
    read_as("令和元年5月1日", "2019-05-01");
    read_as("昭和四十九年三月五日", "1974-03-05");
    read_as("平成二十三年十二月三十一日", "2011-12-31");
}

static void days_that_never_were_are_no_dates(void **state)
{
    (void)state;
    read_as("2023-02-30", "");
    read_as("2023-02-29", "");
    read_as("2024-02-29", "2024-02-29");
    read_as("1900-02-29", "");
    read_as("2000-02-29", "2000-02-29");
    read_as("31.04.2023", "");
    read_as("31 juin 2023", "");
    read_as("2023-13", "");
    read_as("2023-00-01", "");
    read_as("2023-12-00", "");
    read_as("20231332", "");
    read_as("2023年2月30日", "");
}

static void what_is_no_date_is_none(void **state)
{
    (void)state;
    read_as("", "");
    read_as("soon", "");
    read_as("2023-2024", "");
    read_as("2023-12-13 and later", "");
    read_as("2023/24", "");
    read_as("May", "");
    read_as("12345", "");
    read_as("13", "");
    read_as("13 maggots 2023", "");
    read_as("spring 2023", "");
    read_as("13.12", "");
    read_as("0999-01-01", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_of_machines_are_read),
        cmocka_unit_test(the_day_comes_first_in_numbers),
        cmocka_unit_test(written_dates_are_read_in_many_languages),
        cmocka_unit_test(marked_dates_of_east_asia_are_read),
        cmocka_unit_test(days_that_never_were_are_no_dates),
        cmocka_unit_test(what_is_no_date_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
