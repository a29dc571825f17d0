import { expect, test } from "@playwright/test";
import { lookOver } from "../support/look-over.ts";
import { enterAs } from "../support/sign-in.ts";

test("a driver sees the next stop large and says that he has arrived", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await enterAs(page, "何建国", /\/v$/);
  await lookOver(page, "the driver's stop");
  await page.getByRole("button", { name: "我到了" }).click();
  await expect(page.getByRole("button", { name: "开始卸货" })).toBeVisible();
});

test("a depot keeper sees the buses of his yards", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await enterAs(page, "许文彬", /\/p$/);
  await lookOver(page, "the depot");
});

test("a store manager sees batches, the pick list and the dock", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await enterAs(page, "周丽萍", /\/s$/);
  await lookOver(page, "the store");
});
