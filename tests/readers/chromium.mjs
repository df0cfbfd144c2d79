// Chromium as the tests use it: alone, and without a network.
import puppeteer from "puppeteer-core";

export function launch(executablePath) {
  return puppeteer.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
}
