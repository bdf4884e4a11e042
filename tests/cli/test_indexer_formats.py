"""Real pages of the shared data, held to what a reader of them wrote down: tests/cases/formats-html.txt."""

import collections

import harness
import indexing

CASES = harness.SOURCE / "tests" / "cases" / "formats-html.txt"
FIELDS = ("title", "language", "date", "issuer", "type", "url", "topic")


def cases():
    """{path: [(name, value), …]}"""
    found, facts = {}, None
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, colon, value = line.rpartition(": ") if line.startswith("under ") else line.partition(": ")
        if colon:
            facts.append((name, value))
        else:
            facts = found[line] = []
    return found


class Formats(indexing.IndexerTest):
    def setUp(self):
        super().setUp()
        folder = harness.shared("formats")
        (self.folder / "docs").rmdir()
        (self.folder / "docs").symlink_to(folder)
        self.cases = cases()
        self.lines = {line["path"]: line for line in self.report("docs", "--include", "*.html", code=0)}

    def find(self, path, words):
        return self.searcher("my.idx", f'"{words}"', "--filter", f"path={path}", "--passages", "10", "--json")

    def test_every_page_has_a_case(self):
        self.assertEqual(set(self.lines), set(self.cases))

    def test_metadata_is_what_the_page_says(self):
        for path, facts in self.cases.items():
            expected, shown = collections.defaultdict(list), {}
            for name, value in facts:
                if name in FIELDS:
                    expected[name].append(value)
            hit = self.any_hit(path, facts)
            for name in FIELDS:
                if hit.get(name):
                    shown[name] = hit[name] if isinstance(hit[name], list) else [hit[name]]
            with self.subTest(path=path):
                self.assertEqual(shown, dict(expected))

    def any_hit(self, path, facts):
        words = next(value for name, value in facts if name in ("found", "title") or name.startswith("under "))
        return self.find(path, words).json(self)["hits"][0]

    def test_the_main_content_is_found_and_what_stands_beside_it_is_not(self):
        for path, facts in self.cases.items():
            for name, words in facts:
                with self.subTest(path=path, words=words):
                    if name == "found" or name.startswith("under "):
                        self.find(path, words).well(self)
                    elif name == "not found":
                        self.find(path, words).well(self, 1)

    def test_words_stand_under_their_headings(self):
        for path, facts in self.cases.items():
            for name, words in facts:
                if not name.startswith("under "):
                    continue
                passages = self.find(path, words).json(self)["hits"][0]["passages"]
                with self.subTest(path=path, words=words):
                    headings = {heading for passage in passages if passage["highlights"]
                                for heading in passage["heading"]}
                    self.assertIn(name.removeprefix("under "), headings)


if __name__ == "__main__":
    harness.unittest.main()
