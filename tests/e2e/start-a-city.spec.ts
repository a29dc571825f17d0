import { expect, type Page, test } from "@playwright/test";
import { freePort } from "../../src/db/free-port.ts";
import { firstStartToken } from "../../src/server/auth/first-start.ts";
import { countyWorkbook } from "../support/a-county.ts";
import { codeOf } from "../support/authenticator.ts";
import { openCity, SECRET } from "../support/city-for-browsers.ts";
import { lookOver } from "../support/look-over.ts";

const OWN = "ein-eigenes-wort-2026";

test("an empty database becomes a city: its desk, a workbook, slips for the staff, a round, an order", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const stop = await openCity({
    own: {
      name: "started-tests",
      port,
      fill: async () => {},
      // No demo: text messages have somewhere to go, and nobody asks for one here.
      env: { DEMO: "0", SMS_WEBHOOK_URL: "http://127.0.0.1:9/" },
    },
  });
  try {
    await becomeDesk(page, url);
    await expect(page.getByText("缺", { exact: true }).first()).toBeVisible();
    await takeInCounty(page, url);
    const slips = await makeSlips(page, url);
    expect(slips.size).toBe(12);
    await publishRound(page, url);
    await orderAsGridWorker(page, url, slips.get("chen.meizhen") ?? "");
  } finally {
    await stop();
  }
});

/** The first account, with what the page tells once, and a password of one's own. */
async function becomeDesk(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/setup#${firstStartToken(SECRET)}`);
  // The word has left the address, so no history keeps it, and what was read of it need not be typed.
  await expect(page).toHaveURL(`${url}/setup`);
  await expect(page.getByLabel("启动口令")).toHaveCount(0);
  await page.getByLabel("姓名").fill("林晓岚");
  await page.getByLabel("用户名").fill("lin");
  await page.getByRole("button", { name: "建账号" }).click();
  const told = page.locator("main");
  await expect(told).toContainText("下面这些只显示这一次");
  const [key = ""] = await told.locator("p", { hasText: "手工输入" }).locator("code").allTextContents();
  const [password = ""] = await told.locator("p", { hasText: "第一次登录的密码" }).locator("code").allTextContents();
  await page.getByRole("link", { name: "记好了，去登录" }).click();
  await page.getByLabel("用户名").fill("lin");
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "进去" }).click();
  await page.getByLabel("动态验证码").fill(await codeOf(key));
  await page.getByRole("button", { name: "进去" }).click();
  await chooseOwnPassword(page, password);
  await page.goto(`${url}/desk/ready`);
}

async function chooseOwnPassword(page: Page, password: string): Promise<void> {
  await page.waitForURL(/\/account$/);
  await page.getByLabel("现在的密码").fill(password);
  await page.getByLabel("新密码", { exact: true }).fill(OWN);
  await page.getByLabel("新密码再输一遍").fill(OWN);
  await page.getByRole("button", { name: "改好" }).click();
  await page.waitForURL((at) => at.pathname !== "/account");
}

async function takeInCounty(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/desk/places`);
  await page
    .getByLabel("文件", { exact: true })
    .setInputFiles({ name: "county.xlsx", mimeType: "application/octet-stream", buffer: await countyWorkbook() });
  await page.getByLabel("坐标是哪一种").selectOption("wgs84");
  await page.getByRole("button", { name: "试读" }).click();
  await page.getByRole("button", { name: "收进来" }).click();
  await expect(page.getByText("行都收进来了。")).toBeVisible();
}

/** @returns the first passwords by user name */
async function makeSlips(page: Page, url: string): Promise<ReadonlyMap<string, string>> {
  await page.goto(`${url}/desk/staff`);
  await page.getByRole("link", { name: "首次登录单" }).click();
  await lookOver(page, "who has not signed in");
  await page.getByRole("button", { name: "出 12 张单" }).click();
  await expect(page.getByRole("button", { name: "打印" })).toBeVisible();
  await lookOver(page, "slips");
  const words = await page
    .locator("li[data-keep] dl")
    .evaluateAll((all) => all.map((dl) => [...dl.querySelectorAll("dd")].map((dd) => dd.textContent ?? "")));
  return new Map(words.map(([username = "", password = ""]) => [username, password.replaceAll(" ", "")]));
}

async function publishRound(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/desk/ready`);
  await expect(page.getByText("可以开团了。")).toBeVisible();
  await page.goto(`${url}/desk/cycles/new`);
  await page.getByRole("button", { name: "存成草稿" }).click();
  await page.getByRole("link", { name: "改草稿" }).click();
  await page.getByLabel("一个网格成团最少几份").fill("1");
  await lookOver(page, "a draft that is written anew");
  await page.getByRole("button", { name: "存成草稿" }).click();
  await page.getByRole("button", { name: "公布" }).click();
  await expect(page.getByText("到时间自动开单。")).toBeVisible();
  await page.getByText("别的办法").click();
  await page.getByRole("button", { name: "现在就开单" }).click();
  await expect(page.getByText("到截单时间自动截单")).toBeVisible();
}

async function orderAsGridWorker(page: Page, url: string, password: string): Promise<void> {
  await page.context().clearCookies();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${url}/sign-in?who=staff`);
  await page.getByLabel("用户名").fill("chen.meizhen");
  await page.getByLabel("密码").fill(password);
  await page.getByRole("button", { name: "进去" }).click();
  await chooseOwnPassword(page, password);
  await page.goto(`${url}/g/buildings`);
  await page.getByRole("link", { name: /甲楼/ }).first().click();
  await page.getByRole("link", { name: /商铺1/ }).first().click();
  await page.getByRole("link", { name: "给这家订" }).click();
  await page.getByRole("button", { name: "A 米蛋包 多一份" }).first().click();
  await page.getByRole("button", { name: /订 1 袋/ }).click();
  await expect(page.getByText("¥46")).toBeVisible();
}
