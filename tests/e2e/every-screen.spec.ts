import { expect, type Page, test } from "@playwright/test";
import { DEMO_PASSWORD, DEMO_RESIDENT_PHONE } from "../../src/server/demo/sign-ins.ts";
import { fits, lookAtColours, lookOver } from "../support/look-over.ts";
import { keepInRun } from "../support/run-notes.ts";
import { addressOf, DOORS, pageOf, READERS, readAs } from "../support/screens.ts";
import { signIn } from "../support/sign-in.ts";
import { wordsAreWhole } from "../support/whole-words.ts";

// Every screen in both languages, light and dark, on a phone and on a desk, and in large type. What a screen is made of is
// looked at once, with all rules; after that what another theme, language or width can spoil: a theme its colours, a
// language and a width whether it fits. On the narrowest phone in large type no word of it is cut, in neither language.
// Each screen is a test of its own, so that a slow one takes no other with it.

const PHONE = { width: 360, height: 780 };
const DESK = { width: 1280, height: 900 };
const NARROW = { width: 320, height: 720 };

// A colour that is still on its way to another is neither.
test.use({ contextOptions: { reducedMotion: "reduce" } });

for (const { who, name, width, screens } of READERS) {
  const [own, other] = width === 390 ? [PHONE, DESK] : [DESK, PHONE];
  for (const [i, screen] of screens.entries())
    test(`${name}: ${nameOf(screens, i)} is fit to be read by everybody`, async ({ page, baseURL }) => {
      const broken = brokenPolicies(page);
      await page.setViewportSize(own);
      await signIn(page, who);
      await readAs(page, { lang: "zh-CN", theme: "light" }, baseURL);
      const path = (await addressOf(page, screen)) ?? "";
      expect(path, `no way to ${JSON.stringify(screen)}`).not.toBe("");
      const answer = await page.goto(path, { waitUntil: "load" });
      expect(answer?.headers()["content-security-policy"], path).toMatch(/script-src 'self' 'nonce-/);
      await lookOver(page, path);
      await isCalledLikeNoOther(page, name, pageOf(screen));
      await page.setViewportSize(other);
      await fits(page, `${path} ${other.width}`);
      // A theme and a size of type are marks on the page: it need not be loaded again for them.
      await mark(page, { theme: "dark" });
      await lookAtColours(page, `${path} dark, ${other.width}`);
      await page.setViewportSize(NARROW);
      await mark(page, { theme: "light", type: "large" });
      await wordsAreWhole(page, `${path} in large type`);

      await readAs(page, { lang: "en", theme: "light", type: "large" }, baseURL);
      await page.goto(path, { waitUntil: "load" });
      await wordsAreWhole(page, `${path} in English, in large type`);
      // Its colours are others than those of the plain type.
      if (name === "resident") await lookAtColours(page, `${path} in large type`);
      await mark(page, { type: "normal" });
      for (const size of [own, other]) {
        await page.setViewportSize(size);
        await fits(page, `${path} in English, ${size.width}`);
      }
      expect(broken, `${path} breaks what its own answer says`).toEqual([]);
    });
}

/** What the server writes on a page for how its reader wants to read, set on the page that is open, seen from its top. */
async function mark(page: Page, how: Readonly<Record<string, string>>): Promise<void> {
  await page.evaluate((how) => {
    Object.assign(document.documentElement.dataset, how);
    window.scrollTo(0, 0);
  }, how);
}

/** What the browser says of a page's own policies, from now on. */
function brokenPolicies(page: Page): string[] {
  const broken: string[] = [];
  page.on("console", (line) => {
    if (/Content Security Policy|Permissions policy/i.test(line.text())) broken.push(`${page.url()}: ${line.text()}`);
  });
  return broken;
}

/** Its folder, and its place in the list where two screens share one. */
function nameOf(screens: (typeof READERS)[number]["screens"], i: number): string {
  const page = (n: number) => pageOf(screens[n] ?? "");
  const before = screens.slice(0, i).filter((_, n) => page(n) === page(i)).length;
  return before === 0 ? page(i) : `${page(i)} (${before + 1})`;
}

async function isCalledLikeNoOther(page: Page, name: string, of: string): Promise<void> {
  const title = `${name}: ${await page.title()}`;
  expect(keepInRun(title, of), `two pages are called ${title}`).toBe(of);
}

for (const path of DOORS)
  test(`the door ${path} is fit to be read by everybody`, async ({ page, baseURL }) => {
    await page.setViewportSize(PHONE);
    await readAs(page, { lang: "zh-CN", theme: "light" }, baseURL);
    await page.goto(path, { waitUntil: "load" });
    await lookOver(page, path);
    await readAs(page, { lang: "en", theme: "dark" }, baseURL);
    await page.goto(path, { waitUntil: "load" });
    await lookAtColours(page, `${path} in English, dark`);
  });

for (const [lang, theme, size] of [
  ["zh-CN", "light", PHONE],
  ["en", "dark", DESK],
] as const)
  test(`the second steps of signing in are fit to be read by everybody, in ${lang}, ${theme}`, async ({
    page,
    baseURL,
  }) => {
    await readAs(page, { lang, theme }, baseURL);
    await page.setViewportSize(size);
    const form = page.locator("main form").first();
    const press = () => form.locator("button[type=submit]").click();

    await page.goto("/sign-in");
    await form.locator("input[type=tel]").fill(DEMO_RESIDENT_PHONE);
    await press();
    await expect(form.locator("input[autocomplete=one-time-code]")).toBeVisible();
    await lookOver(page, "the code of a resident");

    await page.goto("/sign-in?who=staff");
    await form.locator("input[autocomplete=username]").fill("wuzi");
    await form.locator("input[type=password]").fill(DEMO_PASSWORD);
    await press();
    await expect(form.locator("input[autocomplete=one-time-code]")).toBeVisible();
    await lookOver(page, "the code of the desk");
    await form.locator("button[type=button]").click();
    await lookOver(page, "the backup code of the desk");
  });
