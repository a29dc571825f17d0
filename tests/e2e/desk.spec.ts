import { expect, test } from "@playwright/test";
import { lookOver } from "../support/look-over.ts";
import { enterAs } from "../support/sign-in.ts";

test.use({ viewport: { width: 1280, height: 900 } });

test("the desk enters with a second factor, reads the funnel and a board of zeros, and issues a zone order", async ({
  page,
}) => {
  await enterAs(page, "林晓岚", /\/desk$/);
  await expect(page.getByRole("heading", { name: "守恒板" })).toBeVisible();
  await expect(page.getByText("全平")).toBeVisible();
  await lookOver(page, "the desk's now");

  await page.goto("/desk/zones");
  await lookOver(page, "the zones");
  await page.getByLabel("社区", { exact: true }).selectOption({ label: "海滨街道 金山社区" });
  await page.getByLabel("级别", { exact: true }).selectOption({ label: "管控区" });
  await page.getByLabel("从几时起").fill("2030-04-01T08:00");
  await page.getByLabel("令号", { exact: true }).fill("测试令 第 7 号");
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
});

test("dispatch sees trips on the map and as a list, and the checks before publishing", async ({ page }) => {
  await enterAs(page, "陈雅琴", /\/d$/);
  await expect(page.getByText(/估算/).first()).toBeVisible();
  await lookOver(page, "the plan");
  await page.goto("/d/publish");
  await lookOver(page, "the checks");
  await page.goto("/d/trips");
  await lookOver(page, "the trips");
});
