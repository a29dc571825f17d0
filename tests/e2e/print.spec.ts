import { writeFile } from "node:fs/promises";
import { expect, type Page, test } from "@playwright/test";
import { enterAs } from "../support/sign-in.ts";

/** What an A4 sheet holds between its margins of 12 mm (labels: 8 mm), in CSS pixels. */
const PAPER = { width: 703, height: 1000 };

/** The page on paper: nothing of the app around it, black on white, nothing wider than the sheet, and a PDF of it. */
async function printed(page: Page, name: string): Promise<number> {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize(PAPER);
  await page.evaluate(() => document.fonts.ready);
  const seen = await page.evaluate(() => {
    const shown = (e: Element) => e.checkVisibility({ visibilityProperty: true });
    const all = [...document.body.querySelectorAll("*")].filter(shown);
    const light = (colour: string) => {
      const [r = 0, g = 0, b = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
      return alpha === 0 ? 255 : (r + g + b) / 3;
    };
    const hides = (e: Element) => /auto|scroll|hidden|clip/.test(getComputedStyle(e).overflowX);
    const call = (e: Element) => `${e.tagName} ${e.className} ${e.textContent?.slice(0, 30)}`;
    return {
      frame: all.filter((e) => e.matches("[data-frame], nav, .no-print")).map(call),
      buttons: all.filter((e) => e.matches("button:not(:is(th, td) button)")).map(call),
      wide: all.filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1 && e.clientWidth > 1).map(call),
      cut: all.filter((e) => hides(e) && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1).map(call),
      pale: all
        .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent?.trim()))
        .filter((e) => light(getComputedStyle(e).color) > 100)
        .map(call),
      paper: light(getComputedStyle(document.body).backgroundColor),
    };
  });
  expect(seen, name).toEqual({ frame: [], buttons: [], wide: [], cut: [], pale: [], paper: 255 });
  const pdf = await page.pdf({ preferCSSPageSize: true, format: "A4", printBackground: true });
  await writeFile(test.info().outputPath(`${name}.pdf`), pdf);
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

for (const theme of ["light", "dark"] as const) {
  test.describe(`from a ${theme} screen`, () => {
    test.beforeEach(async ({ page, baseURL }) => {
      await page.context().addCookies([{ name: "theme", value: theme, url: baseURL ?? "" }]);
    });

    test("a store's labels and manifest are whole on paper", async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await enterAs(page, "周丽萍", /\/s$/);
      await page.goto("/s/labels");
      await page.locator('a[href*="/s/labels?batch="]').first().click();
      await expect(page.locator('[data-print="labels"] li').first()).toBeVisible();
      expect(await printed(page, "labels")).toBeGreaterThanOrEqual(1);
      await page.emulateMedia({ media: "screen" });
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto("/s/manifest");
      await page.locator('a[href*="/s/manifest?trip="]').first().click();
      await expect(page.getByRole("table").first()).toBeVisible();
      expect(await printed(page, "store-manifest")).toBeGreaterThanOrEqual(1);
    });

    test("dispatch's manifest of a trip is whole on paper", async ({ page }) => {
      await page.setViewportSize({ width: 1280, height: 900 });
      await enterAs(page, "陈雅琴", /\/d$/);
      await page.goto("/d/trips");
      await page.getByRole("link", { name: "班次单" }).first().click();
      await expect(page).toHaveURL(/\/d\/trips\/./);
      expect(await printed(page, "manifest")).toBeGreaterThanOrEqual(1);
    });

    test("the grid's sheet and its cash are whole on paper", async ({ page }) => {
      await page.setViewportSize({ width: 360, height: 780 });
      await enterAs(page, "陈美珍", /\/g$/);
      for (const sheet of ["sheet", "cash"]) {
        await page.emulateMedia({ media: "screen" });
        await page.goto(`/g/${sheet}`);
        expect(await printed(page, sheet)).toBeGreaterThanOrEqual(1);
      }
    });
  });
}
