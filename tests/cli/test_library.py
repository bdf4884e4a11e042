"""libparagraf as another program gets it: installed, found by pkg-config, the examples compiled and run."""

import json
import os
import re
import shlex
import subprocess

import harness

HEADERS = ("error.h", "index.h", "search.h")


class Installed(harness.ProgramTest):
    def setUp(self):
        super().setUp()
        self.prefix = self.folder / "prefix"
        subprocess.run(["cmake", "--install", harness.BIN, "--component", "library", "--prefix", self.prefix],
                       check=True, capture_output=True, timeout=harness.SECONDS)
        self.library = next(self.prefix.rglob("libparagraf.so")).parent

    def run_here(self, *command, preloaded="", **more):
        """A program that knows nothing of sanitizers gets those of the library first."""
        environment = dict(os.environ, PKG_CONFIG_PATH=str(self.library / "pkgconfig"),
                           LD_LIBRARY_PATH=str(self.library), LD_PRELOAD=preloaded)
        return subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True,
                              timeout=harness.SECONDS, check=False, **more)

    def compiled(self, command):
        """`cc …` by the shell, as the examples say it, with warnings as errors."""
        result = self.run_here("sh", "-c", command.replace("cc ", f"{harness.cached('CMAKE_C_COMPILER')} -Wall -Wextra"
                                                           " -pedantic -Werror ", 1))
        self.assertEqual(result.returncode, 0, result.stderr)

    def sanitizers(self):
        kinds = {"address": "asan", "undefined": "ubsan", "thread": "tsan"}
        return [kinds[kind] for kind in filter(None, harness.cached("PARAGRAF_SANITIZE").split(","))]

    def preloaded(self):
        paths = [self.run_here("gcc", f"-print-file-name=lib{kind}.so").stdout.strip() for kind in self.sanitizers()]
        return " ".join(paths)

    def example(self, name):
        """Built by the command that its first comment names, also by a compiler that is held to the standard."""
        source = harness.SOURCE / "examples" / f"{name}.c"
        command = re.search(r"^ \*   (cc .*)$", source.read_text(encoding="utf-8"), re.MULTILINE)[1]
        self.assertIn("$(pkg-config --cflags --libs paragraf)", command)
        command = command.replace(f"{name}.c", shlex.quote(str(source)))
        self.compiled(command.replace("cc ", "cc -std=c11 -fsyntax-only ", 1))
        self.compiled(command)
        return lambda *arguments, **more: self.run_here(f"./{name}", *arguments, preloaded=self.preloaded(), **more)

    def test_the_examples_make_an_index_and_search_it(self):
        index, search = self.example("index"), self.example("search")
        lines = ['{"_id": "17", "title": "Harbour closed", "text": "The harbour of Skelda is closed."}', "{", "{}"]
        made = index("my.idx", input="\n".join(lines) + "\n")
        self.assertEqual(made.stderr, "")
        self.assertEqual((made.returncode, made.stdout.splitlines()[0], made.stdout.splitlines()[-1]),
                         (1, "1: indexed 17", "my.idx: 1 documents"))
        self.assertRegex(made.stdout, r"2: failed : .*JSON.*\n3: empty ")
        found = search("my.idx", "harbours closed")
        self.assertEqual((found.returncode, found.stderr), (0, ""))
        self.assertEqual([hit["id"] for hit in json.loads(found.stdout)["hits"]], ["17"])
        self.assertEqual(search("my.idx", "ferries").returncode, 1)
        missing = search("no.idx", "ferries")
        self.assertEqual((missing.returncode, missing.stdout), (2, ""))
        self.assertIn("no.idx: no such index", missing.stderr)

    def test_it_answers_as_the_program_does(self):
        self.write("docs/a.md", "# On harbours\n\nHarbours are open.\n\n## Ferries\n\nFerries sail twice a day.\n")
        self.indexer("my.idx", "docs").well(self)
        found = self.example("search")("my.idx", "ferries sail")
        said = json.loads(found.stdout)
        program = self.searcher("my.idx", "ferries sail", "--limit", "3", "--passages", "1").json(self)
        self.assertEqual(said["hits"], program["hits"])
        self.assertEqual(said["hits"][0]["passages"][0]["heading"], ["Ferries"])

    def test_the_example_of_the_document_answers_and_fails_well(self):
        text = (harness.SOURCE / "docs" / "library.md").read_text(encoding="utf-8")
        lines = re.search(r"^```c\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[1]
        headers = "".join(f"#include <{name}>\n" for name in ("paragraf/search.h", "stdio.h", "stdlib.h", "string.h"))
        self.write("ask.c", f"{headers}static int complain(const char *message)\n{{\nputs(message);\nreturn 2;\n}}\n"
                            f"static int ask(const char *query)\n{{\n{lines}return 0;\n}}\n"
                            "int main(int argc, char **argv)\n{\nreturn argc < 2 ? 2 : ask(argv[1]);\n}\n")
        # What is not initialized holds no 0 by chance.
        self.compiled("cc -ftrivial-auto-var-init=pattern ask.c $(pkg-config --cflags --libs paragraf) -o ask")
        missing = self.run_here("./ask", "ferries", preloaded=self.preloaded())
        self.assertEqual((missing.returncode, missing.stdout.splitlines()[0][:9]), (2, "my.idx: n"))
        self.write("docs/a.md", "# Ferries\n\nFerries sail twice a day.\n")
        self.indexer("my.idx", "docs").well(self)
        found = self.run_here("./ask", "ferries", preloaded=self.preloaded())
        self.assertEqual(len(json.loads(found.stdout)["hits"]), 1)
        refused = self.run_here("./ask", "", preloaded=self.preloaded())
        self.assertEqual((refused.returncode, refused.stdout, refused.stderr), (0, "", ""))

    def test_the_searching_example_is_short(self):
        lines = (harness.SOURCE / "examples" / "search.c").read_text(encoding="utf-8").splitlines()
        self.assertLess(len(lines), 60)

    def test_the_static_library_links_with_what_pkg_config_says(self):
        flags = f"-fsanitize={harness.cached('PARAGRAF_SANITIZE')} " if self.sanitizers() else ""
        source = shlex.quote(str(harness.SOURCE / "examples" / "search.c"))
        self.compiled(f"cc {flags}{source} $(pkg-config --static --cflags --libs paragraf | "
                      "sed 's/-lparagraf/-l:libparagraf.a/') -o search")
        linked = self.run_here("readelf", "-dW", "search").stdout
        self.assertNotIn("libparagraf", linked)
        self.assertIn("libxapian", linked)
        self.assertEqual(self.run_here("./search", "no.idx", "x").returncode, 2)

    def test_each_header_alone_is_enough_for_c_and_for_cpp(self):
        for name in HEADERS:
            for language, standard in (("c", "c99"), ("c", "c17"), ("c++", "c++11"), ("c++", "c++20")):
                with self.subTest(header=name, standard=standard):
                    self.compiled(f"cc -x {language} -std={standard} $(pkg-config --cflags paragraf) -fsyntax-only "
                                  f"{self.prefix}/include/paragraf/{name}")

    def test_nothing_else_is_installed(self):
        names = sorted(path.name for path in self.prefix.rglob("*") if not path.is_dir())
        self.assertEqual([name for name in names if not re.fullmatch(r"libparagraf\.(a|so[.\d]*)", name)],
                         sorted(HEADERS + ("paragraf.pc",)))


if __name__ == "__main__":
    harness.unittest.main()
