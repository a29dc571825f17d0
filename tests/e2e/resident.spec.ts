import { expect, test } from "@playwright/test";
import { lookOver, speak } from "../support/look-over.ts";
import { enterAs } from "../support/sign-in.ts";

test.use({ viewport: { width: 360, height: 780 } });

test("a resident sees where today's order is, orders for tomorrow, changes it and reads it in English", async ({
  page,
}) => {
  await enterAs(page, "黄思源", /\/r$/);
  await expect(page.getByText(/离截单还有/)).toBeVisible();
  await lookOver(page, "the resident's home");

  await page.locator('a[href^="/r/packages/"]').first().click();
  await expect(page.getByText("要几份")).toBeVisible();
  await lookOver(page, "a package");

  await page.goto("/r/orders");
  await lookOver(page, "the orders");
  await page.locator('a[href^="/r/orders/"]').first().click();
  await expect(page.getByText("下单").first()).toBeVisible();
  await lookOver(page, "an order");

  await page.goto("/r/home");
  await lookOver(page, "the household");
  await page.goto("/r");
  await speak(page, "en");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await lookOver(page, "the home in English");
});

test("whoever is new says which door is his and is told that the grid worker checks it", async ({ page }) => {
  await page.goto("/demo");
  const phone = "13800001111";
  await page.request.post("/api/auth/phone-number/send-otp", { data: { phoneNumber: phone } });
  const code = await (await page.request.get("/demo/code")).text();
  const entered = await page.request.post("/api/auth/phone-number/verify", { data: { phoneNumber: phone, code } });
  expect(entered.ok()).toBe(true);
  await page.goto("/r/home");
  await lookOver(page, "the form of a newcomer");
  await page.getByLabel("哪个社区").selectOption({ label: "江南街道 火炬社区" });
  await page.getByLabel("几栋").fill("11");
  await page.getByLabel("几单元").fill("1");
  await page.getByLabel("房号").fill("9999");
  await page.getByLabel("你的姓名").fill("林女士");
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByText("没有这个门牌")).toBeVisible();
});
