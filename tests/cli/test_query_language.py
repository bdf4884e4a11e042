"""The query language, end to end: which documents count. The cases are tests/cases/answers-language.txt."""

import json
import shlex
import unittest

import harness
from searching import SearcherTest, ids, marked

CASES = harness.SOURCE / "tests" / "cases" / "answers-language.txt"


def read_cases():
    """The documents, as JSON Lines have them, and [(query, ids)]."""
    documents, questions = [], []
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("@ "):
            name, *metadata = shlex.split(line[2:])
            documents.append({"_id": name, "text": "", **dict(one.split("=", 1) for one in metadata)})
        elif line.startswith("? "):
            questions.append((line[2:], None))
        elif questions and questions[-1][1] is None:
            questions[-1] = (questions[-1][0], set(line.split()) - {"-"})
        elif questions or not documents or not line:
            continue
        elif "title" not in documents[-1]:
            documents[-1]["title"] = line
        else:
            documents[-1]["text"] += f"{line}\n\n"
    return documents, questions


class Cases(SearcherTest):
    documents, questions = read_cases()

    def count(self, query, wanted):
        """In an order that shows what counts and no more."""
        return self.ask("--sort", "newest", "--", query, code=0 if wanted else 1)

    def test_the_documents_that_count(self):
        self.assertGreater(len(self.questions), 70)
        for query, wanted in self.questions:
            with self.subTest(query=query):
                answer = self.count(query, wanted)
                self.assertEqual(set(ids(answer)), wanted)
                self.assertEqual([one for one in answer["query"]["warnings"] if one.startswith("Character")], [])
                self.assertEqual(answer["total"], {"value": len(wanted), "relation": "eq"})

    def test_what_was_parsed_finds_the_same(self):
        for query, wanted in self.questions:
            with self.subTest(query=query):
                parsed = self.count(query, wanted)["query"]["parsed"]
                self.assertEqual(set(ids(self.count(parsed, wanted))), wanted)

    def test_a_weight_changes_the_order(self):
        self.assertEqual(ids(self.ask("cod^9 haddock tonnes^0.1"))[0], "cod")
        self.assertEqual(ids(self.ask("cod^0.1 haddock^9 tonnes"))[0], "haddock")

    def test_exact_words_alone_are_marked(self):
        for query, wanted in (("=notified", {"notified"}), ("=international", {"International", "international"}),
                              ("intern* rules", {"internal", "rules", "International", "international"})):
            for hit in self.ask(query)["hits"]:
                marks = {word for one in hit["passages"] for word in marked(one["text"], one["highlights"])}
                self.assertTrue(marks and marks <= wanted, f"{query}: {hit['id']}: {marks}")


class Strict(SearcherTest):
    def test_a_slip_is_an_error_with_a_caret_below_its_place(self):
        result = self.searcher("my.idx", "--strict", "fishing AND (vessels OR")
        self.assertEqual((result.code, result.out), (2, ""))
        self.assertEqual(result.err, "paragraf-searcher: the query, character 22: OR has nothing to join\n"
                                     "  fishing AND (vessels OR\n"
                                     "                       ^\n")

    def test_without_slips_it_changes_nothing(self):
        self.assertEqual(self.ask("--strict", "vessels AND type:act")["hits"], self.ask("vessels AND type:act")["hits"])

    def test_each_slip_is_named_with_its_place(self):
        for query, place in (("vessels (harbour", 9), ('fee "of the', 5), ("fee AND", 5), ("NEAR/x fee", 1), ("fe* fee", 1),
                             ("fee date:soon", 10), ("fee^1000", 1), ("fee OR AND fee", 5), ("海 (fee", 3),
                             ("fee NEAR/5 (a AND b)", 5), ("a-b* fee", 1), ("fee NEAR/99 licence", 5)):
            with self.subTest(query=query):
                result = self.searcher("my.idx", "--strict", query)
                self.assertEqual(result.code, 2)
                self.assertRegex(result.err, rf"^paragraf-searcher: the query, character {place}: .*\n  .*\n *\^\n$")
                warnings = json.loads(self.searcher("my.idx", query, "--json").out)["query"]["warnings"]
                self.assertTrue(warnings[0].startswith(f"Character {place}: "), warnings)


class Limits(SearcherTest):
    documents = [{"_id": str(number), "lang": "en", "text": f"word{number:04d} organ " + ("organization" if number < 5 else "")}
                 for number in range(1300)]

    def test_a_pattern_stands_for_the_fifty_most_frequent_words(self):
        answer = self.ask("word0*")
        self.assertEqual(answer["total"]["value"], 50)
        self.assertEqual(answer["query"]["warnings"], ["word0* stands for 1000 words: the 50 most frequent are searched"])

    def test_exact_words_beyond_a_thousand_documents_are_a_lower_bound(self):
        answer = self.ask("=organ")
        self.assertEqual(answer["total"], {"value": 1000, "relation": "gte"})
        self.assertEqual(answer["next"], 10)

    def test_two_patterns_a_query(self):
        self.assertIn("a query may have two", self.ask("wor* org* wor*d")["query"]["warnings"][0])

    def test_conditions_are_limited(self):
        self.ask(" AND ".join(["organ"] * 32))
        result = self.searcher("my.idx", " AND ".join(f"word{number:04d}" for number in range(33)))
        self.assert_mistake(result, "paragraf-searcher: the query has 33 phrases, exclusions and words with operators: "
                                    "32 are the most it may have; leave some out")

    def test_brackets_are_read_to_a_depth_of_twenty(self):
        deep = self.ask("(" * 20 + "organ" + ")" * 20)
        self.assertEqual((deep["query"]["parsed"], deep["query"]["warnings"]), ("organ", []))
        deeper = self.ask("(" * 4000 + "organ" + ")" * 4000 + " word0001")
        self.assertEqual(deeper["query"]["parsed"], "organ word0001")
        self.assertEqual(deeper["query"]["warnings"],
                         ["Character 21: brackets are nested deeper than 20; those behind are not read"])


if __name__ == "__main__":
    unittest.main()
