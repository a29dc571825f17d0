import { expect, type Page } from "@playwright/test";

/** Signs in as one of the demo's people by the demo page's one tap, and waits for his first screen. */
export async function enterAs(page: Page, who: string, firstScreen: RegExp): Promise<void> {
  await page.goto("/demo");
  await page.getByRole("button", { name: `以${who}进去` }).click();
  await expect(page).toHaveURL(firstScreen, { timeout: 20_000 });
}
