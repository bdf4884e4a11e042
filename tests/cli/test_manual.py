"""The man pages: free of mistakes, as wide as a terminal, and of one mind with --help."""

import re
import subprocess

import harness

PROGRAMS = "indexer", "searcher"


def page(name):
    return harness.BIN / "manual" / f"paragraf-{name}.1"


def shown(name):
    """The page as a terminal of 80 columns shows it, without bold and underlined."""
    text = subprocess.run(["mandoc", "-T", "utf8", "-O", "width=78", page(name)], check=True, capture_output=True,
                          timeout=harness.SECONDS).stdout.decode("utf-8")
    return re.sub(".\b", "", text)


def section(text, title):
    return re.search(rf"^{title}\n(.*?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)[1]


class Manual(harness.ProgramTest):
    def help(self, name, title):
        text = self.run_program(name, "--help").well(self).out
        return re.search(rf"^{title}:\n(.*?)\n\n", text, re.MULTILINE | re.DOTALL)[1]

    def test_mandoc_finds_no_mistake(self):
        for name in PROGRAMS:
            result = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page(name)], capture_output=True,
                                    text=True, timeout=harness.SECONDS, check=False)
            self.assertEqual((result.stdout + result.stderr, result.returncode), ("", 0))

    def test_a_page_fits_a_terminal(self):
        for name in PROGRAMS:
            self.assertEqual([line for line in shown(name).splitlines() if len(line) > 80], [])

    def test_options_are_those_of_help_in_its_order(self):
        for name in PROGRAMS:
            told = re.findall(r"(?m)^  (?:    |(-.), )--(\S+)(?: ([A-Z=]+))?(?=  )", self.help(name, "Options"))
            written = re.findall(r"(?m)^ +(?:(-\w), )?--(\S+)(?: ([A-Z=]+))?(?:  .*)?$",
                                 section(shown(name), "OPTIONS"))
            self.assertGreater(len(told), 15)
            self.assertEqual(written, told)

    def test_what_help_says_of_an_option_the_page_says_too(self):
        for name in PROGRAMS:
            written = " ".join(section(shown(name), "OPTIONS").split()).lower()
            for line in self.help(name, "Options").splitlines():
                words = re.sub(r"^ +(-., )?--\S+( [A-Z=]+)? +([a-z, ]+: (?=answer|list|process|tell))?", "", line)
                self.assertIn(words.lower().rstrip("…"), written)

    def test_subcommands_are_those_of_help(self):
        for name in PROGRAMS:
            told = [re.sub(r"(\[OPTION…\] )|(\S)…", r"\2", line).split("  ")[0].split()
                    for line in re.findall(rf"(?m)paragraf-{name}(.*)$", self.help(name, "Usage"))]
            written = [re.sub(r"(\[option \.\.\.\])|\.\.\.", "", line).split()
                       for line in re.findall(rf"(?m)^ +paragraf-{name}(.*)$", section(shown(name), "SYNOPSIS"))]
            self.assertGreater(len(told), 2)
            self.assertEqual(written, told)
            for command in told[1:]:
                self.assertRegex(section(shown(name), "DESCRIPTION"),
                                 rf"(?m)^     {' '.join(command)}( \.\.\.)?(  .*)?$")

    def describe(self, template, made):
        return subprocess.run([harness.BIN / "manual" / "describe-indexer", "1.0", "doc", template, made],
                              capture_output=True, text=True, timeout=harness.SECONDS, check=False)

    def test_a_template_with_a_part_that_is_none_makes_nothing(self):
        template = self.write("wrong.in", "It is @PROGRAM@ @VERSION@,\nwith @OPTIONS@ and me@here.\n")
        result = self.describe(template, self.folder / "made")
        self.assertEqual((result.stderr, result.returncode), (f"{template}:2: @OPTIONS@: no such part\n", 1))
        self.assertFalse((self.folder / "made").exists())

    def test_a_template_that_cannot_be_read_makes_nothing(self):
        result = self.describe(self.folder, self.folder / "made")
        self.assertEqual((result.stderr, result.returncode), (f"{self.folder}: Is a directory\n", 1))
        self.assertFalse((self.folder / "made").exists())


if __name__ == "__main__":
    harness.unittest.main()
