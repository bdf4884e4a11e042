"""Saved web pages among other files: read apart, and what is wrong with one is its own affair."""

import os
import pathlib
import shutil
import subprocess

import harness
import indexing

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Guidance on drinking water</title>
<meta name="dcterms.date" content="2023-12-13">
<style>.x { color: red }</style></head>
<body><nav><ul><li><a href="/">Start page</a></li><li><a href="/all">All subjects</a></li></ul></nav>
<main><h1>Guidance on drinking water</h1>
<p>This guidance is for owners of small waterworks and says what the law asks of them.</p>
<h2 id="sampling">Sampling</h2>
<p>Samples are taken at the tap four times a year, and the laboratory keeps the results for ten years.</p>
</main><footer><p>Cookies and privacy</p></footer></body></html>
"""
TEXT = "Circular on travel\n\nThe ministry pays for journeys by train.\n"


class Pages(indexing.IndexerTest):
    def find(self, *query):
        return self.searcher("my.idx", *query, "--json")

    def test_a_page_is_found_with_title_date_language_and_a_link_to_its_heading(self):
        self.put("pages/water.html", PAGE)
        self.put("travel.txt", TEXT)
        lines = self.report("docs", "--base-url", "docs=https://example.org/docs", code=0)
        self.assertEqual({(line["path"], line["outcome"]) for line in lines},
                         {("pages/water.html", "indexed"), ("travel.txt", "indexed")})
        hit = self.find("laboratory", "results").json(self)["hits"][0]
        self.assertEqual((hit["title"], hit["date"], hit["language"]),
                         ("Guidance on drinking water", "2023-12-13", "en"))
        passage = hit["passages"][0]
        self.assertIn("Samples are taken at the tap", passage["text"])
        self.assertEqual(passage["heading"], ["Sampling"])
        self.assertTrue(passage["link"].startswith("https://example.org/docs/pages/water.html#sampling"), passage)

    def test_a_page_of_five_megabytes_is_read_to_its_end(self):
        sections = "".join(f'<h2 id="s{number}">Section {number}</h2><p>' + f"Sample {number} was taken at the tap. " * 25
                           + "</p>" for number in range(6000))
        page = PAGE.replace("</main>", f'{sections}<h2 id="end">At last</h2><p>The zinc was gone.</p></main>')
        self.assertGreater(len(page), 5_000_000)
        self.put("water.html", page)
        self.report("docs", "--base-url", "docs=https://example.org", code=0)
        hit = self.find("zinc").json(self)["hits"][0]
        self.assertEqual((hit["title"], hit["date"], hit["language"]),
                         ("Guidance on drinking water", "2023-12-13", "en"))
        self.assertEqual(hit["passages"][0]["heading"], ["At last"])
        self.assertTrue(hit["passages"][0]["link"].startswith("https://example.org/water.html#end"), hit["passages"])
        self.assertEqual(self.find('"sample 4321"').json(self)["hits"][0]["passages"][0]["heading"], ["Section 4321"])
        self.find("cookies").well(self, 1)

    def test_menus_footers_and_styles_are_not_found(self):
        self.put("water.html", PAGE)
        self.report(code=0)
        for word in ("subjects", "cookies", "color"):
            self.find(word).well(self, 1)

    def test_every_suffix_of_html_is_read(self):
        for name in ("a.html", "b.htm", "c.xhtml", "D.HTML"):
            self.put(name, PAGE)
        self.assertEqual(set(self.outcomes(code=0).values()), {"indexed"})
        self.assertEqual(self.find("laboratory").json(self)["total"]["value"], 4)

    def test_bad_pages_cost_nobody_else_anything(self):
        self.put("deep.html", "<div>" * 200000 + "the bottom")
        self.put("attributes.html", "<p " + " ".join(f"a{i}=1" for i in range(100000)) + ">many attributes</p>")
        self.put("word.html", "<p>" + "x" * (10 << 20) + "</p>")
        self.put("pdf.html", b"%PDF-1.7\n" + bytes(range(256)) * 20)
        self.put("broken.html", "<html><p>an <b>unclosed <i>tag</b> & <p")
        self.put("nothing.html", "")
        good = [f"good{number}.html" for number in range(5)]
        for name in good:
            self.put(name, PAGE)
        self.put("travel.txt", TEXT)
        lines = {line["path"]: line for line in self.report(code=1)}
        for name in [*good, "travel.txt", "broken.html"]:
            self.assertEqual((lines[name]["outcome"], lines[name]["reason"]), ("indexed", ""))
        self.assertEqual(lines["pdf.html"]["reason"], "is a PDF, not text")
        self.assertEqual(lines["nothing.html"]["outcome"], "empty")
        self.assertEqual((lines["deep.html"]["outcome"], lines["deep.html"]["reason"]),
                         ("failed", "nests deeper than 10000 elements, the limit, before there is any text"))
        for name in ("attributes.html", "word.html"):
            self.assertEqual((lines[name]["outcome"], lines[name]["reason"]), ("indexed", ""))
        self.assertEqual(self.find("laboratory").json(self)["total"]["value"], 5)

    def test_the_index_is_the_same_whatever_the_threads_do(self):
        for number in range(60):
            self.put(f"{number:02}.html", PAGE.replace("four times", f"{number} times"))
        answers = []
        for jobs in ("1", "4"):
            self.report("docs", "--rebuild", "--jobs", jobs, code=0)
            answer = self.find("laboratory", "--limit", "100").json(self)
            answers.append([(hit["id"], hit["score"], hit["passages"]) for hit in answer["hits"]])
        self.assertEqual(len(answers[0]), 60)
        self.assertEqual(answers[0], answers[1])

    def test_terms_shows_the_words_of_a_page(self):
        self.put("water.html", PAGE)
        shown = self.indexer("terms", "--json", "docs/water.html").json(self)
        words = [term["word"] for term in shown["terms"]]
        self.assertEqual(shown["language"], "en")
        self.assertIn("laboratory", words)
        self.assertNotIn("title", words)


class WithoutTheReader(indexing.IndexerTest):
    """The indexer copied to where no paragraf-extract is: as when a part of the package is missing."""

    def setUp(self):
        super().setUp()
        self.alone = self.folder / "alone"
        self.alone.mkdir()
        self.copy = self.alone / "paragraf-indexer"
        shutil.copy(harness.program("indexer"), self.copy)
        self.put("travel.txt", TEXT)
        self.put("water.html", PAGE)

    def run_copy(self, *arguments):
        return subprocess.run([self.copy, *arguments], cwd=self.folder, env=self.environment(), text=True,
                              capture_output=True, timeout=harness.SECONDS, check=False)

    def test_pages_fail_and_are_read_once_it_is_there(self):
        done = self.run_copy("my.idx", "docs", "--report", "report.jsonl")
        lines = {line["path"]: line for line in self.read_report()}
        if lines["water.html"]["outcome"] == "indexed":
            self.skipTest("paragraf-extract is installed on this system")
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(lines["travel.txt"]["outcome"], "indexed")
        self.assertEqual(lines["water.html"]["outcome"], "failed")
        self.assertRegex(lines["water.html"]["reason"],
                         r"^its reader is not installed: there is no .*/libexec/paragraf/paragraf-extract$")
        self.put_reader()
        done = self.run_copy("my.idx", "docs", "--report", "report.jsonl")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({line["path"]: line["outcome"] for line in self.read_report()},
                         {"travel.txt": "unchanged", "water.html": "indexed"})

    def put_reader(self, script=None):
        """The built reader, or a script in its place; its path."""
        reader = self.alone / "extract" / "paragraf-extract"
        reader.parent.mkdir(exist_ok=True)
        reader.unlink(missing_ok=True)
        if script is None:
            os.symlink(pathlib.Path(harness.program("indexer")).parent / "extract" / "paragraf-extract", reader)
        else:
            reader.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
            reader.chmod(0o755)
        return reader

    def test_pages_stay_while_the_reader_is_broken_or_of_another_version(self):
        """A hello is H, four bytes of length, a version, and what is refused as text that NUL ends."""
        self.put_reader()
        self.assertEqual(self.run_copy("my.idx", "docs").returncode, 0)
        scripts = {r"printf 'H\003\000\000\000\177x\000' >&0; read -r line": "its reader is of another version than this program: {}",
                   "exit 127": "its reader cannot be used: {} ended without an answer (exit code 127)",
                   "kill -SEGV $$": "its reader cannot be used: {} crashed (Segmentation fault)",
                   "echo 'error while loading shared libraries' >&0": "its reader cannot be used: {} gave no proper answer"}
        for script, reason in scripts.items():
            self.put("water.html", PAGE.replace("ten years", f"{len(script)} years"))
            self.put("more.html", PAGE)
            reader = self.put_reader(script)
            done = self.run_copy("my.idx", "docs", "--report", "report.jsonl")
            with self.subTest(script):
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertEqual({line["path"]: line["reason"] for line in self.read_report()},
                                 {"travel.txt": "", "water.html": reason.format(reader),
                                  "more.html": reason.format(reader)})
                self.assertEqual(self.searcher("my.idx", "ten years", "--json").json(self)["hits"][0]["id"], "water.html")
        self.put_reader()
        self.assertEqual(self.run_copy("my.idx", "docs", "--report", "report.jsonl").returncode, 0)
        self.assertEqual({line["path"]: line["outcome"] for line in self.read_report()},
                         {"travel.txt": "unchanged", "water.html": "replaced", "more.html": "indexed"})


if __name__ == "__main__":
    harness.unittest.main()
