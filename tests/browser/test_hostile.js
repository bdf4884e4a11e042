// Documents and queries that try to be more than text, in a browser with scripts on and the page's policy off, so that
// only how the page is written keeps them from running.
"use strict";

const { ask, assert, before, follow, makeIndex, serve, test, visit } = require("./browser.js");

const PAYLOADS = [
  "<script>alert(1)</script>",
  "\"><img src=x onerror=alert(1)>",
  "'><svg onload=alert(1)>",
  "</title></mark></p></blockquote></article><script>alert(1)</script>",
  "</select></form><iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
  "\" autofocus onfocus=alert(1) x=\"",
  "<details open ontoggle=alert(1)>",
  "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=x onerror=alert(1)&gt;\">",
  "<!--><img src=//evil.example/x onerror=alert(1)>--!>",
  "&lt;img src=x onerror=alert(1)&gt;&#60;script&#62;alert(1)&#60;/script&#62;",
  "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
  "<link rel=stylesheet href=//evil.example/x><base href=//evil.example/>",
];
const ADDRESSES = [
  "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
  "\u0001javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:alert(1)",
  "https://norland.example/\"onmouseover=alert(1)//",
];

let server;
before(async () => {
  const documents = PAYLOADS.map((payload, number) => ({
    _id: `${number}${payload}`, title: `needle${number} ${payload}`, issuer: payload, type: payload, country: payload,
    topic: [payload, `2 ${payload}`], date: "2024-05", lang: "en", url: `https://norland.example/${payload}`,
    text: `# ${payload}\n\nneedle${number} stands before ${payload} and behind it.`,
  }));
  const addresses = ADDRESSES.map((url, number) => ({
    _id: `a${number}`, title: `address${number}`, url, text: "Text.",
  }));
  server = await serve(makeIndex([...documents, ...addresses]), "--workers", "1");
});

const settings = { bypassCSP: true };

/* What the payloads would make: there is none of it in a page. */
const HARMFUL = "script, img, svg, iframe, math, style, base, meta[http-equiv], [onfocus], [autofocus], " +
  "link:not([href$='style.css'])";

/* Everything on the page is touched, so that what waits for that would run. */
async function touch(page) {
  await page.locator("a, input, mark, summary, h3").evaluateAll((all) => all.forEach((one) => {
    one.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    one.focus();
  }));
  assert.equal(await page.locator(HARMFUL).count(), 0);
}

PAYLOADS.forEach((payload, number) =>
  test(`text stays text: ${payload}`, () =>
    visit(ask(server, { q: `needle${number}` }), settings, async (page) => {
      const hit = page.getByRole("article").first();
      assert.equal(await hit.getByRole("heading").innerText(), `needle${number} ${payload}`);
      await touch(page);
      await follow(page, page.locator(".facets a").first());
      assert.equal(await page.locator(".filters bdi").innerText(), payload);
      await touch(page);
      for (const parameters of [{ q: payload }, { q: "a", from: payload }, { q: "a", filter: `issuer=${payload}` },
        { q: "a", [payload]: payload }]) {
        await page.goto(ask(server, parameters));
        await touch(page);
      }
      await page.goto(server.url + encodeURIComponent(payload));
      await touch(page);
    })));

ADDRESSES.forEach((address, number) =>
  test(`no link runs a script: ${JSON.stringify(address)}`, () =>
    visit(ask(server, { q: `address${number}` }), settings, async (page) => {
      await touch(page);
      const schemes = await page.locator("article a").evaluateAll((all) => all.map((one) => one.protocol));
      for (const scheme of schemes) assert.match(scheme, /^https?:$/);
    })));
