// Links of an answer lead to the heading, or to the paragraph, that they name: pages are served as their site would,
// and the links of answers about them are followed.
"use strict";

const fs = require("node:fs");
const http = require("node:http");
const path = require("node:path");
const browser = require("./browser.js");
const { SOURCE, ask, assert, atTheEnd, before, follow, makeIndex, scratch, serve, test, visit } = browser;

/* A site of the files below a folder; its address. */
async function serveFiles(folder) {
  const site = http.createServer((request, response) => {
    const file = path.join(folder, decodeURIComponent(new URL(request.url, "http://x").pathname));
    const found = file.startsWith(folder) && fs.existsSync(file) && fs.statSync(file).isFile();
    response.writeHead(found ? 200 : 404, { "Content-Type": file.endsWith(".html") ? "text/html" : "text/plain" });
    response.end(found ? fs.readFileSync(file) : "");
  });
  await new Promise((resolve) => site.listen(0, "127.0.0.1", resolve));
  atTheEnd(() => {
    site.closeAllConnections();
    site.close();
  });
  return `http://127.0.0.1:${site.address().port}/`;
}

/* A folder as a site, indexed, and asked: { folder, site, search } */
async function publish(folder) {
  const site = await serveFiles(folder);
  const index = makeIndex([folder], "--base-url", `${folder}=${site}`);
  return { folder, site, search: await serve(index, "--workers", "1") };
}

const onwards = ({ site }) => ({ beyond: (address) => address.host === new URL(site).host });

/*
 * The heading that the address of a page names, wherever its anchor stands: in it, around it or before it. A paragraph
 * that is named reads as one: laws have such headings.
 */
function targetedHeading() {
  const target = document.querySelector(":target");
  const all = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const heading = target && (target.closest("h1, h2, h3, h4, h5, h6") || all.find((one) => target.contains(one)) ||
    (target.textContent.trim() ? target : null) ||
    all.find((one) => target.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING));
  if (!heading) return null;
  const { top, bottom } = heading.getBoundingClientRect();
  return { text: heading.textContent.replace(/\s+/g, " ").trim(), seen: bottom > 0 && top < innerHeight };
}

/* --- Anchors of every kind ---------------------------------------------------------------------------------------- */

const ANCHORS = ["plain", "zażółć-gęślą", "第三条", "50%", "a%20b", "it's", 'say-"so"', "a&b=c;d", "x<y>", "§5(2)",
  "a/b?c#d", "colon:id", "+plus+", "tilde~!*,$@", "e\u0301", "%E9", "&amp;"];
const UNANCHORED = { "two words": 'id="two words"', nothing: "" };
const filler = "<p>The quick brown fox jumps over the lazy dog.</p>\n".repeat(40);
const attribute = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

const section = (number, attributes) =>
  `<h2 ${attributes}>Heading number ${number}</h2>\n<p>Here stands word${number}, and nowhere else.</p>\n${filler}`;

let made;
let real;
before(async () => {
  const folder = scratch();
  const sections = [...ANCHORS.map((id) => `id="${attribute(id)}"`), ...Object.values(UNANCHORED)]
    .map((attributes, number) => section(number, attributes));
  fs.writeFileSync(path.join(folder, "long page.html"),
    `<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>A long page</title>\n<h1>A long page</h1>\n` +
    `${filler}${sections.join("")}</html>\n`);
  made = await publish(folder);
  const both = scratch();
  fs.cpSync(path.join(SOURCE, "tests/cases/html"), path.join(both, "cases"), { recursive: true });
  fs.cpSync(path.join(SOURCE, "corpus"), path.join(both, "corpus"), { recursive: true });
  real = await publish(both);
});

ANCHORS.forEach((id, number) =>
  test(`a link leads to the heading with the anchor ${id}`, () =>
    visit(ask(made.search, { q: `word${number}` }), onwards(made), async (page) => {
      await follow(page, page.locator(".place a", { hasText: `Heading number ${number}` }));
      assert.deepEqual(await page.evaluate(targetedHeading), { text: `Heading number ${number}`, seen: true });
    })));

Object.keys(UNANCHORED).forEach((id, i) =>
  test(`without an anchor that an address can name, the link leads to the paragraph: ${id}`, () =>
    visit(ask(made.search, { q: `word${ANCHORS.length + i}` }), onwards(made), async (page) => {
      const paragraph = page.getByText(`Here stands word${ANCHORS.length + i},`);
      await follow(page, page.locator(".place a").first());
      await page.waitForFunction(() => scrollY > 0);
      assert.ok(await paragraph.evaluate((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
      }));
    })));

test("the title leads to the page", () =>
  visit(ask(made.search, { q: "word1" }), onwards(made), async (page) => {
    await follow(page, page.getByRole("article").getByRole("heading").getByRole("link"));
    assert.equal(page.url(), `${made.site}long%20page.html`);
    assert.equal(await page.title(), "A long page");
  }));

/* --- Pages as they are -------------------------------------------------------------------------------------------- */

const pages = (folder) => fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).sort();
const PAGES = ["tests/cases/html", "corpus"].flatMap((folder) => pages(path.join(SOURCE, folder))
  .map((name) => `${path.basename(path.dirname(folder)) === "cases" ? "cases" : folder}/${name}`));

const MOST = process.env.PARAGRAF_LONG ? 1000 : 3;

/* What the indexer and a browser read alike, whatever charset each takes a page for that names none. */
const letters = (text) => text.replace(/[^A-Za-z0-9]/g, "") || text;

let followed = 0;
for (const file of PAGES)
  test(`links lead to their headings in ${file}`, () =>
    visit(real.search.url, { beyond: () => true }, async (page) => {
      // A page may say that its address is another: there it is, too. Nothing else is there.
      await page.route((url) => url.hostname !== "127.0.0.1", (route) => {
        const itself = route.request().isNavigationRequest() && route.request().frame() === page.mainFrame();
        const whole = { path: path.join(real.folder, file), contentType: "text/html" };
        return itself ? route.fulfill(whole) : route.abort();
      });
      await page.goto(real.site + encodeURI(file));
      const headings = await page.locator("h1, h2, h3, h4, h5, h6").allInnerTexts();
      const question = ask(real.search, {
        q: headings.join(" ").replace(/[^\p{L}]+/gu, " ").slice(0, 300), any: "1", filter: `path=${file}`,
        passages: "10",
      });
      await page.goto(question);
      const title = (await page.getByRole("article").getByRole("heading").allInnerTexts())[0];
      const links = await page.locator(".place a[href*='#']:not([href*=':~:'])").evaluateAll((all) =>
        all.map((one) => [one.getAttribute("href"), one.closest(".here") ? "" : one.innerText]));
      for (const [href, place] of [...new Map(links)].slice(0, MOST)) {
        await page.goto(question);
        await follow(page, page.locator(`.place a[href=${JSON.stringify(href)}]`).first());
        const found = await page.evaluate(targetedHeading);
        const named = place ? place.split(" › ").at(-1) : title;
        assert.ok(found && found.seen && letters(found.text).includes(letters(named)),
          `${href}: ${JSON.stringify({ named, found })}`);
        followed++;
      }
    }));

test("there were links to follow", () => assert.ok(followed >= 30, `${followed}`));
