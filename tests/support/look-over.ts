import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { translator } from "../../src/messages/catalogue.ts";

/** The lowest that a link in a list may be, in CSS pixels: for a mouse on a desk, for a finger on a phone. */
const LINK_HEIGHT = { desk: 24, phone: 44 };
/** Narrower screens are held in the hand. */
const PHONE_WIDTH = 600;

/**
 * What must hold on every screen: nothing serious for those who cannot see it well, nothing to scroll sideways for, a
 * title and one heading that name it, and links in lists that can be hit.
 */
export async function lookOver(page: Page, what: string): Promise<void> {
  await fits(page, what);
  await isNamed(page, what);
  await linksCanBeHit(page, what);
  await expectNothingSerious(new AxeBuilder({ page }), what);
}

/** What another theme can spoil on a screen that was looked over once: its colours, and in another language its width. */
export async function lookAtColours(page: Page, what: string): Promise<void> {
  await fits(page, what);
  await expectNothingSerious(new AxeBuilder({ page }).withRules(["color-contrast"]), what);
}

/** Nothing to scroll sideways for; a map or a chart may still be finding its size when the page has just come up. */
export async function fits(page: Page, what: string): Promise<void> {
  const tooWide = () => page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));
  await expect.poll(tooWide, { message: `${what} is wider than the screen` }).toBe(0);
}

async function isNamed(page: Page, what: string): Promise<void> {
  const lang = (await page.locator("html").getAttribute("lang")) === "en" ? "en" : "zh-CN";
  const product = translator(lang, "common")("product");
  await expect(page, `${what} has a title of its own`).toHaveTitle(new RegExp(`^.+ · ${product}$`));
  const headings = page.locator("h1").filter({ visible: true });
  await expect(headings, `${what} has one heading that names it`).toHaveCount(1);
}

async function linksCanBeHit(page: Page, what: string): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  const lowest = width < PHONE_WIDTH ? LINK_HEIGHT.phone : LINK_HEIGHT.desk;
  const low = await page.evaluate((lowest) => {
    const shown = (a: Element) =>
      a.checkVisibility({ visibilityProperty: true }) && a.clientWidth + a.clientHeight !== 2;
    return [...document.querySelectorAll("main :is(li, td, th) a[href]")]
      .filter((a) => shown(a) && Math.round(a.getBoundingClientRect().height) < lowest)
      .map((a) => `${a.textContent?.slice(0, 20)}: ${Math.round(a.getBoundingClientRect().height)} px`)
      .slice(0, 3);
  }, lowest);
  expect(low, `${what}: links in lists are ${lowest} px high`).toEqual([]);
}

/** No page has frames, so axe runs in the page itself: its other way opens a window of its own for every look. */
async function expectNothingSerious(axe: AxeBuilder, what: string): Promise<void> {
  const { violations } = await axe.setLegacyMode(true).analyze();
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
