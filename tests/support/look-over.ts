import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What must hold on every screen: nothing serious for those who cannot see it well, and nothing to scroll sideways for. */
export async function lookOver(page: Page, what: string): Promise<void> {
  const wide = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth] as const);
  expect(wide[0], `${what} is wider than the screen`).toBeLessThanOrEqual(wide[1]);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const bad = violations.filter((v) => v.impact === "serious" || v.impact === "critical");
  expect(
    bad.map(
      (v) =>
        `${v.id}: ${v.nodes
          .map((n) => n.target.join(" "))
          .slice(0, 3)
          .join(" | ")}`,
    ),
    what,
  ).toEqual([]);
}

/** Sets the language by its cookie, as the switch does. */
export async function speak(page: Page, language: "zh-CN" | "en"): Promise<void> {
  await page.context().addCookies([{ name: "lang", value: language, url: page.url() }]);
  await page.reload();
}
