"""Updates: what changed is read, what is gone goes, nothing else is touched."""

import json
import os
import shutil
import unittest

import indexing


class Files(indexing.IndexerTest):
    def setUp(self):
        super().setUp()
        for name in "abc":
            self.put(f"{name}.txt", f"Text {name}\n")
        self.report(code=0)

    def test_more_documents_than_one_commit_takes_all_stay(self):
        self.put_lines("many.jsonl", *({"_id": f"d{number}", "text": f"Notice {number}"} for number in range(2500)))
        self.indexer("my.idx", "docs").well(self)
        self.assertEqual(self.status()["documents"], 2503)
        self.put_lines("many.jsonl", *({"_id": f"d{number}", "text": f"News {number}"} for number in range(2500)))
        self.indexer("my.idx", "docs").well(self)
        answer = self.searcher("my.idx", "news", "--limit", "0").json(self)
        self.assertEqual(answer["total"]["value"], 2500)

    def test_nothing_is_read_twice(self):
        self.put("none.txt", "")
        self.put("bad.txt", b"\x00\x01" * 99)
        self.assertEqual(self.outcomes(code=1)["bad.txt"], "failed")
        lines = {line["path"]: line for line in self.report(code=1)}
        self.assertEqual({line["outcome"] for line in lines.values()}, {"unchanged"})
        self.assertEqual(lines["bad.txt"]["reason"], "failed before: is not text: it holds bytes of no charset")
        self.assertEqual(lines["none.txt"]["reason"], "empty")
        self.assertIn("Failed in an earlier run and not changed since: 1", self.last.out)

    def test_a_changed_an_added_and_a_removed_file(self):
        self.put("a.txt", "Another text\n")
        self.put("d.txt", "Text d\n")
        (self.docs / "b.txt").unlink()
        self.assertEqual(self.outcomes(code=0),
                         {"a.txt": "replaced", "b.txt": "removed", "c.txt": "unchanged", "d.txt": "indexed"})
        self.assertEqual(self.status()["documents"], 3)
        self.assertEqual(set(self.outcomes(code=0).values()), {"unchanged"})

    def test_a_file_that_was_only_touched_is_unchanged(self):
        os.utime(self.docs / "a.txt", (1, 1))
        self.assertEqual(self.outcomes(code=0)["a.txt"], "unchanged")

    def test_a_file_of_the_same_size_and_time_is_not_opened(self):
        about = (self.docs / "a.txt").stat()
        self.put("a.txt", "Text z\n")
        os.utime(self.docs / "a.txt", ns=(about.st_atime_ns, about.st_mtime_ns))
        self.assertEqual(self.outcomes(code=0)["a.txt"], "unchanged")

    def test_a_file_of_the_same_size_with_other_words_is_replaced(self):
        self.put("a.txt", "Text z\n")
        os.utime(self.docs / "a.txt", (1, 1))
        self.assertEqual(self.outcomes(code=0)["a.txt"], "replaced")

    def test_a_file_that_can_no_longer_be_parsed_goes(self):
        self.put("a.txt", b"\x00\x01" * 99)
        lines = [(line["path"], line["outcome"]) for line in self.report(code=1)]
        self.assertIn(("a.txt", "failed"), lines)
        self.assertEqual(self.status()["documents"], 2)

    def test_a_moved_file_takes_its_id_along(self):
        self.put_lines("x.jsonl", {"_id": "moving", "text": "one"})
        self.report(code=0)
        (self.docs / "x.jsonl").rename(self.docs / "0.jsonl")
        lines = self.report(code=0)
        self.assertNotIn("failed", [line["outcome"] for line in lines])
        self.assertEqual(self.status()["documents"], 4)

    def test_an_id_that_came_free_goes_to_the_source_that_was_refused_it(self):
        self.put_lines("other.jsonl", {"_id": "a.txt", "text": "Text o"})
        self.put_lines("third.jsonl", {"_id": "third", "text": "Text t"}, {"_id": "a.txt", "text": "Text t"})
        self.report(code=1)
        (self.docs / "a.txt").unlink()
        outcomes = {(line["path"], line.get("line")): line["outcome"] for line in self.report(code=1)}
        self.assertEqual(outcomes[("a.txt", None)], "removed")
        self.assertEqual(outcomes[("other.jsonl", 1)], "indexed")
        self.assertEqual(outcomes[("third.jsonl", 2)], "failed")
        (self.docs / "other.jsonl").unlink()
        outcomes = {(line["path"], line.get("line")): line["outcome"] for line in self.report(code=0)}
        self.assertEqual(outcomes[("third.jsonl", 1)], "unchanged")
        self.assertEqual(outcomes[("third.jsonl", 2)], "indexed")
        self.assertEqual({line["outcome"] for line in self.report(code=0)}, {"unchanged"})

    def test_only_what_lay_below_the_named_paths_goes(self):
        self.put("sub/d.txt")
        self.put("sub/e.txt")
        self.report(code=0)
        (self.docs / "a.txt").unlink()
        (self.docs / "sub" / "d.txt").unlink()
        outcomes = {line["id"]: line["outcome"] for line in self.report("docs/sub", code=0) if "id" in line}
        self.assertEqual(outcomes, {"sub/d.txt": "removed"})
        self.assertEqual(self.status()["documents"], 4)

    def test_a_root_that_is_a_file_has_its_name_as_path(self):
        other = self.folder / "other.txt"
        other.write_text("Another text\n")
        self.assertEqual(self.outcomes("other.txt", code=0), {"other.txt": "indexed"})
        self.assertEqual(self.status()["documents"], 4)

    def test_a_removed_id_stays_away_until_its_file_changes(self):
        result = self.indexer("remove", "my.idx", "a.txt", "zz")
        self.assertEqual((result.code, result.out, result.err),
                         (1, "1 removed, 2 left\n", "zz: no document has this id\n"))
        self.assertEqual(self.outcomes(code=0)["a.txt"], "unchanged")
        self.assertEqual(self.status()["documents"], 2)
        self.put("a.txt", "Text a, again\n")
        self.report(code=0)
        self.assertEqual(self.status()["documents"], 3)

    def test_the_first_line_that_failed_is_remembered(self):
        """Not only in the first run, whose report the next one replaces."""
        reason = "line 2: is no JSON: byte 1: expected the name of a member in quotation marks"
        good, bad = '{"_id": "%s", "text": "Good."}\n', "{bad}\n"
        self.put("l.jsonl", good % "x" + bad + good % "y" + "[]\n")
        for options in ([], ["--rebuild"]):
            self.report("docs", *options, code=1)
            failed = self.status()["failed"]
            self.assertEqual([(one["path"], one["reason"], one["failures"]) for one in failed],
                             [("l.jsonl", reason, 2)])
            line = {one["path"]: one for one in self.report(code=1)}["l.jsonl"]
            self.assertEqual(line["reason"], "2 of its documents failed before; " + reason)
        text = self.indexer("status", "--failed", "my.idx").out
        self.assertIn(f"  l.jsonl: {reason}; 2 of 4 documents failed\n", text)
        self.put("l.jsonl", good % "x")
        self.report(code=0)
        self.assertEqual(self.status()["failed"], [])

    def test_removing_nothing_is_nothing_done(self):
        self.assertEqual(self.indexer("remove", "my.idx", "zz").code, 2)
        self.assertEqual(self.indexer("remove", "my.idx", "a.txt", "b.txt").code, 0)

    def test_a_file_left_out_by_a_pattern_stays(self):
        outcomes = self.outcomes("docs", "--exclude", "a.txt", code=0)
        self.assertNotIn("a.txt", outcomes)
        self.assertIn("Left out by --include or --exclude, but still in the index: 1", self.last.out)
        self.assertEqual(self.status()["documents"], 3)
        self.report("docs", "--exclude", "a.txt", "--rebuild", code=0)
        self.assertEqual(self.status()["documents"], 2)

    def test_verify_and_compact_keep_every_document(self):
        self.put("a.txt", "Another text\n")
        self.report(code=0)
        result = self.indexer("compact", "my.idx")
        self.assertEqual(result.code, 0, result.err)
        self.assertRegex(result.out, r"\Amy\.idx: \d+ kB, was \d+ kB\n\Z")
        result = self.indexer("verify", "my.idx")
        self.assertEqual((result.code, result.out), (0, "my.idx: whole, 3 documents\n"), result.err)
        self.assertEqual(set(self.outcomes(code=0).values()), {"unchanged"})

    def test_compact_tells_both_sizes_in_one_unit(self):
        for number in range(60):
            self.put(f"long/{number}.txt", " ".join(f"word{number}x{i}" for i in range(300)))
        self.report(code=0)
        shutil.rmtree(self.docs / "long")
        self.report("docs", "--allow-mass-delete", code=0)
        self.assertGreater(self.status()["bytes"], 99500)
        said = self.indexer("compact", "my.idx").well(self).out
        self.assertRegex(said, r"\Amy\.idx: \d+ kB, was [\d,]+ kB\n\Z")


class Lines(indexing.IndexerTest):
    def setUp(self):
        super().setUp()
        self.put_lines("all.jsonl", {"_id": "a", "text": "one"}, {"_id": "b", "text": "two"})
        self.report(code=0)

    def test_a_line_that_is_gone_removes_its_document(self):
        self.put_lines("all.jsonl", {"_id": "a", "text": "one"})
        self.assertEqual(self.outcomes(code=0)["b"], "removed")
        self.assertEqual(self.status()["documents"], 1)

    def test_a_new_and_a_changed_line(self):
        self.put_lines("all.jsonl", {"_id": "a", "text": "another"}, {"_id": "b", "text": "two"},
                         {"_id": "c", "text": "three"})
        outcomes = self.outcomes(code=0)
        self.assertEqual((outcomes["a"], outcomes["c"]), ("replaced", "indexed"))
        self.assertEqual(self.status()["documents"], 3)

    def test_what_was_removed_by_its_id_is_not_counted_as_unchanged(self):
        self.put_lines("lines.jsonl", *({"_id": f"d{number}", "text": f"Notice {number}"} for number in range(5)))
        self.report(code=0)
        self.indexer("remove", "my.idx", "d1", "d2").well(self)
        self.report("docs", "-", code=0, given=b'{"_id": "d3", "_delete": true}\n')
        self.report(code=0)
        self.assertIn("4 unchanged", self.last.out)

    def test_a_delete_line_removes_a_document_of_any_source(self):
        given = b'{"_id": "a", "_delete": true}\n{"_id": "zz", "_delete": true}\n'
        self.assertEqual(self.outcomes("-", code=0, given=given), {"a": "removed", "zz": "skipped"})
        self.assertEqual(self.status()["documents"], 1)

    def test_standard_input_adds_and_replaces_and_removes_nothing(self):
        self.assertEqual(self.outcomes("-", code=0, given=b'{"_id": "x", "text": "one"}\n'), {"x": "indexed"})
        self.assertEqual(self.outcomes("-", code=0, given=b'{"_id": "y", "text": "two"}\n'), {"y": "indexed"})
        self.assertEqual(self.outcomes("-", code=0, given=b'{"_id": "x", "text": "three"}\n'), {"x": "replaced"})
        self.assertEqual(self.status()["documents"], 4)

    def test_lines_without_an_id_of_two_runs_on_standard_input_both_stay(self):
        for text in ("one", "two", "two"):
            self.report("-", code=0, given=json.dumps({"text": f"Notice {text}"}).encode() + b"\n")
        self.assertEqual({line["outcome"] for line in self.read_report()}, {"unchanged"})
        self.assertEqual(self.status()["documents"], 4)

    def test_a_rebuild_from_an_input_that_broke_off_is_refused(self):
        self.put_lines("all.jsonl", *({"_id": f"d{number}", "text": f"Notice {number}"} for number in range(30)))
        self.report("docs", "--rebuild", code=0)
        self.put("all.jsonl", b'{"_id": "d0", "text": "Notice"}\n')
        self.assert_fails(self.indexer("my.idx", "docs", "--rebuild"),
                          "29 of 30 documents would go from the index, more than a fifth; nothing was changed (if it "
                          "is meant, add --allow-mass-delete; with --dry-run, too, it lists them)")
        self.assertEqual(self.status()["documents"], 30)
        self.report("docs", "--rebuild", "--allow-mass-delete", code=0)
        self.assertEqual(self.status()["documents"], 1)

    def test_a_rebuild_tells_what_it_did_not_read(self):
        self.report("-", code=0, given=b'{"_id": "x", "text": "one"}\n{"_id": "y", "text": "two"}\n')
        lines = {line["path"]: line for line in self.report("docs", "--rebuild", code=0)}
        self.assertEqual((lines["-"]["outcome"], lines["-"]["reason"]), ("removed", "was not read by this rebuild"))
        self.assertIn("2 removed", self.last.out)

    def test_documents_without_an_id_are_named_by_line(self):
        self.put_lines("more.jsonl", {"text": "one"}, {"text": "two"})
        outcomes = self.outcomes(code=0)
        self.assertEqual((outcomes["more.jsonl#1"], outcomes["more.jsonl#2"]), ("indexed", "indexed"))

    def test_other_names_are_mapped(self):
        self.put_lines("more.jsonl", {"nr": "n-1", "headline": "On roads", "text": "one"})
        lines = self.report("docs", "--map", "id=nr", "--map", "title=headline", code=0)
        mine = [line for line in lines if line.get("id") == "n-1"]
        self.assertEqual(mine[0]["title"], "On roads")

    def test_a_rule_that_is_none_is_refused(self):
        result = self.indexer("my.idx", "docs", "--map", "nonsense")
        self.assertEqual((result.code, result.out), (2, ""))
        self.assertIn("nonsense", result.err)


class Guard(indexing.IndexerTest):
    """A disk that is not mounted must not empty an index."""

    def setUp(self):
        super().setUp()
        for number in range(40):
            self.put(f"{number:02}.txt", f"Text {number}\n")
        self.report(code=0)

    def assert_refused(self, message):
        result = self.indexer("my.idx", "docs")
        self.assert_fails(result, message)
        self.assertEqual(self.status()["documents"], 40)
        self.assertEqual(self.status()["revision"], self.revision)

    def setup_revision(self):
        self.revision = self.status()["revision"]

    def test_a_fifth_may_go_at_once(self):
        for number in range(8):
            (self.docs / f"{number:02}.txt").unlink()
        self.report(code=0)
        self.assertEqual(self.status()["documents"], 32)

    def test_more_may_not(self):
        self.setup_revision()
        for number in range(11):
            (self.docs / f"{number:02}.txt").unlink()
        self.assert_refused("11 of 40 sources would go from the index, more than a fifth; nothing was changed (if "
                            "it is meant, add --allow-mass-delete; with --dry-run, too, it lists them)")
        self.report("docs", "--allow-mass-delete", code=0)
        self.assertEqual(self.status()["documents"], 29)

    def test_nor_may_one_file_with_most_documents(self):
        self.put_lines("all.jsonl", *({"_id": f"d{number}", "text": "Notice"} for number in range(60)))
        self.report(code=0)
        (self.docs / "all.jsonl").unlink()
        refused = ("60 of 100 documents would go from the index, more than a fifth; nothing was changed (if it is "
                   "meant, add --allow-mass-delete; with --dry-run, too, it lists them)")
        self.assert_fails(self.indexer("my.idx", "docs"), refused)
        self.assertEqual(self.status()["documents"], 100)
        self.report("docs", "--allow-mass-delete", code=0)
        self.assertEqual(self.status()["documents"], 40)

    def test_nor_may_a_rebuild_forget_standard_input(self):
        given = "".join(f'{{"_id": "d{number}", "text": "Notice"}}\n' for number in range(60))
        self.indexer("my.idx", "-", given=given).well(self)
        self.assert_fails(self.indexer("my.idx", "docs", "--rebuild"),
                          "60 of 100 documents would go from the index, more than a fifth; nothing was changed (if it "
                          "is meant, add --allow-mass-delete; with --dry-run, too, it lists them)")
        self.indexer("my.idx", "docs", "-", "--rebuild", given=given).well(self)
        self.assertEqual(self.status()["documents"], 100)

    def test_an_export_that_broke_off_takes_nothing_away(self):
        lines = [{"_id": f"d{number}", "text": "Notice"} for number in range(60)]
        self.put_lines("all.jsonl", *lines)
        self.report(code=0)
        for left in ([], lines[:40]):
            with self.subTest(left=len(left)):
                self.put_lines("all.jsonl", *left, *([{"_id": "new", "text": "Notice"}] if left else []))
                for _ in range(2):  # it is not forgotten
                    mine = [line for line in self.report(code=1) if line["outcome"] == "failed"]
                    self.assertEqual([(line["path"], line["reason"]) for line in mine], [(
                        "all.jsonl", f"{60 - len(left)} of the 60 documents of this file would go, more than a fifth; "
                        "they stay (if it is meant, add --allow-mass-delete)")])
                    self.assertIn("all.jsonl: ", self.last.err)
                    if left:
                        break  # "new" is one of the documents from now on
        self.assertEqual(self.status()["documents"], 101)
        self.report("docs", "--allow-mass-delete", code=0)
        self.assertEqual(self.status()["documents"], 81)
        self.put_lines("all.jsonl", *lines[:35])
        self.report(code=0)
        self.assertEqual(self.status()["documents"], 75)

    def test_an_empty_root_is_refused(self):
        self.setup_revision()
        for path in self.docs.iterdir():
            path.unlink()
        self.assert_refused("docs: is empty now, and 40 sources of the index came from it; nothing was changed (is "
                            "a disk not mounted? if it is meant, add --allow-mass-delete)")
        self.assertEqual(self.indexer("my.idx", "docs", "--allow-mass-delete").code, 0)
        self.assertEqual(self.status()["documents"], 0)

    def test_a_missing_root_is_refused(self):
        self.setup_revision()
        self.docs.rename(self.folder / "elsewhere")
        self.assert_refused("docs: no such file or folder; nothing was changed (check the path; if it is gone for "
                            "good, --allow-mass-delete takes its documents out of the index)")
        self.assertEqual(self.indexer("my.idx", "docs", "--allow-mass-delete").code, 0)
        self.assertEqual(self.status()["documents"], 0)

    def test_a_rebuild_from_less_is_refused(self):
        self.setup_revision()
        sub = self.folder / "small"
        sub.mkdir()
        (sub / "a.txt").write_text("Text\n")
        result = self.indexer("my.idx", "small", "--rebuild")
        self.assert_fails(result, "40 of 40 sources would go from the index, more than a fifth; nothing was changed "
                                  "(if it is meant, add --allow-mass-delete; with --dry-run, too, it lists them)")
        self.assertEqual(self.status()["documents"], 40)
        self.assertEqual(self.indexer("my.idx", "small", "--rebuild", "--allow-mass-delete").code, 0)
        self.assertEqual(self.status()["documents"], 1)

    def test_a_dry_run_is_refused_too(self):
        for path in list(self.docs.iterdir())[:30]:
            path.unlink()
        self.assertEqual(self.indexer("--dry-run", "my.idx", "docs").code, 2)


class DryRun(indexing.IndexerTest):
    def test_it_creates_nothing(self):
        self.put("a.txt")
        self.put("b.pdf")
        result = self.indexer("--dry-run", "my.idx", "docs", "--report", "report.jsonl")
        self.assertEqual(result.out, "index   a.txt\nskip    b.pdf (.pdf is not supported yet)\nWould index 1 new, "
                                     "replace 0 and remove 0; 0 unchanged, 1 skipped, 0 unreadable. "
                                     "Nothing was written.\n")
        self.assertEqual((result.code, result.err), (0, ""))
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["docs"])

    def test_it_says_what_an_update_does(self):
        for name in "abcd":
            self.put(f"{name}.txt", f"Text {name}\n")
        self.report(code=0)
        before = {path: path.stat().st_mtime_ns for path in sorted(self.index.rglob("*"))}
        self.put("a.txt", "Another text\n")
        (self.docs / "b.txt").unlink()
        os.utime(self.docs / "c.txt", (1, 1))
        self.put("e.txt")
        result = self.indexer("-n", "my.idx", "docs")
        self.assertEqual(result.out.splitlines()[:-1], ["remove  b.txt", "replace a.txt", "index   e.txt"])
        self.assertIn("2 unchanged", result.out)
        self.assertEqual({path: path.stat().st_mtime_ns for path in sorted(self.index.rglob("*"))}, before)

    def test_it_says_what_a_rebuild_of_a_damaged_index_does(self):
        self.put("a.txt")
        self.report(code=0)
        (self.index / "paragraf.json").write_text("{")
        result = self.indexer("-n", "--rebuild", "my.idx", "docs").well(self)
        self.assertEqual(result.out.splitlines()[0], "index   a.txt")
        self.indexer("--rebuild", "my.idx", "docs").well(self)


class Metadata(indexing.IndexerTest):
    def hits(self, query):
        return self.searcher("my.idx", query, "--json").json(self)["hits"]

    def test_a_base_url_gives_each_file_its_address(self):
        self.put("høring 2023/50%.txt", "Consultation on lighthouses.\n")
        self.put("own.md", "---\nurl: https://elsewhere.example/x\n---\n# Harbours\n\nConsultation on harbours.\n")
        self.report("docs", "--base-url", "docs=https://example.org/acts", code=0)
        self.assertEqual(self.hits("lighthouses")[0]["url"],
                         "https://example.org/acts/h%C3%B8ring%202023/50%25.txt")
        self.assertEqual(self.hits("lighthouses")[0]["path"], "høring 2023/50%.txt")
        self.assertEqual(self.hits("harbours")[0]["url"], "https://elsewhere.example/x")

    def test_a_language_given_is_that_of_what_names_none(self):
        self.put("a.txt", "Lighthouses.\n")
        self.put_lines("b.jsonl", {"_id": "b", "text": "Harbours.", "lang": "de"})
        lines = {line.get("id"): line for line in self.report("docs", "--lang", "nb", code=0)}
        self.assertEqual(lines["a.txt"]["language"], "nb")
        self.assertEqual(lines["b"]["language"], "de")

    def test_a_charset_given_is_used(self):
        self.put("a.txt", "Überschrift\n\nMüller und Söhne.\n".encode("windows-1250"))
        lines = self.report("docs", "--charset", "windows-1250", code=0)
        self.assertEqual(lines[0]["title"], "Überschrift")


if __name__ == "__main__":
    unittest.main()
