"""A folder of documents, an index and the indexer for one test."""

import json
import subprocess

import harness


class IndexerTest(harness.ProgramTest):
    """`docs` is a folder for documents, `my.idx` the index; the indexer runs in the folder above both."""

    def setUp(self):
        super().setUp()
        self.docs = self.folder / "docs"
        self.docs.mkdir()
        self.index = self.folder / "my.idx"

    def put(self, path, content="Some text about policy.\n"):
        """A file below docs."""
        return self.write(self.docs / path, content)

    def put_lines(self, path, *objects):
        return self.write_lines(self.docs / path, *objects)

    def start(self, *arguments):
        """The running indexer; it is killed when the test ends."""
        process = subprocess.Popen([harness.program("indexer"), *map(str, arguments)], cwd=self.folder,
                                   env=self.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)

        def end():
            process.kill()
            process.communicate()

        self.addCleanup(end)
        return process

    def report(self, *arguments, code=None, given=b""):
        """Index docs (or what is named) and give the lines of the report."""
        self.last = self.indexer("my.idx", *(arguments or ("docs",)), "--report", "report.jsonl", given=given)
        if code is not None:
            self.last.well(self, code)
        return self.read_report()

    def read_report(self):
        text = (self.folder / "report.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def outcomes(self, *arguments, code=None, given=b""):
        """{id or path: outcome}"""
        lines = self.report(*arguments, code=code, given=given)
        return {line.get("id") or line["path"]: line["outcome"] for line in lines}

    def status(self):
        return self.indexer("status", "--json", "--failed", "my.idx").json(self)

    def assert_fails(self, result, message):
        """`message` is all that is said, and nothing was done."""
        self.assert_mistake(result, f"paragraf-indexer: {message}")
