"""Pages made to take too much: stopped at a limit that the reason names, or read; the rest is indexed in any case."""

import os
import threading

import harness
import indexing

FIRST = "<!doctype html><html lang=en><title>Page</title><p>The alpha of the page.</p>"
GOOD = "<html lang=en><title>Harbours</title><p>Pilots come on board at the outer buoy.</p></html>"
MANY = 1_000_000 if harness.LONG else 50_000
MB = 1 << 20

# Name: the page. All are read without a word; each ends in "omega" where text after the bomb is to be found.
READ = {
    "attributes": FIRST + "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">omega",
    "long-attribute": FIRST + "<p title='" + "x" * (12 * MB) + "'>omega",
    "long-word": FIRST + "<p>" + "x" * (10 * MB) + "</p><p>omega",
    "entities": FIRST + "<p>" + "&eacute;" * MANY + "<p>omega",
    "entities-without-ends": FIRST + "<p>" + "&eacute " * MANY + "<p>omega",
    "numbers": FIRST + "<p>" + "&#x41;" * MANY + "<p>omega",
    "comments": FIRST + "<!-- x -->" * MANY + "<p>omega",
    "declarations": FIRST + "<!DOCTYPE a[" * MANY + ">" + "<?x y?><!x>" * MANY + "<p>omega",
    "headings": FIRST + "<h2>x</h2>" * MANY + "<p>omega",
    "anchors": FIRST + "<a name=a></a>" * MANY + "<p>omega",
    "cells": FIRST + "<table>" + "<tr><td>a<td>b" * (MANY // 2) + "</table><p>omega",
    "lines": FIRST + "<p>a" + "<br>x" * MANY + "<p>omega",
    "options": FIRST + "<select>" + "<option>x" * MANY + "</select><p>omega",
    "wrong-ends": FIRST + "</p></b></table>" * (MANY // 4) + "<p>omega",
    "metadata": "<meta name=dc.subject content=x>" * (MANY // 4) + FIRST + "<p>omega",
    "json": "<script type='application/ld+json'>{\"@type\":\"Report\",\"a\":\"" + "x" * (2 * MB) + "\"}</script>"
            + FIRST + "<p>omega",
    "json-that-nests": "<script type='application/ld+json'>" + "[" * 900_000 + "</script>" + FIRST + "<p>omega",
    "json-that-repeats": "<script type='application/ld+json'>[" + "{\"@type\":\"A\",\"publisher\":{\"@id\":\"b\"}}," * 15_000
                         + "{}]</script>" + FIRST + "<p>omega",
}

# What never ends takes all that follows with it, as in a browser; what stands before it is kept.
ENDLESS = {
    "comment": FIRST + "<!--" * (10 * MB // 4),
    "script": FIRST + "<script>" * MANY,
    "signs-of-less": FIRST + "<" * (2 * MB),
    "quote": FIRST + "<a href=\"" + "x" * (10 * MB),
}


class Bombs(indexing.IndexerTest):
    """Beside each there is a page that is good."""

    def setUp(self):
        super().setUp()
        self.put("good.html", GOOD)

    def find(self, *query):
        return self.searcher("my.idx", *query, "--json")

    def outcome_of(self, name, code):
        """(outcome, reason) of the bomb; the good page is found."""
        lines = {line["path"]: line for line in self.report(code=code)}
        self.assertEqual(lines["good.html"]["outcome"], "indexed")
        self.assertEqual(self.find("pilots").json(self)["hits"][0]["id"], "good.html")
        return lines[name]["outcome"], lines[name]["reason"]

    def test_what_is_huge_but_flat_is_read_to_its_end(self):
        for name, page in READ.items():
            self.put(f"{name}.html", page)
        lines = {line["path"]: (line["outcome"], line["reason"]) for line in self.report(code=0)}
        for name in READ:
            with self.subTest(name):
                self.assertEqual(lines[f"{name}.html"], ("indexed", ""))
        found = {hit["id"] for hit in self.find("omega", "--limit", "100").json(self)["hits"]}
        self.assertEqual(found, {f"{name}.html" for name in READ})

    def test_what_never_ends_leaves_what_stands_before_it(self):
        for name, page in ENDLESS.items():
            self.put(f"{name}.html", page)
        lines = {line["path"]: (line["outcome"], line["reason"]) for line in self.report(code=0)}
        found = {hit["id"] for hit in self.find("alpha").json(self)["hits"]}
        for name in ENDLESS:
            with self.subTest(name):
                self.assertEqual(lines[f"{name}.html"], ("indexed", ""))
                self.assertIn(f"{name}.html", found)

    def test_a_page_that_nests_200000_deep_is_stopped(self):
        self.put("deep.html", "<div>" * 200_000 + "the bottom")
        self.assertEqual(self.outcome_of("deep.html", 1),
                         ("failed", "nests deeper than 10000 elements, the limit, before there is any text"))
        self.assertIn("deep.html: nests deeper than 10000 elements", self.last.out + self.last.err)

    def test_a_page_that_nests_200000_deep_keeps_the_text_above(self):
        self.put("deep.html", FIRST + "<table><tr><td>" * 70_000 + "the bottom")
        self.assertEqual(self.outcome_of("deep.html", 0),
                         ("indexed", "nests deeper than 10000 elements, where reading it ended"))
        self.find("alpha").well(self)

    def test_a_page_of_more_paragraphs_than_the_limit_is_stopped(self):
        if not harness.LONG:
            self.skipTest("two million paragraphs: PARAGRAF_LONG")
        self.put("paragraphs.html", "<h2>x</h2><p>y" * 1_000_001)
        self.assertEqual(self.outcome_of("paragraphs.html", 1),
                         ("failed", "has more than 4000000 elements or 2000000 paragraphs, the limit for HTML"))

    def test_a_page_of_more_text_than_the_limit_is_stopped(self):
        self.put("text.html", FIRST + "<p>word of text</p>" * 1_800_000)
        outcome, reason = self.outcome_of("text.html", 1)
        self.assertEqual(outcome, "failed")
        self.assertRegex(reason, r"^has more than 20 MB of text, the limit")

    def test_a_file_of_a_gigabyte_is_not_opened(self):
        with open(self.put("zeros.html", ""), "r+b") as file:
            file.truncate(1 << 30)
        self.assertEqual(self.outcome_of("zeros.html", 1), ("failed", "is larger than 100 MB, the limit for one file"))


class Entities(indexing.IndexerTest):
    """What a document type declares is nobody's affair."""

    def test_entities_in_entities_do_not_grow(self):
        laughs = "".join(f'<!ENTITY a{i} "' + f"&a{i - 1};" * 10 + '">' for i in range(1, 12))
        self.put("laughs.xhtml", f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a0 "laugh">{laughs}]>{FIRST}<p>&a11; omega')
        self.assertEqual(self.outcomes(code=0), {"laughs.xhtml": "indexed"})
        self.searcher("my.idx", "omega").well(self)
        self.searcher("my.idx", "laugh").well(self, 1)

    def test_files_that_a_page_names_are_not_opened(self):
        self.write("secret.txt", "a secret word: xylophone\n")
        pipe = self.folder / "pipe"
        os.mkfifo(pipe)
        opened = threading.Event()

        def wait_for_a_reader():
            os.close(os.open(pipe, os.O_WRONLY))
            opened.set()

        writer = threading.Thread(target=wait_for_a_reader)
        writer.start()
        try:
            for suffix in ("html", "xhtml"):
                self.put(f"page.{suffix}", f"""<?xml version="1.0"?>
<!DOCTYPE html SYSTEM "file://{pipe}" [
<!ENTITY secret SYSTEM "file://{self.folder}/secret.txt"> <!ENTITY % more SYSTEM "file://{pipe}"> %more;
]>
<?xml-stylesheet href="file://{pipe}"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xi="http://www.w3.org/2001/XInclude"><head><title>Page</title>
<base href="file://{self.folder}/"/><link rel="stylesheet" href="pipe"/><script src="pipe"></script></head>
<body><p>omega &secret;</p><xi:include href="secret.txt" parse="text"/><iframe src="secret.txt"></iframe>
<object data="pipe"></object><img src="pipe" alt=""/><embed src="pipe"/></body></html>""")
            self.assertEqual(set(self.outcomes(code=0).values()), {"indexed"})
            self.assertEqual(self.searcher("my.idx", "omega", "--json").json(self)["total"]["value"], 2)
            self.searcher("my.idx", "xylophone").well(self, 1)
            self.assertFalse(opened.is_set())
        finally:
            os.close(os.open(pipe, os.O_RDONLY))
            writer.join()


class Charsets(indexing.IndexerTest):
    """Bytes that are another charset than they look."""

    def assert_found(self, name, page, *words):
        self.put(name, page)
        self.assertEqual(self.outcomes(code=0)[name], "indexed")
        for word in words:
            with self.subTest(word=word):
                self.searcher("my.idx", word, "--filter", f"path={name}").well(self)

    def test_utf_16_needs_no_byte_order_mark(self):
        page = f"{FIRST}<p>Überall Wörter"
        self.assert_found("little.html", page.encode("utf-16-le"), "alpha", "Wörter")
        self.assert_found("big.html", page.encode("utf-16-be"), "alpha", "Wörter")

    def test_escapes_of_iso_2022_jp_count_where_it_is_declared(self):
        rules = "漁業の規則"
        self.assert_found("declared.html", b"<meta charset=iso-2022-jp><p>" + rules.encode("iso-2022-jp") + b"</p>", rules)
        self.assert_found("utf-8.html", b"<meta charset=utf-8><p>before \x1b$B behind the sign</p>", "before", "behind")
        self.assert_found("none.html", b"<p>before \x1b$B behind the sign</p>", "before", "behind")

    def test_utf_7_makes_no_tags_of_text_that_was_none(self):
        self.assert_found("seven.html", b"<meta charset=utf-7><p>alpha +ADw-script+AD4- omega</p>", "alpha")
        self.assert_found("eight.html", b"<meta charset=utf-8><p>alpha +ADw-script+AD4- omega</p>", "alpha", "omega")


if __name__ == "__main__":
    harness.unittest.main()
