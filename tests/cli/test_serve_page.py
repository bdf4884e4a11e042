"""The search page: what it shows, and that text from outside stays text."""

import html.parser
import unittest
import urllib.parse

from searching import DOCUMENTS
from test_serve import ServerTest

# Everything a page may hold. A link's target is looked at besides.
ELEMENTS = {
    "html": {"lang"}, "head": set(), "meta": {"charset", "name", "content"}, "title": set(), "link": {"rel", "href"},
    "body": set(), "a": {"class", "href", "rel", "aria-current"}, "header": set(), "h1": set(), "h2": {"id"},
    "h3": {"class"}, "form": {"role", "action", "method"}, "p": {"class", "dir", "id", "lang", "role"},
    "label": {"class", "for"}, "span": {"class", "aria-hidden"}, "input": {"type", "id", "name", "maxlength",
    "autocomplete", "value", "size", "aria-describedby"}, "button": set(), "div": {"class"}, "select": {"id", "name"},
    "option": {"value", "selected"}, "main": {"id", "tabindex"}, "section": {"class", "aria-labelledby"},
    "ol": {"role", "start"}, "ul": {"class", "aria-label", "role"}, "li": {"aria-current"}, "article": {"dir", "lang"},
    "time": {"datetime", "dir", "lang"}, "blockquote": {"dir"}, "mark": set(), "q": set(), "bdi": set(),
    "details": set(),
    "summary": set(), "nav": {"class", "aria-label", "aria-labelledby"},
}
VOID = {"meta", "link", "input"}


class Page(html.parser.HTMLParser):
    """A page as a browser would read it; `faults` is what it must not hold."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.texts, self.links, self.inputs, self.headings = [], [], {}, [], {}, []
        self.feed(text)
        self.close()
        self.faults += [f"<{one}> is not closed" for one in self.open]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        allowed = ELEMENTS.get(tag)
        if allowed is None or not set(names) <= allowed or len(names) != len(set(names)):
            self.faults.append(f"<{tag} {names}>")
        values = dict(attrs)
        if "href" in values:
            self.links.append(values["href"])
            scheme = urllib.parse.urlsplit(values["href"]).scheme
            if scheme not in ("", "http", "https"):
                self.faults.append(f"a link to {values['href']}")
        if tag == "input":
            self.inputs.setdefault(values["name"], values["value"])
        if tag not in VOID:
            self.open.append(tag)
            if tag in ("h1", "h2", "h3", "blockquote", "title"):
                self.texts.setdefault(tag, []).append("")
            if tag in ("h1", "h2", "h3"):
                self.headings.append(int(tag[1]))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")

    def handle_data(self, data):
        for tag in self.open:
            if tag in self.texts:
                self.texts[tag][-1] += data

    def handle_comment(self, data):
        self.faults.append(f"a comment: {data}")

    def handle_pi(self, data):
        self.faults.append(f"an instruction: {data}")

    def unknown_decl(self, data):
        self.faults.append(f"a declaration: {data}")


def payloads():
    """A hundred ways to become more than text."""
    calls = ["alert(1)", "alert`1`", "top['al'+'ert'](1)", "import('//x.example/a')", "fetch('//x.example')"]
    forms = ["<script>{}</script>", "<img src=x onerror={}>", "\"><svg/onload={}>", "' onmouseover='{}' x='",
             "\" autofocus onfocus=\"{}", "</title><script>{}</script>", "<a href=\"javascript:{}\">x</a>",
             "</mark></blockquote><iframe srcdoc='<script>{}</script>'></iframe>", "<!--><script>{}</script>-->",
             "<![CDATA[<script>{}</script>]]>", "<style>@import'//x.example/{}'</style>", "<base href=//x.example/{}>",
             "<meta http-equiv=refresh content=0;url=javascript:{}>", "&lt;script&gt;{}&lt;/script&gt;",
             "&#60;img src=x onerror={}&#62;", "<form action=//x.example><button formaction={}>",
             "<math><mi xlink:href={}>",
             "</main></body><script>{}</script>", "<ScRiPt\t>{}</sCrIpT\t>", "`-{}-`<x contenteditable onblur={}>"]
    return [form.replace("{}", call) for form in forms for call in calls]


class PageTest(ServerTest):
    def page(self, *pairs):
        code, headers, body = self.server.get("/?" + urllib.parse.urlencode(pairs))
        self.assertEqual((code, headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        page = Page(body)
        self.assertEqual(page.faults, [], body)
        return page


class Shown(PageTest):
    def test_the_form(self):
        page = self.page()
        self.assertEqual((page.inputs["q"], page.headings), ("", [1, 2]))

    def test_hits(self):
        page = self.page(("q", "cod licence"))
        self.assertEqual(page.texts["title"], ["cod licence – Search"])
        self.assertEqual(page.inputs["q"], "cod licence")
        self.assertEqual(page.texts["h3"][0], "Coastal Fisheries Act")
        self.assertIn("https://norland.example/acts/fisheries", page.links)
        self.assertIn("Nobody may fish for cod without a licence.", page.texts["blockquote"][0])
        self.assertTrue(all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:])), page.headings)

    def test_the_marked_words_are_those_of_the_json(self):
        _, answer = self.server.search(("q", "Dåsnes données"), ("any", 1), ("passages", 2))
        wanted = ["".join(hit["passages"][0]["text"].split()) for hit in answer["hits"]]
        page = self.page(("q", "Dåsnes données"), ("any", 1))
        self.assertEqual(["".join(text.split()) for text in page.texts["blockquote"]][0], wanted[0])
        body = self.server.get("/?" + urllib.parse.urlencode({"q": "Dåsnes"}))[2]
        self.assertIn("Bjørn <mark>Dåsnes</mark>, met", body)

    def test_facets_narrow_and_filters_go_away_again(self):
        link, = [one for one in self.page(("q", "vessels")).links if "type%3Dact" in one]
        pairs = urllib.parse.parse_qsl(link.removeprefix("?"))
        self.assertEqual(pairs, [("q", "vessels"), ("filter", "type=act")])
        narrowed = self.page(*pairs)
        self.assertEqual(narrowed.texts["h2"][0], "2 documents")
        self.assertEqual(narrowed.inputs["filter"], "type=act")
        self.assertIn("?q=vessels", narrowed.links)

    def test_pages(self):
        first = self.page(("q", "vessels"), ("limit", 1))
        self.assertIn("?q=vessels&limit=1&offset=1", first.links)
        self.assertIn("?q=vessels&limit=1", self.page(("q", "vessels"), ("limit", 1), ("offset", 1)).links)

    def test_nothing_found_and_warnings(self):
        body = self.server.get("/?q=unicorns")[2]
        self.assertIn("No document has the word unicorns", body)
        self.assertIn("Nothing to show here", body)
        self.assertNotIn("Narrow by", body)

    def test_another_spelling_is_a_link(self):
        body = self.server.get("/?" + urllib.parse.urlencode({"q": "licnce <b>"}))[2]
        self.assertIn("Nothing was found for <q>licnce &lt;b&gt;</q>", body)
        page = self.page(("q", "vessels licnce"), ("limit", 1))
        self.assertIn("?q=vessels%20licence&limit=1", page.links)
        self.assertNotIn("?q=vessels%20licence&limit=1", self.page(("q", "vessels licnce"), ("as-typed", 1)).links)

    def test_what_is_counted_is_said(self):
        for query, heading in (("vessels", "3 documents"), ("cod licence", "1 document with both words"),
                               ("cod licence vessel", "1 document with all words")):
            self.assertEqual(self.page(("q", query)).texts["h2"][0], heading)

    def test_a_mistake_is_a_page(self):
        code, _, body = self.server.get("/?q=vessels&from=yesterday")
        page = Page(body)
        self.assertEqual((code, page.faults, page.inputs["q"]), (400, [], "vessels"))
        self.assertIn("yesterday", body)

    def test_headers(self):
        headers = self.server.get("/?q=vessels")[1]
        self.assertTrue(headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'"))
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertNotIn("Set-Cookie", headers)
        self.assertEqual(self.server.get("/style.css")[1]["Content-Type"], "text/css; charset=utf-8")


class Hostile(PageTest):
    documents = DOCUMENTS + [
        {"_id": f"p{number}", "title": f"needle{number} {payload}", "issuer": payload, "type": payload,
         "topic": payload, "url": f"javascript:{payload}", "lang": "en",
         "text": f"# {payload}\n\nneedle{number} stands before {payload} and behind it."}
        for number, payload in enumerate(payloads())]

    def test_a_hundred_payloads_stay_text(self):
        self.assertEqual(len(payloads()), 100)
        for number, payload in enumerate(payloads()):
            with self.subTest(payload=payload):
                page = self.page(("q", f"needle{number}"))
                self.assertEqual("".join(page.texts["h3"][0].split()), "".join(f"needle{number}{payload}".split()))
                self.assertIn("".join(payload.split()), "".join("".join(page.texts["blockquote"]).split()))

    def test_a_hundred_payloads_as_queries_stay_text(self):
        for payload in payloads():
            with self.subTest(payload=payload):
                page = self.page(("q", payload))
                self.assertEqual(page.inputs["q"], payload)
                self.page(("q", "needle1"), ("filter", f"issuer={payload}"))
                code, _, body = self.server.get("/?" + urllib.parse.urlencode({"q": "a", "from": payload}))
                self.assertEqual((code, Page(body).faults), (400, []))
                code, _, body = self.server.get("/?" + urllib.parse.urlencode({"q": "a", payload: "1"}))
                self.assertEqual((code, Page(body).faults), (400, []))

    def test_a_path_stays_text(self):
        body = self.server.get("/%3Cscript%3Ealert(1)%3C/script%3E")[2]
        self.assertEqual(Page(body).faults, [])


if __name__ == "__main__":
    unittest.main()
