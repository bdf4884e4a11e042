// What the tests of the search page share: an index of given documents, a server on it, and a browser that watches what
// a page does. From the environment: PARAGRAF_BIN, a build folder (build/release by default).
"use strict";

const assert = require("node:assert/strict");
const child = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const readline = require("node:readline");
const { after, before, test } = require("node:test");
const { STATES } = require("./documents.js");
const { chromium } = require("playwright-core");

const SOURCE = path.resolve(__dirname, "../..");
const BIN = process.env.PARAGRAF_BIN || path.join(SOURCE, "build/release");
const SECONDS = 60; // nothing takes longer, or it is an error

const program = (name) => path.join(BIN, name, `paragraf-${name}`);

/* What is to be done when the tests of a file are over, the last first. */
const endings = [];
const atTheEnd = (work) => endings.push(work);
after(async () => {
  for (const end of endings.reverse()) await end();
});

/* A scratch folder that is gone when the tests are over. */
function scratch() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "paragraf-"));
  atTheEnd(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/* An index of folders, files or documents as of JSON Lines; its path. */
function makeIndex(sources, ...options) {
  const folder = scratch();
  const paths = sources.filter((one) => typeof one === "string");
  const documents = sources.filter((one) => typeof one !== "string");
  if (documents.length) {
    fs.writeFileSync(path.join(folder, "documents.jsonl"), documents.map((one) => JSON.stringify(one) + "\n").join(""));
    paths.push("documents.jsonl");
  }
  child.execFileSync(program("indexer"), ["my.idx", ...paths, "--quiet", ...options], { cwd: folder });
  return path.join(folder, "my.idx");
}

/* `paragraf-searcher serve` on a free port: { index, url, pid, stop }. It stops with the tests at the latest. */
async function serve(index, ...options) {
  const server = child.spawn(program("searcher"), ["serve", index, "--listen", "127.0.0.1:0", ...options],
    { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => server.on("exit", resolve));
  const stop = async () => {
    server.kill();
    await ended;
  };
  atTheEnd(stop);
  const lines = readline.createInterface({ input: server.stderr });
  const line = await new Promise((resolve) => {
    lines.once("line", resolve);
    lines.once("close", () => resolve("nothing"));
  });
  const url = /http:\S+\//.exec(line);
  assert.ok(url, `the server said: ${line}`);
  return { index, url: url[0], pid: server.pid, stop };
}

let browser;
async function launch() {
  if (!browser) {
    const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
    // Chromium's sandbox needs what root and containers have not, and all pages here are our own.
    browser = chromium.launch({ executablePath, args: ["--no-sandbox"], timeout: SECONDS * 1000 });
    atTheEnd(async () => (await browser).close());
  }
  return browser;
}

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

/* The address of an answer: ask(server, { q: "fish", filter: ["type=act", "year=2024"] }) */
function ask(server, parameters) {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters))
    for (const value of [values].flat()) query.append(name, value);
  return `${server.url}?${query}`;
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

module.exports = {
  SOURCE, ask, assert, atTheEnd, before, follow, launch, makeIndex, scratch, serve, test, visit, visitStates,
};
