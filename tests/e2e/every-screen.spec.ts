import { expect, test } from "@playwright/test";
import { DEMO_PASSWORD, DEMO_RESIDENT_PHONE } from "../../src/server/demo/sign-ins.ts";
import { lookOver } from "../support/look-over.ts";
import { addressOf, DOORS, READERS, readAs } from "../support/screens.ts";
import { enterAs } from "../support/sign-in.ts";

// Every screen in both languages, light and dark, on a phone and on a desk, and for residents in large type.

const PHONE = { width: 360, height: 780 };
const DESK = { width: 1280, height: 900 };

for (const { who, name, width, screens } of READERS)
  test(`every screen of the ${name} is fit to be read by everybody`, async ({ page }) => {
    test.setTimeout(600_000);
    await page.setViewportSize(width === 390 ? PHONE : DESK);
    await enterAs(page, who, /.*/);
    for (const screen of screens) {
      await readAs(page, { lang: "zh-CN", theme: "light" });
      const path = await addressOf(page, screen);
      expect(path, `no way to ${JSON.stringify(screen)}`).toBeDefined();
      for (const [how, size] of [
        [{ lang: "zh-CN", theme: "light" }, PHONE],
        [{ lang: "zh-CN", theme: "dark" }, DESK],
        [{ lang: "en", theme: "dark" }, PHONE],
        [{ lang: "en", theme: "light" }, DESK],
        ...(name === "resident" ? ([[{ lang: "zh-CN", theme: "light", type: "large" }, PHONE]] as const) : []),
      ] as const) {
        await readAs(page, how);
        await page.setViewportSize(size);
        await page.goto(path ?? "/", { waitUntil: "load" });
        await lookOver(page, `${path} ${Object.values(how).join(" ")} ${size.width}`);
      }
    }
  });

test("the door of the house is fit to be read by everybody", async ({ page }) => {
  await page.goto("/demo");
  for (const path of DOORS)
    for (const [lang, theme] of [
      ["zh-CN", "light"],
      ["en", "dark"],
    ] as const) {
      await readAs(page, { lang, theme });
      await page.setViewportSize(PHONE);
      await page.goto(path, { waitUntil: "load" });
      await lookOver(page, `${path} ${lang} ${theme}`);
    }
});

test("the second steps of signing in are fit to be read by everybody", async ({ page }) => {
  await page.goto("/sign-in");
  for (const [lang, theme, size] of [
    ["zh-CN", "light", PHONE],
    ["en", "dark", DESK],
  ] as const) {
    await readAs(page, { lang, theme });
    await page.setViewportSize(size);
    const form = page.locator("main form").first();
    const press = () => form.locator("button[type=submit]").click();

    await page.goto("/sign-in");
    await form.locator("input[type=tel]").fill(DEMO_RESIDENT_PHONE);
    await press();
    await expect(form.locator("input[autocomplete=one-time-code]")).toBeVisible();
    await lookOver(page, `the code of a resident ${lang} ${theme}`);

    await page.goto("/sign-in?who=staff");
    await form.locator("input[autocomplete=username]").fill("wuzi");
    await form.locator("input[type=password]").fill(DEMO_PASSWORD);
    await press();
    await expect(form.locator("input[autocomplete=one-time-code]")).toBeVisible();
    await lookOver(page, `the code of the desk ${lang} ${theme}`);
    await form.locator("button[type=button]").click();
    await lookOver(page, `the backup code of the desk ${lang} ${theme}`);
  }
});
