// Looks at pages in headless Chromium, and prints for each as a line of JSON what axe finds wrong with it, what it asked
// for and what it said. With LOOK=FOLDER in the environment, also makes pictures and a print of the first.
//   node look.mjs CHROMIUM PAGE.html...
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [, , executablePath, ...paths] = process.argv;
const folder = process.env.LOOK;
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf-8");
// Each width and each scheme once; pictures are made of a light desktop too.
const VIEWS = [["phone", 360, "light"], ["dark", 1280, "dark"], ...(folder ? [["desktop", 1280, "light"]] : [])];

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
    await page.goto(pathToFileURL(path).href);
    const wide = await page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    if (wide) violations.push({ view, id: "wider-than-the-screen" });
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
  if (folder) await page.pdf({ path: `${folder}/print.pdf`, preferCSSPageSize: true });
  const text = await page.evaluate("document.body.innerText");
  await page.close();
  return { page: basename(path), violations, asked, said, text };
}

const browser = await puppeteer.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"],
});
for (const path of paths) console.log(JSON.stringify(await look(browser, path)));
await browser.close();
