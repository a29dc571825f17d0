import { expect, test } from "@playwright/test";
import { lookOver } from "../support/look-over.ts";
import { bringTheBus, readDoors, shiftTheBus, waitAtTheGate } from "../support/move-the-day-on.ts";
import { readAs } from "../support/screens.ts";
import { enterAs } from "../support/sign-in.ts";
import { wordsAreWhole } from "../support/whole-words.ts";

test("a driver who is long overdue reads it whole, also on a narrow phone in large type", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 720 });
  await enterAs(page, "何建国", /\/v$/);
  await shiftTheBus("何建国", 200);
  for (const [lang, words] of [
    ["zh-CN", /还没到/],
    ["en", /not there yet/],
  ] as const) {
    await readAs(page, { lang, theme: "light", type: "large" });
    await page.reload();
    await expect(page.getByText(words).first()).toBeVisible();
    await wordsAreWhole(page, `the driver's overdue stop in ${lang}`);
  }
  await shiftTheBus("何建国", -200);
});

test("a driver sees the next stop large and says that he has arrived", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await enterAs(page, "何建国", /\/v$/);
  await lookOver(page, "the driver's stop");
  await page.getByRole("button", { name: "我到了" }).click();
  await expect(page.getByRole("button", { name: "开始卸货" })).toBeVisible();
  await expect(page.getByText(/条没发出，最早/)).toBeHidden();
});

test("nobody comes to the gate: the driver hands over by code without a network, drives on, and all of it is told later", async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await enterAs(page, "何建国", /\/v$/);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  const place = await page.getByRole("heading", { level: 2 }).first().textContent();
  await page.getByRole("button", { name: "没人来接" }).click();
  await expect(page.getByRole("button", { name: /他念交接码/ })).toBeDisabled();
  await lookOver(page, "nobody at the gate");
  await page.keyboard.press("Escape");

  for (const code of await waitAtTheGate("何建国")) {
    await page.reload();
    await page.getByRole("button", { name: "没人来接" }).click();
    await page.getByRole("button", { name: /他念交接码/ }).click();
    const six = page.getByLabel("六位交接码");
    await six.fill(String((Number(code) + 1) % 1_000_000).padStart(6, "0"));
    await page.getByRole("button", { name: /核对，交掉 \d+ 袋/ }).click();
    await expect(page.getByText("不对，请他再念一遍。还能试 4 次。")).toBeVisible();
    await lookOver(page, "a wrong code");
    // No network from here on: the phone itself knows that the next one is right, and the screen goes on to the next stop.
    await page.context().setOffline(true);
    await six.fill(code);
    await page.getByRole("button", { name: /核对，交掉 \d+ 袋/ }).click();
    await expect(page.getByText("码对了，货可以放下")).toBeVisible();
    await expect(page.getByRole("heading", { level: 2 }).first()).not.toHaveText(place ?? "");
    await page.getByRole("button", { name: "我到了" }).click();
    await expect(page.getByText(/^2 条没发出，最早 /)).toBeVisible();
    await lookOver(page, "a stop left without a network");
    // The phone is started anew in the dead spot: the page comes up as it was left.
    await page.reload();
    await expect(page.getByText(/^2 条没发出，最早 /)).toBeVisible();
    await expect(page.getByRole("button", { name: "开始卸货" })).toBeVisible();
    await page.context().setOffline(false);
    await expect(page.getByText(/条没发出，最早/)).toBeHidden({ timeout: 30_000 });
  }
  await page.reload();
  await expect(page.getByRole("button", { name: "开始卸货" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 }).first()).not.toHaveText(place ?? "");
  await expect(
    page
      .getByRole("listitem")
      .filter({ hasText: place ?? "" })
      .getByText("交完"),
  ).toBeVisible();
});

test("the code of the gate is read without a network on a grid worker's phone that had the page open once", async ({
  page,
  context,
}) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await enterAs(page, "陈美珍", /\/g$/);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  // Reached by taps alone: nothing but the day's first page was loaded as a page.
  await page.locator('a[href^="/g/receive"]').first().click();
  const code = page.getByText(/^\d{3} \d{3}$/).first();
  const digits = await code.textContent();
  await expect
    .poll(() => page.evaluate(async () => Boolean(await caches.match("/g/receive", { ignoreVary: true }))))
    .toBe(true);
  await context.setOffline(true);
  await page.reload();
  await expect(code).toHaveText(digits ?? "");
  await expect(page.getByText(/离线，.*的内容/)).toBeVisible();
  // A page that is not kept leads to the day's first one, never to the browser's own.
  await page.goto("/g/cash");
  await expect(page).toHaveURL(/\/g$/);
  await expect(page.getByText(/离线，.*的内容/)).toBeVisible();
  await context.setOffline(false);
});

test("a breakdown says what it will do and is taken back while nobody has acted on it", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await enterAs(page, "何建国", /\/v$/);
  await page.getByRole("button", { name: "有问题" }).click();
  await page.getByRole("button", { name: /车坏了/ }).click();
  await expect(page.getByText(/等货的住户马上看到车走不了/)).toBeVisible();
  await page.getByRole("button", { name: "车走不了" }).click();
  await expect(page.getByRole("heading", { name: "在等接的车" })).toBeVisible();
  await lookOver(page, "a bus that stands");
  await page.getByRole("button", { name: /撤回/ }).click();
  await expect(page.getByRole("heading", { name: "在等接的车" })).toBeHidden();
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

test("a driver says that the bus broke down, and dispatch sends a spare one with two taps", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await enterAs(page, "何建国", /\/v$/);
  await page
    .getByRole("button", { name: "开始卸货" })
    .or(page.getByRole("button", { name: "我到了" }))
    .first()
    .waitFor();
  await page.getByRole("button", { name: /出了问题|问题/ }).click();
  await lookOver(page, "what can go wrong");
  await page.getByRole("button", { name: /门/ }).first().click();
  await expect(page.getByRole("button", { name: "在门口等" }).or(page.getByText("先按"))).toBeVisible();
  await page.keyboard.press("Escape");

  await page.setViewportSize({ width: 1280, height: 900 });
  await enterAs(page, "陈雅琴", /\/d$/);
  await page.goto("/d/trips");
  // A bus that is on its way home has nothing left to take over.
  const onTheRoad = page
    .getByRole("row")
    .filter({ hasText: "在路上" })
    .filter({ hasNotText: /何建国|回场/ });
  // Where the gates are narrow only vans can take over, and all of them may be out: then this one goes on as it was.
  const rescue = page.getByRole("button", { name: "换车接货" });
  for (let nth = 0; ; nth++) {
    await onTheRoad.nth(nth).getByRole("button").first().click();
    const cannotGoOn = page.getByRole("button", { name: "这辆车走不了了" });
    if (!(await cannotGoOn.isVisible())) await page.getByText("这辆车走不了了……").click();
    await cannotGoOn.click();
    await expect(rescue.or(page.getByText("没有空车了"))).toBeVisible();
    if (await rescue.isVisible()) break;
    await page.getByRole("button", { name: "修好了，照原来的走" }).click();
    await expect(page.getByText("这辆车走不了了……")).toBeVisible();
  }
  await lookOver(page, "a broken-down trip");
  await page.getByLabel("车已消杀，司机身体好").check();
  await page.getByRole("button", { name: "换车接货" }).click();
  await expect(page.getByRole("cell", { name: "已转车" }).first()).toBeVisible();
});

test("a store packs a batch anew, with a reason", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await enterAs(page, "周丽萍", /\/s$/);
  await page.getByRole("button", { name: "重装" }).first().click();
  await lookOver(page, "packing anew");
  await page.getByLabel("原因").fill("袋子破了");
  await page.getByRole("button", { name: "退回重装" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByText("拣货中").first()).toBeVisible();
});

test("bags are counted package by package at the gate, and a difference is ruled on with a photo", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await bringTheBus();
  await enterAs(page, "陈美珍", /\/g$/);
  await page.goto("/g/receive");
  const rows = page.locator("label").filter({ hasText: /司机 \d+ 袋/ });
  await rows.first().waitFor();
  const counts = await rows.allTextContents();
  for (const [i, text] of counts.entries()) {
    const offered = Number(/司机 (\d+) 袋/.exec(text)?.[1]);
    // One bag of the first package is missing.
    await rows
      .nth(i)
      .getByRole("textbox")
      .fill(String(i === 0 ? offered - 1 : offered));
  }
  await expect(page.getByText("和司机差 1 袋")).toBeVisible();
  await lookOver(page, "a count that differs");
  const picture = { name: "bags.png", mimeType: "image/png", buffer: await page.screenshot() };
  await page.getByLabel("拍照作证").setInputFiles(picture);
  await expect(page.getByText("照片已放上")).toBeVisible();
  await page.getByRole("button", { name: "数不对，交调度裁定" }).click();
  await expect(page.getByText("等调度裁定")).toBeVisible();

  await page.setViewportSize({ width: 1280, height: 900 });
  await enterAs(page, "陈雅琴", /\/d$/);
  await page.goto("/d/trips");
  await expect(page.getByRole("heading", { name: /交接有争议/ })).toBeVisible();
  await expect(page.getByRole("link", { name: "看网格员拍的照片" })).toBeVisible();
  await lookOver(page, "a dispute");
  await page.getByLabel("怎么判、凭什么").fill("照片上少一袋");
  await page.getByRole("button", { name: "裁定", exact: true }).click();
  await expect(page.getByText("没有争议。").or(page.getByText("已裁定。")).first()).toBeVisible();
});

test("sixty doors without a network: killed, opened again, and sent over a network that loses and doubles, each counts once", async ({
  playwright,
  page: first,
  baseURL,
  viewport,
  launchOptions,
}, info) => {
  // The browser of a phone of its own, which can be killed and started again with what it had written down.
  const phone = () =>
    playwright.chromium.launchPersistentContext(info.outputPath("phone"), {
      ...launchOptions,
      ...(baseURL ? { baseURL } : {}),
      viewport: viewport ?? { width: 360, height: 780 },
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
    });
  await enterAs(first, "陈美珍", /\/g$/);
  const cookies = await first.context().cookies();
  const before = await readDoors();
  const [doors, everyPhoto] = [60, 12];
  expect(before.inHand.length).toBeGreaterThanOrEqual(doors);
  const picture = { name: "door.png", mimeType: "image/png", buffer: await first.screenshot() };

  let here = await phone();
  await here.addCookies(cookies);
  let page = here.pages()[0] ?? (await here.newPage());
  await page.goto("/g/doors");
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await expect
    .poll(() => page.evaluate(async () => Boolean(await caches.match("/g/doors", { ignoreVary: true }))))
    .toBe(true);
  // What is kept is sealed: no name, no door can be read in it.
  const kept = await page.evaluate(async () => (await caches.match("/g/doors", { ignoreVary: true }))?.text());
  expect(kept).not.toContain("html");

  const deliver = async (from: number, to: number) => {
    const meter = page.getByRole("meter");
    const start = Number(await meter.getAttribute("aria-valuenow"));
    for (let n = from; n < to; n += 1) {
      if (n % everyPhoto === 0) {
        await page.getByLabel("拍照，跟下一次点击一起记").setInputFiles(picture);
        await expect(page.getByLabel("照片已拍，跟下一次点击一起记")).toBeAttached();
      }
      await page
        .getByRole("button", { name: /已送到|收现金|^收 / })
        .first()
        .click();
      await expect(meter).toHaveAttribute("aria-valuenow", String(start + n - from + 1));
    }
  };
  await here.setOffline(true);
  await deliver(0, 35);
  await expect(page.getByText(/^35 条没发出，最早 /)).toBeVisible();
  await lookOver(page, "doors without a network");
  // Dead in the middle of the work, and back in a dead spot.
  await (await here.browser()?.newBrowserCDPSession())?.send("Browser.crash").catch(() => {});
  await here.close().catch(() => {});
  here = await phone();
  // Chromium writes cookies down within half a minute, and this phone has been signed in for longer than that.
  await here.addCookies(cookies);
  await here.setOffline(true);
  page = here.pages()[0] ?? (await here.newPage());
  await page.goto("/g/doors");
  await expect(page.getByText(/^35 条没发出，最早 /)).toBeVisible();
  await deliver(35, doors);
  await expect(page.getByText(/^60 条没发出，最早 /)).toBeVisible();

  let asked = 0;
  await page.route("**/api/trpc/grid.recordDoors*", async (route) => {
    asked += 1;
    // Lost on the way there, or on the way back.
    if (asked % 6 === 3) return route.abort();
    const answer = await route.fetch();
    if (asked % 6 === 0) return route.abort();
    if (asked % 5 === 0) await route.fetch();
    return route.fulfill({ response: answer });
  });
  await here.setOffline(false);
  await expect(page.getByText(/条没发出/)).toBeHidden();
  await here.close();

  const after = await readDoors();
  const done = before.inHand.filter((id) => !after.inHand.includes(id));
  expect(done).toHaveLength(doors);
  for (const id of done) expect(after.left[id]?.handedOver).toBe(after.left[id]?.bags);
  expect([after.taps - before.taps, after.photos - before.photos]).toEqual([doors, doors / everyPhoto]);
  expect(asked).toBeGreaterThan(6);
});
