import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { lookOver } from "../support/look-over.ts";
import { enterAs } from "../support/sign-in.ts";

const sample = readFileSync(new URL("../../src/db/seed/data/places_demo_215.csv", import.meta.url), "utf8");
const [head = "", ...rows] = sample.trim().split(/\r?\n/);
/** Some of the demo's places as if they were another city's: codes of their own. */
const someRows = (n: number) => rows.slice(0, n).map((row) => row.replace(/^P/, "E"));

async function read(page: Page, name: string, text: string, datum?: string): Promise<void> {
  await page
    .getByLabel("文件", { exact: true })
    .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  if (datum) await page.getByLabel("坐标是哪一种").selectOption(datum);
  await page.getByRole("button", { name: "试读" }).click();
}

test("the desk reads a list, is told what is wrong with it, looks at it on the map and takes it in once", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await enterAs(page, "林晓岚", /\/desk/);
  await page.getByRole("link", { name: "地点", exact: true }).click();
  await expect(page).toHaveURL(/\/desk\/places$/);
  await expect(page.getByRole("row").filter({ hasText: "places_demo_215.csv" })).toContainText("已收");

  await read(page, "places.csv", `${head}\n${someRows(12).join("\n")}`);
  await expect(page.getByRole("alert").filter({ hasText: "先选坐标是哪一种。" })).toBeVisible();
  await read(page, "places.xls", "x", "wgs84");
  await expect(page.getByRole("alert").filter({ hasText: "请另存为 .xlsx" })).toBeVisible();
  const wrong = someRows(2).map((row, i) => (i === 1 ? row.replace(/,(yes|no),/, ",是,") : row));
  await read(page, "wrong.csv", `${head}\n${wrong.join("\n")}`, "wgs84");
  await expect(page.getByText("处不对，什么都没有留下")).toBeVisible();
  await expect(page.getByText("第 3 行 · demo_bus_accessible")).toBeVisible();
  await lookOver(page, "a list with mistakes");

  await read(page, "新城.csv", `${head}\n${someRows(12).join("\n")}`, "gcj02");
  await expect(page).toHaveURL(/\/desk\/places\/[0-9a-f-]+$/);
  const fact = (name: string) => page.locator("dl > div").filter({ hasText: name }).locator("dd");
  await expect(fact("新增地点")).toHaveText("12");
  await expect(page.getByText(/已挪到 WGS 84，最多挪 \d+ 米/)).toBeVisible();
  await expect(page.getByText("收之前看地图")).toBeVisible();
  await lookOver(page, "a list before it is taken in");
  const url = page.url();
  await page.getByRole("button", { name: "收进来" }).click();
  await expect(page.getByText("12 处都收进来了。")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole("button", { name: "收进来" })).toBeHidden();

  await page.getByRole("link", { name: "读过的表" }).click();
  await expect(page.getByRole("row").filter({ hasText: "新城.csv" })).toContainText("已收");
  await page.setViewportSize({ width: 360, height: 780 });
  await lookOver(page, "the lists on a phone");
  await page.goto(url);
  await lookOver(page, "a list that was taken in, on a phone");
});

test("a list that two desks look at is taken in by one, and the other is told", async ({ browser, page }) => {
  await enterAs(page, "林晓岚", /\/desk/);
  await page.goto("/desk/places");
  const list = someRows(14).slice(12).join("\n");
  await read(page, "两处.csv", `${head}\n${list}`, "wgs84");
  await expect(page.getByRole("button", { name: "收进来" })).toBeVisible();
  // A second window that hears nothing of the first: its stream is cut.
  const other = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage();
  await other.route("**/api/trpc/live.changes**", (route) => route.abort());
  await other.goto(page.url());
  await page.getByRole("button", { name: "收进来" }).click();
  await expect(page.getByText("2 处都收进来了。")).toBeVisible({ timeout: 60_000 });
  await other.getByRole("button", { name: "收进来" }).click();
  await expect(other.getByText("这个表已经收过了，不能再收一次。")).toBeVisible();
  await other.context().close();
});
