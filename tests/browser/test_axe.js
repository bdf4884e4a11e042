// What axe-core finds on the search page: nothing.
"use strict";

const fs = require("node:fs");
const { DOCUMENTS } = require("./documents.js");
const { ask, assert, before, makeIndex, serve, test, visit, visitStates } = require("./browser.js");

const AXE = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let server;
before(async () => {
  server = await serve(makeIndex(DOCUMENTS), "--workers", "1");
});

/*
 * All rules of axe, with those of level AAA and what it is not sure of, but two: hidden-content finds that there is
 * some, and identical-links-same-purpose would have each passage repeat the title of its document, which stands above.
 */
async function assertAccessible(page, name) {
  await page.evaluate(`${AXE}; undefined`);
  const found = await page.evaluate(async () => {
    const rules = Object.fromEntries(globalThis.axe.getRules().map((rule) => [rule.ruleId, { enabled: true }]));
    for (const one of ["hidden-content", "identical-links-same-purpose"]) rules[one].enabled = false;
    const { violations, incomplete } = await globalThis.axe.run({ rules, resultTypes: ["violations", "incomplete"] });
    return [...violations, ...incomplete].flatMap((rule) =>
      rule.nodes.slice(0, 3).map((node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
  });
  assert.deepEqual(found, [], name);
}

for (const [name, settings] of [
  ["on a desk, light", { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  ["on a phone, dark", { colorScheme: "dark", viewport: { width: 320, height: 640 } }],
])
  test(`axe finds nothing in any state of the page ${name}`, async () => {
    await visitStates(server, settings, (page, state) => assertAccessible(page, state));
  });

test("axe finds nothing on the page that says that no answer came in time", async () => {
  const other = await serve(server.index, "--workers", "1");
  const worker = Number(fs.readFileSync(`/proc/${other.pid}/task/${other.pid}/children`, "utf8"));
  process.kill(worker, "SIGSTOP");
  await visit(ask(other, { q: "cod" }), {}, async (page) => {
    await assertAccessible(page);
    assert.equal(await page.getByRole("heading", { level: 2 }).innerText(), "This could not be answered");
    assert.match(await page.getByRole("alert").innerText(), /try again/);
    assert.equal(await page.getByRole("searchbox").inputValue(), "cod");
  });
  await other.stop();
});
