"""kill -9 at any moment: the index opens, what was acknowledged is there, and the next run brings the rest."""

import json
import signal
import subprocess
import time
import unittest

import harness
import indexing

DOCUMENTS = 4000  # an update commits every 1,000 documents
MOMENTS = 50 if harness.LONG else 4


def text(random, number):
    words = [f"word{random.randrange(3000)}" for _ in range(60)]
    return f"Notice {number} on harbours. " + " ".join(words)


class Killed(indexing.IndexerTest):
    def setUp(self):
        super().setUp()
        self.random = harness.seeded()
        self.put_lines("all.jsonl", *({"_id": f"d{number}", "title": f"Notice {number}", "lang": "en",
                                       "text": text(self.random, number)} for number in range(DOCUMENTS)))
        self.queries = "".join(f"word{number} harbours\n" for number in range(0, 3000, 100))

    def whole(self, index):
        """All that an index answers, but for when and how often it was written."""
        self.indexer("verify", index).well(self)
        answers = self.searcher(index, "--batch", "-", given=self.queries)
        lines = [json.loads(line) for line in answers.out.splitlines()]
        for line in lines:
            line.pop("took_ms")
            line["index"] = line["index"]["documents"]
        return lines

    def run_to_its_end(self, index):
        """Seconds an undisturbed run takes."""
        start = time.monotonic()
        self.indexer(index, "docs").well(self)
        return time.monotonic() - start

    def kill(self, after):
        """Start an indexer and kill it `after` seconds, if it still runs then."""
        process = self.start("my.idx", "docs", "--report", "report.jsonl")
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def acknowledged(self):
        """Ids that the report, as far as it came, says are in the index."""
        path = self.folder / "report.jsonl"
        content = path.read_text(encoding="utf-8") if path.exists() else ""
        lines = [json.loads(line) for line in content.split("\n")[:-1]]  # behind the last line end is a torn line
        return [line["id"] for line in lines if line["outcome"] in ("indexed", "replaced")]

    def assert_there(self, ids):
        sample = self.random.sample(ids, min(len(ids), 100))
        for one in sample:
            answer = self.searcher("my.idx", "harbours", "--filter", f"id={one}", "--json")
            self.assertEqual(answer.json(self)["total"]["value"], 1, one)

    def test_a_build_that_is_killed_leaves_no_index_or_a_whole_one(self):
        seconds = self.run_to_its_end("whole.idx")
        expected = self.whole("whole.idx")
        for _ in range(MOMENTS):
            subprocess.run(["rm", "-rf", str(self.index)], check=True)
            (self.folder / "report.jsonl").unlink(missing_ok=True)
            self.kill(self.random.uniform(0, seconds))
            ids = self.acknowledged()
            if ids:
                self.assert_there(ids)
            self.indexer("my.idx", "docs").well(self)
            self.assertEqual(self.whole("my.idx"), expected)

    def test_an_update_that_is_killed_keeps_what_it_acknowledged(self):
        self.put("first.txt", "A first notice\n\nOn lighthouses.\n")
        for index in ("whole.idx", "start.idx"):
            self.indexer(index, "docs/first.txt").well(self)
        seconds = self.run_to_its_end("whole.idx")
        expected = self.whole("whole.idx")
        in_between = 0
        for _ in range(MOMENTS):
            subprocess.run(["rm", "-rf", str(self.index)], check=True)
            subprocess.run(["cp", "-r", "start.idx", "my.idx"], cwd=self.folder, check=True)
            (self.folder / "report.jsonl").unlink(missing_ok=True)
            self.kill(self.random.uniform(0, seconds))
            self.indexer("verify", "my.idx").well(self)
            ids = self.acknowledged()
            in_between += 0 < len(ids) < DOCUMENTS
            if ids:
                self.assert_there(ids)
            self.indexer("my.idx", "docs").well(self)
            self.assertEqual(self.whole("my.idx"), expected)
        if harness.LONG:
            self.assertGreaterEqual(in_between, 20)


if __name__ == "__main__":
    unittest.main()
