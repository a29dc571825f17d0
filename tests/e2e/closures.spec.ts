import { expect, test } from "@playwright/test";
import { lookOver } from "../support/look-over.ts";
import { enterAs } from "../support/sign-in.ts";

test("dispatch closes a road on the map, plans again from the plan that stands, and opens it", async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await enterAs(page, "陈雅琴", /\/d$/);
  await expect(page.getByText(/行车时间：估算/).first()).toBeVisible();
  await page.getByText("加一处封路", { exact: true }).click();
  await page.getByRole("button", { name: "在地图上点出来" }).click();
  const map = page.getByRole("region", { name: "线路地图" });
  const box = await map.boundingBox();
  if (!box) throw new Error("the map has a box");
  for (const [i, [x, y]] of [[0.03, 0.5] as const, [0.12, 0.5] as const, [0.12, 0.62] as const].entries()) {
    await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    await expect(page.getByText(`点了 ${i + 1} 个角`)).toBeVisible();
  }
  await lookOver(page, "drawing a closure");
  await page.getByRole("button", { name: "封路", exact: true }).click();
  await expect(page.getByRole("alert").filter({ hasText: "原因和文号" })).toBeVisible();
  await page.getByLabel("为什么封").fill("桥面检修");
  await page.getByLabel("文号", { exact: true }).fill("演示令 第 21 号");
  await page.getByRole("button", { name: "封路", exact: true }).click();
  await expect(page.getByText("当天封路 1 处")).toBeVisible();
  await expect(page.getByText("做完这个方案，路又变了")).toBeVisible();
  await page.getByRole("button", { name: "按现在的路重排" }).click();
  await expect(page.getByText("有方案了，等你定")).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText(/不认封路：时间没有绕开 1 处/)).toBeVisible();
  await expect(page.getByText("做完这个方案，路又变了")).toBeHidden();
  await page.getByText("桥面检修").click();
  await page.getByLabel("解封文号").fill("演示令 第 22 号");
  await page.getByRole("button", { name: "提前解封" }).click();
  await expect(page.getByText("当天没有封路。")).toBeVisible();
});
