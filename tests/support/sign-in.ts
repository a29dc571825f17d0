import { type BrowserContext, expect, type Page } from "@playwright/test";

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;
/** Sessions of the demo's people: whoever has signed in once in this run comes back with his cookie, as people do. */
const sessions = new Map<string, Cookies>();

/** Signs in as one of the demo's people by the demo page's one tap, and waits for his first screen. */
export async function enterAs(page: Page, who: string, firstScreen: RegExp): Promise<void> {
  const session = sessions.get(who);
  if (session) {
    await page.context().addCookies(session);
    await page.goto("/");
  } else {
    await page.goto("/demo");
    await page.getByRole("button", { name: `以${who}进去` }).click();
    await page.waitForURL((url) => url.pathname !== "/demo", { timeout: 20_000 });
    const cookies = await page.context().cookies();
    sessions.set(
      who,
      cookies.filter((c) => c.name.includes("session")),
    );
  }
  await expect(page).toHaveURL(firstScreen, { timeout: 20_000 });
}
