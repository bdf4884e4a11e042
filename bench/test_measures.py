#!/usr/bin/env python3
"""The measures against examples worked by hand."""

import math
import sys
import tempfile
import unittest
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

import judged
import measures

# Grades 3, 2, 1 for a, b, c; d is judged and not relevant.
JUDGEMENTS = {"a": 3, "b": 2, "c": 1, "d": 0}


class Ndcg(unittest.TestCase):
    def test_the_ideal_order_is_one(self):
        self.assertEqual(measures.ndcg(["a", "b", "c", "d"], JUDGEMENTS, 10), 1.0)

    def test_gain_is_the_grade_and_the_discount_is_log2_of_rank_plus_one(self):
        # b first: 2/log2(2); x second: 0; a third: 3/log2(4). Ideal: 3/1 + 2/log2(3) + 1/log2(4).
        expected = (2 + 3 / 2) / (3 + 2 / math.log2(3) + 1 / 2)
        self.assertAlmostEqual(measures.ndcg(["b", "x", "a"], JUDGEMENTS, 10), expected)
        self.assertAlmostEqual(expected, 0.735007, places=6)

    def test_the_ideal_is_cut_too(self):
        # At depth 1 the ideal is 3 alone: 2/3.
        self.assertAlmostEqual(measures.ndcg(["b", "a"], JUDGEMENTS, 1), 2 / 3)

    def test_a_hit_below_the_cut_counts_for_nothing(self):
        self.assertEqual(measures.ndcg(["x"] * 10 + ["a"], JUDGEMENTS, 10), 0.0)


class AveragePrecision(unittest.TestCase):
    def test_it_is_the_mean_of_precision_at_each_relevant_rank_over_all_relevant(self):
        # Relevant at ranks 1 and 4 of three relevant documents: (1/1 + 2/4) / 3.
        self.assertAlmostEqual(measures.average_precision(["a", "x", "d", "c"], JUDGEMENTS), 0.5)

    def test_grade_zero_is_not_relevant(self):
        self.assertEqual(measures.average_precision(["d"], JUDGEMENTS), 0.0)


class RecallAndReciprocalRank(unittest.TestCase):
    def test_recall_is_the_share_of_relevant_documents_down_to_the_depth(self):
        self.assertAlmostEqual(measures.recall(["a", "x", "b", "c"], JUDGEMENTS, 3), 2 / 3)

    def test_reciprocal_rank_is_of_the_first_relevant_document(self):
        self.assertAlmostEqual(measures.reciprocal_rank(["x", "d", "c", "a"], JUDGEMENTS, 10), 1 / 3)

    def test_reciprocal_rank_stops_at_its_depth(self):
        self.assertEqual(measures.reciprocal_rank(["x"] * 10 + ["a"], JUDGEMENTS, 10), 0.0)


class Evaluate(unittest.TestCase):
    def test_a_query_without_a_ranking_counts_as_nothing_found(self):
        means = measures.evaluate({"one": ["a"]}, {"one": {"a": 1}, "two": {"b": 1}})
        self.assertEqual(means, {"ndcg@10": 0.5, "map": 0.5, "recall@100": 0.5, "mrr@10": 0.5})

    def test_a_query_without_a_relevant_document_is_left_out(self):
        means = measures.evaluate({"one": ["a"]}, {"one": {"a": 1}, "two": {"b": 0}})
        self.assertEqual(means["map"], 1.0)

    def test_no_judgements_are_an_error(self):
        with self.assertRaises(ValueError):
            measures.evaluate({"one": ["a"]}, {})


class Words(unittest.TestCase):
    def test_words_are_counted_as_often_as_they_occur(self):
        # the, duty, the, firm: "the" is held once only, "firm" is missing: 2 of 4.
        self.assertEqual(measures.share_of_words("The duty, the firm", "the duty"), 0.5)

    def test_case_and_punctuation_do_not_matter(self):
        self.assertEqual(measures.share_of_words("§ 5 ÆRE", "(5) ære; og"), 1.0)

    def test_no_words_are_never_found(self):
        self.assertEqual(measures.share_of_words("…", "anything"), 0.0)


class Runs(unittest.TestCase):
    def test_a_run_reads_back_in_rank_order_with_falling_scores(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "run")
            judged.write_run(path, {"q": ["second/2", "first"]}, "t")
            self.assertEqual(path.read_text(), "q Q0 second/2 1 2 t\nq Q0 first 2 1 t\n")
            self.assertEqual(judged.read_run(path), {"q": ["second/2", "first"]})


if __name__ == "__main__":
    unittest.main()
