"""
The sample documents of corpus/: what the indexer reads in them is what corpus.tsv says; what is asked in
tests/cases/corpus-questions.txt is answered where it says, and the words of corpus-menus.txt find nothing.
"""

import csv
import html
import json
import pathlib
import re
import unittest

import harness

CORPUS = harness.SOURCE / "corpus"
CASES = harness.SOURCE / "tests" / "cases"
PAGES = (".html", ".htm", ".xhtml")
SITE = "https://docs.example.org"
CHARSETS = ("utf-8", "cp1252", "cp932", "euc_jp")


def table():
    """{id: its row of corpus.tsv}"""
    with open(pathlib.Path(__file__).with_name("corpus.tsv"), encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["id"]: row for row in rows}


def plain(text):
    """No-break spaces and ordinary ones look alike."""
    return " ".join(text.split())


def blocks(name):
    """The blocks of a case file, each the lines that it has; what begins with # is a comment."""
    text = (CASES / name).read_text(encoding="utf-8")
    lines = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return [[line.strip() for line in block.splitlines()] for block in re.split(r"\n\s*\n", lines.strip())]


def shown(path):
    """What a page may show, in any of the charsets that it may be meant in."""
    data = path.read_bytes()
    return [plain(html.unescape(re.sub("<[^>]*>", "", data.decode(one, "replace")))) for one in CHARSETS]


class SampleDocuments(harness.ProgramTest):
    def setUp(self):
        super().setUp()
        self.result = self.indexer("my.idx", CORPUS, "--exclude", "README.md", "--report", "report.jsonl",
                                   "--base-url", f"{CORPUS}={SITE}")
        text = (self.folder / "report.jsonl").read_text(encoding="utf-8")
        self.report = [json.loads(line) for line in text.splitlines()]

    def read_as(self, *fields):
        return {line["id"]: tuple(plain(line[field]) for field in fields) for line in self.report}

    def expected(self, *fields):
        return {one: tuple(row[field] for field in fields) for one, row in table().items()}

    def ask(self, questions, *options):
        """An answer for each question."""
        return self.searcher("my.idx", "--batch", "-", *options, given="\n".join(questions)).json_lines(self)

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
        rows = table()
        answers = self.ask([row["title"] for row in rows.values()], "--limit", "1")
        for one, answer in zip(rows, answers, strict=True):
            with self.subTest(id=one):
                self.assertEqual([hit["id"] for hit in answer["hits"]], [one])

    def test_a_question_is_answered_by_the_right_paragraph_under_its_heading_and_anchor(self):
        cases = blocks("corpus-questions.txt")
        answers = self.ask([question for question, *_ in cases], "--limit", "1", "--passages", "1")
        for (question, one, heading, anchor), answer in zip(cases, answers, strict=True):
            with self.subTest(question=question):
                hit, = answer["hits"]
                passage, = hit["passages"]
                page, fragment = passage["link"].split("#", 1)
                self.assertEqual((hit["id"], " › ".join(map(plain, passage["heading"])) or "-", page),
                                 (one, heading, hit["url"]))
                self.assertEqual("-" if fragment.startswith(":~:text=") else "#" + fragment, anchor)

    def test_every_document_is_asked_something(self):
        self.assertEqual({one for _, one, _, _ in blocks("corpus-questions.txt")}, set(table()))

    def test_menus_banners_and_footers_find_nothing(self):
        for one, *phrases in blocks("corpus-menus.txt"):
            file = shown(CORPUS / one)
            for phrase, answer in zip(phrases, self.ask([f'"{phrase}"' for phrase in phrases], "--filter", f"id={one}"),
                                      strict=True):
                with self.subTest(id=one, phrase=phrase):
                    self.assertTrue(any(phrase in text for text in file), "the page has no such words")
                    self.assertEqual(answer["hits"], [])

    def test_the_menus_of_every_page_are_tried(self):
        pages = {one for one in table() if one.endswith(PAGES)}
        self.assertEqual({one for one, *_ in blocks("corpus-menus.txt")}, pages)


class Files(unittest.TestCase):
    """Charsets and line ends that are part of what a document tries are not lost on the way here."""

    def test_charsets_are_those_that_the_documents_try(self):
        for path, charset in (("aose/建築確認審査期間通達.txt", "utf-16"),
                              ("aose/期日前投票のご案内.html", "cp932"),
                              ("aose/水道水質検査計画.html", "euc_jp"),
                              ("avrenne/restrictions-eau-potable.html", "latin-1"),
                              ("halvarra/decisions/administrative-court-2024-203.htm", "latin-1"),
                              ("havsundoyene/ombodsmannen-2024-31.htm", "cp1252"),
                              ("havsundoyene/pressemelding-felles-beredskapslager.txt", "cp1252"),
                              ("nordwarden/ausschreibung-elektrofaehre.html", "latin-1"),
                              ("oosterwaard/raadsverslag-plaathaven.txt", "iso8859-15")):
            with self.subTest(path=path):
                data = (CORPUS / path).read_bytes()
                self.assertNotIn("\ufffd", data.decode(charset))
                self.assertRaises(UnicodeDecodeError, data.decode, "utf-8")

    def test_lines_end_as_the_documents_try(self):
        for path in ("halvarra/decisions/administrative-court-2024-203.htm",
                     "havsundoyene/pressemelding-felles-beredskapslager.txt",
                     "nordwarden/baugenehmigungsverfahrensverordnung.txt",
                     "oosterwaard/raadsverslag-plaathaven.txt"):
            with self.subTest(path=path):
                data = (CORPUS / path).read_bytes()
                self.assertEqual(data.count(b"\r\n"), data.count(b"\n"))


class Readme(unittest.TestCase):
    def test_the_table_lists_every_document_with_language_and_type(self):
        text = (CORPUS / "README.md").read_text(encoding="utf-8")
        listed = re.findall(r"^\| `([^`]+)`(?: \(`register\.jsonl`\))? \| (\w+) \| ([\w -]*?) ?\|", text, re.MULTILINE)
        self.assertEqual({one: (language, kind) for one, language, kind in listed},
                         {one: (row["language"], row["type"]) for one, row in table().items()})


if __name__ == "__main__":
    unittest.main()
