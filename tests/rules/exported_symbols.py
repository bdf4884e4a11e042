#!/usr/bin/env python3
"""Does a shared library export what its headers declare, and no more? exported_symbols.py LIBRARY PREFIX HEADER…

Prints each name that is in one of them only, and exits 1 when there is any.
"""

import pathlib
import re
import subprocess
import sys

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
FUNCTION_TYPE = re.compile(r"\btypedef\b[^;{]*;")


def declared(header, prefix):
    """The functions that a C header declares."""
    text = FUNCTION_TYPE.sub("", COMMENT.sub("", header))
    return set(re.findall(rf"\b({prefix}\w+)\s*\(", text))


def exported(library):
    shown = subprocess.run(["nm", "-D", "--defined-only", "--format=posix", library], capture_output=True, text=True,
                           check=True).stdout
    symbols = [line.split() for line in shown.splitlines()]
    return {symbol[0].split("@")[0] for symbol in symbols if symbol[1] != "A"}  # A: the name of a version


def differences(names, symbols):
    return [f"{name}: declared and not exported" for name in sorted(names - symbols)] + \
           [f"{name}: exported and not declared" for name in sorted(symbols - names)]


if __name__ == "__main__":
    library, prefix, *headers = sys.argv[1:]
    wanted = set().union(*(declared(pathlib.Path(header).read_text(encoding="utf-8"), prefix) for header in headers))
    found = differences(wanted, exported(library))
    print("\n".join(found) or f"{len(wanted)} functions")
    sys.exit(1 if found or not wanted else 0)
