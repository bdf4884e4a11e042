// What the tests of the search page share: the programs (programs.js), and a browser that watches what a page does.
"use strict";

const assert = require("node:assert/strict");
const { after, before, test } = require("node:test");
const programs = require("./programs.js");
const { STATES } = require("./documents.js");

const { SECONDS, ask, launch } = programs;
after(programs.end);

/* A window that tells what it should not have done to `watcher.faults`. Each is used again: to make one takes long. */
const windows = new Map();
async function open(settings) {
  const context = await (await launch()).newContext(settings);
  const watcher = { context, page: await context.newPage() };
  const tell = (fault) => watcher.faults.push(fault);
  await context.exposeFunction("tellBroken", (what) => tell(`broke the policy: ${what}`));
  await context.addInitScript(() => document.addEventListener("securitypolicyviolation", (event) =>
    globalThis.tellBroken(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`)));
  watcher.page.setDefaultTimeout(SECONDS * 1000);
  watcher.page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.host !== watcher.host && !watcher.beyond?.(url)) tell(`a request to ${url}`);
  });
  watcher.page.on("dialog", (dialog) => {
    tell(`a dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  watcher.page.on("pageerror", (error) => watcher.beyond || tell(`a script failed: ${error}`));
  watcher.page.on("popup", () => tell("a window was opened"));
  return watcher;
}

/*
 * Show a page and do something with it. `settings` are those of a browser context. Whatever is done, the page must ask
 * nobody but its own host for anything, run no script, show no dialog, set no cookie and break no rule of its policy.
 * `settings.beyond`, a function of an address, allows to go on to other pages, and what those do is theirs.
 */
async function visit(url, { beyond, ...settings }, work) {
  const key = JSON.stringify(settings);
  if (!windows.has(key)) windows.set(key, await open(settings));
  const watcher = windows.get(key);
  Object.assign(watcher, { beyond, host: new URL(url).host, faults: [] });
  await watcher.page.goto(url);
  await work(watcher.page);
  await watcher.page.unrouteAll();
  if (!beyond) watcher.faults.push(...(await watcher.context.cookies()).map((cookie) => `a cookie: ${cookie.name}`));
  assert.deepEqual(watcher.faults, []);
}

/* Click a link to another page, and wait until that is there. */
async function follow(page, link) {
  const loaded = page.waitForEvent("load");
  await link.click();
  await loaded;
}

/* Do something in every state of the page (documents.js), in one window: work(page, name of the state). */
function visitStates(server, settings, work) {
  return visit(server.url, settings, async (page) => {
    for (const [state, parameters] of Object.entries(STATES)) {
      await page.goto(ask(server, parameters));
      await work(page, state);
    }
  });
}

module.exports = { ...programs, assert, before, follow, test, visit, visitStates };
