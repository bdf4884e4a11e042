"""What `cmake --install` leaves, and that it works there."""

import os
import pathlib
import subprocess

import harness


ZSH = "site-functions"  # since the build folder is configured for /usr/local; Debian's packages have another one


class Installed(harness.ProgramTest):
    def setUp(self):
        super().setUp()
        subprocess.run(["cmake", "--install", harness.BIN, "--prefix", self.folder / "prefix"], check=True,
                       capture_output=True, timeout=harness.SECONDS)

    def run_installed(self, name, *arguments):
        return subprocess.run([self.folder / "prefix" / "bin" / name, *arguments], cwd=self.folder, text=True,
                              capture_output=True, timeout=harness.SECONDS, check=False,
                              env={**self.environment(), "LD_LIBRARY_PATH": os.pathsep.join(self.library_folders())})

    def library_folders(self):
        return sorted({str(path.parent) for path in self.folder.rglob("libxapian-c.*")})

    def test_the_programs_work(self):
        self.write("docs/a.txt", "Notice on harbours\n\nThe harbours stay open.\n")
        self.write("docs/b.html", "<title>Ferries</title><p>The ferries to the islands go twice a day.")
        built = self.run_installed("paragraf-indexer", "my.idx", "docs")
        self.assertEqual((built.returncode, built.stdout.splitlines()[-1]), (0, "my.idx: 2 documents"))
        found = self.run_installed("paragraf-searcher", "my.idx", "harbour", "--text")
        self.assertEqual(found.returncode, 0, found.stderr)
        self.assertIn("Notice on *harbours*", found.stdout)

    def test_documentation_and_licence_lie_where_debian_has_them(self):
        folder = self.folder / "prefix" / "share" / "doc" / "paragraf"
        here = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        docs = {str(path.relative_to(harness.SOURCE)) for path in (harness.SOURCE / "docs").rglob("*.*")}
        examples = {"examples/index.c", "examples/search.c"}
        self.assertEqual(here, {"README.md", "CHANGELOG.md", "LICENSE"} | docs | examples)
        self.assertIn("docs/result.schema.json", here)

    def test_man_pages_and_completion_lie_where_they_are_looked_for(self):
        share = self.folder / "prefix" / "share"
        for name in ("paragraf-indexer", "paragraf-searcher"):
            page = (share / "man" / "man1" / f"{name}.1").read_text()
            self.assertIn(f".Nm {name}\n", page)
            for path, text in ((f"bash-completion/completions/{name}", f"complete -F _{name.replace('-', '_')} {name}"),
                               (f"zsh/{ZSH}/_{name}", f"#compdef {name}"),
                               (f"fish/vendor_completions.d/{name}.fish", f"complete -c {name} ")):
                with self.subTest(path):
                    self.assertIn(text, (share / path).read_text())

    def test_nothing_lies_outside_the_usual_folders(self):
        names = {str(path.relative_to(self.folder / "prefix").parent) for path in self.folder.rglob("prefix/**/*")
                 if path.is_file()}
        usual = {"bin", "include", "include/paragraf", "share/doc/paragraf", "share/doc/paragraf/docs",
                 "share/doc/paragraf/docs/images", "share/doc/paragraf/examples", "share/doc/xapian-c",
                 "libexec/paragraf", "share/man/man1", "share/bash-completion/completions", f"share/zsh/{ZSH}",
                 "share/fish/vendor_completions.d"}
        library = {str(pathlib.Path(folder).relative_to(self.folder / "prefix")) for folder in self.library_folders()}
        self.assertEqual(names, usual | library | {f"{folder}/pkgconfig" for folder in library})


if __name__ == "__main__":
    harness.unittest.main()
