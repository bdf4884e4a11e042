"""Run the programs in a scratch folder and look at what they print. Python's standard library; Debian's python3.

    import harness

    class Phrases(harness.ProgramTest):
        def test_a_phrase_finds_its_document(self):
            self.write("docs/a.txt", "Duty of care\n")
            self.indexer("my.idx", "docs").well(self)
            answer = self.searcher("my.idx", '"duty of care"', "--json").json(self)
            self.assertEqual(answer["total"]["value"], 1)

A line `# labels: threads` in a test file has ./check run it under TSan, too. From the environment: PARAGRAF_BIN, a
build folder (build/release by default); PARAGRAF_DATA, shared data; PARAGRAF_LONG and PARAGRAF_SEED, see ./check
--help.
"""

import functools
import json
import lzma
import os
import pathlib
import pty
import random
import re
import select
import shutil
import subprocess
import tarfile
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BIN = pathlib.Path(os.environ.get("PARAGRAF_BIN") or SOURCE / "build" / "release")
LONG = bool(os.environ.get("PARAGRAF_LONG"))
SECONDS = 280  # a hanging program is an error before ctest ends the whole file


def program(name):
    """The built `indexer` or `searcher`; one that is not built fails the test, it does not skip it."""
    path = BIN / name / f"paragraf-{name}"
    if not path.exists():
        raise AssertionError(f"{path} is not built")
    return str(path)


def cached(name):
    """A value that CMake was configured with."""
    cache = (BIN / "CMakeCache.txt").read_text(encoding="utf-8")
    found = re.search(rf"^{name}:\w+=(.*)$", cache, re.MULTILINE)
    return found[1] if found else ""


def seeded():
    """A random number generator that ./check can repeat (--seed)."""
    return random.Random(int(os.environ.get("PARAGRAF_SEED") or 1))


def shared(name):
    """Shared data, unpacked: shared("mix.jsonl"), shared("cnil-fr") (a folder). Skips the test where there is none."""
    folder = os.environ.get("PARAGRAF_DATA")
    if not folder:
        raise unittest.SkipTest("PARAGRAF_DATA is not set")
    folder = pathlib.Path(folder)
    if (folder / name).exists():
        return folder / name
    unpacked = BIN / "shared-data" / name
    if not unpacked.exists():
        unpack(folder, name, unpacked)
    return unpacked


def unpack(folder, name, unpacked):
    """NAME.xz or NAME.tar.xz; several tests may do so at once, so it appears whole or not at all."""
    unpacked.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=unpacked.parent) as scratch:
        part = pathlib.Path(scratch) / name
        if (folder / f"{name}.xz").exists():
            with lzma.open(folder / f"{name}.xz") as packed, open(part, "wb") as out:
                shutil.copyfileobj(packed, out)
        elif (folder / f"{name}.tar.xz").exists():
            part.mkdir()
            with tarfile.open(folder / f"{name}.tar.xz") as archive:
                archive.extractall(part)
            inside = list(part.iterdir())
            part = inside[0] if len(inside) == 1 and inside[0].is_dir() else part
        else:
            raise unittest.SkipTest(f"{folder} holds no {name}")
        try:
            part.rename(unpacked)
        except OSError:
            if not unpacked.exists():
                raise


@functools.lru_cache
def schema(name):
    """A validator for docs/NAME, a JSON Schema."""
    import jsonschema  # Debian: python3-jsonschema

    contract = json.loads((SOURCE / "docs" / name).read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(contract)
    validator.check_schema(contract)
    return validator(contract)


class Result:
    """What a program left: `code`, and `out` and `err` as text. Broken UTF-8 is an error of the program."""

    def __init__(self, arguments, code, out, err):
        self.arguments, self.code = arguments, code
        self.out, self.err = out.decode("utf-8"), err.decode("utf-8")

    def well(self, test, code=0):
        """This result, when the program ended with `code`."""
        test.assertEqual(self.code, code, f"{self.arguments}\n{self.err}")
        return self

    def json(self, test, code=0):
        """The one JSON value on standard output."""
        return json.loads(self.well(test, code).out)

    def json_lines(self, test, code=0):
        return [json.loads(line) for line in self.well(test, code).out.splitlines()]


class ProgramTest(unittest.TestCase):
    """`self.folder` is a scratch folder, where the programs run."""

    maxDiff = None

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="paragraf-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)

    def write(self, path, content):
        """A file below the scratch folder; text is written as UTF-8."""
        full = self.folder / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return full

    def write_lines(self, path, *objects):
        """A JSON Lines file; what is text already is a line as it stands."""
        lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in objects]
        return self.write(path, "".join(line + "\n" for line in lines))

    def run_program(self, name, *arguments, given=b"", environment=None, **settings):
        """Run `indexer` or `searcher` to its end, standard input `given`. The result is a Result."""
        arguments = [program(name), *map(str, arguments)]
        given = given.encode("utf-8") if isinstance(given, str) else given
        if "stdin" not in settings:
            settings["input"] = given
        process = subprocess.run(arguments, cwd=self.folder, env=self.environment(environment), capture_output=True,
                                 timeout=SECONDS, check=False, **settings)
        return Result(arguments, process.returncode, process.stdout, process.stderr)

    def indexer(self, *arguments, **settings):
        return self.run_program("indexer", *arguments, **settings)

    def searcher(self, *arguments, **settings):
        return self.run_program("searcher", *arguments, **settings)

    def become_nobody(self):
        """To run programs as another user, since nothing is forbidden to root: settings for run_program()."""
        if os.geteuid() != 0:
            return {}
        nobody = {"user": 65534, "group": 65534, "extra_groups": []}
        os.chmod(self.folder, 0o777)
        try:
            works = self.run_program("indexer", "--version", **nobody).code == 0
        except PermissionError:
            works = False
        if not works:
            self.skipTest("the program cannot be run as another user")
        return nobody

    @staticmethod
    def environment(more=None):
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "TERM")}
        return {**kept, "LC_ALL": "C.UTF-8", **(more or {})}

    def on_terminal(self, name, *arguments, environment=None):
        """Run with standard output and error on a terminal: what appears there, and the exit code."""
        control, terminal = pty.openpty()
        process = subprocess.Popen([program(name), *map(str, arguments)], cwd=self.folder, stdin=subprocess.DEVNULL,
                                   stdout=terminal, stderr=terminal,
                                   env=self.environment({"TERM": "xterm", **(environment or {})}))
        os.close(terminal)
        shown = b""
        while True:
            ready, _, _ = select.select([control], [], [], SECONDS)
            try:
                part = os.read(control, 65536) if ready else b""
            except OSError:  # EIO: nobody holds the other end any more
                part = b""
            if not part:
                break
            shown += part
        os.close(control)
        if not ready:
            process.kill()
        code = process.wait()
        self.assertTrue(ready, f"no end after {SECONDS} s: {shown[-500:]!r}")
        return shown.decode("utf-8").replace("\r\n", "\n"), code

    def assert_mistake(self, result, message, code=2):
        """The golden form of a mistake: nothing on standard output, and `message` the whole of standard error."""
        self.assertEqual((result.err, result.out, result.code), (message + "\n", "", code))

    def assert_valid(self, value, contract="result.schema.json"):
        """`value` keeps to the JSON Schema docs/`contract`."""
        errors = [f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
                  for error in schema(contract).iter_errors(value)]
        self.assertEqual(errors, [])
