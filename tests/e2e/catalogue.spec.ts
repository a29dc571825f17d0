import { expect, test } from "@playwright/test";
import { aPhoto } from "../support/a-photo.ts";
import { lookOver } from "../support/look-over.ts";
import { enterAs } from "../support/sign-in.ts";

test("the desk makes an item and designs a package of it, told on the spot what keeps it from being sold", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await enterAs(page, "林晓岚", /\/desk/);
  await page.getByRole("link", { name: "目录", exact: true }).click();
  await page.getByRole("link", { name: "商品", exact: true }).click();
  await page.getByRole("link", { name: "新商品" }).click();
  const type = async (fields: Readonly<Record<string, string>>) => {
    for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
  };
  await type({ 编号: "lotus", 名称: "莲藕", 单位: "斤", "售价 (元)": "4块", "进价 (元)": "3.10" });
  await expect(page.getByText("写成元，最多两位小数，例如 3.20")).toBeVisible();
  await type({ "售价 (元)": "4", "每单位重 (克)": "500", "每单位体积 (毫升)": "700", "保质 (小时)": "120" });
  await page.getByLabel("计量", { exact: true }).selectOption("称重");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("保存了。")).toBeVisible();

  await page.goto("/desk/upkeep/row?of=packages");
  await type({ 编号: "PKL", 字母: "L", 名称: "藕包", "包装费 (元)": "2", "售价 (元)": "20", "每户最多 (份)": "2" });
  await expect(page.getByText("里面还没有东西。")).toBeVisible();
  await page.getByLabel("加一样").selectOption("lotus");
  await page.getByLabel("莲藕 数量").fill("4");
  await expect(page.getByText("售价要等于各样加包装费：¥18.00。")).toBeVisible();
  await expect(page.getByRole("button", { name: "保存" })).toBeDisabled();
  await page.getByRole("button", { name: "售价改成合计 ¥18.00" }).click();
  await expect(page.getByText("合计对，可以卖。没有写下上限，差价率没有查。")).toBeVisible();
  await type({ "适合几人起 (人)": "3", "适合几人止 (人)": "4" });
  await lookOver(page, "the designer");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page).toHaveURL(/key=PKL/);
  await expect(page.getByRole("region", { name: "改动记录" })).toContainText("林晓岚");

  await page.getByRole("link", { name: "1–2 人" }).click();
  await expect(page.getByLabel("莲藕 数量")).toHaveValue("1.5");
  await expect(page.getByLabel("售价 (元)")).toHaveValue("8.00");
});

test("a store writes down what came in, with the photo of its paper, and the manager when it loads", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await enterAs(page, "周丽萍", /\/s/);
  await page.getByRole("link", { name: "进货", exact: true }).click();
  await page.getByLabel("商品", { exact: true }).selectOption({ label: "番茄" });
  await page.getByLabel(/^数量/).fill("120");
  await page.getByLabel("批号", { exact: true }).fill("TM-77");
  await page.getByLabel("到期日", { exact: true }).fill("2099-01-01");
  await page.getByLabel("生产单位", { exact: true }).fill("安溪菜场");
  await page.getByLabel("许可证号", { exact: true }).fill("SC10635052400000");
  await page.getByLabel("货架", { exact: true }).fill("A1");
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "paper.png", mimeType: aPhoto.mediaType, buffer: Buffer.from(aPhoto.base64, "base64") });
  await page.getByRole("button", { name: "登记", exact: true }).click();
  await expect(page.getByText("批号 TM-77 登记好了。")).toBeVisible();
  const row = page.getByRole("row").filter({ hasText: "TM-77" });
  await expect(row).toContainText("安溪菜场");
  await expect(row.getByRole("link", { name: "TM-77 的单据" })).toBeVisible();
  await row.getByRole("button", { name: "撤回批号 TM-77" }).click();
  await page.getByRole("dialog").getByLabel("原因").fill("写错了");
  await page.getByRole("dialog").getByRole("button", { name: "撤回" }).click();
  await expect(row).toContainText("撤回：写错了");

  await page.getByRole("link", { name: "本店", exact: true }).click();
  await page.getByLabel("装车位", { exact: true }).fill("0");
  await expect(page.getByText("太小了，最少 1")).toBeVisible();
  await page.getByLabel("装车位", { exact: true }).fill("3");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("保存了。")).toBeVisible();
});
