import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { enterAs } from "../support/sign-in.ts";

test.use({ viewport: { width: 360, height: 780 } });

test("a resident signs in with a code, sees where today's order is, and opens a package", async ({ page }) => {
  await enterAs(page, "黄思源", /\/r$/);
  await expect(page.getByText(/离截单还有/)).toBeVisible();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(360);
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.filter((v) => v.impact === "serious" || v.impact === "critical").map((v) => v.id)).toEqual(
    [],
  );
  await page.locator('a[href^="/r/packages/"]').first().click();
  await expect(page.getByText("要几份")).toBeVisible();
});
