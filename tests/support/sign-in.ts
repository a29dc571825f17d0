import { type BrowserContext, expect, type Page } from "@playwright/test";

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;
/** Sessions of the demo's people: whoever has signed in once in this run comes back with his cookie, as people do. */
const sessions = new Map<string, Cookies>();

/** Signs in as one of the demo's people by the demo page's one tap, and waits for his first screen. */
export async function enterAs(page: Page, who: string, firstScreen: RegExp): Promise<void> {
  await signIn(page, who);
  await page.goto("/");
  await expect(page).toHaveURL(firstScreen);
}

/** Signs in and goes nowhere: for who has the address of another page. */
export async function signIn(page: Page, who: string): Promise<void> {
  const session = sessions.get(who);
  if (session) return page.context().addCookies(session);
  await page.goto("/demo");
  await page.getByRole("button", { name: `以${who}进去` }).click();
  await page.waitForURL((url) => url.pathname !== "/demo");
  const cookies = await page.context().cookies();
  sessions.set(
    who,
    cookies.filter((c) => c.name.includes("session")),
  );
}
