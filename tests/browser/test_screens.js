// The search page on narrow screens, in large type, on paper, and in colours of the system.
"use strict";

const { DOCUMENTS } = require("./documents.js");
const { ask, assert, before, makeIndex, serve, test, visit, visitStates } = require("./browser.js");

let server;
before(async () => {
  server = await serve(makeIndex(DOCUMENTS), "--workers", "1");
});

/* Nothing sticks out of the window, and nothing is cut off. */
async function assertFits(page, name) {
  const faults = await page.evaluate(() => {
    const wide = document.documentElement.scrollWidth > innerWidth ? ["the page"] : [];
    const elements = [...document.body.querySelectorAll("*:not(.hidden, .hidden *, .skip, option)")];
    return wide.concat(elements.filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const cut = element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).overflowX !== "visible";
      return width && (left < -1 || right > innerWidth + 1 || (cut && element.tagName !== "INPUT"));
    }).map((element) => element.outerHTML.slice(0, 100)));
  });
  assert.deepEqual(faults, [], name);
}

for (const [name, width, type] of [["at 320 pixels", 320, ""], ["at 320 pixels in large type", 320, "200%"],
  ["at 200 % of 1280 pixels", 640, ""], ["at 1280 pixels in large type", 1280, "200%"]])
  test(`nothing scrolls sideways or is cut off ${name}`, () =>
    visitStates(server, { viewport: { width, height: 800 } }, async (page, state) => {
      await page.evaluate((size) => (document.documentElement.style.fontSize = size), type);
      await assertFits(page, state);
    }));

test("on a phone a link leads past the results to what narrows them", () =>
  visit(ask(server, { q: "harbour" }), { viewport: { width: 320, height: 640 } }, async (page) => {
    await page.getByRole("link", { name: "Narrow these results" }).click();
    assert.ok(await page.locator("#narrow").evaluate((one) => Math.abs(one.getBoundingClientRect().y) < 100));
  }));

test("paper shows what was asked, the answers and their addresses, dark on white, and nothing to click", () =>
  visit(ask(server, { q: "harbour" }), { colorScheme: "dark" }, async (page) => {
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    for (const gone of [".narrow", "button", ".facets", ".paging", ".skip"])
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    assert.equal(await page.getByRole("searchbox").isVisible(), true);
    const style = (selector, name, part) => page.locator(selector).first().evaluate((element, [property, pseudo]) =>
      getComputedStyle(element, pseudo)[property], [name, part]);
    assert.match(await style("h3 a", "content", "::after"), /https:\/\/harbour\.example\//);
    assert.equal(await style("blockquote mark", "fontWeight"), "700");
    assert.equal(await style("body", "backgroundColor"), "rgb(255, 255, 255)");
  }));

test("marks stand out where the system chooses the colours", () =>
  visit(ask(server, { q: "cod licence" }), { forcedColors: "active" }, async (page) => {
    const back = (selector) => page.locator(selector).first().evaluate((one) => getComputedStyle(one).backgroundColor);
    assert.notEqual(await back("blockquote mark"), await back("body"));
  }));
