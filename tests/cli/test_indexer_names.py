"""Names of files below several PATHs: no two documents are called alike, and a name once given stays."""

import os
import unittest

import indexing


class Names(indexing.IndexerTest):
    def setUp(self):
        super().setUp()
        for year in ("2023", "2024"):
            self.put(f"acts/{year}/01.md", f"# Act one of {year}\n\nWhales.\n")
            self.put(f"acts/{year}/02.md", f"# Act two of {year}\n\nSeals.\n")

    def index_names(self, *arguments, code=0):
        """What was indexed or replaced, by outcome and path."""
        lines = self.report(*arguments, code=code)
        return [(line["outcome"], line["path"]) for line in lines if line["outcome"] != "unchanged"]

    def paths_found(self, query):
        return sorted(hit["path"] for hit in self.searcher("my.idx", query, "--json").json(self)["hits"])

    def test_files_named_alike_below_two_paths_are_both_found(self):
        self.index_names("docs/acts/2023", "docs/acts/2024")
        self.assertEqual(self.paths_found("whales"), ["01.md", "2024/01.md"])
        self.assertEqual(self.paths_found("seals"), ["02.md", "2024/02.md"])

    def test_files_named_alike_of_two_runs_are_both_found(self):
        self.index_names("docs/acts/2023")
        names = self.index_names("docs/acts/2024")
        self.assertEqual(names, [("indexed", "2024/01.md"), ("indexed", "2024/02.md")])
        self.assertEqual(self.paths_found("whales"), ["01.md", "2024/01.md"])

    def test_a_name_is_as_long_as_it_must_be(self):
        self.put("decrees/2024/01.md", "# Decree\n\nWhales.\n")
        self.index_names("docs/acts/2023", "docs/acts/2024", "docs/decrees/2024")
        self.assertEqual(self.paths_found("whales"), ["01.md", "2024/01.md", "decrees/2024/01.md"])

    def test_a_number_tells_apart_what_no_folder_does(self):
        inner = "/".join((self.docs / "acts/2024/01.md").parts[1:])
        for cut in range(inner.count("/") + 1):
            self.put("mirror/" + "/".join(inner.split("/")[cut:]), "# A copy\n\nWhales.\n")
        lines = self.report("docs/mirror", "docs/acts/2024", code=0)
        names = [line["path"] for line in lines if line["outcome"] == "indexed"]
        self.assertEqual(len(set(names)), len(names))
        self.assertIn(inner.replace("2024/01.md", "2024~2/01.md"), names)

    def test_names_that_are_no_utf_8_are_told_apart(self):
        for name in (b"S\xf8r", b"S\xe6r"):
            self.put(os.fsdecode(name) + "/x.md", "# Law\n\nOtters.\n")
        for _ in range(2):
            self.index_names("docs")
            self.assertEqual(self.paths_found("otters"), ["S%E6r/x.md", "S%F8r/x.md"])

    def test_files_that_are_paths_themselves_are_told_apart(self):
        self.index_names("docs/acts/2023/01.md", "docs/acts/2024/01.md")
        self.assertEqual(self.paths_found("whales"), ["01.md", "2024/01.md"])

    def test_nothing_is_put_before_names_that_differ(self):
        (self.docs / "acts/2024/01.md").rename(self.docs / "acts/2024/03.md")
        (self.docs / "acts/2024/02.md").unlink()
        self.index_names("docs/acts/2023", "docs/acts/2024")
        self.assertEqual(self.paths_found("whales"), ["01.md", "03.md"])

    def test_what_is_not_read_takes_no_name(self):
        for year in ("2023", "2024"):
            (self.docs / f"acts/{year}/02.md").unlink()
        (self.docs / "acts/2023/01.md").rename(self.docs / "acts/2023/real.txt")
        (self.docs / "acts/2023/01.md").symlink_to("real.txt")
        self.index_names("docs/acts/2023", "docs/acts/2024")
        self.assertEqual(self.paths_found("whales"), ["01.md", "real.txt"])
        self.index_names("docs/acts/2024", "docs/acts/2023", "--rebuild")
        self.assertEqual(self.paths_found("whales"), ["01.md", "real.txt"])

    def test_the_name_of_a_file_that_failed_is_free(self):
        self.put("acts/2023/01.md", b"\x00\x01\x02\x03" * 99)
        (self.docs / "acts/2024/02.md").unlink()
        self.index_names("docs/acts/2023", code=1)
        self.index_names("docs/acts/2024", code=0)
        self.assertEqual(self.paths_found("whales"), ["01.md"])

    def test_a_file_keeps_its_name_whatever_paths_are_named_later(self):
        self.index_names("docs/acts/2023", "docs/acts/2024")
        self.assertEqual(self.index_names("docs/acts/2024", "docs/acts/2023"), [])
        self.put("acts/2024/01.md", "# Act one of 2024\n\nWhales and eels.\n")
        self.assertEqual(self.index_names("docs/acts"), [("replaced", "2024/01.md")])
        self.assertEqual(self.paths_found("whales"), ["01.md", "2024/01.md"])

    def test_a_new_file_is_called_like_the_others_of_its_path(self):
        self.index_names("docs/acts/2023", "docs/acts/2024")
        self.put("acts/2024/09.md", "# Act nine\n\nEels.\n")
        self.assertEqual(self.index_names("docs/acts/2024"), [("indexed", "2024/09.md")])

    def test_the_name_of_a_file_that_is_gone_is_free(self):
        self.index_names("docs/acts/2023")
        (self.docs / "acts/2023/01.md").rename(self.docs / "acts/2024/03.md")
        (self.docs / "acts/2024/01.md").rename(self.docs / "acts/2023/05.md")
        (self.docs / "acts/2024/03.md").rename(self.docs / "acts/2024/01.md")
        (self.docs / "acts/2024/02.md").unlink()
        names = self.index_names("docs/acts/2023", "docs/acts/2024")
        self.assertEqual(names, [("removed", "01.md"), ("indexed", "05.md"), ("indexed", "01.md")])

    def test_a_rebuild_gives_the_names_of_a_first_build(self):
        self.index_names("docs/acts")
        self.index_names("docs/acts/2024", "docs/acts/2023", "--rebuild")
        self.assertEqual(self.paths_found("whales"), ["01.md", "2023/01.md"])

    def test_a_dry_run_tells_the_names(self):
        said = self.indexer("my.idx", "docs/acts/2023", "docs/acts/2024", "--dry-run").well(self).out
        self.assertIn("index   2024/01.md\n", said)

    def test_lines_without_an_id_are_told_apart_by_their_file(self):
        for year in ("2023", "2024"):
            self.put_lines(f"acts/{year}/all.jsonl", {"text": f"Otters of {year}"})
        self.index_names("docs/acts/2023", "docs/acts/2024")
        ids = sorted(hit["id"] for hit in self.searcher("my.idx", "otters", "--json").json(self)["hits"])
        self.assertEqual(ids, ["2024/all.jsonl#1", "all.jsonl#1"])

    def test_a_web_address_has_the_path_below_its_path_only(self):
        self.index_names("docs/acts/2023", "docs/acts/2024", "--base-url", "docs/acts/2024=https://example.org/y24")
        hits = self.searcher("my.idx", "whales", "--json").json(self)["hits"]
        urls = {hit["path"]: hit.get("url") for hit in hits}
        self.assertEqual(urls["2024/01.md"], "https://example.org/y24/01.md")


if __name__ == "__main__":
    unittest.main()
