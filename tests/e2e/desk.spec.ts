import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { lookOver } from "../support/look-over.ts";
import { anOrderNumber, takeADriverAway } from "../support/move-the-day-on.ts";
import { oneTimeCode } from "../support/one-time-code.ts";
import { enterAs } from "../support/sign-in.ts";

test.use({ viewport: { width: 1280, height: 900 } });

test("the desk enters with a second factor, reads the funnel and a board of zeros, and issues a zone order", async ({
  page,
}) => {
  await enterAs(page, "林晓岚", /\/desk$/);
  await expect(page.getByRole("heading", { name: "守恒板" })).toBeVisible();
  await expect(page.getByText("全平")).toBeVisible();
  await lookOver(page, "the desk's now");
  const board = page.getByRole("region", { name: "守恒板" });
  await board.getByText("导出").click();
  const saved = page.waitForEvent("download");
  await board.getByRole("button", { name: "CSV 表格" }).click();
  const [head, ...rows] = (await readFile(await (await saved).path(), "utf8")).trim().split("\r\n");
  expect(rows.length).toBeGreaterThan(1);
  expect(new Set(rows.map((r) => r.split(",").length))).toEqual(new Set([head?.split(",").length]));

  await page.goto("/desk/zones");
  await lookOver(page, "the zones");
  await page.getByRole("button", { name: "在地图上画一圈" }).click();
  const map = page.getByRole("region", { name: "社区和区域" });
  const { width, height } = (await map.boundingBox()) ?? { width: 0, height: 0 };
  for (const [x, y] of [
    [0.3, 0.25],
    [0.7, 0.25],
    [0.7, 0.7],
    [0.3, 0.7],
  ] as const)
    await map.click({ position: { x: x * width, y: y * height } });
  // A corner is moved by keys too.
  await map.getByRole("button", { name: /^第 4 个角/ }).press("ArrowLeft");
  await page.getByRole("button", { name: "圈里的都选上" }).click();
  await expect(page.getByText(/圈里有 [1-9]\d* 个社区/)).toBeVisible();
  await page.getByRole("button", { name: "全不选" }).click();
  await page.getByLabel("社区", { exact: true }).selectOption({ label: "海滨街道 金山社区" });
  await page.getByRole("radio", { name: "管控区" }).check();
  await page.getByLabel("从几时起").fill("2030-04-01T08:00");
  await page.getByLabel("令号", { exact: true }).fill("测试令 第 7 号");
  const effect = page.getByRole("region", { name: "发令后会动到" });
  await expect(effect.getByText("错峰自取")).toBeVisible();
  await lookOver(page, "the zones with an order that is written");
  await page.getByRole("button", { name: "发令" }).click();
  await expect(page.getByText("已经发出")).toBeVisible();
  await expect(page.getByRole("cell", { name: "测试令 第 7 号" })).toBeVisible();

  await page.goto("/desk/claims");
  await lookOver(page, "the claims");
  await page.getByLabel("退多少元").fill("5");
  await page.getByRole("button", { name: "答复" }).click();
  await expect(page.getByText("没有等答复的售后")).toBeVisible();

  await page.goto("/desk/staff");
  await lookOver(page, "the staff");
  await page.goto("/desk/staff?q=司机");
  await page.getByRole("cell").getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "停用账号" })).toBeVisible();
  await lookOver(page, "one of the staff");
  await page
    .locator("form")
    .filter({ has: page.getByRole("button", { name: "停用账号" }) })
    .getByLabel("原因")
    .fill("辞职");
  await page.getByRole("button", { name: "停用账号" }).click();
  await expect(page.getByText(/还有 \d+ 件事没有人接/)).toBeVisible();
  await page.getByRole("link", { name: "他做过的事" }).click();
  await expect(page.getByRole("heading", { name: "记录有没有被改过" })).toBeVisible();
  await page.goto("/audit?about=zone");
  await expect(page.getByRole("cell", { name: /^分区：/ }).first()).toBeVisible();
  await lookOver(page, "the record");
});

test("the desk finds its way by keys, recalls a batch that is not picked yet and routes it to another store", async ({
  page,
}) => {
  await enterAs(page, "林晓岚", /\/desk$/);
  // A key that is pressed before the page listens is lost: it is pressed again.
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "键盘" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await expect(page).toHaveURL(/\/desk\/cycles$/);
  await page.getByRole("link", { name: "写新的一批" }).click();
  await expect(page.getByRole("heading", { name: "社区配额" })).toBeVisible();
  await lookOver(page, "a new cycle");

  await page.goto("/desk/cycles");
  await page.getByRole("row").filter({ hasText: "备货中" }).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/desk\/cycles\/[0-9a-f-]+$/);
  await lookOver(page, "a cycle");
  const cycle = page.url();
  await page.getByRole("link", { name: "看每张网格单" }).click();
  await page.getByRole("row").filter({ hasText: "已冻结" }).first().getByRole("button").click();
  await expect(page.getByText("先在批次里撤回分配")).toBeVisible();
  await lookOver(page, "the sheets");

  await page.goto(`${cycle}/batches`);
  await page.keyboard.press("/");
  await page.keyboard.type("待拣");
  await page.getByRole("row").filter({ hasText: "待拣" }).first().getByRole("button").click();
  await page.getByLabel("原因").fill("冷库停电");
  await page.getByRole("button", { name: "收回这张批单" }).click();
  await page.keyboard.press("Control+a");
  await page.getByRole("searchbox").first().fill("已收回");
  await page.getByRole("row").filter({ hasText: "冷库停电" }).first().getByRole("button").click();
  await expect(
    page.getByRole("button", { name: "换到这家店" }).or(page.getByText("没有一家店的承诺还够")),
  ).toBeVisible();
  await lookOver(page, "the batches");
});

test("the desk turns the pages of a cycle's sheets by keys, filters over all of them and takes all of them along", async ({
  page,
}) => {
  await enterAs(page, "林晓岚", /\/desk$/);
  await page.goto("/desk/cycles");
  await page.getByRole("row").filter({ hasText: "备货中" }).first().getByRole("link").click();
  await page.getByRole("link", { name: "看每张网格单" }).click();
  const said = page.getByRole("status").filter({ hasText: "条" });
  await expect(said).toHaveText(/^第 1–50 条，共 [\d,]+ 条$/);
  const all = /共 ([\d,]+) 条/.exec((await said.textContent()) ?? "")?.[1] ?? "";
  const pages = page.getByRole("navigation", { name: "翻页" });
  await pages.getByRole("link", { name: "下一页" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?&]page=2/);
  await expect(said).toHaveText(`第 51–100 条，共 ${all} 条`);
  await expect(pages.getByRole("link", { name: "第 2 页" })).toHaveAttribute("aria-current", "page");

  // The largest of all stands on top, not the largest of the page; and the order begins at the first page.
  await page.getByRole("columnheader", { name: "份" }).getByRole("button").click();
  await expect(page).not.toHaveURL(/page=/);
  const bags = await page.locator("tbody tr td:nth-child(6)").allInnerTexts();
  expect(bags.map(Number)).toEqual(bags.map(Number).sort((a, b) => b - a));

  const take = async () => {
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV 表格" }).click();
    return (await readFile(await (await saved).path(), "utf8")).trim().split("\r\n").slice(1);
  };
  await page.getByText("导出").click();
  const rows = await take();
  expect(rows).toHaveLength(Number(all.replace(",", "")));
  await page.getByRole("searchbox").fill("丰泽");
  await expect(said).toHaveText(new RegExp(`一共 ${all} 条`));
  await expect(page).toHaveURL(/q=/);
  const matching = rows.filter((row) => row.includes("丰泽"));
  await expect(async () => expect(await take()).toEqual(matching)).toPass();
});

test("the desk cancels one order by its number with a reason, and not without", async ({ page }) => {
  const number = await anOrderNumber();
  await enterAs(page, "林晓岚", /\/desk$/);
  await page.goto("/desk/cycles");
  await page.getByRole("row").filter({ hasText: "开单" }).last().getByRole("link").click();
  await page.getByText("撤一张单").click();
  const find = async (n: number) => {
    await page.getByLabel("单号", { exact: true }).fill(String(n));
    await page.getByRole("button", { name: "找这张单" }).click();
  };
  await find(9_999_999);
  await expect(page.getByText("这一批没有这个单号。")).toBeVisible();
  await find(number);
  await expect(page.getByText(new RegExp(`单号 \\d{4}-0*${number} · `))).toBeVisible();
  await page.getByRole("button", { name: "撤掉这一单" }).click();
  await expect(page.getByText("写一句原因。")).toBeVisible();
  await lookOver(page, "an order that the desk found");
  const reason = page.locator("form").filter({ has: page.getByRole("button", { name: "撤掉这一单" }) });
  await reason.getByLabel("原因").fill("整栋转移");
  await page.getByRole("button", { name: "撤掉这一单" }).click();
  await expect(page.getByText("这张单已经撤了。")).toBeVisible();
  await expect(page.getByRole("button", { name: "撤掉这一单" })).toBeHidden();
});

test("dispatch sees trips on the map and as a list, and the checks before publishing", async ({ page }) => {
  await enterAs(page, "陈雅琴", /\/d$/);
  await expect(page.getByText(/估算/).first()).toBeVisible();
  await lookOver(page, "the plan");
  const away = page.getByRole("button", { name: /画面外 \d+ 站，看全部/ });
  await away.click();
  await expect(away).toBeHidden();

  await takeADriverAway();
  await page.goto("/d/publish");
  await expect(page.getByText("拦下 1 班")).toBeVisible();
  await lookOver(page, "the checks");
  await page.getByRole("button", { name: /^换 / }).click();
  await expect(page.getByText("没有拦下的班次")).toBeVisible();
  await page.goto("/d/trips");
  await lookOver(page, "the trips");
});

test("a dispatcher whom the desk invites changes the first password, sets up the second factor and comes in with it", async ({
  page,
}) => {
  await enterAs(page, "林晓岚", /\/desk$/);
  await page.goto("/desk/staff");
  await page.getByLabel("姓名", { exact: true }).fill("曾国平");
  await page.getByLabel("用户名", { exact: true }).fill("zengguoping");
  await page.getByLabel("岗位", { exact: true }).selectOption("DIS");
  await page.getByRole("button", { name: "请上岗" }).click();
  const [username = "", first = ""] = ((await page.locator("form code").textContent()) ?? "").split(" / ");
  await page.context().clearCookies({ name: /session/ });

  const enter = async (password: string) => {
    await page.goto("/sign-in?who=staff");
    await page.getByLabel("用户名").fill(username);
    await page.getByLabel("密码", { exact: true }).fill(password);
    await page.getByRole("button", { name: "进去" }).click();
  };
  await enter(first);
  await expect(page.getByText("这是物资组发给你的初始密码")).toBeVisible();
  await lookOver(page, "the account with its first password");
  const own = "lantern-under-the-gate";
  await page.getByLabel("现在的密码").fill(first);
  await page.getByLabel("新密码", { exact: true }).fill(own);
  await page.getByLabel("新密码再输一遍").fill(own);
  await page.getByRole("button", { name: /改好/ }).click();

  await expect(page).toHaveURL(/second-factor/);
  await page.getByLabel("先输一遍密码").fill(own);
  await page.getByRole("button", { name: "下一步" }).click();
  const secret = (await page.locator("code").first().textContent()) ?? "";
  const backup = ((await page.locator("code").nth(1).textContent()) ?? "").split(" · ");
  await lookOver(page, "the second factor's key");
  await page.getByLabel("动态验证码").fill(oneTimeCode(secret));
  await page.getByRole("button", { name: "进去" }).click();
  await expect(page).toHaveURL(/\/d$/);

  await page.context().clearCookies({ name: /session/ });
  await enter(own);
  await page.getByRole("button", { name: /用备用码/ }).click();
  await page.getByLabel("备用码", { exact: true }).fill(backup[0] ?? "");
  await page.getByRole("button", { name: "进去" }).click();
  await expect(page).toHaveURL(/\/d$/);
  await page.goto("/account");
  await expect(page.getByText("已经设好了")).toBeVisible();
  await lookOver(page, "the account");
});
