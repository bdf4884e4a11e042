"""Batches: a query a line, an answer a line."""

import json
import select
import subprocess
import unittest

import harness
from searching import SearcherTest, ids


class Batch(SearcherTest):
    def batch(self, *lines, code=0, options=()):
        self.write("queries", "".join(line + "\n" for line in lines))
        answers = self.searcher("my.idx", "--batch", "queries", *options).json_lines(self, code)
        for answer in answers:
            self.assert_valid(answer, "error.schema.json" if "error" in answer else "result.schema.json")
        return answers

    def test_an_answer_a_line_in_order(self):
        answers = self.batch("cod", "zeppelin", "harbour")
        self.assertEqual([answer["query"]["text"] for answer in answers], ["cod", "zeppelin", "harbour"])
        self.assertEqual([ids(answer) for answer in answers], [["fisheries-act"], [], ["harbour-act"]])
        self.assertNotIn("id", answers[0]["query"])

    def test_the_id_of_a_query_comes_back(self):
        answers = self.batch('{"_id": "q1", "text": "cod"}', '{"text": "cod", "_id": 7}', '{"text": "cod"}',
                             '{"_id": "é", "text": "cod", "metadata": {}}')
        self.assertEqual([answer["query"].get("id") for answer in answers], ["q1", "7", None, "é"])

    def test_answers_are_those_of_single_questions(self):
        alone = self.ask("licence fee", "--limit", "2", "--sort", "newest")
        together = self.batch("cod", "licence fee", options=["--limit", "2", "--sort", "newest"])[1]
        for answer in (alone, together):
            answer.pop("took_ms")
        self.assertEqual(together, alone)

    def test_blank_lines_line_ends_and_a_byte_order_mark(self):
        given = b"\xef\xbb\xbfcod\r\n\n  \r\nharbour"
        answers = self.searcher("my.idx", "--batch", "-", given=given).json_lines(self)
        self.assertEqual([answer["query"]["text"] for answer in answers], ["cod", "harbour"])

    def test_no_queries_are_no_answers(self):
        self.assertEqual(self.batch(), [])

    def test_an_error_is_a_line_and_the_next_query_is_answered(self):
        answers = self.batch("cod", "word " * 2000, '{"_id": "x", "txt": "cod"}', '{"_id": "y", "text": ', "harbour",
                             code=2)
        self.assertEqual(["error" in answer for answer in answers], [False, True, True, True, False])
        self.assertEqual([answer["error"]["code"] for answer in answers[1:4]], ["limit", "malformed", "malformed"])
        self.assertEqual([answer["error"]["line"] for answer in answers[1:4]], [2, 3, 4])
        self.assertEqual(answers[2]["query"], {"id": "x", "text": '{"_id": "x", "txt": "cod"}'})
        self.assertIn('"text" is missing', answers[2]["error"]["message"])
        self.assertEqual(ids(answers[4]), ["harbour-act"])

    def test_the_end_says_how_many_failed(self):
        result = self.searcher("my.idx", "--batch", "-", given='cod\n{"a": 1}\n')
        self.assertEqual(result.code, 2)
        self.assertEqual(result.err, 'paragraf-searcher: 1 of 2 queries failed; "error" in their lines says why\n')

    def test_a_line_without_end_is_passed_over(self):
        given = b"cod\n" + b"x" * 5_000_000 + b"\nharbour\n"
        answers = self.searcher("my.idx", "--batch", "-", given=given).json_lines(self, 2)
        self.assertEqual([answer["query"]["text"] for answer in answers], ["cod", "", "harbour"])
        self.assertEqual(answers[1]["error"]["code"], "limit")

    def test_hostile_lines_are_answered(self):
        lines = ['{"_id": 1.5, "text": "cod"}', '{"_id": 1e300, "text": "cod"}', '{"_id": [], "text": "cod"}',
                 '{"text": 5}', '{"text": null}', "{}", '{"text": "a\\u0000b"}', '{"text": "cod"} trailing',
                 "{" * 100_000]
        answers = self.batch(*lines, code=2)
        self.assertEqual([answer["error"]["code"] for answer in answers], ["malformed"] * len(lines))

    def test_malformed_utf_8_is_repaired(self):
        answers = self.searcher("my.idx", "--batch", "-", given=b'cod\xff\n{"text": "cod\xff"}\n').json_lines(self)
        self.assertEqual([answer["query"]["text"] for answer in answers], ["cod\ufffd"] * 2)

    def test_a_file_that_is_not_there(self):
        self.assert_fails(self.searcher("my.idx", "--batch", "no.txt"),
                          "no.txt: No such file or directory; name a file with a query a line, or - for standard input")

    def test_a_folder_for_a_file(self):
        self.assert_fails(self.searcher("my.idx", "--batch", "."),
                          ".: Is a directory; name a file with a query a line, or - for standard input")

    def test_words_do_not_go_with_a_batch(self):
        self.assert_fails(self.searcher("my.idx", "cod", "--batch", "q.txt"),
                          "cod: leave it out, since --batch takes the queries from q.txt")


class Conversation(SearcherTest):
    def test_each_answer_comes_before_the_next_question(self):
        process = subprocess.Popen([harness.program("searcher"), "my.idx", "--batch", "-"], cwd=self.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(process.wait)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.kill)
        for query, expected in (("cod", ["fisheries-act"]), ("harbour", ["harbour-act"])):
            process.stdin.write(query.encode() + b"\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], harness.SECONDS)
            self.assertTrue(ready, "no answer")
            self.assertEqual(ids(json.loads(process.stdout.readline())), expected)
        process.stdin.close()
        self.assertEqual(process.wait(harness.SECONDS), 0)


if __name__ == "__main__":
    unittest.main()
