"""One real press release among 1,900 real documents, and words as people type them."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

import harness
from searching import SearcherTest, ids, marked


def find_seed():
    return harness.shared("seed") / "norway-japan-defence-cooperation.txt"


class Seed(harness.ProgramTest):
    """The index holds the seed document and the documents of mix.jsonl."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        seed, mix = find_seed(), harness.shared("mix.jsonl")
        cls.shelf = pathlib.Path(tempfile.mkdtemp(prefix="paragraf-"))
        cls.addClassCleanup(shutil.rmtree, cls.shelf, ignore_errors=True)
        cls.built = subprocess.run([harness.program("indexer"), "my.idx", str(seed), str(mix)], cwd=cls.shelf,
                                   capture_output=True, text=True, timeout=harness.SECONDS, check=False)

    def setUp(self):
        super().setUp()
        self.assertEqual(self.built.returncode, 0, self.built.stderr)
        (self.folder / "my.idx").symlink_to(self.shelf / "my.idx")

    def ask(self, query, *options):
        answer = self.searcher("my.idx", query, *options).json(self)
        self.assert_valid(answer)
        return answer

    def seed_in(self, answer):
        """The hit that is the seed document."""
        found = [hit for hit in answer["hits"] if hit.get("path", "").endswith("norway-japan-defence-cooperation.txt")]
        self.assertEqual(len(found), 1, [hit["title"] for hit in answer["hits"]])
        return found[0]

    def words_in(self, hit):
        """Every highlighted run of the hit."""
        words = marked(hit["title"], hit["highlights"]["title"])
        for passage in hit["passages"]:
            words += marked(passage["text"], passage["highlights"])
        return words

    def test_all_are_in_the_index(self):
        self.assertEqual(self.ask("policy")["index"]["documents"], 1901)

    def test_the_subject_finds_it_first(self):
        hit = self.seed_in(self.ask("defence industry cooperation"))
        self.assertEqual(hit["rank"], 1)

    def test_title_and_language_are_right(self):
        hit = self.seed_in(self.ask("defence industry cooperation"))
        self.assertEqual(hit["title"],
                         "Norway and Japan are strengthening their security and defence policy cooperation")
        self.assertEqual(hit["language"], "en")

    def test_names_without_their_diacritics_find_it(self):
        for query, word in (("Bjorn", "Bjørn"), ("Dasnes", "Dåsnes")):
            with self.subTest(query=query):
                hit = self.seed_in(self.ask(query, "--limit", "100"))
                self.assertIn(word, " ".join(self.words_in(hit)))

    def test_a_phrase_without_diacritics_finds_it(self):
        hit = self.seed_in(self.ask('"bjorn arild gram"'))
        self.assertIn("Bjørn Arild Gram", " ".join(self.words_in(hit)))

    def test_other_forms_of_its_words_find_it(self):
        self.seed_in(self.ask("industrial collaborations"))

    def test_the_passage_and_its_heading(self):
        hit = self.seed_in(self.ask("space technology research"))
        self.assertEqual(hit["passages"][0]["heading"][-1], "Closer Security Policy Dialogue")
        self.assertIn("space", hit["passages"][0]["text"])

    def assert_finds(self, query, word, *forms):
        """`word` is shown among the first hits, and most of them show it or another of its forms."""
        runs = [" ".join(self.words_in(hit)).lower() for hit in self.ask(query)["hits"]]
        self.assertTrue(any(word in run for run in runs), runs)
        shown = sum(any(form in run for form in (word, *forms)) for run in runs)
        self.assertGreater(shown, len(runs) / 2, runs)

    def test_french_words_without_accents(self):
        self.assert_finds("securite", "sécurité")
        self.assert_finds("privees", "privées", "privé")

    def test_japanese(self):
        self.assert_finds("個人情報の漏えいの報告義務", "個人情報")
        self.assert_finds("税", "税")


class Shapes(SearcherTest):
    """What has several tokens: words with digits are phrases, other words are not."""

    documents = [
        {"_id": "resolution", "title": "On women, peace and security", "lang": "en",
         "text": "The Council recalls S/RES/1325 of the year 2000."},
        {"_id": "scattered", "title": "On numbers", "lang": "en",
         "text": "1325 pages lay there. The letter s is followed by res in the list."},
        {"_id": "section", "title": "On sections", "lang": "en", "text": "See section 5(2) of the Act."},
        {"_id": "five", "title": "On five", "lang": "en", "text": "2 of the 5 members were there; 5 votes, then 2."},
        {"_id": "perhaps", "title": "Peut-être", "lang": "fr", "text": "Le ministre viendra peut-être demain."},
        {"_id": "apart", "title": "Autre chose", "lang": "fr",
         "text": "Il peut venir demain. Demain sera un autre jour, et il faut être patient."},
    ]

    def test_a_citation_is_a_phrase(self):
        for query in ("S/RES/1325", "s/res/1325", "S RES/1325"):
            with self.subTest(query=query):
                self.assertEqual(ids(self.ask(query))[0], "resolution")
        self.assertEqual(ids(self.ask("S/RES/1325")), ["resolution"])

    def test_a_section_number_is_a_phrase(self):
        self.assertEqual(ids(self.ask("5(2)")), ["section"])

    def test_a_hyphen_makes_no_phrase_but_neighbours_rank_higher(self):
        answer = self.ask("peut-être")
        self.assertEqual(ids(answer), ["perhaps", "apart"])


if __name__ == "__main__":
    unittest.main()
