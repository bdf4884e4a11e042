"""What both programs say of themselves agrees with each other, with docs/ and with what they do."""

import re
import signal

import harness
import indexing

PROGRAMS = "indexer", "searcher"
PAGES = {"indexer": "indexing.md", "searcher": "searching.md"}
# Their options are not those of the programs.
OTHERS = re.compile(r"pkg-config|cmake|bench/|\$layouts|\./demo|\./check|docker |systemctl ")
OPTION = re.compile(r"(?<![-\w])--[a-z][a-z-]*")


def read(path):
    return (harness.SOURCE / path).read_text(encoding="utf-8")


def documented_codes(page):
    """The exit codes in the table of a page."""
    rows = read(f"docs/{page}").split("| exit code | meaning |")[1].split("\n\n")[0]
    return {int(code) for first in re.findall(r"^\| ([\d, ]+) \|", rows, re.MULTILINE) for code in first.split(",")}


def codes_of_manual(name):
    section = read(f"manual/paragraf-{name}.1.in").split(".Sh EXIT STATUS\n")[1].split("\n.Sh ")[0]
    return {int(code) for item in re.findall(r"^\.It (.*)$", section, re.MULTILINE) for code in item.split(" , ")}


class Programs(harness.ProgramTest):
    def help(self, name):
        return self.run_program(name, "--help").well(self).out

    def test_the_version_is_that_of_the_project(self):
        version = re.search(r"project\(paragraf VERSION ([\d.]+)", read("CMakeLists.txt"))[1]
        self.assertRegex(read("CHANGELOG.md"), rf"(?m)^(To become {re.escape(version)}\.|## \[{re.escape(version)}\])")
        for name in PROGRAMS:
            for option in ("--version", "-V"):
                result = self.run_program(name, option).well(self)
                self.assertEqual((result.out, result.err), (f"paragraf-{name} {version}\n", ""))

    def test_help_opens_with_examples_and_fits_a_terminal(self):
        for name in PROGRAMS:
            result = self.run_program(name, "-h").well(self)
            self.assertEqual((result.out, result.err), (self.help(name), ""))
            self.assertTrue(result.out.startswith(f"Examples:\n  paragraf-{name} my.idx "), result.out)
            for line in result.out.splitlines():
                self.assertLessEqual(len(line), 120)
                self.assertEqual(line, line.rstrip())

    def test_options_that_docs_name_are_there(self):
        known = {option for name in PROGRAMS for option in OPTION.findall(self.help(name))}
        pages = ["README.md", *(f"docs/{path.name}" for path in (harness.SOURCE / "docs").glob("*.md"))]
        named = {(page, option) for page in pages for line in read(page).splitlines() if not OTHERS.search(line)
                 for option in OPTION.findall(line)}
        self.assertGreater(len(named), 20)
        self.assertEqual({one for one in named if one[1] not in known}, set())

    def test_help_docs_and_man_pages_name_the_same_exit_codes(self):
        for name in PROGRAMS:
            line = re.search(r"^Exit status: (.*)$", self.help(name), re.MULTILINE)[1]
            codes = {int(code) for code in re.findall(r"(?:^|, )(\d+) ", line)}
            signals = {128 + signal.SIGINT, 128 + signal.SIGTERM} if "128 + N" in line else set()
            codes -= {128}
            self.assertEqual(documented_codes(PAGES[name]), codes | signals)
            self.assertEqual(codes_of_manual(name), codes | signals)


class Codes(indexing.IndexerTest):
    def test_the_indexer_ends_with_0_1_or_2(self):
        self.put("a.txt")
        self.assertEqual(self.indexer("my.idx", "docs").code, 0)
        self.put("bad.txt", b"\x00\x01" * 99)
        self.assertEqual(self.indexer("my.idx", "docs").code, 1)
        self.assertEqual(self.indexer("my.idx", "nowhere").code, 2)

    def test_the_indexer_ends_with_128_and_the_signal(self):
        for number in (signal.SIGINT, signal.SIGTERM):
            process = self.start("my.idx", "-", "--rebuild")
            process.stdin.write(b'{"_id": "a", "text": "one"}\n' * 9000)  # more than a pipe holds: it has begun to read
            process.stdin.flush()
            process.send_signal(number)
            self.assertEqual(process.wait(timeout=harness.SECONDS), 128 + number)

    def test_the_searcher_ends_with_0_1_or_2(self):
        self.put("a.txt", "Notice on harbours\n\nThey stay open.\n")
        self.indexer("my.idx", "docs").well(self)
        for query, code in ((["harbours"], 0), (["lighthouses"], 1), ([], 2)):
            self.assertEqual(self.searcher("my.idx", *query).code, code)
        self.assertEqual(self.searcher("nowhere", "harbours").code, 2)


if __name__ == "__main__":
    harness.unittest.main()
