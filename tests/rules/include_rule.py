#!/usr/bin/env python3
"""Does an include arrow run the wrong way? include_rule.py ROOT prints `file:line: why` for each and exits 1.

The map is ARROWS and DEPENDENCIES below; CONTRIBUTING.md explains it.
"""

import pathlib
import re
import sys

# lib/ROOM may include these rooms, or single headers of them, besides its own.
ARROWS = {
    "base": (),
    "text": ("base",),
    "terminal": ("base", "text"),
    "document": ("base", "text"),
    "index": ("base", "text", "document"),
    "query": ("base", "text", "index/schema.h"),
    "answer": ("base", "text", "document", "index", "query"),
    "eval": ("base",),
}
LENT = {arrow for arrows in ARROWS.values() for arrow in arrows if arrow.endswith(".h")}
PROGRAMS = ("indexer", "searcher")
# Makes the man pages of both at build time, from their usage.h.
MANUAL = "manual"

# Header of a dependency -> the folders that may include it.
DEPENDENCIES = [
    (r"xapian\.h|xapian/.*", ("xapian-c",)),
    (r"xapian_c\.h", ("xapian-c", "lib/index", "lib/query", "lib/answer")),
    (r"libstemmer\.h|libstemmer/.*", ("lib/text",)),
    (r"unicode/.*", ("lib/text",)),
    (r"cld2/.*", ("lib/text",)),
    (r"microhttpd\.h", ("searcher/serve",)),
    (r"cjson/.*|cJSON\.h", ("lib/document", "lib/index", "lib/answer", "indexer", "searcher")),
    (r"zstd.*\.h", ("lib/index",)),
    (r"xxhash\.h", ("lib/index",)),
    (r"md4c.*\.h", ("indexer/intake",)),
    (r"yaml\.h", ("indexer/intake",)),
    (r"seccomp\.h", ("indexer/extract",)),
    (r"(libxml2/)?libxml/.*|archive.*\.h|expat.*\.h|poppler.*|gmime.*", ("indexer/extract",)),
]

# The C library and the kernel.
SYSTEM = re.compile(r"""(
    assert|ctype|errno|fcntl|float|fnmatch|ftw|getopt|glob|inttypes|langinfo|libgen|limits|locale|malloc|math|netdb|poll
    |pthread|pwd|grp|regex|sched|semaphore|setjmp|signal|spawn|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib
    |string|strings|sysexits|syslog|termios|threads|time|uchar|unistd|wchar|wctype|dirent|endian|byteswap|search
    |sanitizer/.*|sys/.*|linux/.*|netinet/.*|arpa/.*|immintrin|emmintrin|arm_neon)\.h""", re.VERBOSE)
CPP_LIBRARY = re.compile(r"[a-z_]+")

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]+)[>"]')
COMMENT_OR_STRING = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
# A library gives a status back: it does not print, end the program or read its environment.
FORBIDDEN = re.compile(r"\b(v?printf|puts|putchar|perror|psignal|exit|_exit|_Exit|quick_exit|abort|(?:secure_)?getenv"
                       r"|setlocale|getopt(?:_long)?|errx?|warnx?)\s*\(|\b(stdout|stderr|argv|environ)\b")
# Ends a child process of its own, not the program.
ENDS_A_CHILD = ("lib/index/apart.c", "_exit")


def without_comments_and_strings(source):
    return COMMENT_OR_STRING.sub(lambda found: "\n" * found[0].count("\n") + " ", source)


def room_of(path):
    """lib/text/fold.c -> lib/text; searcher/serve/http.c -> searcher; include/paragraf/x.h -> include."""
    parts = path.parts
    return "/".join(parts[:2]) if parts[0] == "lib" else parts[0]


def why_not_dependency(path, header):
    """None when `path` may include <header>."""
    folder = path.parent.as_posix() + "/"
    for pattern, homes in DEPENDENCIES:
        if re.fullmatch(pattern, header):
            if header == "xapian.h" and path.name == "xapian_c.h":
                return "xapian_c.h is C and knows nothing of <xapian.h>"
            if any(folder.startswith(home + "/") for home in homes):
                return None
            return f"<{header}> belongs to {', '.join(homes)}"
    is_cpp = path.suffix == ".cc" or path.parts[0] == "xapian-c"
    if SYSTEM.fullmatch(header) or is_cpp and CPP_LIBRARY.fullmatch(header):
        return None
    return f"no room is named for <{header}>; add it to DEPENDENCIES in tests/rules/include_rule.py"


def why_not_room(path, header):
    """None when `path` may include the quoted header "room/name.h"."""
    here, target = room_of(path), header.split("/")[0]
    if here == "xapian-c":
        return "xapian-c is a library of its own and includes nothing of Paragraf's"
    if target == "paragraf":
        return None
    if here == "include":
        return "a public header includes public headers only"
    if target in PROGRAMS:
        lent = here == MANUAL and header == f"{target}/usage.h"
        return None if target == here or lent else f"{here} does not include {header}"
    if path.as_posix().removeprefix("lib/") in LENT and target not in ("base", "text"):
        return "this header is lent to another room, so it brings none of its own room along"
    if here in (*PROGRAMS, MANUAL) or here == f"lib/{target}":
        return None
    allowed = ARROWS.get(here.removeprefix("lib/"))
    if allowed is None:
        return f"{here} is no room of the map; add it to ARROWS in tests/rules/include_rule.py"
    if target in allowed or header in allowed:
        return None
    return f"{here} stands below or beside lib/{target}, or may use only {', '.join(allowed) or 'itself'}"


def why_not_quoted(root, path, header):
    if ".." in header.split("/"):
        return f'"{header}": name the room, not the way to it'
    if header == "xapian_c.h":
        return why_not_dependency(path, header)
    target = header.split("/")[0]
    if "/" in header and (target in ARROWS or target in PROGRAMS):
        return why_not_room(path, header)
    program = root / path.parts[0]
    places = [root / path.parent] + ([program] if path.parts[0] in PROGRAMS else [])
    if any((place / header).is_file() for place in places):
        return None
    return f'"{header}" is neither beside this file nor of a room'


def check_file(root, path):
    source = (root / path).read_text(encoding="utf-8")
    for number, line in enumerate(source.splitlines(), 1):
        found = INCLUDE.match(line)
        if not found:
            continue
        kind, header = found.groups()
        if kind == '"':
            why = why_not_quoted(root, path, header)
        elif header.startswith("paragraf/"):
            why = why_not_room(path, header)
        else:
            why = why_not_dependency(path, header)
        if why:
            yield f"{path}:{number}: {why}"
    if path.parts[0] in ("lib", "xapian-c"):
        for number, line in enumerate(without_comments_and_strings(source).splitlines(), 1):
            for found in FORBIDDEN.finditer(line):
                if (path.as_posix(), found[1]) == ENDS_A_CHILD:
                    continue
                yield f"{path}:{number}: a library does not use {found[1] or found[2]}"


def check(root):
    problems, files = [], 0
    for folder in ("include", "xapian-c", "lib", *PROGRAMS, MANUAL):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in (".c", ".h", ".cc", ".hh", ".hpp", ".cpp", ".inc"):
                files += 1
                problems += check_file(root, path.relative_to(root))
    if not files:
        problems.append(f"{root}: no source file below it")
    return problems


if __name__ == "__main__":
    found = check(pathlib.Path(sys.argv[1]).resolve())
    print("\n".join(found) or "every include arrow runs the right way")
    sys.exit(1 if found else 0)
