import { expect, test } from "@playwright/test";
import { lookOver } from "../support/look-over.ts";
import { enterAs } from "../support/sign-in.ts";

test.use({ viewport: { width: 360, height: 780 } });

test("a grid worker reads the day, looks at a building, and delivers at a door", async ({ page }) => {
  await enterAs(page, "陈美珍", /\/g$/);
  await expect(page.getByRole("main").getByText("上门").first()).toBeVisible();
  await lookOver(page, "today");

  await page.goto("/g/buildings");
  await lookOver(page, "the buildings");
  await page.locator('a[href^="/g/buildings/"]').first().click();
  await expect(
    page.getByRole("link", { name: "今天送货" }).or(page.getByRole("tab", { name: "今天送货" })),
  ).toBeVisible();
  await lookOver(page, "a building's board");

  for (const path of ["/g/review", "/g/sheet", "/g/receive", "/g/cash", "/g/people"]) {
    await page.goto(path);
    await lookOver(page, path);
  }

  await page.goto("/g/doors");
  await lookOver(page, "the doors");
  const door = await page.locator("h1, h2").first().textContent();
  await page
    .getByRole("button", { name: /已送到|收 ?¥/ })
    .first()
    .click();
  await expect(page.getByRole("button", { name: "撤销" })).toBeVisible();
  await expect(page.locator("h1, h2").first()).not.toHaveText(door ?? "");

  // Nobody at home: until when, then where; the first of three times stands ready.
  const absent = await page.locator("h1, h2").first().textContent();
  await page.getByRole("button", { name: "没人", exact: true }).click();
  await expect(page.getByRole("radio")).toHaveCount(3);
  await lookOver(page, "how long bags wait");
  await page.getByRole("button", { name: "放门口" }).click();
  await expect(page.locator("h1, h2").first()).not.toHaveText(absent ?? "");

  // A paper came back: one key a door, and the next stands there by itself.
  await page.goto("/g/doors/typed");
  await lookOver(page, "a return sheet");
  const typed = page.getByRole("heading", { level: 2 }).first();
  const first = (await typed.textContent()) ?? "";
  await page.getByLabel("在这里按键").press("1");
  await expect(typed).not.toHaveText(first);
  await page.getByLabel("在这里按键").press("Backspace");
  await expect(typed).toHaveText(first);
  await page.getByLabel("在这里按键").press("2");
  await expect(typed).not.toHaveText(first);
});

test("a grid worker decides what is doubtful in a pasted list, writes it, and takes all of it back", async ({
  page,
}) => {
  await enterAs(page, "陈美珍", /\/g$/);
  await page.goto("/g/paste");
  await page.locator('main a[href^="/g/paste/"]').first().click();
  await expect(page.getByText("还有 3 行没定，定完才能写入")).toBeVisible();
  await lookOver(page, "a pasted list");

  await page.getByRole("button", { name: "别的门牌、份数" }).first().click();
  await page.getByRole("dialog").getByLabel("门牌").fill("99-9-999");
  await page.getByRole("dialog").getByRole("button", { name: "就这样" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await lookOver(page, "a door that is not there");
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: /^算 / }).first().click();
  await expect(page.getByText("还有 2 行没定，定完才能写入")).toBeVisible();
  for (const left of ["还有 1 行没定，定完才能写入", "写入 8 户"]) {
    await page.getByRole("button", { name: "不算", exact: true }).first().click();
    await expect(page.getByText(left)).toBeVisible();
  }
  await page.getByRole("button", { name: "写入 8 户" }).click();
  await expect(page.getByText("新下 8 单，改 0 单，退 0 单。")).toBeVisible();
  await lookOver(page, "a list that is written");
  await page.getByRole("button", { name: "整批撤回" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "整批撤回" }).click();
  await expect(page.getByText("已撤回", { exact: true })).toBeVisible();

  // A spreadsheet: its columns are looked at first, one is told by a tap; what cannot be a home is named by its row.
  await page.goto("/g/paste");
  const sheet = Buffer.from("门牌,要几个\n99-9-999,1\n");
  await page.getByLabel("名单是表格").last().setInputFiles({ name: "名单.csv", mimeType: "text/csv", buffer: sheet });
  await page.getByRole("button", { name: "读这个表格" }).click();
  await expect(page.getByRole("heading", { name: "每一列是什么" })).toBeVisible();
  await lookOver(page, "the columns of a sheet");
  await page.getByRole("group", { name: "要几个" }).getByRole("button", { name: /^A / }).click();
  await page.getByRole("button", { name: "就按这些列，读 1 行" }).click();
  await expect(page.getByText("“99-9-999”：没有这一栋或这个单元")).toBeVisible();

  // On a wide screen the text stands beside: choosing a line marks its order and goes there.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.getByRole("link", { name: "99-9-999 · 1" }).press("Enter");
  await expect(page.locator("#row-0")).toBeFocused();
  await expect(page.locator("li[data-no='2']")).toHaveAttribute("data-chosen", "");
  await lookOver(page, "a text beside its orders");
  await page.getByRole("button", { name: "这份不要了" }).click();
  await expect(page.getByText("没要", { exact: true })).toBeVisible();
});

test("a community clerk sees the sheets of the grids", async ({ page }) => {
  await enterAs(page, "吴淑华", /\/c$/);
  await lookOver(page, "the community");
});

test("one neighbour brings the money of two homes: it is divided, written down as one receipt, and taken back whole", async ({
  page,
}) => {
  await enterAs(page, "陈美珍", /\/g$/);
  await page.goto("/g/cash");
  await page.getByRole("link", { name: "一人交几户的钱" }).click();
  const homes = page.getByRole("checkbox");
  await homes.nth(0).check();
  await homes.nth(1).check();
  await page.getByLabel("收到多少元").fill("1000");
  // Both get what they owe, and what is beyond is owed back to the first.
  await expect(page.getByText(/多 ¥.*，记作要退。/)).toHaveCount(1);
  await lookOver(page, "the money of two homes");
  const first = page.getByLabel(/分到多少元/).first();
  const divided = await first.inputValue();
  await first.fill("1");
  await expect(page.getByText(/还有 ¥.* 没分给谁。/)).toBeVisible();
  await first.fill(divided);
  await page.getByRole("button", { name: "记下 ¥1,000，2 户" }).click();
  await expect(page).toHaveURL(/\/g\/cash$/);
  const together = page.getByRole("heading", { name: "一人交的几户" });
  await expect(together).toBeVisible();
  await page.getByRole("button", { name: "记错了，撤回" }).click();
  await page.getByRole("dialog").getByLabel("原因").fill("记成隔壁楼的了");
  await page.getByRole("dialog").getByRole("button", { name: "全部撤回" }).click();
  await expect(together).toBeHidden();
});

test("the pages can be installed: the manifest stands alone, its icons are there, and its start leads into the day", async ({
  page,
}) => {
  await enterAs(page, "陈美珍", /\/g$/);
  const href = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = await (await page.request.get(href ?? "")).json();
  expect(manifest).toMatchObject({ display: "standalone", scope: "/" });
  for (const { src, type } of manifest.icons) {
    const icon = await page.request.get(src);
    expect([icon.status(), icon.headers()["content-type"]]).toEqual([200, type]);
  }
  await page.goto(manifest.start_url);
  await expect(page).toHaveURL(/\/g$/);
});
