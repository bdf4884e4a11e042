#!/usr/bin/env python3
"""The program that compares layouts, on three documents."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PROGRAM = Path(os.environ["PARAGRAF_BIN"]) / "bench" / "layouts" / "layouts"
FILLER = "Nothing else of note was said about this matter in the course of the year, or in the one before. " * 3
DOCUMENTS = [
    {"_id": "pilots", "title": "Pilotage", "text": f"# Charges\n\n{FILLER}\n\nA pilot is paid by the hour. {FILLER}"},
    {"_id": "light", "title": "Lights", "text": f"# Lamps\n\n{FILLER}\n\nThe keeper trims the wick at dusk. {FILLER}"},
    {"_id": "harbour", "title": "Harbour dues", "text": f"{FILLER}\n\nDues are paid by the ton. {FILLER}"},
]
QUESTIONS = [
    {"_id": "1", "text": "when does the keeper trim the wick"},
    {"_id": "2", "text": "pilot charges"},
    {"_id": "3", "text": "harbour dues by the ton"},
    {"_id": "4", "text": "zeppelin"},
]


def lines(path, items):
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    return str(path)


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)


class Layouts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.corpus = lines(self.folder / "corpus.jsonl", DOCUMENTS)
        self.questions = lines(self.folder / "questions.jsonl", QUESTIONS)

    def answers(self, layout):
        index = str(self.folder / layout)
        built = run("build", layout, index, self.corpus, "--text")
        self.assertEqual(built.returncode, 0, built.stderr)
        self.assertRegex(built.stderr, r"^3 documents, \d+ passages, \d+ words")
        asked = run("ask", layout, index, self.questions, "--answers")
        self.assertEqual(asked.returncode, 0, asked.stderr)
        self.assertRegex(asked.stderr, r"^4 queries: p50 ")
        return [json.loads(line) for line in asked.stdout.splitlines()]

    def test_both_layouts_find_the_document_and_its_paragraph(self):
        for layout in ("windows", "passages"):
            with self.subTest(layout=layout):
                answers = self.answers(layout)
                self.assertEqual([answer["query"]["id"] for answer in answers], ["1", "2", "3", "4"])
                firsts = [answer["hits"][0] for answer in answers[:3]]
                self.assertEqual([hit["id"] for hit in firsts], ["light", "pilots", "harbour"])
                for hit, words in zip(firsts, ("trims the wick", "paid by the hour", "paid by the ton")):
                    self.assertIn(words, hit["passages"][0]["text"])
                self.assertEqual(answers[3]["hits"], [])

    def test_a_corpus_that_is_not_there_is_named(self):
        built = run("build", "windows", str(self.folder / "index"), "no-such.jsonl")
        self.assertEqual(built.returncode, 1)
        self.assertIn("no-such.jsonl", built.stderr)


if __name__ == "__main__":
    unittest.main()
