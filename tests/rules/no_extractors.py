#!/usr/bin/env python3
"""Is a program free of extractor libraries? no_extractors.py PROGRAM prints those that it links and exits 1.

Extractors read hostile files; only helper programs of the indexer may be exposed to them.
"""

import re
import subprocess
import sys

EXTRACTORS = re.compile(r"lib(md4c|yaml|xml2|archive|expat|poppler|gmime|mupdf|gumbo|zip)\b")


def needed(program):
    """The shared libraries that the program names itself."""
    shown = subprocess.run(["readelf", "-dW", program], capture_output=True, text=True, check=True).stdout
    return re.findall(r"\(NEEDED\).*\[(.*?)\]", shown)


def extractors(program):
    return [name for name in needed(program) if EXTRACTORS.match(name)]


if __name__ == "__main__":
    libraries = needed(sys.argv[1])
    found = extractors(sys.argv[1])
    print(f"{sys.argv[1]} links {', '.join(libraries) or 'no library'}")
    if found:
        print(f"extractors among them: {', '.join(found)}")
    sys.exit(1 if found or not libraries else 0)
