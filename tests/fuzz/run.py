#!/usr/bin/env python3
"""Run a fuzzer on its seeds and then on changed ones: run.py FUZZER SEEDS.txt RUNS

SEEDS.txt holds an input a line, in UTF-8 with \\n, \\t, \\r, \\\\ and \\xNN; lines that begin with `# ` are remarks.
RUNS inputs in all are told by the number PARAGRAF_SEED (1) alone. An input that is fatal is printed as a line for
SEEDS.txt.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

LETTERS = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"\\": b"\\"}
NAMES = {value: b"\\" + name for name, value in LETTERS.items()}
LONGEST = 4096
LEFT_BEHIND = "crash-*", "leak-*", "timeout-*", "oom-*"


def decode(line):
    def byte(match):
        return bytes([int(match[1], 16)]) if match[1] else LETTERS[match[2]]

    return re.sub(rb"\\(?:x([0-9a-f]{2})|(.))", byte, line)


def encode(given):
    """What decode() takes back; letters of any script stay readable."""
    text = given.decode("utf-8", "surrogateescape")
    shown = b"".join(escape(character) for character in text)
    return b"\\x23" + shown[1:] if shown.startswith(b"# ") else shown


def escape(character):
    given = character.encode("utf-8", "surrogateescape")
    if given in NAMES:
        return NAMES[given]
    return given if character.isprintable() else b"".join(b"\\x%02x" % byte for byte in given)


def seeds(path):
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    return [decode(line) for line in lines if line and not line.startswith(b"# ")]


def main(fuzzer, path, runs):
    path = pathlib.Path(path).resolve()
    inputs = seeds(path)
    with tempfile.TemporaryDirectory(prefix="paragraf-fuzz-") as folder:
        folder = pathlib.Path(folder)
        (folder / "seeds").mkdir()
        for number, one in enumerate(inputs):
            (folder / "seeds" / f"{number:04}").write_bytes(one)
        ended = subprocess.run([pathlib.Path(fuzzer).resolve(), f"-runs={runs}", f"-max_len={LONGEST}", "-verbosity=0",
                                f"-seed={os.environ.get('PARAGRAF_SEED') or 1}", "seeds"], cwd=folder, check=False)
        fatal = [found for pattern in LEFT_BEHIND for found in folder.glob(pattern)]
        for found in fatal:
            print(f"Fatal is this input, which can be added to {path.name}:", flush=True)
            sys.stdout.buffer.write(encode(found.read_bytes()) + b"\n")
    print(f"{len(inputs)} seeds, {runs} inputs")
    return 1 if fatal or ended.returncode else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
