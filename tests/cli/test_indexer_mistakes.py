"""Mistakes: each gets one line that says what to do next, and changes nothing."""

import json
import os
import resource
import unittest

import harness
import indexing


class Mistakes(indexing.IndexerTest):
    def test_no_arguments(self):
        self.assert_fails(self.indexer(), "nothing to do; write: paragraf-indexer INDEX PATH… (--help has examples)")

    def test_an_index_without_documents(self):
        self.assert_fails(self.indexer("my.idx"), "my.idx: which documents? write: paragraf-indexer my.idx PATH…")
        self.assert_fails(self.indexer("", "docs"),
                          "INDEX is empty; name the folder that is to hold the index, such as my.idx")
        self.assertFalse(self.index.exists())

    def test_a_command_with_a_slip(self):
        self.put("a.txt")
        self.indexer("my.idx", "docs")
        for typed, meant in (("staus", "status"), ("verfy", "verify"), ("remvoe", "remove")):
            with self.subTest(typed=typed):
                said = f"{typed}: no such command; did you mean {meant}? (--help lists them)"
                self.assert_fails(self.indexer(typed, "my.idx"), said)
                self.assert_fails(self.indexer(typed), said)
        self.indexer("state", "docs").well(self)

    def test_a_path_that_is_not_there(self):
        self.assert_fails(self.indexer("my.idx", "dosc"),
                          "dosc: no such file or folder; nothing was changed (check the path; if it is gone for good, "
                          "--allow-mass-delete takes its documents out of the index)")
        self.assertFalse(self.index.exists())

    def test_arguments_swapped_on_the_first_run(self):
        self.put("a.txt")
        before = sorted(self.docs.iterdir())
        self.assert_fails(self.indexer("docs", "my.idx"),
                          "docs: is a folder of other things, not an index, and is left alone; the index comes first: "
                          "paragraf-indexer my.idx docs")
        self.assertEqual(sorted(self.docs.iterdir()), before)
        self.assertFalse(self.index.exists())

    def test_arguments_swapped_on_the_next_run(self):
        self.put("a.txt")
        self.assertEqual(self.indexer("my.idx", "docs").code, 0)
        self.assert_fails(self.indexer("docs", "my.idx"),
                          "docs: is a folder of other things, not an index, and is left alone; the index comes first: "
                          "paragraf-indexer my.idx docs")

    def test_a_file_as_the_index(self):
        self.put("a.txt")
        self.assert_fails(self.indexer("docs/a.txt", "docs"),
                          "docs/a.txt: is a file, not an index, and is left alone; the index comes first: "
                          "paragraf-indexer my.idx docs/a.txt")
        self.assertEqual((self.docs / "a.txt").read_text(), "Some text about policy.\n")

    def test_an_index_as_the_documents(self):
        self.put("a.txt")
        self.indexer("my.idx", "docs")
        self.assert_fails(self.indexer("other.idx", "my.idx"),
                          "my.idx: is an index, not a folder of documents (the index comes first: paragraf-indexer "
                          "my.idx PATH…)")
        self.assertFalse((self.folder / "other.idx").exists())

    def test_documents_inside_the_index(self):
        self.put("a.txt")
        self.indexer("my.idx", "docs")
        (self.index / "more").mkdir()
        self.assert_fails(self.indexer("my.idx", "my.idx/more"),
                          "my.idx/more: lies inside the index my.idx; keep documents and index apart")

    def test_an_unknown_option(self):
        self.assert_fails(self.indexer("my.idx", "docs", "--exlude", "x"),
                          "--exlude: no such option; did you mean --exclude? (--help lists them)")

    def test_a_folder_with_nothing_readable(self):
        for number in range(180):
            self.put(f"{number}.pdf", b"%PDF")
        for number in range(30):
            self.put(f"a/{number}.DOCX", b"PK")
        self.put("README")
        result = self.indexer("my.idx", "docs")
        self.assertTrue(result.err.startswith("paragraf-indexer: 0 of 211 files: 180 .pdf, 30 .DOCX and 1 without a "
                                              "suffix are not supported yet; formats read: .txt"), result.err)
        self.assertIn(".jsonl", result.err)
        self.assertEqual((result.code, result.out), (2, ""))
        self.assertFalse(self.index.exists())

    def test_an_empty_folder(self):
        self.assert_fails(self.indexer("my.idx", "docs"),
                          "docs: no files in it; name a folder or file with documents")
        self.assertFalse(self.index.exists())

    def test_patterns_that_leave_nothing(self):
        self.put("a.txt")
        self.assert_fails(self.indexer("my.idx", "docs", "--include", "*.md"),
                          "no file is left of 1; change --include and --exclude")

    def test_a_base_url_that_is_none(self):
        self.put("a.txt")
        self.assert_fails(self.indexer("my.idx", "docs", "--base-url", "docs=example.org"),
                          "--base-url docs=example.org: write PATH=URL, such as acts=https://example.org/acts")
        self.assert_fails(self.indexer("my.idx", "docs", "--base-url", "dosc=https://example.org"),
                          "--base-url dosc=https://example.org: name one of the PATHs before the =")

    def test_a_report_that_cannot_be_written(self):
        self.put("a.txt")
        self.assert_fails(self.indexer("my.idx", "docs", "--report", "no/such/folder"),
                          "--report no/such/folder: No such file or directory; name a file that can be written")
        self.assertFalse(self.index.exists())

    def test_a_report_in_the_place_of_something_else(self):
        self.put("a.txt")
        self.put_lines("b.jsonl", {"path": "my/own.txt", "text": "Duty"})
        for path in ("docs/a.txt", "docs/b.jsonl"):
            with self.subTest(path=path):
                before = (self.folder / path).read_bytes()
                self.assert_fails(self.indexer("my.idx", "docs", "--report", path),
                                  f"--report {path}: holds something else than a report and is left alone; name another "
                                  "file")
                self.assertEqual((self.folder / path).read_bytes(), before)
        self.assertFalse(self.index.exists())

    def test_a_report_takes_the_place_of_an_earlier_one_or_of_nothing(self):
        self.put("a.txt")
        self.put('"Acts".txt')
        self.write("report.jsonl", "")
        self.assertEqual([line["outcome"] for line in self.report(code=0)], ["indexed"] * 2)
        self.assertEqual([line["outcome"] for line in self.report(code=0)], ["unchanged"] * 2)
        self.indexer("remove", "my.idx", "a.txt", "--report", "report.jsonl").well(self)
        self.assertEqual([line["outcome"] for line in self.read_report()], ["removed"])

    def test_a_report_inside_the_index(self):
        self.put("a.txt")
        self.report(code=0)
        (self.folder / "link").symlink_to("my.idx/paragraf.json")
        (self.folder / "folder").symlink_to("my.idx/generations")
        before = (self.index / "paragraf.json").read_bytes()
        for path in ("my.idx/new.jsonl", "my.idx/paragraf.json", "link", "folder/new.jsonl", str(self.index / "new")):
            for command in (["my.idx", "docs"], ["remove", "my.idx", "a.txt"]):
                with self.subTest(path=path, command=command):
                    self.assert_fails(self.indexer(*command, "--report", path),
                                      f"--report {path}: lies inside the index my.idx; name a file elsewhere")
        self.assertEqual((self.index / "paragraf.json").read_bytes(), before)
        self.assertEqual(sorted(file.name for file in self.index.iterdir()), ["generations", "lock", "paragraf.json"])
        self.assertEqual(self.status()["documents"], 1)

    def test_a_report_on_a_full_disk(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no disk is always full here")
        said = ("paragraf-indexer: --report /dev/full: No space left on device; the report is not complete, the index "
                "is\n")
        self.put("a.txt")
        result = self.indexer("my.idx", "docs", "--report", "/dev/full")
        self.assertEqual((result.code, result.err), (1, said))
        self.put("b.jsonl", "{\n")
        result = self.indexer("my.idx", "docs", "--report", "/dev/full")
        self.assertEqual(result.code, 1)
        self.assertTrue(result.err.endswith(said), result.err)

    def test_subcommands_name_what_is_no_index(self):
        for command in (["status", "my.idx"], ["verify", "my.idx"], ["compact", "my.idx"], ["remove", "my.idx", "a"]):
            with self.subTest(command=command[0]):
                result = self.indexer(*command)
                self.assertTrue(result.err.startswith("paragraf-indexer: my.idx: "), result.err)
                self.assertEqual((result.code, result.out, result.err.count("\n")), (2, "", 1))
                self.assertFalse(self.index.exists())

    def test_an_index_of_another_analyser_in_a_dry_run_too(self):
        self.put("a.txt")
        self.indexer("my.idx", "docs").well(self)
        layout = self.index / "paragraf.json"
        layout.write_text(json.dumps(json.loads(layout.read_text()) | {"analyzer": 99}))
        for options in ((), ("--dry-run",)):
            with self.subTest(options=options):
                result = self.indexer("my.idx", "docs", *options)
                self.assertEqual((result.code, result.out), (2, ""))
                self.assertIn("another version of the text analyser", result.err)
        self.indexer("my.idx", "docs", "--dry-run", "--rebuild").well(self)

    def test_an_index_of_another_format(self):
        self.put("a.txt")
        self.indexer("my.idx", "docs")
        layout = self.index / "paragraf.json"
        content = json.loads(layout.read_text())
        content["format"] = 99
        layout.write_text(json.dumps(content))
        result = self.indexer("my.idx", "docs")
        self.assertEqual((result.code, result.out), (2, ""))
        self.assertIn("my.idx", result.err)
        self.assertIn("format", result.err)
        self.assertEqual(json.loads(layout.read_text())["format"], 99)

    def test_control_characters_never_reach_the_terminal(self):
        self.put("a\x1b[31m\n.pdf")
        result = self.indexer("my.idx", "docs", "--include", "*\x1b*")
        self.assertNotIn("\x1b", result.err)
        result = self.indexer("my.idx", "no\x1b[2Jsuch")
        self.assertIn("no\\u001b[2Jsuch", result.err)


@unittest.skipUnless(hasattr(os, "geteuid"), "needs users")
class Damage(indexing.IndexerTest):
    """What no finished index has: after a power cut, a bad copy or a hand that slipped."""

    def test_a_table_that_is_gone_is_missed_by_all(self):
        self.put("a.txt", "Duty of care")
        self.report(code=0)
        self.indexer("my.idx", "-", given='{"_id": "b", "text": "Care of duty"}').well(self)  # no checksums any more
        generation = self.index / "generations" / "1"
        kept = {table: table.read_bytes() for table in generation.glob("*glass")}
        self.assertEqual(len(kept), 5)
        for table, content in kept.items():
            with self.subTest(table=table.name):
                table.unlink()
                gone = ("my.idx: the generation in use is gone; make the index anew with paragraf-indexer my.idx "
                        "PATH… --rebuild")
                self.assert_mistake(self.searcher("my.idx", "duty"), f"paragraf-searcher: {gone}")
                self.assert_fails(self.indexer("verify", "my.idx"), gone)
                self.assert_fails(self.indexer("my.idx", "-", given='{"_id": "c", "text": "Duties"}'), gone)
                self.assertFalse(table.exists())
                table.write_bytes(content)
        self.indexer("verify", "my.idx").well(self)

    def test_verify_never_dies_of_a_changed_bit(self):
        flips = 400 if harness.LONG else 12
        random = harness.seeded()
        for number, text in enumerate(self.some_texts(random)):
            self.put(f"{number}.txt", text)
        self.report(code=0)
        generation = self.index / "generations" / "1"
        (generation / "checksums").unlink()
        ends = set()
        for table in sorted(generation.glob("*glass")):
            kept = table.read_bytes()
            for _ in range(flips):
                changed = bytearray(kept)
                at, bit = random.randrange(len(kept)), random.randrange(8)
                changed[at] ^= 1 << bit
                table.write_bytes(changed)
                with self.subTest(table=table.name, at=at, bit=bit):
                    ends.add(self.assert_verified_or_damaged())
            table.write_bytes(kept)
        self.indexer("verify", "my.idx").well(self)
        self.assertEqual(ends, {0, 2})  # all would be 2 if something else was wrong

    def some_texts(self, random):
        words = ["".join(random.choices("abcdefghijklmnoprstuv", k=random.randint(3, 9))) for _ in range(2000)]
        return [" ".join(random.choices(words, k=400)) for _ in range(60)]

    def assert_verified_or_damaged(self):
        result = self.indexer("verify", "my.idx")
        self.assertIn(result.code, (0, 2), result.err)
        if result.code == 0:
            self.assertEqual((result.out, result.err), ("my.idx: whole, 60 documents\n", ""))
        else:
            self.assertEqual((result.out, result.err.count("\n")), ("", 1), result.err)
            self.assertTrue(result.err.startswith("paragraf-indexer: my.idx: "), result.err)
        return result.code

    def test_an_index_of_nothing_is_whole(self):
        self.put("a.txt", "Duty")
        self.report(code=0)
        self.indexer("remove", "my.idx", "a.txt").well(self)
        self.indexer("compact", "my.idx").well(self)
        self.indexer("verify", "my.idx").well(self)
        self.searcher("my.idx", "duty", "--json").well(self, 1)


class Permissions(indexing.IndexerTest):
    def setUp(self):
        super().setUp()
        self.someone = self.become_nobody()

    def test_a_folder_that_cannot_be_written(self):
        self.put("a.txt")
        os.chmod(self.folder, 0o555)
        result = self.indexer("my.idx", "docs", **self.someone)
        os.chmod(self.folder, 0o755)
        self.assert_fails(result, "no permission to make my.idx; ls -ld shows who has it")

    def test_an_index_that_can_only_be_read_is_verified(self):
        self.put("a.txt")
        self.report(code=0)
        result = self.indexer("verify", "my.idx", **self.someone).well(self)
        self.assertEqual(result.out, "my.idx: whole, 1 document\n")

    def test_a_path_that_cannot_be_read(self):
        self.put("a.txt")
        os.chmod(self.docs, 0)
        result = self.indexer("my.idx", "docs", **self.someone)
        os.chmod(self.docs, 0o755)
        self.assert_fails(result, "docs: cannot be read: Permission denied; nothing was changed (check its "
                                  "permissions)")
        self.assertFalse(self.index.exists())

    def test_files_that_cannot_be_read_fail_alone_and_stay_in_the_index(self):
        self.put("a.txt", "before")
        self.put("b/c.txt", "before")
        self.assertEqual(self.indexer("my.idx", "docs", **self.someone).code, 0)
        self.put("a.txt", "after it")
        self.put("d.txt")
        os.chmod(self.docs / "a.txt", 0)
        os.chmod(self.docs / "b", 0)
        result = self.indexer("my.idx", "docs", "--report", "report.jsonl", **self.someone)
        os.chmod(self.docs / "b", 0o755)
        self.assertEqual(result.code, 1, result.err)
        lines = {line["path"]: line for line in self.read_report()}
        self.assertEqual(lines["a.txt"]["outcome"], "failed")
        self.assertEqual(lines["a.txt"]["reason"], "cannot be read: Permission denied")
        self.assertEqual(lines["b"]["outcome"], "failed")
        self.assertEqual(lines["d.txt"]["outcome"], "indexed")
        self.assertEqual(self.status()["documents"], 3)

    def test_the_status_names_files_that_cannot_be_read_until_they_can(self):
        reason = "cannot be read: Permission denied"
        names = ("a.txt", "b.jsonl", "new.txt")
        self.put("a.txt", "before")
        self.put("c.txt", "always there")
        self.put("b.jsonl", '{"_id": "b1", "text": "before"}\n{"_id": "b2", "text": "before"}\n')
        self.indexer("my.idx", "docs", **self.someone).well(self)
        self.put("a.txt", "after it")
        self.put("b.jsonl", '{"_id": "b1", "text": "after it"}\n')
        self.put("new.txt", "never seen")
        for name in names:
            os.chmod(self.docs / name, 0)
        revisions = []
        for _ in range(2):
            result = self.indexer("my.idx", "docs", "--report", "report.jsonl", **self.someone).well(self, 1)
            self.assertEqual(result.err, "".join(f"{name}: {reason}\n" for name in names))
            self.assertEqual([(line["path"], line["reason"]) for line in self.read_report()
                              if line["outcome"] == "failed"], [(name, reason) for name in names])
            status = self.status()
            self.assertEqual([(one["path"], one["reason"], one["documents"]) for one in status["failed"]],
                             [("a.txt", reason, 1), ("b.jsonl", reason, 2), ("new.txt", reason, 0)])
            self.assertEqual(status["documents"], 4)
            revisions.append(status["revision"])
        self.assertEqual(revisions[0], revisions[1])  # the second run had nothing to write
        text = self.indexer("status", "--failed", "my.idx").out
        self.assertIn(f"Failed:\n  a.txt: {reason}\n  b.jsonl: {reason}\n", text)
        for name in names:
            os.chmod(self.docs / name, 0o644)
        self.indexer("my.idx", "docs", **self.someone).well(self)
        self.assertEqual((self.status()["failed"], self.status()["documents"]), ([], 4))
        self.searcher("my.idx", "before").well(self, 1)

    def test_a_first_build_remembers_what_it_could_not_read(self):
        self.put("a.txt")
        self.put("b.txt")
        os.chmod(self.docs / "b.txt", 0)
        self.indexer("my.idx", "docs", **self.someone).well(self, 1)
        self.assertEqual([(one["path"], one["reason"]) for one in self.status()["failed"]],
                         [("b.txt", "cannot be read: Permission denied")])
        os.chmod(self.docs / "b.txt", 0o644)
        self.indexer("my.idx", "docs", **self.someone).well(self)
        self.assertEqual((self.status()["failed"], self.status()["documents"]), ([], 2))

    def test_a_folder_left_out_that_cannot_be_read_stays_in_the_index(self):
        self.put("a.txt")
        self.put("b/c.txt")
        self.assertEqual(self.indexer("my.idx", "docs", **self.someone).code, 0)
        os.chmod(self.docs / "b", 0)
        result = self.indexer("my.idx", "docs", "--exclude", "b", **self.someone)
        os.chmod(self.docs / "b", 0o755)
        self.assertIn("Left out by --include or --exclude, but still in the index: 1;", result.well(self).out)
        self.assertEqual(self.status()["documents"], 2)


class FullDisk(indexing.IndexerTest):
    """A limit on the size of files makes writing fail as a full disk does."""

    def limited(self, size):
        return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    def fill(self, files):
        for number in range(files):
            words = " ".join(f"word{number}x{i} policy{i % 700}" for i in range(4000))
            self.put(f"{number}.txt", words)

    def test_a_first_build_leaves_no_index_and_says_so(self):
        self.fill(10)
        result = self.indexer("my.idx", "docs", preexec_fn=self.limited(64 * 1024))
        self.assertEqual((result.code, result.out), (2, ""))
        self.assertTrue(result.err.startswith("paragraf-indexer: "), result.err)
        self.assertEqual(self.indexer("my.idx", "docs").code, 0)
        self.assertEqual(self.status()["documents"], 10)

    def test_an_update_keeps_what_was_there(self):
        self.put("first.txt")
        self.assertEqual(self.indexer("my.idx", "docs").code, 0)
        self.fill(10)
        result = self.indexer("my.idx", "docs", preexec_fn=self.limited(64 * 1024))
        self.assertEqual(result.code, 2, result.err)
        self.assertEqual(self.indexer("verify", "my.idx").code, 0)
        self.assertGreaterEqual(self.status()["documents"], 1)
        self.assertEqual(self.indexer("my.idx", "docs").code, 0)
        self.assertEqual(self.status()["documents"], 11)


if __name__ == "__main__":
    unittest.main()
