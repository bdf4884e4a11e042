// The programs, a scratch folder and Chromium, until end(). From the environment: PARAGRAF_BIN, a build folder
// (build/release by default); CHROMIUM, where that is.
"use strict";

const assert = require("node:assert/strict");
const child = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const readline = require("node:readline");
const { chromium } = require("playwright-core");

const SOURCE = path.resolve(__dirname, "../..");
const BIN = path.resolve(process.env.PARAGRAF_BIN || path.join(SOURCE, "build/release"));
const SECONDS = 60; // nothing takes longer, or it is an error

const program = (name) => path.join(BIN, name, `paragraf-${name}`);

/* What is to be done at the end, the last first. */
const endings = [];
const atTheEnd = (work) => endings.push(work);
async function end() {
  for (const work of endings.reverse()) await work();
}

/* A scratch folder that is gone at the end. */
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

/* `paragraf-searcher serve` on a free port: { index, url, pid, stop }. It stops at the end at the latest. */
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

/* The address of an answer: ask(server, { q: "fish", filter: ["type=act", "year=2024"] }) */
function ask(server, parameters) {
  const query = new URLSearchParams();
  for (const [name, values] of Object.entries(parameters))
    for (const value of [values].flat()) query.append(name, value);
  return `${server.url}?${query}`;
}

module.exports = { SECONDS, SOURCE, ask, atTheEnd, end, launch, makeIndex, scratch, serve };
