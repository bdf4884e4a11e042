"""Facts that debian/ repeats, since Debian's tools read them there."""

import pathlib
import re
import unittest

import exported_symbols

SOURCE = pathlib.Path(__file__).resolve().parents[2]


def paragraphs(path):
    """The fields of each paragraph of a file like debian/control."""
    text = re.sub(r"^#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for paragraph in text.strip().split("\n\n"):
        yield dict(re.findall(r"^([\w-]+): ?((?:.*)(?:\n[ \t].*)*)", paragraph, re.MULTILINE))


def names(field):
    """Packages of a field, without versions and build profiles."""
    return {name.split()[0] for name in field.split(",") if name.strip()}


def listed(path):
    """Packages of a list of cmake/packages/; of `a | b` the first."""
    lines = (re.split(r"[#|]", line)[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return {line for line in lines if line}


class Debian(unittest.TestCase):
    def test_its_packages_for_a_build_are_those_of_the_list(self):
        source = next(paragraphs(SOURCE / "debian/control"))
        compilers, own = {"gcc", "g++"}, {"debhelper-compat"}
        self.assertEqual(names(source["Build-Depends"]) - own, listed(SOURCE / "cmake/packages/build.txt") - compilers)

    def test_its_symbols_are_the_functions_of_the_headers(self):
        headers = (SOURCE / "include/paragraf").glob("*.h")
        declared = set().union(*(exported_symbols.declared(header.read_text(encoding="utf-8"), "pgf_")
                                 for header in headers))
        symbols = (SOURCE / "debian/libparagraf0.symbols").read_text(encoding="utf-8")
        self.assertEqual(set(re.findall(r"^ (pgf_\w+)@", symbols, re.MULTILINE)), declared)

    def test_its_version_is_that_of_the_programs(self):
        changelog = (SOURCE / "debian/changelog").read_text(encoding="utf-8")
        project = (SOURCE / "CMakeLists.txt").read_text(encoding="utf-8")
        self.assertEqual(re.match(r"paragraf \(([\d.]+)", changelog)[1],
                         re.search(r"^project\(paragraf VERSION ([\d.]+)", project, re.MULTILINE)[1])


if __name__ == "__main__":
    unittest.main()
