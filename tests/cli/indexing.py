"""A folder, an index and the indexer for one test."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest


def program():
    folder = os.environ.get("PARAGRAF_BIN")
    if not folder:
        raise unittest.SkipTest("PARAGRAF_BIN is not set")
    for path in (pathlib.Path(folder) / "paragraf-indexer", pathlib.Path(folder) / "indexer" / "paragraf-indexer"):
        if path.exists():
            return str(path)
    raise unittest.SkipTest(f"no paragraf-indexer in {folder}")


class Result:
    def __init__(self, process):
        self.code = process.returncode
        self.out = process.stdout.decode("utf-8")
        self.err = process.stderr.decode("utf-8")


class IndexerTest(unittest.TestCase):
    """`docs` is a folder for documents, `my.idx` the index; the indexer runs in the folder above both."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="paragraf-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.docs = self.folder / "docs"
        self.docs.mkdir()
        self.index = self.folder / "my.idx"

    def write(self, path, content="Some text about policy.\n"):
        full = self.docs / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return full

    def write_lines(self, path, *objects):
        lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in objects]
        return self.write(path, "".join(line + "\n" for line in lines))

    def indexer(self, *arguments, given=b"", **settings):
        environment = dict(os.environ, LC_ALL="C.UTF-8")
        process = subprocess.run([program(), *map(str, arguments)], input=given, cwd=self.folder, env=environment,
                                 capture_output=True, timeout=300, check=False, **settings)
        return Result(process)

    def start(self, *arguments):
        """The running program; it is killed when the test ends."""
        process = subprocess.Popen([program(), *map(str, arguments)], cwd=self.folder, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)

        def end():
            process.kill()
            process.communicate()

        self.addCleanup(end)
        return process

    def report(self, *arguments, code=None, given=b""):
        """Index docs (or what is named) and give the lines of the report."""
        names = arguments or ("docs",)
        result = self.indexer("my.idx", *names, "--report", "report.jsonl", given=given)
        if code is not None:
            self.assertEqual(result.code, code, result.err)
        self.last = result
        return self.read_report()

    def read_report(self):
        text = (self.folder / "report.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def outcomes(self, *arguments, code=None, given=b""):
        """{path or id: outcome}, of what is indexed line by line the ids."""
        lines = self.report(*arguments, code=code, given=given)
        return {line.get("id") or line["path"]: line["outcome"] for line in lines}

    def status(self):
        result = self.indexer("status", "--json", "--failed", "my.idx")
        self.assertEqual(result.code, 0, result.err)
        return json.loads(result.out)

    def assert_fails(self, result, message, code=2):
        """`message` is the whole of standard error but "paragraf-indexer: "; standard output is empty."""
        self.assertEqual(result.err, f"paragraf-indexer: {message}\n")
        self.assertEqual(result.code, code)
        self.assertEqual(result.out, "")
