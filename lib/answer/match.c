#include "answer/answering.h"
#include "base/memory.h"

static pgf_status failed(pgf_answering *a, const xap_error *problem, pgf_error *err)
{
    if (problem->status != XAP_ETIMEOUT)
        return pgf_reader_failed(a->searcher->reader, problem, err);
    unsigned deadline = a->request->deadline_ms ? a->request->deadline_ms : PGF_DEADLINE_MS;
    return pgf_fail(err, PGF_ETIMEOUT, "the query takes longer than its deadline of %u ms: rarer words are faster",
                    deadline);
}

pgf_status pgf_answering_run(pgf_answering *a, const xap_query *query, const xap_search *search, xap_matches **out,
                             pgf_error *err)
{
    xap_query *timed = NULL;
    xap_error problem;
    xap_status status = xap_query_deadline(&timed, query, pgf_answering_left(a), &problem);
    if (!status)
        status = xap_match(out, pgf_reader_database(a->searcher->reader), timed, search, &problem);
    xap_query_free(timed);
    return status ? failed(a, &problem, err) : PGF_OK;
}

/* Room for `more` candidates besides the first `most` hits. */
static pgf_status take_candidates(pgf_answering *a, const xap_matches *matches, size_t most, size_t more,
                                  pgf_error *err)
{
    size_t count = xap_matches_count(matches);
    a->has_more = count > most;
    count = count < most ? count : most;
    a->candidates = pgf_arena_take(&a->arena, (count + more + 1) * sizeof *a->candidates);
    if (!a->candidates)
        return pgf_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        double weight = xap_matches_weight(matches, i);
        a->candidates[i] = (pgf_candidate){.docid = xap_matches_docid(matches, i), .weight = weight, .score = weight};
    }
    a->candidate_count = count;
    return PGF_OK;
}

/* Every document that counts is looked at, so that totals and facets are exact. Hits only in an order by date. */
pgf_status pgf_answering_count(pgf_answering *a, pgf_error *err)
{
    const pgf_request *request = a->request;
    xap_matches *matches = NULL;
    xap_search search = xap_search_default();
    search.limit = 0;
    search.check_at_least = a->state.documents;
    search.weighing = a->plan.by_coordination ? XAP_WEIGH_COORD : XAP_WEIGH_NONE;
    search.least_weight = a->plan.by_coordination ? a->plan.words : 0;
    search.facet_slots = a->facets.slots;
    search.facet_count = a->facets.count;
    bool by_date = request->sort != PGF_SORT_RELEVANCE && !request->count_only;
    if (by_date) {
        search.order = XAP_BY_VALUE;
        search.sort_slot = (unsigned)pgf_schema_find("date")->slot;
        search.descending = request->sort == PGF_SORT_NEWEST;
        search.offset = request->offset;
        search.limit = a->limit + 1;
    }
    pgf_status status = pgf_answering_run(a, a->plan.counted, &search, &matches, err);
    if (!status) {
        a->total = xap_matches_total(matches);
        status = pgf_facets_fill(&a->facets, matches, &a->arena, err);
    }
    if (!status && by_date)
        status = take_candidates(a, matches, a->limit, 0, err);
    xap_matches_free(matches);
    return status;
}

static size_t find_candidate(const pgf_answering *a, unsigned docid)
{
    size_t i = 0;
    while (i < a->candidate_count && a->candidates[i].docid != docid)
        i++;
    return i;
}

/* Into the second stage, from wherever it stands. */
static void promote(pgf_answering *a, unsigned docid, double weight)
{
    size_t from = find_candidate(a, docid);
    if (from < a->second_stage)
        return;
    if (from == a->candidate_count)
        a->candidate_count++;
    for (size_t i = from; i > a->second_stage; i--)
        a->candidates[i] = a->candidates[i - 1];
    a->candidates[a->second_stage++] =
        (pgf_candidate){.docid = docid, .weight = weight, .score = weight, .is_promoted = true};
}

/* Titles are short, and of long documents with the same words there may be a hundred. */
static pgf_status add_titled(pgf_answering *a, pgf_error *err)
{
    xap_matches *matches = NULL;
    xap_search search = xap_search_default();
    search.limit = PGF_TITLED;
    if (!a->plan.titled || a->candidate_count < PGF_SECOND_STAGE)
        return PGF_OK;
    pgf_status status = pgf_answering_run(a, a->plan.titled, &search, &matches, err);
    for (size_t i = 0; !status && i < xap_matches_count(matches); i++)
        promote(a, xap_matches_docid(matches, i), xap_matches_weight(matches, i));
    xap_matches_free(matches);
    return status;
}

pgf_status pgf_answering_match(pgf_answering *a, pgf_error *err)
{
    size_t most = a->request->offset + a->limit;
    xap_matches *matches = NULL;
    xap_search search = xap_search_default();
    most = most > PGF_SECOND_STAGE ? most : PGF_SECOND_STAGE;
    search.limit = most + 1;
    pgf_status status = pgf_answering_run(a, a->plan.ranked, &search, &matches, err);
    if (!status)
        status = take_candidates(a, matches, most, PGF_TITLED, err);
    xap_matches_free(matches);
    if (status)
        return status;
    a->second_stage = a->candidate_count < PGF_SECOND_STAGE ? a->candidate_count : PGF_SECOND_STAGE;
    return add_titled(a, err);
}
