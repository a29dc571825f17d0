import { expect, type Page, test } from "@playwright/test";
import { keepInRun, keptInRun } from "./run-notes.ts";

/** Signs in as one of the demo's people by the demo page's one tap, and waits for his first screen. */
export async function enterAs(page: Page, who: string, firstScreen: RegExp): Promise<void> {
  await signIn(page, who);
  await page.goto("/");
  await expect(page).toHaveURL(firstScreen);
}

/**
 * Signs in and goes nowhere: for who has the address of another page. Whoever has signed in once in this run comes back
 * with his cookie, as people do.
 */
export async function signIn(page: Page, who: string): Promise<void> {
  // Each project has a city of its own, and whoever is signed in to one is a stranger in the other.
  const city = test.info().project.name;
  const session = `session of ${who} in ${city}`;
  const me = String(process.pid);
  // Two who ask for a code for one telephone at once make the first code void.
  if (keepInRun(`signs in as ${who} in ${city}`, me) !== me)
    await expect.poll(() => keptInRun(session), `another test signs in as ${who}`).toBeTruthy();
  const kept = keptInRun(session);
  if (kept) return page.context().addCookies(JSON.parse(kept));
  await page.goto("/demo");
  await page.getByRole("button", { name: `以${who}进去` }).click();
  await page.waitForURL((url) => url.pathname !== "/demo");
  const cookies = await page.context().cookies();
  keepInRun(session, JSON.stringify(cookies.filter((c) => c.name.includes("session"))));
}
