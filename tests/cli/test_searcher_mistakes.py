"""Mistakes: each gets one line that says what to do next, and no answer."""

import json
import os
import shutil
import subprocess
import unittest

import harness
from searching import SearcherTest


def tree(folder):
    return sorted((path.relative_to(folder).as_posix(), path.stat().st_mtime_ns) for path in folder.rglob("*"))


class Mistakes(SearcherTest):
    def test_no_arguments(self):
        self.assert_fails(self.searcher(), "nothing to do; write: paragraf-searcher INDEX QUERY… (--help has examples)")

    def test_nothing_asked(self):
        self.assert_fails(self.searcher("my.idx"),
                          "my.idx: nothing is asked; write: paragraf-searcher INDEX QUERY… (--help has examples)")

    def test_an_unknown_option(self):
        self.assert_fails(self.searcher("my.idx", "vessels", "--limt", "3"),
                          "--limt: no such option; did you mean --limit? (--help lists them)")

    def test_an_exclusion_before_the_first_word(self):
        self.assert_fails(self.searcher("my.idx", "-harbour", "vessels"),
                          "-harbour: no such option (--help lists them); a word to leave out stands behind one to find")

    def test_limits(self):
        self.assert_fails(self.searcher("my.idx", "vessels", "--limit", "101"),
                          "--limit 101: give a number from 0 to 100")
        self.assert_fails(self.searcher("my.idx", "vessels", "--offset", "10001"),
                          "--offset 10001: give a number from 0 to 10000")

    def test_a_page_beyond_the_window(self):
        self.assert_fails(self.searcher("my.idx", "vessels", "--offset", "9999", "--limit", "10"),
                          "offset 9999 and limit 10: together 10000 are the most; narrow the query instead")

    def test_no_such_index(self):
        self.assert_fails(self.searcher("no.idx", "vessels"),
                          "no.idx: no such index; paragraf-indexer no.idx PATH… makes it")
        self.assertFalse((self.folder / "no.idx").exists())

    def test_arguments_swapped(self):
        self.assert_fails(self.searcher("my query", "my.idx"),
                          "my query: no index; the index comes first: paragraf-searcher my.idx 'my query'")

    def test_a_folder_of_documents_is_left_alone(self):
        self.write("docs/a.txt", "Some text about policy.\n")
        before = tree(self.folder / "docs")
        self.assert_fails(self.searcher("docs", "policy"),
                          "docs: is a folder of other things, not an index; the index comes first, and "
                          "paragraf-indexer my.idx docs makes one")
        self.assertEqual(tree(self.folder / "docs"), before)

    def test_a_file_as_the_index(self):
        self.write("a.txt", "Some text about policy.\n")
        self.assert_fails(self.searcher("a.txt", "policy"),
                          "a.txt: is a file, not an index; the index comes first, and paragraf-indexer my.idx a.txt "
                          "makes one")

    def test_an_empty_query(self):
        for query in ("", "  ", "\t"):
            with self.subTest(query=query):
                self.assert_fails(self.searcher("my.idx", query),
                                  "the query has no word to search for; write one, or narrow by a filter")

    def test_an_unknown_field_of_a_filter(self):
        self.assert_fails(self.searcher("my.idx", "vessels", "--filter", "typ=act"),
                          'no field "typ" to filter by: there are id, path, type, issuer, country, topic, '
                          'language, year')

    def test_an_unknown_facet(self):
        self.assert_fails(self.searcher("my.idx", "vessels", "--facet", "typ"),
                          'no field "typ" to count: there are type, issuer, country, topic, language, year')

    def test_a_bad_date(self):
        for date in ("2023-13", "2023-02-30", "May 2023", "23", "", "2023-1"):
            with self.subTest(date=date):
                self.assert_fails(self.searcher("my.idx", "vessels", "--from", date),
                                  f'"{date}" is no date; write YYYY, YYYY-MM or YYYY-MM-DD')

    def test_an_index_of_another_format(self):
        shutil.copytree(self.shelf / "my.idx", self.folder / "new.idx")
        layout = self.folder / "new.idx" / "paragraf.json"
        layout.write_text(json.dumps({**json.loads(layout.read_text()), "format": 99}))
        self.assert_fails(self.searcher("new.idx", "vessels"),
                          "new.idx: made by a newer Paragraf (index format 99, this one reads 1); use that, or make "
                          "the index anew with paragraf-indexer new.idx PATH… --rebuild")

    def test_a_damaged_index(self):
        shutil.copytree(self.shelf / "my.idx", self.folder / "bad.idx")
        (self.folder / "bad.idx" / "paragraf.json").write_text("{")
        self.assert_fails(self.searcher("bad.idx", "vessels"),
                          "bad.idx/paragraf.json: damaged; make the index anew with paragraf-indexer bad.idx PATH… "
                          "--rebuild")

    def test_only_what_is_left_out_finds_everything_else(self):
        answer = self.ask("--", "-vessels")
        self.assertEqual(answer["query"]["warnings"], ["The query only excludes: every other document is a hit"])

    def test_a_query_that_is_too_long(self):
        self.assert_fails(self.searcher("my.idx", "word " * 1700),
                          "the query has 8500 bytes: 8192 are the most it may have; shorten it")

    def test_control_characters_are_written_out(self):
        result = self.searcher("no\x1b[2Jsuch", "vessels")
        self.assertIn("no\\u001b[2Jsuch", result.err)
        self.assertNotIn("\x1b", result.err)

    def test_an_answer_that_cannot_be_written(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([harness.program("searcher"), "my.idx", "vessels"], cwd=self.folder, stdout=full,
                                  stderr=subprocess.PIPE, text=True, timeout=harness.SECONDS, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr, "paragraf-searcher: standard output: No space left on device; the answer is not "
                                      "complete\n")


@unittest.skipUnless(hasattr(os, "geteuid"), "needs users")
class Permissions(SearcherTest):
    def setUp(self):
        super().setUp()
        self.someone = self.become_nobody()
        os.chmod(self.shelf, 0o755)

    def test_an_index_that_may_not_be_read(self):
        shutil.copytree(self.shelf / "my.idx", self.folder / "secret.idx")
        os.chmod(self.folder / "secret.idx", 0)
        result = self.searcher("secret.idx", "vessels", **self.someone)
        os.chmod(self.folder / "secret.idx", 0o755)
        self.assert_fails(result,
                          "no permission to read secret.idx/paragraf.json; ls -ld shows who has it")

    def test_an_index_that_may_only_be_read_answers(self):
        shutil.copytree(self.shelf / "my.idx", self.folder / "fixed.idx")
        for path in (self.folder / "fixed.idx").rglob("*"):
            path.chmod(0o555 if path.is_dir() else 0o444)
        (self.folder / "fixed.idx").chmod(0o555)
        answer = self.searcher("fixed.idx", "vessels", **self.someone).json(self)
        (self.folder / "fixed.idx").chmod(0o755)
        self.assertEqual(answer["total"]["value"], 3)


if __name__ == "__main__":
    unittest.main()
