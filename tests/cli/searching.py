"""A small index to search, made once for all tests of a class."""

import json
import pathlib
import shutil
import subprocess
import tempfile

import harness

# Made up for these tests: institutions and laws do not exist.
DOCUMENTS = [
    {"_id": "fisheries-act", "title": "Coastal Fisheries Act", "type": "act", "date": "2021-04-30", "lang": "en",
     "issuer": "Parliament of Norland", "country": "Norland", "topic": ["fisheries", "sea"],
     "url": "https://norland.example/acts/fisheries",
     "text": "# Scope\n\nThis Act applies to fishing from vessels in coastal waters.\n\n# Licences\n\n"
             "## Who needs one\n\nNobody may fish for cod without a licence. "
             "The owner of the vessel owes a duty of care to the stock.\n\n"
             "## Fees\n\nThe fee for a licence is set every year."},
    {"_id": "fisheries-circular", "title": "Circular on licence fees", "type": "circular", "date": "2023-05-17",
     "lang": "en", "issuer": "Directorate of the Sea", "country": "Norland", "topic": "fisheries",
     "text": "The licence fee for 2023 is 400 crowns. Owners of vessels pay the fee in May."},
    {"_id": "harbour-act", "title": "Harbours Act", "type": "act", "date": "2019-12-01", "lang": "en",
     "issuer": "Parliament of Norland", "country": "Norland", "topic": "sea",
     "text": "Harbours are open to vessels of every nation. A harbour master takes care of duty and order."},
    {"_id": "defence-release", "title": "Norland and Estmark deepen defence cooperation", "type": "press-release",
     "date": "2023-12-13", "lang": "en", "issuer": "Ministry of Defence",
     "url": "https://norland.example/news/defence",
     "text": "The Minister of Defence, Bjørn Dåsnes, met her colleague in Estmark.\n\n"
             "# Closer dialogue\n\nThe two countries will cooperate in industry and in space research."},
    {"_id": "skattelov", "title": "Lov om skatt", "type": "act", "date": "2023", "lang": "nb",
     "issuer": "Stortinget", "text": "Skatten fastsettes hvert år. Kommunene krever inn skatten."},
    {"_id": "vie-privee", "title": "Guide de la vie privée", "type": "guidance", "date": "2022-06", "lang": "fr",
     "issuer": "Commission des données", "text": "La sécurité des données privées est l'affaire de tous."},
    {"_id": "kojin", "title": "個人情報の保護", "type": "guidance", "date": "2020-01-15", "lang": "ja",
     "issuer": "個人情報委員会", "text": "個人情報の漏えいは、委員会に報告しなければならない。"},
    {"_id": "undated", "title": "Notes on dialogue", "lang": "en",
     "text": "A dialogue needs two. Nobody knows when this was written."},
]


def ids(answer):
    return [hit["id"] for hit in answer["hits"]]


def marked(text, highlights):
    """The words that a text's highlights point at."""
    return [text[begin:begin + length] for begin, length in highlights]


class SearcherTest(harness.ProgramTest):
    """`my.idx` holds DOCUMENTS; the searcher runs in the folder above it."""

    documents = DOCUMENTS

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shelf = pathlib.Path(tempfile.mkdtemp(prefix="paragraf-"))
        cls.addClassCleanup(shutil.rmtree, cls.shelf, ignore_errors=True)
        lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in cls.documents)
        (cls.shelf / "documents.jsonl").write_text(lines, encoding="utf-8")
        subprocess.run([harness.program("indexer"), "my.idx", "documents.jsonl"], cwd=cls.shelf, check=True,
                       capture_output=True, timeout=harness.SECONDS)

    def setUp(self):
        super().setUp()
        (self.folder / "my.idx").symlink_to(self.shelf / "my.idx")

    def ask(self, *arguments, code=0):
        """The answer, which keeps to its schema."""
        answer = self.searcher("my.idx", *arguments).json(self, code)
        self.assert_valid(answer)
        return answer

    def assert_fails(self, result, message):
        """`message` is all that is said, and nothing is answered."""
        self.assert_mistake(result, f"paragraf-searcher: {message}")
