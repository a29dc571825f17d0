import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import setup, { PORT } from "../support/city-for-browsers.ts";

// `npm run pictures -- [--all DIR]`: draws the README's picture of each role's main screen into public/pictures; with
// --all every screen (of one --role), at 360 and 1280 px, in Chinese and English, light and dark, into a folder to be looked at.

const { values } = parseArgs({ options: { all: { type: "string" }, role: { type: "string" } } });
const ROLES: readonly (readonly [who: string, picture: string, width: number, pages: readonly string[]])[] = [
  ["黄思源", "resident", 390, ["/r", "/r/orders", "/r/home"]],
  [
    "陈美珍",
    "grid-worker",
    390,
    ["/g", "/g/buildings", "/g/review", "/g/sheet", "/g/receive", "/g/doors", "/g/cash", "/g/people"],
  ],
  ["吴淑华", "community-clerk", 390, ["/c"]],
  ["周丽萍", "supermarket", 1440, ["/s"]],
  ["陈雅琴", "dispatch", 1440, ["/d", "/d/publish", "/d/trips"]],
  ["何建国", "driver", 390, ["/v"]],
  ["许文彬", "depot", 390, ["/p"]],
  ["林晓岚", "desk", 1440, ["/desk", "/desk/cycles", "/desk/zones", "/desk/claims", "/desk/money", "/desk/staff"]],
];

const stop = await setup();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const folder = values.all ?? "public/pictures";
  await mkdir(folder, { recursive: true });
  for (const [who, name, width, pages] of ROLES) {
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
      await shoot(pages[0] ?? "/", name);
    } else
      for (const path of pages)
        for (const [lang, theme, wide] of [
          ["zh-CN", "light", 360],
          ["en", "dark", 360],
          ["zh-CN", "light", 1280],
          ["en", "dark", 1280],
        ] as const) {
          await context.addCookies([
            { name: "lang", value: lang, url: `http://127.0.0.1:${PORT}` },
            { name: "theme", value: theme, url: `http://127.0.0.1:${PORT}` },
          ]);
          await page.setViewportSize({ width: wide, height: wide === 360 ? 780 : 900 });
          await shoot(path, `${name}${path.replaceAll("/", "-")}-${lang}-${theme}-${wide}`);
        }
    await context.close();
    process.stdout.write(`${name} drawn\n`);
  }
} finally {
  await browser.close();
  await stop();
}
