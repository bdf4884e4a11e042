"""One writer at a time; Ctrl-C leaves a good index; a bar on a terminal only."""

import json
import signal
import unittest

import indexing

LINES = 4000


def line(number):
    text = " ".join(f"word{number % 97} policy{(number * 7 + i) % 501}" for i in range(20))
    return (json.dumps({"_id": f"d{number}", "text": text}) + "\n").encode()


class Running(indexing.IndexerTest):
    """An indexer that waits on standard input: it has read all but what a pipe holds."""

    def begin(self, *options):
        process = self.start("my.idx", "-", *options)
        process.stdin.write(b"".join(line(number) for number in range(LINES)))  # over 1 MB: a pipe holds 64 kB
        process.stdin.flush()
        return process

    def test_a_second_writer_is_refused_at_once(self):
        self.begin()
        self.put("a.txt")
        for command in (["my.idx", "docs"], ["remove", "my.idx", "a"], ["compact", "my.idx"]):
            with self.subTest(command=command):
                result = self.indexer(*command)
                self.assertEqual((result.code, result.out), (2, ""))
                self.assertEqual(result.err.count("\n"), 1, result.err)

    def test_a_second_writer_of_an_index_that_is_there_is_refused(self):
        self.put("a.txt")
        self.report(code=0)
        self.begin()
        result = self.indexer("my.idx", "docs")
        self.assertEqual((result.code, result.out), (2, ""))
        self.assertIn("another paragraf-indexer", result.err)
        self.assertEqual(self.indexer("--dry-run", "my.idx", "docs").code, 0)

    def test_ctrl_c_finishes_what_was_read(self):
        process = self.begin()
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=120), 130)
        err = process.stderr.read().decode()
        self.assertIn("Stopping: finishing what was read so far", err)
        self.assertIn("the rest comes with the next run", err)
        documents = self.status()["documents"]
        self.assertGreater(documents, LINES // 2)
        self.assertLessEqual(documents, LINES)
        self.assertEqual(self.indexer("verify", "my.idx").code, 0)
        given = b"".join(line(number) for number in range(LINES))
        self.assertEqual(self.indexer("my.idx", "-", given=given).code, 0)
        self.assertEqual(self.status()["documents"], LINES)

    def test_a_second_signal_ends_at_once(self):
        self.put("a.txt")
        self.report(code=0)
        process = self.begin()
        process.send_signal(signal.SIGSTOP)
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGCONT)
        self.assertIn(process.wait(timeout=120), (130, 143))
        self.assertIn("Abandoned", process.stderr.read().decode())
        self.assertEqual(self.indexer("verify", "my.idx").code, 0)
        self.assertEqual(self.indexer("my.idx", "docs").code, 0)

    def test_a_rebuild_that_is_stopped_leaves_the_old_index(self):
        self.indexer("my.idx", "-", given=b'{"_id": "old", "text": "one"}\n')
        process = self.begin("--rebuild")
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=120), 130)
        self.assertIn("the index is as it was before", process.stderr.read().decode())
        self.assertEqual(self.status()["documents"], 1)
        self.assertEqual(self.indexer("verify", "my.idx").code, 0)

    def test_a_first_build_that_read_nothing_leaves_no_index(self):
        process = self.start("my.idx", "-")
        while not (self.index / "lock").exists() and process.poll() is None:
            pass
        process.send_signal(signal.SIGINT)
        self.assertEqual(process.wait(timeout=120), 130)
        self.assertEqual(self.indexer("status", "my.idx").code, 2)


class Terminal(indexing.IndexerTest):
    def test_a_bar_is_drawn_and_wiped(self):
        self.put("a.txt")
        shown, code = self.on_terminal("indexer", "my.idx", "docs")
        self.assertEqual(code, 0)
        drawn, summary = shown.rsplit("\r\033[K", 1)
        self.assertRegex(drawn.split("\r")[1], r"^\[[# ]{24}\] +[0-9]+%  [0-9]+ documents?")
        self.assertRegex(summary, r"^1 indexed .*\nmy\.idx: 1 document\n$")

    def test_a_failure_stands_on_a_line_of_its_own(self):
        self.put("bad.txt", b"\x00\x01" * 99)
        self.put("good.txt")
        shown, code = self.on_terminal("indexer", "my.idx", "docs")
        self.assertEqual(code, 1)
        lines = [line.split("\r")[-1].replace("\033[K", "") for line in shown.split("\n")]
        self.assertIn("bad.txt: is not text: it holds bytes of no charset", lines)

    def test_no_progress_shows_none(self):
        self.put("a.txt")
        for option in ("--no-progress", "--quiet"):
            shown, _ = self.on_terminal("indexer", "my.idx", "docs", "--rebuild", option)
            self.assertNotIn("\r", shown)
            self.assertEqual(shown == "", option == "--quiet")


if __name__ == "__main__":
    unittest.main()
