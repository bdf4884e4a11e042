"""Paragraf's two programs, as the scripts here call them."""

import json
import os
import subprocess
import sys
from pathlib import Path

RELEASE = Path(__file__).resolve().parent.parent / "build" / "release"


class Missing(Exception):
    """A program that is not there."""


def query_id(answer):
    return answer["query"]["id"]


class Paragraf:
    def __init__(self, folder=RELEASE):
        self.indexer = self._find(Path(folder), "indexer")
        self.searcher = self._find(Path(folder), "searcher")

    @staticmethod
    def _find(folder, room):
        """The build folder keeps each program in its room's folder; an installation has them side by side."""
        name = f"paragraf-{room}"
        for path in (folder / name, folder / "bin" / name, folder / room / name):
            if os.access(path, os.X_OK) and path.is_file():
                return str(path)
        raise Missing(f"{name} is not in {folder}: build it (cmake --preset release && cmake --build --preset release)")

    def index_command(self, index, corpus, jobs=None):
        return [self.indexer, str(index), str(corpus)] + (["--jobs", str(jobs)] if jobs else [])

    def batch_command(self, index, queries, *options):
        return [self.searcher, str(index), "--batch", str(queries), *options]

    def index(self, index, corpus):
        """Exit 1 says that some documents failed: the set is measured with what was indexed, and it is said."""
        command = self.index_command(index, corpus)
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if done.returncode:
            sys.stderr.write(done.stderr[-2000:])
        if done.returncode not in (0, 1):
            raise RuntimeError(f"{self.indexer} ended with {done.returncode}")

    def answers(self, index, queries, *options):
        """One answer for each line of `queries`, in order. Fewer are an error: a crash would pass for no hits."""
        command = self.batch_command(index, queries, *options)
        with open(queries, encoding="utf-8") as lines:
            left = sum(1 for line in lines if line.strip())
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as searcher:
            for line in searcher.stdout:
                left -= 1
                yield json.loads(line)
        if left or searcher.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(command)} ended with {searcher.returncode}, {left} answers short")
