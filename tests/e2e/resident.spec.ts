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
  await expect(page.getByText("令号")).toBeHidden();
  await page.getByText("封控区").click();
  await expect(page.getByText("令号")).toBeVisible();
  await lookOver(page, "the order behind the zone");

  await page.locator('a[href^="/r/packages/"]').first().click();
  await expect(page.getByText("要几份")).toBeVisible();
  await lookOver(page, "a package");

  await page.goto("/r/orders");
  await lookOver(page, "the orders");
  await page.locator('a[href^="/r/orders/"]').first().click();
  await expect(page.getByText("下单").first()).toBeVisible();
  await lookOver(page, "an order");

  await page.goto("/r/notices");
  await expect(page.getByRole("heading", { name: "消息" })).toBeVisible();
  await lookOver(page, "the notices");

  await page.goto("/r/home");
  await lookOver(page, "the household");
  await page.goto("/r");
  await speak(page, "en");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await lookOver(page, "the home in English");
});

test("a resident cancels, orders in a lift, and finds one order when the network is back; changes it and reports it paid", async ({
  page,
  context,
}) => {
  await enterAs(page, "黄思源", /\/r$/);
  await page.getByText("你已经订了").click();
  await page.getByRole("button", { name: "取消这一单" }).click();
  await lookOver(page, "the question before cancelling");
  await page.getByRole("dialog").getByRole("button", { name: "取消这一单" }).click();
  await expect(page.getByText("已取消", { exact: true })).toBeVisible();

  // What was pressed goes away twice, and the focus stays where it was: on what came in its place.
  await page.goto("/r");
  await page.getByRole("button", { name: /照上次再订/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "撤销" })).toBeFocused();
  await expect(page.getByRole("link", { name: /你已经订了/ })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "取消这一单" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "取消这一单" }).click();
  await expect(page.getByText("已取消", { exact: true })).toBeVisible();

  // The worker that keeps pages is in charge from the second load on.
  await page.goto("/r");
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.reload();
  await page.locator('a[href^="/r/packages/"]').first().click();
  await expect(page.getByText("要几份")).toBeVisible();
  const button = page.getByRole("button", { name: /订 1 份给我家/ });
  let inTheLift = true;
  await page.route("**/api/trpc/orders.place**", async (route) => {
    if (!inTheLift) return route.continue();
    // The request arrives, its answer does not: the worst that a lift can do.
    await route.fetch();
    await route.abort("connectionreset");
  });
  await button.click();
  await expect(page).toHaveURL(/\/r$/);
  await expect(page.getByText("等网络，会自动送出")).toBeVisible();
  await lookOver(page, "an order that waits for the network");

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText(/离线，.*的内容/)).toBeVisible();
  await expect(page.getByText("等网络，会自动送出")).toBeVisible();
  inTheLift = false;
  await context.setOffline(false);
  await expect(page.getByText("等网络，会自动送出")).toBeHidden();
  await expect(page.getByText("你已经订了")).toBeVisible();
  await page.goto("/r/orders");
  await expect(page.getByText("已下单，等网格员汇总")).toHaveCount(1);

  await page.goto("/r");
  await page.getByText("你已经订了").click();
  await page.getByRole("link", { name: "改", exact: true }).click();
  await page
    .getByRole("button", { name: /多一份/ })
    .nth(1)
    .click();
  await page.getByRole("button", { name: /改好了/ }).click();
  await expect(page.getByText("订了什么")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  await page.getByRole("button", { name: "我付过了" }).click();
  await expect(page.getByText("物资组正在核对")).toBeVisible();
  await lookOver(page, "an order reported as paid");
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
  await page.getByLabel("几栋，村里写第几组").fill("11");
  await page.getByLabel("几单元").fill("1");
  await page.getByLabel("房号，村里写户主").fill("9999");
  await page.getByLabel("你的姓名").fill("林女士");
  await page.getByRole("button", { name: "提交" }).click();
  await expect(page.getByText("没有这个门牌")).toBeVisible();
});

test("a resident sees the phone that she lent signed in, and signs it out from her own", async ({ page, browser }) => {
  const lent = await browser.newContext({
    userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15",
  });
  const other = await lent.newPage();
  await other.goto("/demo");
  await other.getByRole("button", { name: "以黄思源进去" }).click();
  await expect(other).toHaveURL(/\/r$/);
  await enterAs(page, "黄思源", /\/r$/);
  await page.goto("/r/home");
  await lookOver(page, "her home, with where she is signed in");
  const devices = page.getByRole("region", { name: "登录着的设备" });
  await expect(devices.getByText("就是这台")).toHaveCount(1);
  await devices.getByRole("button", { name: /^退出苹果手机/ }).click();
  await expect(devices.getByText("苹果手机")).toHaveCount(0);
  await expect(devices.getByText("就是这台")).toHaveCount(1);
  await other.goto("/r/orders");
  await expect(other).toHaveURL(/\/sign-in/);
  await lent.close();
});
