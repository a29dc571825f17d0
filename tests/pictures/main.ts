import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import { PORT } from "../support/browser-address.ts";
import { openCity } from "../support/city-for-browsers.ts";
import { addressOf, READERS, readAs } from "../support/screens.ts";

// `npm run pictures -- [--all DIR]`: draws the README's picture of each role's main screen into public/pictures; with
// --all every screen (of one --role), at 360 and 1280 px, in Chinese and English, light and dark, into a folder to be looked at.

const { values } = parseArgs({ options: { all: { type: "string" }, role: { type: "string" } } });
const stop = await openCity();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const folder = values.all ?? "public/pictures";
  await mkdir(folder, { recursive: true });
  for (const { who, name, width, screens } of READERS) {
    if (values.role && values.role !== name) continue;
    const context = await browser.newContext({
      baseURL: `http://127.0.0.1:${PORT}`,
      locale: "zh-CN",
      viewport: { width, height: width < 600 ? 844 : 900 },
    });
    const page = await context.newPage();
    await page.goto("/demo");
    await page.getByRole("button", { name: `以${who}进去` }).click();
    await page.waitForURL((url) => url.pathname !== "/demo", { timeout: 20_000 });
    const shoot = async (path: string, file: string) => {
      await page.goto(path, { waitUntil: "load" });
      await page.waitForTimeout(1200);
      await page.screenshot({ path: `${folder}/${file}.png`, fullPage: values.all !== undefined && width < 600 });
    };
    if (!values.all) {
      // Who begins behind a link is another of a role that has its picture.
      if (typeof screens[0] === "string") await shoot(screens[0], name);
    } else
      for (const screen of screens) {
        await readAs(page, { lang: "zh-CN", theme: "light" });
        const path = await addressOf(page, screen);
        if (!path) continue;
        const file =
          typeof screen === "string"
            ? path
            : `${screen.page} ${screens.indexOf(screen)}`.replaceAll(/[^a-z0-9]+/g, "-");
        for (const [lang, theme, wide] of [
          ["zh-CN", "light", 360],
          ["en", "dark", 360],
          ["zh-CN", "light", 1280],
          ["en", "dark", 1280],
        ] as const) {
          await readAs(page, { lang, theme });
          await page.setViewportSize({ width: wide, height: wide === 360 ? 780 : 900 });
          await shoot(path, `${name}${file.replaceAll("/", "-")}-${lang}-${theme}-${wide}`);
        }
      }
    await context.close();
    process.stdout.write(`${name} drawn\n`);
  }
} finally {
  await browser.close();
  await stop();
}
