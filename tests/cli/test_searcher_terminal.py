"""The form of an answer: text on a terminal, JSON elsewhere; colour; closed pipes."""

import json
import re
import subprocess
import unittest

import harness
from searching import DOCUMENTS, SearcherTest

SGR = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = {"_id": "hostile\x1b[31m", "title": "Evil \x1b]0;owned\x07 title \x9b2J", "type": "act\x1b[2J",
           "issuer": "\u202eEvil\u2066", "date": "2023", "lang": "en", "url": "https://x.example/\x1b[31m\r\nevil",
           "text": "Evil text\x1b[2J\x07 with \x00 controls \u202e and \x1bPq escape sequences \x1b\\.\n\n"
                   "# Head\x1b[5ming\n\nEvil again."}


def width(line):
    """Columns of a line, as far as these tests' documents need it."""
    return sum(2 if ord(c) >= 0x2e80 else 1 for c in line)


class Form(SearcherTest):
    def test_text_on_a_terminal_and_json_in_a_pipe(self):
        shown, code = self.on_terminal("searcher", "my.idx", "cod")
        self.assertEqual(code, 0)
        self.assertIn("Coastal Fisheries Act", shown)
        self.assertNotIn('"hits"', shown)
        json.loads(self.searcher("my.idx", "cod").out)

    def test_json_on_a_terminal_when_asked_for(self):
        shown, _ = self.on_terminal("searcher", "my.idx", "cod", "--json")
        self.assert_valid(json.loads(shown))

    def test_text_in_a_pipe_when_asked_for(self):
        result = self.searcher("my.idx", "cod", "--text").well(self)
        self.assertTrue(result.out.startswith(" 1  Coastal Fisheries Act\n"), result.out)
        self.assertIn("\n    2021-04-30 · act · Parliament of Norland · en\n", result.out)
        self.assertIn("for *cod* without a licence", result.out)
        self.assertTrue(result.out.endswith("\n1 document\n"), result.out)
        self.assertNotIn("\x1b", result.out)

    def test_the_heading_and_the_link_of_a_passage(self):
        result = self.searcher("my.idx", "cod", "--text").well(self)
        self.assertIn("\n    § Licences › Who needs one\n", result.out)
        self.assertIn("\n    https://norland.example/acts/fisheries", result.out)

    def test_no_hits_in_text(self):
        result = self.searcher("my.idx", "zeppelin", "--text").well(self, 1)
        self.assertEqual(result.out, "Note: No document has the word zeppelin\n"
                                     "Nothing found. Other words or spellings, or fewer filters, may find more.\n")
        self.assertEqual(self.on_terminal("searcher", "my.idx", "zeppelin")[1], 1)

    def test_another_spelling_is_proposed_or_searched_and_said(self):
        proposed = self.searcher("my.idx", "cod licnce", "--text", "--no-facets").well(self)
        self.assertIn("\nDid you mean: cod licence\n", proposed.out)
        searched = self.searcher("my.idx", "licnce", "--text", "--no-facets").well(self)
        self.assertIn("\nNothing found for licnce; shown is what was found for licence\n", searched.out)
        as_typed = self.searcher("my.idx", "licnce", "--text", "--as-typed").well(self, 1)
        self.assertEqual(as_typed.out, "Note: No document has the word licnce\n"
                                       "Nothing found. Other words or spellings, or fewer filters, may find more.\n")

    def test_the_next_page_is_named(self):
        result = self.searcher("my.idx", "vessels", "--text", "--limit", "2").well(self)
        self.assertIn("3 documents; 1–2 shown, next: --offset 2\n", result.out)


class Color(SearcherTest):
    def shown(self, *arguments, **environment):
        return self.on_terminal("searcher", "my.idx", "cod", *arguments, environment=environment)[0]

    def test_words_are_coloured_on_a_terminal(self):
        shown = self.shown()
        self.assertIn("for \x1b[1;35mcod\x1b[m without", shown)
        self.assertNotIn("*cod*", shown)

    def test_no_color_is_respected(self):
        self.assertNotIn("\x1b", self.shown(NO_COLOR="1"))
        self.assertIn("\x1b", self.shown(NO_COLOR=""))
        self.assertIn("*cod*", self.shown(NO_COLOR="1"))

    def test_a_dumb_terminal_gets_none(self):
        self.assertNotIn("\x1b", self.shown(TERM="dumb"))

    def test_color_can_be_forced_and_forbidden(self):
        self.assertIn("\x1b", self.shown("--color=always", NO_COLOR="1"))
        self.assertNotIn("\x1b", self.shown("--color=never"))
        self.assertIn("\x1b", self.searcher("my.idx", "cod", "--text", "--color").out)
        self.assertIn("\x1b[1;35mcod\x1b[m", self.searcher("my.idx", "cod", "--color=always").out)
        self.assertNotIn("\x1b", self.searcher("my.idx", "cod", "--text").out)


class Width(SearcherTest):
    def test_no_line_is_wider_than_the_terminal(self):
        for columns in (20, 40, 80):
            for query in ("vessels", "個人情報", "dialogue"):
                with self.subTest(columns=columns, query=query):
                    shown, _ = self.on_terminal("searcher", "my.idx", query, environment={"COLUMNS": str(columns)})
                    for line in SGR.sub("", shown).splitlines():
                        if "https://" not in line and "documents.jsonl" not in line:
                            self.assertLessEqual(width(line), columns, line)


class Hostile(SearcherTest):
    documents = DOCUMENTS + [HOSTILE]

    def assert_harmless(self, shown):
        self.assertEqual(re.findall(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]",
                                    SGR.sub("", shown)), [])

    def test_control_characters_of_a_document_never_reach_a_terminal(self):
        shown, code = self.on_terminal("searcher", "my.idx", "evil")
        self.assertEqual(code, 0)
        self.assertIn("Evil", shown)
        self.assert_harmless(shown)
        self.assert_harmless(self.searcher("my.idx", "evil", "--text").out)

    def test_control_characters_of_a_query_never_reach_a_terminal(self):
        for query in ("\x1b[2J\x07", "zeppelin\x9b2J", '"evil\x1b[31m', "evil \u202e"):
            with self.subTest(query=query):
                shown, _ = self.on_terminal("searcher", "my.idx", query)
                self.assert_harmless(shown)

    def test_json_holds_no_raw_control_character(self):
        shown, _ = self.on_terminal("searcher", "my.idx", "evil", "--json")
        self.assert_harmless(shown)
        self.assert_valid(json.loads(shown))


class ClosedPipe(SearcherTest):
    def run_into_closed(self, *arguments, given=None):
        process = subprocess.Popen([harness.program("searcher"), "my.idx", *arguments], cwd=self.folder,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        process.stdout.close()
        process.stdin.write(given or b"")
        process.stdin.close()
        err = process.stderr.read()
        process.stderr.close()
        return process.wait(), err

    def test_a_closed_pipe_is_success(self):
        self.assertEqual(self.run_into_closed("vessels"), (0, b""))
        self.assertEqual(self.run_into_closed("vessels", "--text"), (0, b""))
        self.assertEqual(self.run_into_closed("--batch", "-", given=b"vessels\ncod\n"), (0, b""))


if __name__ == "__main__":
    unittest.main()
