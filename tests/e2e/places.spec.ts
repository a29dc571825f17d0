import { expect, type Page, test } from "@playwright/test";
import { csvOf, placeRow } from "../support/a-book.ts";
import { lookOver } from "../support/look-over.ts";
import { enterAs } from "../support/sign-in.ts";

const places = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) =>
    placeRow({ code: `E${from + i}`, name: `新村${from + i}`, lat: String(24.91 + (from + i) / 1000), lng: "118.59" }),
  );
const homes = [{ place: "E1", building: "1栋", grid: "1", units: "1", floors: "2", rooms: "3" }];
const grid = [{ place: "E1", number: "1", kind: "农村网格" }];

async function read(page: Page, files: readonly ReturnType<typeof csvOf>[], datum?: string): Promise<void> {
  await page
    .getByLabel("文件", { exact: true })
    .setInputFiles(files.map((f) => ({ name: f.name, mimeType: "text/csv", buffer: Buffer.from(f.base64, "base64") })));
  if (datum) await page.getByLabel("坐标是哪一种").selectOption(datum);
  await page.getByRole("button", { name: "试读" }).click();
}

test("the desk reads a workbook's sheets, is told what is wrong with them, looks at the map, takes them in and out again", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await enterAs(page, "林晓岚", /\/desk/);
  await page.getByRole("link", { name: "导入", exact: true }).click();
  await expect(page).toHaveURL(/\/desk\/places$/);
  await expect(page.getByRole("row").filter({ hasText: "places_demo_215.csv" })).toContainText("已收");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载样表（中文）" }).click();
  expect((await download).suggestedFilename()).toBe("baogong-zh-CN.xlsx");

  await read(page, [csvOf("places", places(0, 2))]);
  await expect(page.getByRole("alert").filter({ hasText: "先选坐标是哪一种。" })).toBeVisible();
  const wrong = csvOf("places", [...places(0, 1), placeRow({ code: "E9", bus: "也许" })]);
  await read(page, [wrong, csvOf("buildings", [{ ...homes[0], place: "没有" }])], "wgs84");
  await expect(page.getByText("处不对，什么都没有留下")).toBeVisible();
  await expect(page.getByText("地点 第 3 行 · 公交能进")).toBeVisible();
  await expect(page.getByText("楼栋 第 2 行 · 地点编号")).toBeVisible();
  await lookOver(page, "a workbook with mistakes");

  await read(page, [csvOf("places", places(0, 12)), csvOf("grids", grid), csvOf("buildings", homes)], "gcj02");
  await expect(page).toHaveURL(/\/desk\/places\/[0-9a-f-]+$/);
  await expect(page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "地点" }) })).toContainText(
    "12",
  );
  await expect(page.getByText("新的和改动的楼栋一共写了 6 户门。")).toBeVisible();
  await expect(page.getByText(/已挪到 WGS 84，最多挪 \d+ 米/)).toBeVisible();
  await lookOver(page, "a workbook before it is taken in");
  const url = page.url();
  await page.getByRole("button", { name: "收进来" }).click();
  await expect(page.getByText("14 行都收进来了。")).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "撤掉这次导入" }).click();
  await expect(page.getByText("这次导入已经撤掉，城里和导入之前一样。")).toBeVisible();

  await page.getByRole("link", { name: "导入过的" }).click();
  await expect(page.getByRole("row").filter({ hasText: "地点.csv、网格.csv、楼栋.csv" })).toContainText("已撤");
  await page.setViewportSize({ width: 360, height: 780 });
  await lookOver(page, "the imports on a phone");
  await page.goto(url);
  await lookOver(page, "an import that was undone, on a phone");
});

test("a workbook that two desks look at is taken in by one, and the other is told", async ({ browser, page }) => {
  await enterAs(page, "林晓岚", /\/desk/);
  await page.goto("/desk/places");
  await read(page, [csvOf("places", places(20, 22))], "wgs84");
  await expect(page.getByRole("button", { name: "收进来" })).toBeVisible();
  // A second window that hears nothing of the first: its stream is cut.
  const other = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage();
  await other.route("**/api/trpc/live.changes**", (route) => route.abort());
  await other.goto(page.url());
  await page.getByRole("button", { name: "收进来" }).click();
  await expect(page.getByText("2 行都收进来了。")).toBeVisible({ timeout: 60_000 });
  await other.getByRole("button", { name: "收进来" }).click();
  await expect(other.getByText("这个已经收过了，不能再收一次。")).toBeVisible();
  await other.context().close();
});
