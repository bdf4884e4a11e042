"""xapian-c as another program gets it: installed, found by pkg-config, the example of its README compiled and run."""

import os
import re
import subprocess

import harness


class Installed(harness.ProgramTest):
    def setUp(self):
        super().setUp()
        self.prefix = self.folder / "prefix"
        subprocess.run(["cmake", "--install", harness.BIN, "--component", "xapian-c", "--prefix", self.prefix],
                       check=True, capture_output=True, timeout=harness.SECONDS)
        self.readme = (harness.SOURCE / "xapian-c" / "README.md").read_text(encoding="utf-8")

    def fence(self, language):
        return re.search(rf"^```{language}\n(.*?)^```$", self.readme, re.DOTALL | re.MULTILINE)[1]

    def shell(self, command):
        pkgconfig = next(self.prefix.rglob("xapian-c.pc")).parent
        library = next(self.prefix.rglob("libxapian-c.*")).parent
        sanitizers = harness.cached("PARAGRAF_SANITIZE")
        flags = f" -fsanitize={sanitizers}" if sanitizers else ""
        command = re.sub(r"^cc ", f"{harness.cached('CMAKE_C_COMPILER')} -Wall -Wextra -pedantic -Werror{flags} ", command)
        environment = dict(os.environ, PKG_CONFIG_PATH=str(pkgconfig), LD_LIBRARY_PATH=str(library))
        return subprocess.run(command, shell=True, cwd=self.folder, env=environment, capture_output=True, text=True,
                              timeout=harness.SECONDS, check=False)

    def test_the_example_of_its_readme_compiles_and_runs(self):
        self.write("notes.c", self.fence("c"))
        compiling, running = re.findall(r"^\$ (.*)$", self.fence("console"), re.MULTILINE)
        compiled = self.shell(compiling)
        self.assertEqual((compiled.returncode, compiled.stdout + compiled.stderr), (0, ""))
        ran = self.shell(running)
        self.assertEqual((ran.returncode, ran.stderr), (0, ""))
        self.assertEqual(ran.stdout, self.fence("console").split(f"$ {running}\n")[1])

    def test_the_header_alone_is_enough_for_c_and_for_cpp(self):
        header = next(self.prefix.rglob("xapian_c.h"))
        for language, standard in (("c", "c99"), ("c", "c11"), ("c++", "c++98"), ("c++", "c++17")):
            with self.subTest(standard=standard):
                result = self.shell(f"cc -x {language} -std={standard} -fsyntax-only {header}")
                self.assertEqual((result.returncode, result.stderr), (0, ""))

    def test_nothing_else_is_installed(self):
        names = sorted(path.name for path in self.prefix.rglob("*") if not path.is_dir())
        self.assertEqual([name for name in names if not re.fullmatch(r"libxapian-c\.(a|so[.\d]*)", name)],
                         ["LICENSE", "README.md", "xapian-c.pc", "xapian_c.h"])


if __name__ == "__main__":
    harness.unittest.main()
