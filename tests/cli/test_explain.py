"""--explain: the parts of a score, and that they are all of it."""

import unittest

from searching import SearcherTest, ids

PLACES = ("document", "passage", "title")


class Explain(SearcherTest):
    def explained(self, *arguments):
        answer = self.ask(*arguments, "--explain")
        for hit in answer["hits"]:
            shares = [share["score"] for place in PLACES for share in hit["explanation"][place]]
            self.assertAlmostEqual(sum(shares), hit["score"], delta=0.0001 * (len(shares) + 1), msg=hit["id"])
        return answer

    def texts(self, hit, place):
        return [share["text"] for share in hit["explanation"][place]]

    def test_the_parts_are_all_of_the_score(self):
        for query in ("licence fee", "vessels of every nation", '"duty of care" licence', "licence^3 fee^0.5", "漏えい",
                      "vess* licnce~", "(fee OR duty) AND vessels", "title:act fishing", "=licence", "漏えいの報告",
                      "the of", "licence NEAR/5 fee", "skatt type:act", "licence fee licence"):
            with self.subTest(query=query):
                self.assertGreater(len(self.explained(query)["hits"]), 0)

    def test_each_word_is_named_where_it_gave_something(self):
        hit = self.explained("licence fee crowns")["hits"][0]
        self.assertEqual(hit["id"], "fisheries-circular")
        self.assertEqual(self.texts(hit, "document"), ["licence", "fee", "crowns"])
        self.assertIn("licence fee", self.texts(hit, "passage"))
        self.assertEqual(self.texts(hit, "title"), ["licence", "fee", "licence fee"])

    def test_a_weight_is_in_its_part(self):
        plain, heavy = self.explained("licence")["hits"][0], self.explained("licence^3")["hits"][0]
        for place in PLACES:
            for one, three in zip(plain["explanation"][place], heavy["explanation"][place]):
                self.assertAlmostEqual(one["score"] * 3, three["score"], delta=0.001)

    def test_it_changes_nothing_else(self):
        plain, explained = self.ask("licence fee"), self.explained("licence fee")
        self.assertEqual(ids(plain), ids(explained))
        for hit in explained["hits"]:
            del hit["explanation"]
        self.assertEqual(plain["hits"], explained["hits"])

    def test_other_orders_have_no_score_to_explain(self):
        for hit in self.ask("licence", "--sort", "newest", "--explain")["hits"]:
            self.assertNotIn("explanation", hit)

    def test_in_text_a_line_for_each_place(self):
        out = self.searcher("my.idx", "licence fee crowns", "--explain", "--text", "--limit", "1").well(self).out
        for place in PLACES:
            self.assertRegex(out, rf"(?m)^    {place} \d+\.\d\d: licence \d+\.\d\d")


if __name__ == "__main__":
    unittest.main()
