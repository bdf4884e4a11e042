// What the search page says, where its links lead, and where Tab goes.
"use strict";

const { DOCUMENTS } = require("./documents.js");
const { ask, assert, before, follow, makeIndex, serve, test, visit, visitStates } = require("./browser.js");

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 320, height: 640 };

let server;
before(async () => {
  server = await serve(makeIndex(DOCUMENTS), "--workers", "1");
});

/* --- What is announced -------------------------------------------------------------------------------------------- */

test("the title of the page names the query and the page", () =>
  visit(ask(server, { q: "harbour", offset: "10" }), {}, async (page) => {
    assert.equal(await page.title(), "harbour – page 2 – Search");
  }));

test("headings go down one level at a time, from one first", () =>
  visitStates(server, {}, async (page, state) => {
    const levels = await page.getByRole("heading").evaluateAll((all) => all.map((one) => Number(one.tagName[1])));
    assert.equal(levels.filter((level) => level === 1).length, 1, state);
    levels.forEach((level, i) => assert.ok(level <= (levels[i - 1] || 0) + 1, `${state}: ${levels}`));
  }));

test("landmarks, the field and its list have names and numbers", () =>
  visit(ask(server, { q: "harbour" }), {}, async (page) => {
    for (const role of ["banner", "main", "search"]) assert.equal(await page.getByRole(role).count(), 1, role);
    for (const name of ["Pages", "Narrow by"])
      assert.equal(await page.getByRole("navigation", { name, exact: true }).count(), 1, name);
    assert.equal(await page.getByRole("searchbox", { name: "Words to look for" }).inputValue(), "harbour");
    for (const name of ["From date", "To date"]) {
      const field = page.getByRole("textbox", { name });
      assert.match(await field.getAttribute("aria-describedby"), /^dates$/);
    }
    const results = page.getByRole("region", { name: "26 documents" });
    assert.equal(await results.getByRole("list").first().locator("> li").count(), 10);
    assert.equal(await results.getByRole("article").count(), 10);
    assert.match(await results.innerText(), /1–10 are shown/);
  }));

test("hits are in their own language, and what the page says of them is in its", async () => {
  for (const [q, language] of [["données", "fr"], ["رخصة", "ar"], ["報告義務", "ja"], ["licence", "en"]])
    await visit(ask(server, { q }), {}, async (page) => {
      assert.equal(await page.locator("html").getAttribute("lang"), "en");
      const hit = page.getByRole("article").first();
      assert.equal(await hit.getAttribute("lang"), language, q);
      for (const one of await hit.locator("time, .here").all()) assert.equal(await one.getAttribute("lang"), "en");
    });
});

test("right-to-left text runs from right to left, and the page around it does not", () =>
  visit(ask(server, { q: "رخصة سمك القد" }), {}, async (page) => {
    const direction = (one) => one.evaluate((element) => getComputedStyle(element).direction);
    const hit = page.getByRole("article").first();
    assert.equal(await direction(hit.getByRole("heading")), "rtl");
    for (const part of ["blockquote", ".about", ".place"])
      assert.equal(await direction(hit.locator(part).first()), "rtl", part);
    assert.equal(await direction(hit.locator("time")), "ltr");
    assert.equal(await direction(page.locator("body")), "ltr");
  }));

test("the words that were found are marked", () =>
  visit(ask(server, { q: "cod licence" }), {}, async (page) => {
    const hit = page.getByRole("article").first();
    assert.deepEqual(await hit.locator("blockquote").first().locator("mark").allInnerTexts(),
      ["cod", "licence", "licence", "cod"]);
  }));

test("dates read as people write them, and are dates for programs", async () => {
  for (const [q, date, text] of [["licence", "2024-05-31", "31 May 2024"], ["رخصة", "2023-02", "February 2023"]])
    await visit(ask(server, { q }), {}, async (page) => {
      const time = page.locator("time").first();
      assert.deepEqual([await time.getAttribute("datetime"), await time.innerText()], [date, text]);
    });
});

test("a document without an address says where it lies", () =>
  visit(ask(server, { q: "seen in the harbour" }), {}, async (page) => {
    const hit = page.getByRole("article").first();
    assert.equal(await hit.getByRole("heading").getByRole("link").count(), 0);
    assert.equal(await hit.locator(".path").innerText(), "documents.jsonl · loose");
  }));

/* --- A keyboard --------------------------------------------------------------------------------------------------- */

/* Where Tab goes, from the top to the end of the page. */
async function tabStops(page) {
  const stops = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const { x, y, width, height } = element.getBoundingClientRect();
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const area = element.closest("header, nav, main, .skip") || document.body;
      return {
        what: `${element.tagName} ${element.id || element.innerText}`, x, y: y + scrollY, width, height,
        area: `${area.tagName} ${area.className}`, seen: y >= 0 && y + height <= innerHeight + 1 && x >= 0,
        outlined: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
      };
    });
    if (!stop) return stops;
    assert.ok(stops.length < 200, "Tab goes round and round");
    stops.push(stop);
  }
}

for (const [name, viewport] of [["on a desk", DESKTOP], ["on a phone", PHONE]])
  test(`Tab goes in the order of reading, and shows where it is, ${name}`, () =>
    visit(ask(server, { q: "harbour", filter: "country=Norland" }), { viewport }, async (page) => {
      const stops = await tabStops(page);
      assert.equal(stops[0].what, "A Skip to the results");
      assert.ok(stops.length > 30, `${stops.length}`);
      for (const stop of stops) assert.ok(stop.seen && stop.outlined, JSON.stringify(stop));
      stops.forEach((stop, i) => {
        const before = stops[i - 1];
        if (i < 2 || (viewport === DESKTOP && stop.area !== before.area)) return;
        const follows = stop.y >= before.y + before.height - 2 || stop.x >= before.x + before.width - 2;
        assert.ok(follows, JSON.stringify([before, stop]));
      });
      const areas = stops.map((stop) => stop.area).filter((area, i, all) => area !== all[i - 1]);
      assert.deepEqual(areas, ["A skip", "HEADER ", "MAIN ", "NAV paging", "NAV facets"]);
    }));

test("the first Tab leads past the form", () =>
  visit(ask(server, { q: "harbour" }), {}, async (page) => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("ol").contains(document.activeElement)));
  }));

test("Enter in the field searches, and keeps dates and order", () =>
  visit(ask(server, { q: "cod", from: "2011", sort: "newest", filter: "type=act" }), {}, async (page) => {
    await page.getByRole("searchbox").fill("licence");
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=licence/);
    const asked = new URL(page.url()).searchParams;
    assert.deepEqual([...asked].filter(([, value]) => value),
      [["q", "licence"], ["from", "2011"], ["sort", "newest"], ["filter", "type=act"]]);
    assert.equal(await page.getByRole("heading", { level: 2 }).first().innerText(), "1 document");
  }));

/* --- To other answers --------------------------------------------------------------------------------------------- */

const count = async (page) => page.getByRole("heading", { level: 2 }).first().innerText();

test("a value narrows to as many documents as it says, Back goes back, and the filter goes away again", () =>
  visit(ask(server, { q: "harbour" }), {}, async (page) => {
    const values = page.getByRole("navigation", { name: "Narrow by" }).getByRole("listitem");
    const value = values.filter({ hasText: "circular" });
    assert.match(await value.innerText(), /^circular\s+13$/);
    await follow(page, value.getByRole("link"));
    assert.equal(await count(page), "13 documents");
    assert.equal(await page.getByRole("searchbox").inputValue(), "harbour");
    await page.goBack();
    assert.equal(await count(page), "26 documents");
    await page.goForward();
    await follow(page, page.getByRole("list", { name: "Filters" }).getByRole("link"));
    assert.equal(await count(page), "26 documents");
    await follow(page, value.getByRole("link"));
    const chosen = page.locator(".chosen");
    assert.equal(await chosen.getAttribute("aria-current"), "true");
    await follow(page, chosen);
    assert.equal(await count(page), "26 documents");
  }));

test("pages hold every document once, forwards and backwards", () =>
  visit(ask(server, { q: "notice" }), {}, async (page) => {
    const titles = [];
    const pages = [];
    for (;;) {
      titles.push(...(await page.getByRole("article").getByRole("heading").allInnerTexts()));
      pages.push(await page.locator("[aria-current=page]").innerText());
      const next = page.locator("a[rel=next]");
      if (!(await next.count())) break;
      await follow(page, next);
    }
    assert.deepEqual([pages, titles.length, new Set(titles).size], [["Page 1", "Page 2", "Page 3"], 25, 25]);
    await follow(page, page.locator("a[rel=prev]"));
    await follow(page, page.locator("a[rel=prev]"));
    assert.equal(await page.locator("a[rel=prev]").count(), 0);
    assert.equal(await page.getByRole("article").getByRole("heading").first().innerText(), titles[0]);
  }));

test("a page behind the last leads to the first", () =>
  visit(ask(server, { q: "harbour", offset: "1000" }), {}, async (page) => {
    await follow(page, page.getByRole("link", { name: "First page" }));
    assert.equal(await page.getByRole("article").count(), 10);
  }));

test("a language has its name, also as a filter", () =>
  visit(ask(server, { q: "cod" }), {}, async (page) => {
    await follow(page, page.getByRole("link", { name: "Arabic" }));
    assert.match(await page.getByRole("list", { name: "Filters" }).innerText(), /Language:\s+Arabic/i);
    assert.equal(await page.getByRole("article").count(), 1);
  }));

test("what was typed and is no date stays where it was typed, with the other fields", () =>
  visit(ask(server, { from: "yesterday", to: "2025", filter: "type=act", q: "cod" }), {}, async (page) => {
    assert.equal(await page.getByRole("textbox", { name: "From date" }).inputValue(), "yesterday");
    await page.getByRole("textbox", { name: "From date" }).fill("2024");
    await follow(page, page.getByRole("button", { name: "Search" }));
    assert.deepEqual([...new URL(page.url()).searchParams], [["q", "cod"], ["from", "2024"], ["to", "2025"],
      ["sort", "relevance"], ["filter", "type=act"]]);
    assert.equal(await count(page), "1 document");
  }));

test("a page that is not there looks like the others, and leads to them", async () => {
  for (const path of ["acts", "acts/", "acts/2024/fisheries.html"])
    await visit(server.url + path, {}, async (page) => {
      const header = page.getByRole("banner");
      assert.notEqual(await header.evaluate((one) => getComputedStyle(one).backgroundColor), "rgba(0, 0, 0, 0)", path);
      await page.getByRole("searchbox").fill("licence");
      await follow(page, page.getByRole("button", { name: "Search" }));
      assert.equal(await count(page), "1 document");
    });
});

test("values that are many are behind a click", () =>
  visit(ask(server, { q: "harbour" }), {}, async (page) => {
    const years = page.getByRole("navigation", { name: "Narrow by" }).locator("section", { hasText: "year" });
    const last = years.locator("li").last();
    assert.equal(await last.isVisible(), false);
    await years.getByText("6 more").click();
    assert.equal(await last.isVisible(), true);
  }));

test("everything works with scripts switched off, and there is none", () =>
  visit(server.url, { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator("script, [onclick], [onload], [style]").count(), 0);
    await page.getByRole("searchbox").fill("harbour");
    await follow(page, page.getByRole("button", { name: "Search" }));
    await follow(page, page.getByRole("link", { name: "circular" }));
    await follow(page, page.getByRole("link", { name: "Next" }));
    assert.match(await page.getByRole("main").innerText(), /11–13 are shown/);
  }));
