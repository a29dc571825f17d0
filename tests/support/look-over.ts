import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** What must hold on every screen: nothing serious for those who cannot see it well, and nothing to scroll sideways for. */
export async function lookOver(page: Page, what: string): Promise<void> {
  // A map or a chart may still be finding its size when the page has just come up.
  const tooWide = () => page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
  await expect.poll(tooWide, { message: `${what} is wider than the screen` }).toBe(0);
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
