"""Bad input: each is reported, nothing else is lost, nothing crashes."""

import json
import os
import subprocess
import unittest

import harness
import indexing

GOOD = "Circular on travel\n\nThe ministry pays for journeys by train.\n"


class BadInput(indexing.IndexerTest):
    """Beside every bad file lies a good one, which must be indexed all the same."""

    def setUp(self):
        super().setUp()
        self.put("good.txt", GOOD)

    def line_of(self, path, code):
        lines = self.report(code=code)
        self.assertIn(("good.txt", "indexed"), [(line["path"], line["outcome"]) for line in lines])
        mine = [line for line in lines if line["path"] == path]
        self.assertEqual(len(mine), 1, lines)
        return mine[0]

    def test_invalid_utf8_is_repaired(self):
        self.put("bad.txt", b"Title\n\nA broken \xff\xfe\xc3 byte and \xe2\x82 more.\n")
        self.assertEqual(self.line_of("bad.txt", 0)["outcome"], "indexed")

    def test_nuls_in_a_file_are_no_text(self):
        self.put("bad.txt", b"\x00\x01\x02\x03" * 1000)
        line = self.line_of("bad.txt", 1)
        self.assertEqual((line["outcome"], line["reason"]), ("failed", "is not text: it holds bytes of no charset"))

    def test_what_is_no_text_is_named_by_its_first_bytes(self):
        kinds = ((b"%PDF-1.7\n", "a PDF"), (b"PK\x03\x04", "an Office file or another ZIP archive"),
                 (b"\xd0\xcf\x11\xe0", "an Office file of before 2007"), (b"\x89PNG", "an image"),
                 (b"\xff\xd8\xff\xe0", "an image"), (b"GIF89a", "an image"))
        for number, (start, _) in enumerate(kinds):
            self.put(f"bad{number}.txt", start + bytes(range(256)) * 20)
        self.put("fine.txt", "%PDF- is how a PDF begins, but this is text.\n")
        reasons = {line["path"]: line["reason"] for line in self.report(code=1)}
        self.assertEqual(reasons, {"good.txt": "", "fine.txt": "",
                                   **{f"bad{number}.txt": f"is {kind}, not text"
                                      for number, (_, kind) in enumerate(kinds)}})

    def test_utf16_is_text(self):
        for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
            with self.subTest(encoding=encoding):
                mark = b"" if encoding == "utf-16" else "\ufeff".encode(encoding)
                self.put("wide.txt", mark + "Rundskriv om høring\n\nFristen er mandag.\n".encode(encoding))
                line = self.report("--rebuild", "docs", code=0)
                line = [one for one in line if one["path"] == "wide.txt"][0]
                self.assertEqual((line["outcome"], line["title"]), ("indexed", "Rundskriv om høring"))

    def test_a_word_of_ten_megabytes(self):
        self.put("bad.txt", "Title\n\nbefore " + "x" * (10 << 20) + " after\n")
        self.assertEqual(self.line_of("bad.txt", 0)["outcome"], "indexed")

    def test_words_of_three_hundred_bytes(self):
        self.put("bad.txt", "Title\n\n" + " ".join(chr(97 + i % 26) * 300 for i in range(100)) + " after\n")
        self.assertEqual(self.line_of("bad.txt", 0)["outcome"], "indexed")

    def test_empty_files(self):
        self.put("none.txt", "")
        self.put("none.md", " \n\t\r\n")
        self.put("none.jsonl", "\n\n")
        outcomes = self.outcomes(code=0)
        self.assertEqual([outcomes[path] for path in ("none.txt", "none.md", "none.jsonl")], ["empty"] * 3)
        self.assertEqual(outcomes["good.txt"], "indexed")

    def test_a_file_over_the_limit_is_named_with_it(self):
        with open(self.docs / "huge.txt", "wb") as file:
            file.truncate((100 << 20) + 1)
        line = self.line_of("huge.txt", 1)
        self.assertEqual((line["outcome"], line["reason"]), ("failed", "is larger than 100 MB, the limit for one file"))

    def test_a_document_with_too_much_text_is_named_with_the_limit(self):
        few, many = "word " * 3_900_000, "word " * 4_100_000
        self.put("few.txt", few)
        self.put("many.txt", many)
        self.put("many.md", "# Many\n\n" + "word\n\n" * 4_100_000)
        self.put("last.md", "# One paragraph\n\n" + "word " * 4_100_000)
        self.put_lines("all.jsonl", {"_id": "many", "text": many}, {"_id": "good", "text": "one"})
        lines = {(line["path"], line.get("line")): line for line in self.report(code=1)}
        self.assertEqual({key: line["outcome"] for key, line in lines.items()},
                         {("few.txt", None): "indexed", ("good.txt", None): "indexed", ("many.txt", None): "failed",
                          ("many.md", None): "failed", ("last.md", None): "failed", ("all.jsonl", 1): "failed",
                          ("all.jsonl", 2): "indexed"})
        self.assertEqual({line["reason"] for line in lines.values() if line["outcome"] == "failed"},
                         {"has more than 20 MB of text, the limit for one document"})

    def test_a_fifo_is_not_waited_for(self):
        os.mkfifo(self.docs / "pipe.txt")
        line = self.line_of("pipe.txt", 0)
        self.assertEqual((line["outcome"], line["reason"]), ("skipped", "is a FIFO"))

    def test_a_link_out_of_the_tree_is_not_followed(self):
        secret = self.folder / "secret.txt"
        secret.write_text("classified")
        (self.docs / "link.txt").symlink_to(secret)
        (self.docs / "above").symlink_to(self.folder)
        line = self.line_of("link.txt", 0)
        self.assertEqual((line["outcome"], line["reason"]), ("skipped", "is a symbolic link, which is not followed"))
        self.assertEqual(self.status()["documents"], 1)

    def test_a_name_of_any_bytes(self):
        self.put(os.fsdecode(b"b\xff\x1b[31m\n.txt"), "Text with a strange name.\n")
        lines = self.report(code=0)
        self.assertEqual(sorted(line["outcome"] for line in lines), ["indexed", "indexed"])
        self.assertNotIn("\x1b", self.last.err + self.last.out)

    def test_an_index_below_is_left_out(self):
        self.assertEqual(self.indexer("docs/old.idx", "docs").code, 0)
        lines = {line["path"]: line for line in self.report(code=0)}
        self.assertEqual((lines["old.idx"]["outcome"], lines["old.idx"]["reason"]), ("skipped", "is an index"))
        self.assertEqual(self.status()["documents"], 1)
        again = self.indexer("docs/old.idx", "docs")
        self.assertEqual(again.code, 0, again.err)

    def test_the_report_is_not_read(self):
        for _ in range(2):
            result = self.indexer("my.idx", "docs", "--report", "docs/report.jsonl")
            self.assertEqual(result.code, 0, result.err)
            self.assertEqual(self.status()["documents"], 1)


class BadLines(indexing.IndexerTest):
    """JSON Lines: a bad line costs itself only, and is named by its number."""

    def lines(self, code, *objects):
        self.put_lines("all.jsonl", *objects)
        return {line.get("line"): line for line in self.report(code=code)}

    def test_broken_lines_are_reported_by_number(self):
        lines = self.lines(1, {"_id": "a", "text": "one"}, '{"_id": "b", "text": "tw', "", "not JSON", "[1, 2]",
                           {"_id": "c", "text": "three"}, '{"_id": "d"} trailing')
        outcomes = {number: line["outcome"] for number, line in lines.items()}
        self.assertEqual(outcomes,
                         {1: "indexed", 2: "failed", 4: "failed", 5: "failed", 6: "indexed", 7: "failed"})
        self.assertIn("all.jsonl:2: ", self.last.err)
        self.assertTrue(all(lines[number]["reason"] for number in (2, 4, 5, 7)))

    def test_what_is_lost_of_a_line_is_reported(self):
        lines = self.lines(0, {"_id": "a", "text": "one", "date": "2024-13-45"}, {"_id": "b", "text": "two"},
                           {"_id": "b", "text": "three", "lang": "??"})
        self.assertEqual([(line["outcome"], line["reason"]) for line in lines.values()], [
            ("indexed", 'date "2024-13-45" is no date and was kept as date_text'), ("indexed", ""),
            ("replaced", 'language "??" is no language and was kept as language_text; an earlier line has the same id')])

    def test_json_nested_a_hundred_thousand_deep(self):
        for opening, closing in (("[", "]"), ('{"a":', "}")):
            with self.subTest(opening=opening):
                deep = '{"_id": "deep", "text": ' + opening * 100000 + "1" + closing * 100000 + "}"
                lines = self.lines(1, {"_id": "a", "text": "one"}, deep, {"_id": "b", "text": "two"})
                self.assertEqual(lines[2]["outcome"], "failed")
                self.assertIn("256", lines[2]["reason"])
                self.assertIn(lines[3]["outcome"], ("indexed", "replaced", "unchanged"))

    def test_nuls_and_broken_utf8_in_a_line(self):
        self.put("all.jsonl", b'{"_id": "a", "text": "x\\u0000y"}\n{"_id": "b", "text": "\xff\xc3 word"}\n'
                                b'{"_id": "c", \x00 "text": "z"}\n{"_id": "d", "text": "last"}\n')
        lines = {line["line"]: line["outcome"] for line in self.report(code=1)}
        self.assertEqual(lines, {1: "indexed", 2: "indexed", 3: "failed", 4: "indexed"})

    def test_utf16_lines_are_refused_as_a_whole(self):
        self.put("all.jsonl", ('{"_id": "a", "text": "x"}\n' * 50).encode("utf-16"))
        self.put("good.txt")
        lines = {line["path"]: line for line in self.report(code=1)}
        self.assertEqual(lines["all.jsonl"]["outcome"], "failed")
        self.assertIn("UTF-16", lines["all.jsonl"]["reason"])
        self.assertEqual(lines["good.txt"]["outcome"], "indexed")

    def test_a_byte_order_mark_and_crlf(self):
        self.put("all.jsonl", b'\xef\xbb\xbf{"_id": "a", "text": "one"}\r\n\r\n{"_id": "b", "text": "two"}')
        self.assertEqual(self.outcomes(code=0), {"a": "indexed", "b": "indexed"})

    def test_a_document_without_title_and_text_is_empty(self):
        lines = self.lines(0, {"_id": "a", "date": "2023"}, {"_id": "b", "text": "two"})
        self.assertEqual(lines[1]["outcome"], "empty")

    def test_two_documents_may_not_have_one_id(self):
        self.put_lines("a.jsonl", {"_id": "same", "text": "one"})
        self.put_lines("b.jsonl", {"_id": "same", "text": "two"})
        lines = {line["path"]: line for line in self.report(code=1)}
        self.assertEqual((lines["a.jsonl"]["outcome"], lines["b.jsonl"]["outcome"]), ("indexed", "failed"))
        self.assertIn("same", lines["b.jsonl"]["reason"] + lines["b.jsonl"]["id"])
        self.assertNotIn(str(self.folder), json.dumps(lines))

    def test_ids_that_begin_alike_are_not_one(self):
        long = "x" * 2000
        lines = self.lines(1, {"_id": long, "text": "one"}, {"_id": long + "1", "text": "two"},
                           {"_id": "x" * 5000000, "text": "three"})
        self.assertEqual([lines[number]["outcome"] for number in (1, 2, 3)], ["indexed", "failed", "failed"])
        self.assertEqual(lines[2]["reason"], "the id has 2,001 bytes; 2,000 are the limit")
        self.assertEqual(lines[3]["reason"], "the id has 5 MB; 2,000 bytes are the limit")

    def test_a_delete_that_is_not_sure_is_said(self):
        for word in ('"true"', "1", "null", "[]"):
            with self.subTest(word=word):
                lines = self.lines(1, {"_id": "a", "text": "one"}, '{"_id": "a", "_delete": ' + word + "}")
                self.assertEqual(lines[2]["reason"], '"_delete" is neither true nor false')

    def test_standard_input_that_is_closed_is_no_empty_one(self):
        self.put("a.txt")
        self.report(code=0)
        for command in (("indexer", "my.idx", "-"), ("searcher", "my.idx", "--batch", "-")):
            with self.subTest(command=command):
                ended = subprocess.run(["sh", "-c", '"$@" <&-', "sh", harness.program(command[0]), *command[1:]],
                                       cwd=self.folder, env=self.environment(), capture_output=True, check=False)
                self.assertEqual(ended.returncode, 2)
                self.assertIn(b"Bad file descriptor", ended.stderr)

    def test_standard_input_is_read_line_by_line(self):
        given = b'{"_id": "a", "text": "one"}\nbroken\n{"_id": "b", "text": "two"}\n'
        outcomes = [(line["path"], line["line"], line["outcome"]) for line in self.report("-", code=1, given=given)]
        self.assertEqual(outcomes, [("-", 1, "indexed"), ("-", 2, "failed"), ("-", 3, "indexed")])
        self.assertIn("-:2: ", self.last.err)

    def test_a_line_over_the_limit_costs_only_itself(self):
        if not harness.LONG:
            self.skipTest("PARAGRAF_LONG is not set")
        with open(self.docs / "all.jsonl", "wb") as file:
            file.write(b'{"_id": "a", "text": "one"}\n{"_id": "long", "text": "')
            for _ in range(101):
                file.write(b"word " * (1 << 18))
            file.write(b'"}\n{"_id": "b", "text": "two"}\n')
        lines = {line["line"]: line for line in self.report(code=1)}
        self.assertEqual([lines[number]["outcome"] for number in (1, 2, 3)], ["indexed", "failed", "indexed"])
        self.assertEqual(lines[2]["reason"], "is larger than 100 MB, the limit for one line")

    def test_many_failures_are_not_all_printed(self):
        self.lines(1, *["broken"] * 100, {"_id": "a", "text": "one"})
        self.assertEqual(len(self.last.err.splitlines()), 21, self.last.err)
        self.assertIn("--report FILE lists every one", self.last.err)

    def test_only_bad_lines_is_nothing_done(self):
        self.lines(2, "broken", "broken too")


class Report(indexing.IndexerTest):
    def test_keys_come_in_their_order(self):
        self.put("a.md", "---\nlang: en\n---\n# On roads\n\nRoads are kept by the county.\n")
        self.put_lines("b.jsonl", {"_id": "b-1", "title": "On bridges", "text": "Bridges too.", "lang": "en"})
        self.put("c.pdf", b"%PDF")
        self.report(code=0)
        text = (self.folder / "report.jsonl").read_text()
        keys = {line["path"]: list(line) for line in map(json.loads, text.splitlines())}
        self.assertEqual(keys["a.md"], ["path", "outcome", "reason", "id", "language", "title"])
        self.assertEqual(keys["b.jsonl"], ["path", "outcome", "reason", "line", "id", "language", "title"])
        self.assertEqual(keys["c.pdf"], ["path", "outcome", "reason"])
        lines = {line["path"]: line for line in map(json.loads, text.splitlines())}
        self.assertEqual(lines["b.jsonl"], {"path": "b.jsonl", "outcome": "indexed", "reason": "", "line": 1,
                                            "id": "b-1", "language": "en", "title": "On bridges"})
        self.assertEqual(lines["c.pdf"]["reason"], ".pdf is not supported yet")

    def test_what_a_limit_took_is_the_reason(self):
        for case, given, reason in (
                ("url", {"url": "https://example.org/" + "a" * 2000}, "url has more than 2,000 bytes and was left out"),
                ("issuer", {"issuer": "x" * 3000}, "issuer has more than 2,000 bytes and was cut there"),
                ("many", {"tag": list(map(str, range(300)))},
                 "tag was left out: a document may have 256 values of metadata")):
            self.put_lines(f"{case}.jsonl", {"_id": case, "text": "Roads", **given})
            with self.subTest(case=case):
                lines = {line["path"]: line for line in self.report(code=0)}
                line = lines[f"{case}.jsonl"]
                self.assertEqual((line["outcome"], line["reason"]), ("indexed", reason))
        hits = self.searcher("my.idx", "roads", "--json").json(self)["hits"]
        self.assertEqual([hit["id"] for hit in hits if "url" in hit], [])
        lines = {line["path"]: line["reason"] for line in self.report("docs", "--rebuild", code=0)}
        self.assertEqual(lines["issuer.jsonl"], "issuer has more than 2,000 bytes and was cut there")

    def test_no_line_holds_a_path_of_the_server(self):
        self.put("a/b.txt")
        self.put("c.txt", b"\x00\x01" * 99)
        self.report(str(self.docs), str(self.docs / "a" / "b.txt"), code=1)
        self.assertNotIn(str(self.folder), (self.folder / "report.jsonl").read_text())

    def test_a_dash_is_standard_output(self):
        self.put("a.txt")
        result = self.indexer("my.idx", "docs", "--report", "-")
        self.assertEqual([json.loads(line)["outcome"] for line in result.out.splitlines()], ["indexed"])
        self.assertIn("1 document", result.err)

    def test_the_summary_counts(self):
        self.put("a.txt")
        self.put("b.txt", b"\x00\x01" * 99)
        self.put("c.pdf")
        self.put("d.PDF")
        result = self.indexer("my.idx", "docs")
        lines = result.out.splitlines()
        self.assertRegex(lines[0], r"^1 indexed, 2 skipped, 1 failed \([0-9]+ bytes in [0-9.]+ s\)$")
        self.assertEqual(lines[1:], ["Not supported yet: 2 .pdf.", "my.idx: 1 document"])
        self.assertEqual(result.err, "b.txt: is not text: it holds bytes of no charset\n")

    def test_quiet_says_only_what_failed(self):
        self.put("a.txt")
        self.put("b.txt", b"\x00\x01" * 99)
        result = self.indexer("--quiet", "my.idx", "docs")
        self.assertEqual((result.code, result.out), (1, ""))
        self.assertEqual(result.err, "b.txt: is not text: it holds bytes of no charset\n")


if __name__ == "__main__":
    unittest.main()
