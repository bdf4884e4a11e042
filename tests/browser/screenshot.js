// Make the picture of the search page that README.md shows: node screenshot.js docs/images/search-page.png
// Needs a build, what browser.txt names, and the Debian packages fonts-inter and pngquant.
"use strict";

const child = require("node:child_process");
const path = require("node:path");
const { SOURCE, ask, end, launch, makeIndex, serve } = require("./programs.js");

const CORPUS = path.join(SOURCE, "corpus");

async function main(file) {
  const site = ["--base-url", `${CORPUS}=https://documents.example`, "--exclude", "README.md"];
  const server = await serve(makeIndex([CORPUS], ...site), "--workers", "1");
  const page = await (await launch()).newPage({ viewport: { width: 1120, height: 940 }, deviceScaleFactor: 1.5 });
  await page.goto(ask(server, { q: "defence cooperation Japan" }));
  await page.evaluate(() => (document.body.style.fontFamily = "Inter"));
  const picture = await page.screenshot();
  const squeeze = ["--force", "--strip", "--speed", "1", "--output", file, "64", "-"];
  child.execFileSync("pngquant", squeeze, { input: picture });
}

main(process.argv[2]).finally(end);
