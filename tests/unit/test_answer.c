#include "answer/answer.h"
#include "asking.h"

static const char *const documents[] = {
    "id: release\ntitle: Closer defence industry cooperation with Japan\ndate: 2023-12-13\ntype: press-release\n"
    "issuer: Ministry of Defence\nlanguage: en\ntopic: defence\ntopic: industry\nurl: https://gov.example/japan\n\n"
    "The Minister of Defence, Bjørn Arild Gram, met his colleague in Tokyo. They agreed on closer cooperation between "
    "the defence industries of the two countries, and on a yearly meeting of both ministries from now on and for "
    "ever.\n\n"
    "## Closer Security Policy Dialogue\n\n"
    "Space technology research was on the table as well, and so were industrial collaborations in the north. The "
    "delegation of Dåsnes came home with a memorandum that both sides call historic, though it binds neither of them.",
    "id: act\ntitle: Fisheries Act\ndate: 2021-05\ntype: act\nissuer: Parliament\nlanguage: en\ntopic: fisheries\n\n"
    "## 5 Licences\n\nNobody fishes cod in the northern waters without a licence under section 5(2) of this Act, which "
    "the Ministry may revoke. A licence says how much cod, where, and until when, and it is not for sale to "
    "anybody.\n\n"
    "## 6 Defence\n\nIt is a defence to a charge that the waters were not marked on any map when the fishing was done.",
    "id: regulation\ntitle: Cod Regulation\ndate: 2022\ntype: regulation\nissuer: Ministry of Fisheries\nlanguage: en\n"
    "topic: fisheries\n\nCod caught under COVID-19 rules counts half. The Ministry of Defence guards the waters.",
    "id: lov\ntitle: Lov om sikkerhet\ntype: act\nlanguage: no\nissuer: Stortinget\n\n"
    "Loven gjelder nasjonal sikkerhet. Bjørn i Finnmark er fredet etter denne loven til neste år.",
    "id: loi\ntitle: Loi sur la sécurité\ndate: 2020-01-31\ntype: act\nlanguage: fr\nissuer: Parlement\n\n"
    "La sécurité des données privées est l’affaire de l’État, peut-être aussi celle des communes et des régions.",
    "id: security\ntitle: National security\ndate: 2020-01-31\ntype: guidance\nlanguage: en\n\n"
    "Security is the affair of the state. Security matters, and security pays.",
    "id: privacy\ntitle: 個人情報の保護に関する法律\ndate: 2003-05-30\ntype: act\nlanguage: ja\n\n"
    "個人情報の漏えいが生じたときは、個人情報保護委員会に報告しなければならない。",
    "id: tax\ntitle: 所得税法\ndate: 1965\ntype: act\nlanguage: ja\n\nこの法律は、所得税について定める。",
    "id: empty\ntitle: A title without any text, on zebras\nlanguage: en",
    NULL};

ASKING_OF(documents)

static void assert_ids(const char *query, const char *ids)
{
    cJSON *answer = ask_for(&here, query);
    assert_string_equal(ids_of(answer), ids);
    cJSON_Delete(answer);
}

/* --- Finding ------------------------------------------------------------------------------------------------------ */

static void words_find_their_document_and_paragraph_first(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "space technology research");
    assert_string_equal(text_at(answer, "hits.0.id"), "release");
    assert_string_equal(text_at(answer, "hits.0.passages.0.heading.0"), "Closer Security Policy Dialogue");
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "Space|technology|research");
    cJSON_Delete(answer);
    answer = ask_for(&here, "defence industry cooperation");
    assert_string_equal(text_at(answer, "hits.0.id"), "release");
    assert_string_equal(marked(text_at(answer, "hits.0.title"), at(answer, "hits.0.highlights.title")),
                        "defence|industry|cooperation");
    cJSON_Delete(answer);
}

static void other_forms_of_a_word_are_found(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "industrial collaboration");
    assert_string_equal(text_at(answer, "hits.0.id"), "release");
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "industrial|collaborations");
    cJSON_Delete(answer);
}

static void diacritics_may_be_left_out_or_added(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "Dasnes");
    assert_string_equal(ids_of(answer), "release");
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "Dåsnes");
    cJSON_Delete(answer);
    answer = ask_for(&here, "privees");
    assert_string_equal(ids_of(answer), "loi");
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "privées");
    cJSON_Delete(answer);
    assert_ids("cöd licénce", "act regulation");
}

static void a_stem_of_another_language_is_another_word(void **state)
{
    (void)state;
    assert_ids("securite", "loi");
    assert_ids("sécurité", "loi");
    assert_ids("security", "security release");
}

static void a_phrase_stands_in_a_row(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "\"bjorn arild gram\"");
    assert_string_equal(ids_of(answer), "release");
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "Bjørn|Arild|Gram");
    cJSON_Delete(answer);
    assert_ids("\"arild bjorn\"", "");
    assert_ids("«ministry of defence»", "regulation");
    /* from the end of one section into the heading of the next */
    assert_ids("\"for ever closer security\"", "");
}

static void only_the_whole_phrase_is_marked(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "\"national security\"");
    assert_string_equal(ids_of(answer), "security");
    assert_string_equal(marked(text_at(answer, "hits.0.title"), at(answer, "hits.0.highlights.title")),
                        "National|security");
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "");
    cJSON_Delete(answer);
}

static void an_exclusion_holds(void **state)
{
    (void)state;
    assert_ids("cod -licence", "regulation");
    assert_ids("cod -\"COVID 19\"", "act");
    assert_ids("security -closer", "security");
}

static void citations_stand_in_a_row(void **state)
{
    (void)state;
    assert_ids("COVID-19", "regulation");
    assert_ids("5(2)", "act");
    assert_ids("5(3)", "");
}

static void words_of_several_tokens_weigh_each(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "peut-être");
    assert_string_equal(ids_of(answer), "loi");
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "peut|être");
    cJSON_Delete(answer);
}

static void japanese_is_found_by_pairs_and_single_characters(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "個人情報の漏えいの報告義務");
    assert_string_equal(ids_of(answer), "privacy");
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "個人情報の漏えい|個人情報|報告");
    assert_string_equal(text_at(answer, "query.languages.0"), "ja");
    cJSON_Delete(answer);
    answer = ask_for(&here, "税");
    assert_string_equal(ids_of(answer), "tax");
    assert_string_equal(marked(text_at(answer, "hits.0.title"), at(answer, "hits.0.highlights.title")), "税");
    cJSON_Delete(answer);
}

/* --- Counting ----------------------------------------------------------------------------------------------------- */

static void total_counts_documents_with_every_word_and_hits_go_on(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "cod licence");
    assert_int_equal(number_at(answer, "total.value"), 1);
    assert_string_equal(text_at(answer, "total.relation"), "eq");
    assert_int_equal(number_at(answer, "matched.words"), 2);
    assert_int_equal(number_at(answer, "matched.of"), 2);
    assert_string_equal(ids_of(answer), "act regulation");
    assert_string_equal(facet_of(answer, "type"), "act:1");
    cJSON_Delete(answer);
    pgf_request request = request_for("cod licence");
    request.any = true;
    answer = ask(&here, &request);
    assert_int_equal(number_at(answer, "total.value"), 2);
    assert_int_equal(number_at(answer, "matched.words"), 1);
    cJSON_Delete(answer);
}

static void of_four_words_three_are_enough(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "the defence cooperation of Tokyo and Berlin");
    assert_int_equal(number_at(answer, "matched.words"), 3);
    assert_int_equal(number_at(answer, "matched.of"), 4);
    assert_int_equal(number_at(answer, "total.value"), 1);
    cJSON_Delete(answer);
    answer = ask_for(&here, "defence cooperation Vienna Berlin");
    assert_int_equal(number_at(answer, "total.value"), 0);
    assert_string_equal(text_at(answer, "hits.0.id"), "release");
    assert_string_equal(text_at(answer, "query.warnings.1"), "No document has the word berlin");
    cJSON_Delete(answer);
}

static void facets_count_each_value_of_the_matching_documents(void **state)
{
    (void)state;
    pgf_request request = request_for("");
    const pgf_filter filters[] = {{"language", "en"}, {"language", "Français"}};
    request.filters = filters;
    request.filter_count = 2;
    cJSON *answer = ask(&here, &request);
    assert_int_equal(number_at(answer, "total.value"), 6);
    assert_string_equal(facet_of(answer, "topic"), "fisheries:2 defence:1 industry:1");
    assert_string_equal(facet_of(answer, "type"), "act:2 guidance:1 press-release:1 regulation:1");
    assert_string_equal(facet_of(answer, "year"), "2020:2 2021:1 2022:1 2023:1");
    cJSON_Delete(answer);
}

static void only_the_facets_asked_for_are_counted(void **state)
{
    (void)state;
    static const char *const facets[] = {"year"};
    pgf_request request = request_for("cod");
    request.facets = facets;
    request.facet_count = 1;
    cJSON *answer = ask(&here, &request);
    assert_string_equal(facet_of(answer, "year"), "2021:1 2022:1");
    assert_int_equal(cJSON_GetArraySize(at(answer, "facets")), 1);
    cJSON_Delete(answer);
    request.no_facets = true;
    answer = ask(&here, &request);
    assert_int_equal(cJSON_GetArraySize(at(answer, "facets")), 0);
    cJSON_Delete(answer);
}

static void filters_narrow_between_fields_and_widen_within_one(void **state)
{
    (void)state;
    const pgf_filter filters[] = {{"type", "Act"}, {"type", "regulation"}, {"topic", "FISHERIES"}};
    pgf_request request = request_for("defence");
    request.filters = filters;
    request.filter_count = 3;
    cJSON *answer = ask(&here, &request);
    assert_string_equal(ids_of(answer), "regulation act");
    cJSON_Delete(answer);
    request.filter_count = 1;
    answer = ask(&here, &request);
    assert_string_equal(ids_of(answer), "act");
    cJSON_Delete(answer);
}

static void counting_only_gives_no_hits(void **state)
{
    (void)state;
    pgf_request request = request_for("cod");
    request.count_only = true;
    cJSON *answer = ask(&here, &request);
    assert_int_equal(number_at(answer, "total.value"), 2);
    assert_int_equal(number_at(answer, "limit"), 0);
    assert_string_equal(ids_of(answer), "");
    assert_true(cJSON_IsNull(at(answer, "next")));
    cJSON_Delete(answer);
}

/* --- Dates and order ---------------------------------------------------------------------------------------------- */

static void assert_dated(const char *from, const char *to, const char *ids)
{
    pgf_request request = request_for("");
    request.date_from = from;
    request.date_to = to;
    request.sort = PGF_SORT_OLDEST;
    cJSON *answer = ask(&here, &request);
    assert_string_equal(ids_of(answer), ids);
    cJSON_Delete(answer);
}

static void a_date_range_takes_what_may_lie_in_it(void **state)
{
    (void)state;
    assert_dated("2020-02", "2021", "act");
    assert_dated("2021-05-20", "2021-05-21", "act");
    assert_dated("2021-06", "2021-12", "");
    assert_dated("2022-07-01", NULL, "regulation release");
    assert_dated(NULL, "1999", "tax");
    assert_dated("2023-12-13", "2023-12-13", "release");
    assert_dated("2023-12-14", NULL, "");
}

static void hits_are_sorted_by_date_those_without_last(void **state)
{
    (void)state;
    pgf_request request = request_for("");
    const pgf_filter filters[] = {{"type", "act"}};
    request.filters = filters;
    request.filter_count = 1;
    request.sort = PGF_SORT_NEWEST;
    cJSON *answer = ask(&here, &request);
    assert_string_equal(ids_of(answer), "act loi privacy tax lov");
    assert_null(at(answer, "hits.0.score"));
    cJSON_Delete(answer);
    request.sort = PGF_SORT_OLDEST;
    answer = ask(&here, &request);
    assert_string_equal(ids_of(answer), "tax privacy loi act lov");
    cJSON_Delete(answer);
}

static void other_orders_show_only_what_is_counted_with_its_passages(void **state)
{
    (void)state;
    pgf_request request = request_for("cod licence");
    request.sort = PGF_SORT_NEWEST;
    cJSON *answer = ask(&here, &request);
    assert_string_equal(ids_of(answer), "act");
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "cod|licence|licence|cod");
    cJSON_Delete(answer);
}

/* --- Pages -------------------------------------------------------------------------------------------------------- */

static void pages_follow_each_other_without_gap_or_overlap(void **state)
{
    (void)state;
    cJSON *whole = ask_for(&here, "defence cod waters security");
    char all[400], paged[400] = "";
    snprintf(all, sizeof all, "%s", ids_of(whole));
    cJSON_Delete(whole);
    pgf_request request = request_for("defence cod waters security");
    request.limit = 1;
    for (bool more = true; more;) {
        cJSON *answer = ask(&here, &request);
        assert_int_equal(number_at(answer, "hits.0.rank"), request.offset + 1);
        snprintf(paged + strlen(paged), sizeof paged - strlen(paged), "%s%s", *paged ? " " : "", ids_of(answer));
        more = !cJSON_IsNull(at(answer, "next"));
        if (more)
            assert_int_equal(number_at(answer, "next"), request.offset + 1);
        request.offset++;
        cJSON_Delete(answer);
    }
    assert_string_equal(paged, all);
    assert_int_equal(request.offset, 4);
}

static void a_page_behind_the_end_is_empty(void **state)
{
    (void)state;
    pgf_request request = request_for("cod");
    request.offset = 5000;
    cJSON *answer = ask(&here, &request);
    assert_string_equal(ids_of(answer), "");
    assert_true(cJSON_IsNull(at(answer, "next")));
    assert_int_equal(number_at(answer, "total.value"), 2);
    cJSON_Delete(answer);
}

/* --- What a hit shows --------------------------------------------------------------------------------------------- */

static void a_hit_shows_its_metadata(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "tokyo");
    const cJSON *hit = at(answer, "hits.0");
    assert_string_equal(text_at(hit, "url"), "https://gov.example/japan");
    assert_string_equal(text_at(hit, "date"), "2023-12-13");
    assert_string_equal(text_at(hit, "type"), "press-release");
    assert_string_equal(text_at(hit, "issuer"), "Ministry of Defence");
    assert_string_equal(text_at(hit, "language"), "en");
    assert_string_equal(text_at(hit, "topic.1"), "industry");
    cJSON_Delete(answer);
}

static void a_passage_can_be_linked_to(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "tokyo");
    assert_string_equal(text_at(answer, "hits.0.passages.0.link"),
                        "https://gov.example/japan#:~:text=The%20Minister%20of%20Defence%2C%20Bj%C3%B8rn%20Arild%20Gram"
                        "%2C%20met%20his");
    cJSON_Delete(answer);
    answer = ask_for(&here, "memorandum");
    assert_string_equal(text_at(answer, "hits.0.passages.0.link"), "https://gov.example/japan#s-Closer");
    cJSON_Delete(answer);
    answer = ask_for(&here, "cod");
    assert_null(at(answer, "hits.0.passages.0.link"));
    cJSON_Delete(answer);
}

static void an_offset_counts_characters_of_the_text(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "memorandum");
    const char *first = strstr(documents[0], "\n\n") + 2;
    const char *second = strstr(first, "Space");
    size_t characters = 0;
    for (const char *c = first; c < second; c++)
        characters += (*c & 0xC0) != 0x80;
    /* "## " is no text */
    assert_int_equal(number_at(answer, "hits.0.passages.0.offset"), characters - 3);
    cJSON_Delete(answer);
}

static void a_title_alone_shows_the_first_passage_or_none(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "zebra");
    assert_string_equal(ids_of(answer), "empty");
    assert_int_equal(cJSON_GetArraySize(at(answer, "hits.0.passages")), 0);
    cJSON_Delete(answer);
    answer = ask_for(&here, "regulation");
    assert_string_equal(ids_of(answer), "regulation");
    assert_int_equal(cJSON_GetArraySize(at(answer, "hits.0.passages")), 1);
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "");
    cJSON_Delete(answer);
}

static void so_many_passages_are_shown_as_asked_for(void **state)
{
    (void)state;
    pgf_request request = request_for("cooperation research");
    cJSON *answer = ask(&here, &request);
    assert_int_equal(cJSON_GetArraySize(at(answer, "hits.0.passages")), 2);
    cJSON_Delete(answer);
    request.passages = 1;
    answer = ask(&here, &request);
    assert_int_equal(cJSON_GetArraySize(at(answer, "hits.0.passages")), 1);
    cJSON_Delete(answer);
}

static void function_words_are_not_marked_unless_there_is_nothing_else(void **state)
{
    (void)state;
    cJSON *answer = ask_for(&here, "the affair of the state");
    assert_string_equal(marked_at(answer, "hits.0.passages.0"), "affair|state");
    cJSON_Delete(answer);
    answer = ask_for(&here, "of the");
    assert_true(number_at(answer, "total.value") > 0);
    assert_non_null(strstr(marked_at(answer, "hits.0.passages.0"), "the"));
    cJSON_Delete(answer);
}

static void the_query_comes_back(void **state)
{
    (void)state;
    pgf_request request = request_for("COD \"of the\xFF");
    request.query_id = "q1";
    cJSON *answer = ask(&here, &request);
    assert_string_equal(text_at(answer, "query.id"), "q1");
    assert_string_equal(text_at(answer, "query.text"), "COD \"of the\xEF\xBF\xBD");
    assert_string_equal(text_at(answer, "query.parsed"), "COD \"of the\"");
    assert_string_equal(text_at(answer, "query.languages.0"), "en");
    assert_int_equal(cJSON_GetArraySize(at(answer, "query.warnings")), 2);
    assert_true(cJSON_IsNull(at(answer, "query.corrected")));
    cJSON_Delete(answer);
}

/* --- Mistakes ----------------------------------------------------------------------------------------------------- */

static void assert_refused(const pgf_request *request, pgf_status status, const char *reason)
{
    char *json = NULL;
    pgf_error err = {0};
    assert_int_equal(pgf_search(here.searcher, request, &json, NULL, &err), status);
    assert_null(json);
    if (!strstr(err.message, reason))
        fail_msg("\"%s\" does not say \"%s\"", err.message, reason);
}

static void what_cannot_be_asked_is_named(void **state)
{
    (void)state;
    pgf_request request = request_for(" * ((");
    assert_refused(&request, PGF_EINVAL, "no word");
    request = request_for("cod");
    request.filters = &(pgf_filter){"colour", "red"};
    request.filter_count = 1;
    assert_refused(&request, PGF_EINVAL, "no field \"colour\"");
    request.filters = &(pgf_filter){"type", ""};
    assert_refused(&request, PGF_EINVAL, "type has no value");
    request = request_for("cod");
    request.facets = (const char *const[]){"title"};
    request.facet_count = 1;
    assert_refused(&request, PGF_EINVAL, "no field \"title\"");
    request = request_for("cod");
    request.date_from = "2023-13";
    assert_refused(&request, PGF_EINVAL, "2023-13");
    request.date_from = "2023";
    request.date_to = "2022-12-31";
    assert_refused(&request, PGF_EINVAL, "ends before it begins");
}

static void a_limit_that_is_passed_is_named(void **state)
{
    (void)state;
    pgf_request request = request_for("cod");
    request.limit = PGF_LIMIT + 1;
    assert_refused(&request, PGF_ELIMIT, "limit 101");
    request.limit = PGF_LIMIT;
    request.offset = PGF_WINDOW - PGF_LIMIT + 1;
    assert_refused(&request, PGF_ELIMIT, "offset 9901");
    request.offset = SIZE_MAX;
    assert_refused(&request, PGF_ELIMIT, "offset");
    request = request_for("cod");
    request.passages = PGF_PASSAGES + 1;
    assert_refused(&request, PGF_ELIMIT, "passages 11");
    request = request_for("cod");
    request.deadline_ms = PGF_DEADLINE_MS + 1;
    assert_refused(&request, PGF_ELIMIT, "deadline 2001");
    char *large = calloc(PGF_QUERY_BYTES + 2, 1);
    memset(large, 'a', PGF_QUERY_BYTES + 1);
    request = request_for(large);
    assert_refused(&request, PGF_ELIMIT, "8193 bytes");
    free(large);
}

/* --- An index that changes ---------------------------------------------------------------------------------------- */

static void a_searcher_sees_what_was_added_since(void **state)
{
    (void)state;
    asking other;
    asking_open(&other, (const char *const[]){"id: a\ntitle: One\nlanguage: en\n\nA whale was seen.", NULL});
    cJSON *answer = ask_for(&other, "whale");
    double revision = number_at(answer, "index.revision");
    assert_string_equal(ids_of(answer), "a");
    cJSON_Delete(answer);
    writing_open(&other.index);
    writing_feed(&other.index, "more",
                 (const char *const[]){"id: b\ntitle: Two\nlanguage: en\n\nTwo whales were seen.", NULL}, false);
    writing_done(&other.index);
    answer = ask_for(&other, "whale");
    assert_int_equal(number_at(answer, "total.value"), 2);
    assert_int_equal(number_at(answer, "index.documents"), 2);
    assert_true(number_at(answer, "index.revision") > revision);
    cJSON_Delete(answer);
    asking_close(&other);
}

/* --- Many documents ----------------------------------------------------------------------------------------------- */

enum { MANY = 130, OTHERS = 400 };

/* All speak of fishing, and of licences elsewhere or `near`; one has both in its title, and much else to say. */
static void open_many(asking *many, bool near)
{
    static char texts[MANY + OTHERS][400], titled[3000];
    const char *units[MANY + OTHERS + 1] = {NULL};
    snprintf(titled, sizeof titled, "id: titled\ntitle: %s\nlanguage: en\n\n",
             near ? "A licence for the birds, and fishing for what the Great Lakes may hold" : "Fishing licence");
    for (int i = 0; i < 300; i++)
        snprintf(titled + strlen(titled), sizeof titled - strlen(titled), "w%c%c ", 'a' + i / 26, 'a' + i % 26);
    for (int i = 0; i < MANY + OTHERS; i++) {
        snprintf(
            texts[i], sizeof texts[i],
            i < MANY
                ? "id: d%03d\ntitle: Number %d\nlanguage: en\n\n%sNobody shall drive, shoot or build on any day of "
                  "the year without a licence. Neither is it right to be noisy in the night when others sleep "
                  "and %.*s fishing"
                : "id: o%03d\ntitle: Other %d\nlanguage: en\n\n%sNothing of the kind",
            i, i, near && i < MANY ? "Fishing licence, fishing licence, fishing licence. " : "", 8 * (i % 4),
            "dream of trout and salmon, while");
        units[i] = i == MANY / 2 ? titled : texts[i];
    }
    asking_open(many, units);
}

static void a_title_with_every_word_comes_up_from_behind_the_first_stage(void **state)
{
    (void)state;
    asking many;
    open_many(&many, false);
    cJSON *answer = ask_for(&many, "fishing licence");
    assert_string_equal(text_at(answer, "hits.0.id"), "titled");
    cJSON_Delete(answer);
    answer = ask_for(&many, "fishing licences salmon");
    assert_string_not_equal(text_at(answer, "hits.0.id"), "titled");
    cJSON_Delete(answer);
    asking_close(&many);
}

static void assert_pages_follow(asking *many)
{
    char seen[MANY * 8] = "";
    double last = 1e9;
    size_t hits = 0;
    pgf_request request = request_for("fishing licence");
    request.limit = 17;
    for (bool more = true; more; request.offset += request.limit) {
        cJSON *answer = ask(many, &request);
        const cJSON *hit;
        cJSON_ArrayForEach(hit, at(answer, "hits"))
        {
            assert_null(strstr(seen, text_at(hit, "id")));
            snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s ", text_at(hit, "id"));
            assert_true(number_at(hit, "score") <= last);
            last = number_at(hit, "score");
            assert_int_equal(number_at(hit, "rank"), ++hits);
        }
        more = !cJSON_IsNull(at(answer, "next"));
        cJSON_Delete(answer);
    }
    assert_int_equal(hits, MANY);
}

static void pages_behind_the_second_stage_follow_on(void **state)
{
    (void)state;
    for (int near = 0; near < 2; near++) {
        asking many;
        open_many(&many, near);
        assert_pages_follow(&many);
        asking_close(&many);
    }
}

static void a_deadline_that_has_passed_ends_the_query(void **state)
{
    (void)state;
    pgf_request request = request_for("cod");
    pgf_answer answer = {0};
    pgf_error err = {0};
    const struct timespec long_ago = {1, 0};
    request.deadline_ms = 5;
    assert_int_equal(pgf_answer_make(here.searcher, &request, &long_ago, &answer, &err), PGF_ETIMEOUT);
    assert_non_null(strstr(err.message, "5 ms"));
    assert_null(answer.json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_find_their_document_and_paragraph_first),
        cmocka_unit_test(other_forms_of_a_word_are_found),
        cmocka_unit_test(diacritics_may_be_left_out_or_added),
        cmocka_unit_test(a_stem_of_another_language_is_another_word),
        cmocka_unit_test(a_phrase_stands_in_a_row),
        cmocka_unit_test(only_the_whole_phrase_is_marked),
        cmocka_unit_test(an_exclusion_holds),
        cmocka_unit_test(citations_stand_in_a_row),
        cmocka_unit_test(words_of_several_tokens_weigh_each),
        cmocka_unit_test(japanese_is_found_by_pairs_and_single_characters),
        cmocka_unit_test(total_counts_documents_with_every_word_and_hits_go_on),
        cmocka_unit_test(of_four_words_three_are_enough),
        cmocka_unit_test(facets_count_each_value_of_the_matching_documents),
        cmocka_unit_test(only_the_facets_asked_for_are_counted),
        cmocka_unit_test(filters_narrow_between_fields_and_widen_within_one),
        cmocka_unit_test(counting_only_gives_no_hits),
        cmocka_unit_test(a_date_range_takes_what_may_lie_in_it),
        cmocka_unit_test(hits_are_sorted_by_date_those_without_last),
        cmocka_unit_test(other_orders_show_only_what_is_counted_with_its_passages),
        cmocka_unit_test(pages_follow_each_other_without_gap_or_overlap),
        cmocka_unit_test(a_page_behind_the_end_is_empty),
        cmocka_unit_test(a_hit_shows_its_metadata),
        cmocka_unit_test(a_passage_can_be_linked_to),
        cmocka_unit_test(an_offset_counts_characters_of_the_text),
        cmocka_unit_test(a_title_alone_shows_the_first_passage_or_none),
        cmocka_unit_test(so_many_passages_are_shown_as_asked_for),
        cmocka_unit_test(function_words_are_not_marked_unless_there_is_nothing_else),
        cmocka_unit_test(the_query_comes_back),
        cmocka_unit_test(what_cannot_be_asked_is_named),
        cmocka_unit_test(a_limit_that_is_passed_is_named),
        cmocka_unit_test(a_searcher_sees_what_was_added_since),
        cmocka_unit_test(a_title_with_every_word_comes_up_from_behind_the_first_stage),
        cmocka_unit_test(pages_behind_the_second_stage_follow_on),
        cmocka_unit_test(a_deadline_that_has_passed_ends_the_query),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
