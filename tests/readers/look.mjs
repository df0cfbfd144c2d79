// Looks at pages in headless Chromium, and prints for each as a line of JSON what axe finds wrong with it, what it asked
// for and what it said. With LOOK=FOLDER in the environment, makes pictures of the first.
//   node look.mjs CHROMIUM PAGE.html...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const [, , executablePath, ...paths] = process.argv;
const folder = process.env.LOOK;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
// Each width and each scheme once, and paper as wide as A4 within its margins; pictures are made of a light desktop too.
const VIEWS = [
  ["phone", 360, "light"],
  ["dark", 1280, "dark"],
  ["paper", 657, "light"],
  ...(folder ? [["desktop", 1280, "light"]] : []),
];

// Runs in the page: the cells of tables in which a word of common length is on two lines.
function tornWords() {
  const torn = [];
  for (const cell of document.querySelectorAll("th, td")) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { previousSibling, nextSibling } = texts.currentNode;
      const broken = (one) => one?.nodeName === "WBR" && getComputedStyle(one).display !== "none";
      if ([previousSibling, nextSibling].some(broken)) continue; // a long word
      for (const { 0: word, index } of texts.currentNode.data.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        if (word.length <= 16 && new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) torn.push(word);
      }
    }
  }
  return torn;
}

// Runs in the page: the numbers of lists for which there is no room before their text.
function cutNumbers() {
  const cut = [];
  for (const list of document.querySelectorAll("ol")) {
    const style = getComputedStyle(list);
    if (style.listStyleType === "none" || style.listStylePosition === "inside") continue;
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${style.fontSize} ${style.fontFamily}`;
    const number = `${list.start + list.children.length - 1}. `;
    const before = style.columnCount === "auto" ? style.paddingInlineStart : "0"; // of the first column alone
    const room = parseFloat(before) + parseFloat(getComputedStyle(list.lastElementChild).marginInlineStart);
    if (pen.measureText(number).width > room) cut.push(number);
  }
  return cut;
}

async function look(browser, path) {
  const page = await browser.newPage();
  const asked = [];
  const said = [];
  const violations = [];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  page.on("dialog", (dialog) => { said.push(dialog.message()); dialog.dismiss(); });
  for (const [view, width, scheme] of VIEWS) {
    await page.setViewport({ width, height: 900 });
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await page.emulateMediaType(view === "paper" ? "print" : "screen");
    await page.goto(pathToFileURL(path).href);
    const wide = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    if (wide) violations.push({ view, id: "wider-than-the-screen" });
    for (const find of [tornWords, cutNumbers]) {
      const nodes = await page.evaluate(find);
      if (nodes.length > 0) violations.push({ view, id: find.name, nodes: nodes.slice(0, 3) });
    }
    await page.evaluate(axe);
    const found = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
    for (const { id, help, nodes } of found.violations) {
      violations.push({ view, id, help, nodes: nodes.slice(0, 3).map((node) => node.html) });
    }
    for (const part of folder ? [0, 1, 2] : []) {
      const clip = { x: 0, y: part * 2400, width, height: 2400 };
      await page.screenshot({ path: `${folder}/${view}-${part}.png`, clip, captureBeyondViewport: true });
    }
  }
  await page.emulateMediaType(null);
  const text = await page.evaluate("document.body.innerText");
  await page.close();
  return { page: basename(path), violations, asked, said, text };
}

const browser = await launch(executablePath);
for (const path of paths) console.log(JSON.stringify(await look(browser, path)));
await browser.close();
