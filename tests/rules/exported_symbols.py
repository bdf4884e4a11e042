#!/usr/bin/env python3
"""Does a shared library export what its header declares, and no more? exported_symbols.py LIBRARY HEADER PREFIX

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
    shown = subprocess.run(["nm", "-D", "--defined-only", "--format=just-symbols", library], capture_output=True,
                           text=True, check=True).stdout
    return {line.split("@")[0] for line in shown.split()}


def differences(names, symbols):
    return [f"{name}: declared and not exported" for name in sorted(names - symbols)] + \
           [f"{name}: exported and not declared" for name in sorted(symbols - names)]


if __name__ == "__main__":
    wanted = declared(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"), sys.argv[3])
    found = differences(wanted, exported(sys.argv[1]))
    print("\n".join(found) or f"{len(wanted)} functions")
    sys.exit(1 if found or not wanted else 0)
