import { chromium } from "@playwright/test";
import { PORT } from "../../support/browser-address.ts";
import { openCity } from "../../support/city-for-browsers.ts";

// `npm run bench:first-load`: what a resident's first screen costs on a slow phone: JavaScript over the wire, and the
// time until it stands, with a processor four times slower, 1.6 Mbit/s down and 150 ms latency. Three loads, cache empty.

const MEGABIT = 1_000_000 / 8;
const stop = await openCity();
const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const context = await browser.newContext({
    viewport: { width: 360, height: 780 },
    baseURL: `http://127.0.0.1:${PORT}`,
    locale: "zh-CN",
  });
  const first = await context.newPage();
  await first.goto("/demo");
  await first.getByRole("button", { name: "以黄思源进去" }).click();
  await first.waitForURL(/\/r$/);
  await first.close();
  for (const [name, path] of [
    ["home", "/r"],
    ["orders", "/r/orders"],
  ] as const)
    for (let load = 1; load <= 3; load += 1) {
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send("Network.enable");
      await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
      await cdp.send("Network.emulateNetworkConditions", {
        offline: false,
        latency: 150,
        downloadThroughput: 1.6 * MEGABIT,
        uploadThroughput: 0.75 * MEGABIT,
      });
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
      const kind = new Map<string, string>();
      const bytes = new Map<string, number>();
      cdp.on("Network.responseReceived", (e) => void kind.set(e.requestId, e.type));
      cdp.on("Network.loadingFinished", (e) => {
        const type = kind.get(e.requestId) ?? "Other";
        bytes.set(type, (bytes.get(type) ?? 0) + e.encodedDataLength);
      });
      await page.goto(path, { waitUntil: "load" });
      const paint = await page.evaluate(() => ({
        content: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
        load: (performance.getEntriesByType("navigation")[0] as PerformanceNavigationTiming).loadEventEnd,
      }));
      const kb = (type: string) => `${((bytes.get(type) ?? 0) / 1000).toFixed(1)} kB`;
      process.stdout.write(
        `${name} ${load}: JavaScript ${kb("Script")}, CSS ${kb("Stylesheet")}, page ${kb("Document")}; content after ${paint.content.toFixed(0)} ms, loaded after ${paint.load.toFixed(0)} ms\n`,
      );
      await page.close();
    }
} finally {
  await browser.close();
  await stop();
}
