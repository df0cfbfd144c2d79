// Prints pages of HTML in headless Chromium, each as PDF beside itself.
//   node print.mjs CHROMIUM PAGE.html...
import { pathToFileURL } from "node:url";
import { launch } from "./chromium.mjs";

const [, , executablePath, ...paths] = process.argv;
const browser = await launch(executablePath);
const page = await browser.newPage();
for (const path of paths) {
  await page.goto(pathToFileURL(path).href);
  await page.pdf({ path: path.replace(/html$/, "pdf"), preferCSSPageSize: true });
}
await browser.close();
