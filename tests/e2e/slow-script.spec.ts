import { expect, test } from "@playwright/test";
import { DEMO_PASSWORD } from "../../src/server/demo/sign-ins.ts";

test("what is typed and sent before the screen came to life is kept, and counts", async ({ page }) => {
  let release = () => {};
  const released = new Promise<void>((done) => {
    release = done;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await released;
    await route.continue();
  });
  await page.goto("/sign-in?who=staff", { waitUntil: "commit" });
  await page.getByLabel("用户名").fill("wangge");
  await page.getByLabel("密码", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "进去" }).click();
  await page.waitForTimeout(500);
  await expect(page.getByLabel("用户名")).toHaveValue("wangge");
  expect(new URL(page.url()).search).toBe("?who=staff");
  release();
  await expect(page).toHaveURL(/\/g$/);
});
