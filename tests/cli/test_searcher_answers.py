"""Answers: what is found, in which order, and what is said about it."""

import os
import unittest

from harness import ProgramTest
from searching import SearcherTest, ids, marked


class Words(SearcherTest):
    def test_any_form_of_a_word_finds_the_document(self):
        for query in ("vessel", "Vessels", "VESSEL"):
            with self.subTest(query=query):
                self.assertEqual(set(ids(self.ask(query))), {"fisheries-act", "fisheries-circular", "harbour-act"})

    def test_diacritics_need_not_be_typed(self):
        self.assertEqual(ids(self.ask("Dasnes")), ["defence-release"])
        self.assertEqual(ids(self.ask("securite")), ["vie-privee"])
        self.assertEqual(ids(self.ask("privees")), ["vie-privee"])

    def test_languages_without_spaces_are_found(self):
        self.assertEqual(ids(self.ask("漏えいの報告")), ["kojin"])
        self.assertEqual(ids(self.ask("個人情報")), ["kojin"])

    def test_the_document_with_all_words_comes_first_and_alone_is_counted(self):
        answer = self.ask("licence", "fee", "crowns")
        self.assertEqual(ids(answer)[0], "fisheries-circular")
        self.assertEqual(answer["total"], {"value": 1, "relation": "eq"})
        self.assertEqual(answer["matched"], {"words": 3, "of": 3})

    def test_words_that_every_text_has_find_nothing_beside_others(self):
        self.assertEqual(set(ids(self.ask("the vessels of"))), set(ids(self.ask("vessels"))))
        self.assertEqual(ids(self.ask("what is a xyzzy", code=1)), [])
        self.assertGreater(len(ids(self.ask("of the"))), 1)

    def test_any_word_counts_when_asked_to(self):
        narrow, wide = self.ask("licence crowns"), self.ask("licence crowns", "--any")
        self.assertEqual(narrow["total"]["value"], 1)
        self.assertEqual(wide["total"]["value"], 2)
        self.assertEqual(wide["matched"], {"words": 1, "of": 2})
        self.assertEqual(set(ids(wide)), {"fisheries-act", "fisheries-circular"})

    def test_other_orders_than_relevance_show_what_is_counted(self):
        self.assertEqual(len(ids(self.ask("licence crowns"))), 2)
        self.assertEqual(ids(self.ask("licence crowns", "--sort", "newest")), ["fisheries-circular"])
        self.assertEqual(len(ids(self.ask("licence crowns", "--sort", "newest", "--any"))), 2)

    def test_a_phrase_wants_its_words_in_a_row(self):
        self.assertEqual(ids(self.ask('"duty of care"')), ["fisheries-act"])
        apart = self.ask("duty of care")
        self.assertEqual(set(ids(apart)[:2]), {"fisheries-act", "harbour-act"})
        self.assertEqual(apart["total"]["value"], 2)

    def test_a_word_is_left_out_by_a_dash(self):
        expected = {"fisheries-act", "fisheries-circular"}
        for query in (["vessel", "-harbour"], ["vessel -harbour"], ["--", "vessel", "-harbour"]):
            with self.subTest(query=query):
                self.assertEqual(set(ids(self.ask(*query))), expected)

    def test_an_argument_stays_as_it_was_typed(self):
        answer = self.ask('"licence fee"  -cod')
        self.assertEqual(answer["query"]["text"], '"licence fee"  -cod')
        self.assertEqual(ids(answer), ["fisheries-circular"])
        self.assertEqual(self.ask("licence", "fee")["query"]["text"], "licence fee")

    def test_no_hits_are_a_whole_answer(self):
        answer = self.ask("zeppelin", code=1)
        self.assertEqual((answer["hits"], answer["total"]["value"], answer["next"]), ([], 0, None))

    def test_a_query_that_is_no_utf_8_is_repaired(self):
        answer = self.ask(os.fsdecode(b"vessel\xff"))
        self.assertEqual(answer["query"]["text"], "vessel\ufffd")


class Hits(SearcherTest):
    def test_a_hit_says_what_the_document_is(self):
        hit = self.ask("cod")["hits"][0]
        names = ("rank", "id", "title", "url", "date", "language", "type", "issuer", "country", "topic")
        self.assertEqual({name: hit[name] for name in names},
                         {"rank": 1, "id": "fisheries-act", "title": "Coastal Fisheries Act",
                          "url": "https://norland.example/acts/fisheries", "date": "2021-04-30", "language": "en",
                          "type": "act", "issuer": "Parliament of Norland", "country": ["Norland"],
                          "topic": ["fisheries", "sea"]})

    def test_the_passage_is_the_paragraph_that_answers(self):
        passage = self.ask("care for the stock")["hits"][0]["passages"][0]
        self.assertIn("duty of care to the stock", passage["text"])
        self.assertEqual(passage["heading"][-2:], ["Licences", "Who needs one"])
        self.assertEqual(marked(passage["text"], passage["highlights"])[0], "care")

    def test_highlights_are_the_words_as_they_stand(self):
        hit = self.ask("bjorn dasnes defence")["hits"][0]
        self.assertEqual(marked(hit["title"], hit["highlights"]["title"]), ["defence"])
        passage = hit["passages"][0]
        self.assertEqual(" ".join(marked(passage["text"], passage["highlights"])), "Defence Bjørn Dåsnes")

    def test_highlights_count_code_points(self):
        passage = self.ask("報告")["hits"][0]["passages"][0]
        self.assertEqual(marked(passage["text"], passage["highlights"]), ["報告"])

    def test_passages_with_parts_of_a_phrase_only_are_not_shown(self):
        filler = "The harbour master keeps a book of every vessel that comes in and of every one that goes out. " * 8
        text = f"A duty of care is owed.\n\n{filler}\n\nThe duty is paid at the gate.\n\n{filler}\n\nTake care.\n"
        self.write_lines("more.jsonl", {"_id": "a", "lang": "en", "text": text})
        self.indexer("more.idx", "more.jsonl").well(self)
        for query, count in (('"duty of care"', 1), ("duty of care", 2)):
            passages = self.searcher("more.idx", query, "--json").json(self)["hits"][0]["passages"]
            self.assertEqual((len(passages), all(one["highlights"] for one in passages)), (count, True), query)

    def test_as_many_passages_as_wanted(self):
        self.assertEqual(len(self.ask("licence fish fee", "--passages", "1")["hits"][0]["passages"]), 1)


class Pages(SearcherTest):
    def test_pages_are_parts_of_one_list(self):
        whole = self.ask("vessels", "--limit", "3")
        pages = [self.ask("vessels", "--limit", "1", "--offset", str(offset)) for offset in range(3)]
        self.assertEqual([hit for page in pages for hit in ids(page)], ids(whole))
        self.assertEqual([page["hits"][0]["rank"] for page in pages], [1, 2, 3])
        self.assertEqual([page["next"] for page in pages], [1, 2, None])
        self.assertEqual({page["total"]["value"] for page in pages}, {3})

    def test_a_page_behind_the_last_is_empty(self):
        answer = self.ask("vessels", "--offset", "50")
        self.assertEqual((answer["hits"], answer["next"], answer["offset"]), ([], None, 50))

    def test_a_limit_of_none_only_counts(self):
        answer = self.ask("vessels", "--limit", "0")
        self.assertEqual((answer["hits"], answer["limit"], answer["total"]["value"]), ([], 0, 3))
        self.assertTrue(answer["facets"])


class Narrowing(SearcherTest):
    def test_a_filter_takes_one_value(self):
        self.assertEqual(set(ids(self.ask("vessels", "--filter", "type=act"))), {"fisheries-act", "harbour-act"})
        self.assertEqual(ids(self.ask("-f", "id=harbour-act", "vessels")), ["harbour-act"])

    def test_filters_of_one_field_are_alternatives_and_of_two_both_hold(self):
        answer = self.ask("vessels", "--filter", "type=act", "--filter", "type=circular", "--filter", "topic=fisheries")
        self.assertEqual(set(ids(answer)), {"fisheries-act", "fisheries-circular"})

    def test_filters_ignore_case_and_diacritics(self):
        self.assertEqual(ids(self.ask("--filter", "issuer=commission des donnees")), ["vie-privee"])

    def test_a_value_that_no_document_has_is_said(self):
        def warnings(*filters, code=0):
            return self.ask("vessels", *(f"--filter={one}" for one in filters), code=code)["query"]["warnings"]

        self.assertEqual(warnings("type=acts", code=1), ["No document has the type acts"])
        self.assertEqual(warnings("type=Act", "language=English"), [])
        self.assertEqual(warnings("type=act", "type=acts", "language=sv", code=1),
                         ["No document has the type acts", "No document has the language sv"])

    def test_a_field_in_the_query_is_a_filter(self):
        self.assertEqual(set(ids(self.ask("vessels type:act"))), set(ids(self.ask("vessels", "--filter", "type=act"))))
        for query in ("vessels act:", "act:vessels", ":vessels"):
            self.assertEqual(self.ask(query)["query"]["warnings"], [], query)

    def test_norwegian_is_all_of_it_and_bokmal_what_is_not_nynorsk(self):
        self.write_lines("more.jsonl", *({"_id": code, "lang": code, "text": "Skatt."} for code in ("no", "nb", "nn")))
        self.indexer("more.idx", "more.jsonl").well(self)
        for code, found in (("no", "nb nn no"), ("nb", "nb no"), ("nn", "nn"), ("Norsk", "nb nn no")):
            answer = self.searcher("more.idx", "--filter", f"language={code}", "--json").json(self)
            self.assertEqual(" ".join(sorted(ids(answer))), found, code)

    def test_a_filter_alone_lists_documents(self):
        answer = self.ask("--filter", "type=act", "--sort", "newest")
        self.assertEqual(ids(answer), ["skattelov", "fisheries-act", "harbour-act"])
        self.assertEqual(answer["total"]["value"], 3)

    def test_dates_include_both_ends(self):
        def between(*dates):
            return set(ids(self.ask("--filter", "language=en", *dates)))

        self.assertEqual(between("--from", "2023"), {"fisheries-circular", "defence-release"})
        self.assertEqual(between("--from", "2019-12", "--to", "2021"), {"harbour-act", "fisheries-act"})
        self.assertEqual(between("--from", "2023-05-17", "--to", "2023-05-17"), {"fisheries-circular"})
        self.assertEqual(between("--to", "2019-12-01"), {"harbour-act"})

    def test_the_newest_or_the_oldest_first(self):
        newest = ids(self.ask("vessels", "--sort", "newest"))
        self.assertEqual(newest, ["fisheries-circular", "fisheries-act", "harbour-act"])
        self.assertEqual(ids(self.ask("vessels", "--sort", "oldest")), newest[::-1])


class Facets(SearcherTest):
    def test_values_are_counted_over_all_that_match(self):
        answer = self.ask("vessels", "--limit", "1")
        self.assertEqual(answer["facets"]["type"], [{"value": "act", "count": 2}, {"value": "circular", "count": 1}])
        self.assertEqual({one["value"]: one["count"] for one in answer["facets"]["topic"]}, {"fisheries": 2, "sea": 2})

    def test_only_the_facets_that_are_wanted(self):
        self.assertEqual(list(self.ask("vessels", "--facet", "year")["facets"]), ["year"])
        self.assertEqual(set(self.ask("vessels", "--facet", "year", "--facet", "type")["facets"]), {"year", "type"})
        self.assertEqual(self.ask("vessels", "--no-facets")["facets"], {})

    def test_facets_keep_to_the_filters(self):
        answer = self.ask("vessels", "--filter", "type=circular")
        self.assertEqual(answer["facets"]["year"], [{"value": "2023", "count": 1}])


class Languages(ProgramTest):
    def test_the_passage_has_a_word_of_its_own_language(self):
        """Norwegian radar has the stem rad, and radarer the stem radar, which is another word's."""
        self.write("docs/en.md", "---\nlang: en\n---\n# Radar\n\nA radar from Japan.\n")
        self.write("docs/no.md", "---\nlang: no\n---\n# Kysten\n\n" + "Kystvakten har elleve radarer på kysten. " * 9 +
                   "\n\n" + "Avtalen med Japan gjelder i fem år. " * 9 + "\n")
        self.indexer("my.idx", "docs").well(self)
        hits = self.searcher("my.idx", "radar Japan", "--json").json(self)["hits"]
        self.assertEqual(ids({"hits": hits}), ["en.md", "no.md"])
        self.assertEqual(marked(hits[1]["passages"][0]["text"], hits[1]["passages"][0]["highlights"])[:1], ["Japan"])


class Citations(ProgramTest):
    def test_the_paragraph_with_the_citation_comes_before_one_with_its_numbers(self):
        self.write("docs/numbers.txt", "Fees\n\nSections 3 and 7. Section 7 has 3 fees, and section 3 has 7.\n")
        for number in range(8):
            self.write(f"docs/{number}.txt", f"Notice {number} on roads\n")
        self.write("docs/cites.txt", "Fees\n\nA fee under section 7(3) is paid in advance, whoever applies for the licence.\n")
        self.indexer("my.idx", "docs").well(self)
        answer = self.searcher("my.idx", "section 7(3)", "--json").json(self)
        self.assertEqual(ids(answer), ["cites.txt", "numbers.txt"])
        self.assertEqual(answer["total"]["value"], 1)


if __name__ == "__main__":
    unittest.main()
