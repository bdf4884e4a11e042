"""Queries that nobody types in earnest: an answer or a clear error, soon, and never a crash."""

import json
import os
import pathlib
import resource
import unittest

import harness
from searching import DOCUMENTS, SearcherTest

# Of the whole program, so that a slow query ends in a signal; sanitizers cost ten times the time.
CACHE = pathlib.Path(harness.BIN) / "CMakeCache.txt"
SANITIZED = CACHE.exists() and any(line.startswith("PARAGRAF_SANITIZE") and line.strip().partition("=")[2]
                                   for line in CACHE.read_text(encoding="utf-8").splitlines())
CPU_SECONDS = 10 if SANITIZED else 1


def many_documents():
    """Enough text, with a long tail of words, that a bad plan would take long."""
    random = harness.seeded()
    letters = "abcdefghijklmnoprstuvw"
    words = ["".join(random.choices(letters, k=random.randint(2, 10))) for _ in range(20000)]
    for number in range(2000):
        text = " ".join(words[min(int(random.paretovariate(0.6)), 20000) - 1] for _ in range(150))
        yield {"_id": f"d{number}", "title": f"Document {number}", "lang": "en", "text": text}


class Hostile(SearcherTest):
    documents = [*DOCUMENTS, *many_documents()]

    def setUp(self):
        super().setUp()
        self.words = " ".join(one["text"] for one in self.documents)

    def check(self, *arguments):
        """An answer that keeps to the schema, or one clear line; within the time."""
        arguments = [os.fsdecode(one) for one in arguments]
        result = self.searcher("my.idx", *arguments, preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS)))
        self.assertIn(result.code, (0, 1, 2), f"{str(arguments)[:200]}: {result.code} {result.err[-2000:]}")
        if result.code == 2:
            self.assertEqual(result.out, "")
            self.assertRegex(result.err, r"^paragraf-searcher: [^\x00-\x1f\x7f-\x9f]+\n$")
        else:
            self.assert_valid(json.loads(result.out))
            self.assertEqual(result.err, "")
        return result

    def test_fifty_kilobytes_of_words(self):
        self.assertEqual(self.check(self.words[:50_000]).code, 2)

    def test_as_many_words_as_may_be(self):
        result = self.check(self.words[-8000:].partition(" ")[2])
        self.assertEqual(result.code, 0)
        self.assertTrue(result.json(self)["query"]["warnings"])

    def test_brackets(self):
        for query in ("(" * 10_000, "(" * 8000, ")" * 8000, "()" * 4000, "(a " * 2000, "[{<" * 2000):
            with self.subTest(query=query[:10]):
                self.check(query)

    def test_only_operators(self):
        for query in ("AND", "OR NOT", "AND OR NOT NEAR", "NEAR/5", "- - -", "--", '"', '""', '" "', "-", "+", "~", "^",
                      "AND " * 2000, "NOT " * 2000, "-" * 8000, '"' * 8000, '-"' * 4000, ":", "field:", ":" * 8000,
                      "..", "/", "\\", "'", "NEAR/99999999999"):
            with self.subTest(query=query[:20]):
                self.check("--", query)

    def test_wildcards(self):
        for query in ("*", "**", "a*", "* *", "*a", "?", "a* b* c* d*", "*" * 8000, "abc* " * 1000, '"* *"', "-*"):
            with self.subTest(query=query[:20]):
                self.check("--", query)

    def test_control_characters(self):
        for query in ("\x1b[2J", "\x07", "\x01\x02\x03", "a\x1b]0;x\x07b", "\x9b2J", "\u202ea", "\ufeff", "\u2028",
                      "\x7f", b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"):
            with self.subTest(query=query):
                self.check("--", query)

    def test_words_longer_than_any(self):
        for query in ("a" * 8000, "é" * 4000, "税" * 2600, "ก" * 2600, "1" * 8000, "a-" * 4000, "§" * 4000,
                      "\u0301" * 4000, "a\u0301" * 2600, "🙂" * 2000, "5(2)" * 2000, '"' + "vessel " * 1000 + '"',
                      "-" + "a" * 8000, "vessels -" + " -".join("abcdefghijklmn" * 100)):
            with self.subTest(query=query[:20]):
                self.check("--", query)

    def test_filters_and_dates(self):
        for value in ("type=" + "x" * 100_000, "type=\x1b[2J", "type=" + "税" * 1000, "=", "type", "\x1b=\x1b",
                      b"type=\xff"):
            with self.subTest(value=value[:20]):
                self.check("vessels", "--filter", value)
        for value in ("", "9" * 5000, "-1", "0000", "99999", "2023-", "\x1b[2J", b"\xff", "2023..2024", "0000-00-00"):
            with self.subTest(value=value[:20]):
                self.check("vessels", "--from", value)

    def test_many_filters(self):
        arguments = [word for number in range(3000) for word in ("--filter", f"type=t{number}")]
        self.check("vessels", *arguments)

    def test_random_queries(self):
        random = harness.seeded()
        parts = ["vessel", "licence", "cod", '"', "-", "(", ")", "*", "~", ":", "AND", "OR", "NOT", "NEAR/3", " ", " ",
                 " ", "\t", "\x00", "\x1b", "é", "税", "個人", "§", "5(2)", "type:act", "date:2023..", "..", "\u202e",
                 "\\", "{", "'"]
        queries = []
        for _ in range(20_000 if harness.LONG else 500):
            query = "".join(random.choice(parts) for _ in range(random.randint(1, 40)))
            if query.strip() and not query.strip().startswith("{"):
                queries.append(query)
        self.write("queries", "\n".join(queries).encode("utf-8", "replace") + b"\n")
        result = self.searcher("my.idx", "--batch", "queries")
        self.assertIn(result.code, (0, 2), result.err[-2000:])
        answers = result.json_lines(self, result.code)
        self.assertEqual(len(answers), len(queries))
        for answer in answers:
            self.assert_valid(answer, "error.schema.json" if "error" in answer else "result.schema.json")
            self.assertNotIn(answer.get("error", {}).get("code"), ("internal", "timeout", "corrupt", "io"), answer)


if __name__ == "__main__":
    unittest.main()
