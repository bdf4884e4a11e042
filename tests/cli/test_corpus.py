"""The sample documents of corpus/: what the indexer reads in them is what corpus.tsv says."""

import csv
import json
import pathlib
import re
import unittest

import harness

CORPUS = harness.SOURCE / "corpus"


def table():
    """{id: its row of corpus.tsv}"""
    with open(pathlib.Path(__file__).with_name("corpus.tsv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["id"]: row for row in rows}


def plain(text):
    """No-break spaces and ordinary ones look alike."""
    return " ".join(text.split())


class SampleDocuments(harness.ProgramTest):
    def setUp(self):
        super().setUp()
        self.result = self.indexer("my.idx", CORPUS, "--exclude", "README.md", "--report", "report.jsonl")
        text = (self.folder / "report.jsonl").read_text(encoding="utf-8")
        self.report = [json.loads(line) for line in text.splitlines()]

    def read_as(self, *fields):
        return {line["id"]: tuple(plain(line[field]) for field in fields) for line in self.report}

    def expected(self, *fields):
        return {one: tuple(row[field] for field in fields) for one, row in table().items()}

    def test_every_document_is_indexed_under_an_id_of_its_own(self):
        self.result.well(self)
        self.assertEqual({line["outcome"] for line in self.report}, {"indexed"})
        self.assertEqual(sorted(line["id"] for line in self.report), sorted(table()))

    def test_titles_are_read(self):
        self.assertEqual(self.read_as("title"), self.expected("title"))

    def test_languages_are_named_or_told(self):
        self.assertEqual(self.read_as("language"), self.expected("language"))

    def test_an_answer_says_of_each_what_it_is(self):
        for one, row in table().items():
            with self.subTest(id=one):
                hit, = self.searcher("my.idx", row["title"], "--filter", f"id={one}", "--json").json(self)["hits"]
                said = {name: plain(hit.get(name) or "") for name in row}
                self.assertEqual(said, row)

    def test_a_title_finds_its_document_first(self):
        for one, row in table().items():
            with self.subTest(id=one):
                answer = self.searcher("my.idx", row["title"], "--limit", "1", "--json").json(self)
                self.assertEqual([hit["id"] for hit in answer["hits"]], [one])


class Readme(unittest.TestCase):
    def test_the_table_lists_every_document_with_language_and_type(self):
        text = (CORPUS / "README.md").read_text(encoding="utf-8")
        listed = re.findall(r"^\| `([^`]+)`(?: \(`register\.jsonl`\))? \| (\w+) \| ([\w -]*?) ?\|", text, re.MULTILINE)
        self.assertEqual({one: (language, kind) for one, language, kind in listed},
                         {one: (row["language"], row["type"]) for one, row in table().items()})


if __name__ == "__main__":
    unittest.main()
