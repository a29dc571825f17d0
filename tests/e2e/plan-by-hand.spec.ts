import { expect, type Page, test } from "@playwright/test";
import { lookOver } from "../support/look-over.ts";
import { enterAs } from "../support/sign-in.ts";

/** The stops of the trip that is open in the list, by their grips. */
const grips = (page: Page) => page.getByRole("button", { name: /^拿起/ });
const stopsOf = (page: Page) => page.locator("[data-drop=before][data-drop-trip]").locator("button[aria-pressed]");
const price = (page: Page) => page.getByText(/(?:小时|分|秒) · [+−].*公里 · [+−]¥/);
const middle = async (page: Page, place: string, at = page.locator(`.leaflet-marker-icon [data-hold="${place}"]`)) => {
  const box = await at.first().boundingBox();
  if (!box) throw new Error("it is not to be seen");
  return [box.x + box.width / 2, box.y + box.height / 2] as const;
};

test("a planner shapes a plan by hand: keys, list, map and timeline, each with its price first; pins stay when the rest is planned anew", async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 1000 });
  await enterAs(page, "陈雅琴", /\/d$/);
  await page.getByLabel("算几秒").fill("4");
  await page.getByRole("button", { name: /求解/ }).click();
  // An earlier story's plan may wait there: it is the new one that is shaped.
  await expect(page.getByRole("heading", { name: "正在求解" })).toBeVisible();
  await expect(page.getByText("有方案了，等你定")).toBeVisible();

  // By keys: the second stop of a trip goes before the first.
  await page
    .getByRole("button", { name: /^\d+ 号班次.* · [6-9] 站/ })
    .first()
    .click();
  await expect(stopsOf(page).nth(5)).toBeVisible();
  const before = await stopsOf(page).allTextContents();
  const second = before[1]?.split(" ")[1] ?? "no second stop";
  await grips(page).nth(1).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  await expect(price(page)).toBeVisible();
  await lookOver(page, "a stop held by keys");
  await page.keyboard.press("Escape");
  await expect(price(page)).toBeHidden();

  // A whole trip turned round says what it costs, and whether it may be.
  await page.getByLabel("怎么改这一班").selectOption("reverse");
  await expect(price(page)).toBeVisible();

  // By pointer in the list: down two places; undone and made again by keys.
  const last = grips(page).last();
  await last.scrollIntoViewIfNeeded();
  const [x, y] = await middle(page, "", last);
  await page.mouse.move(x, y);
  await page.mouse.down();
  const [u, v] = await middle(page, "", grips(page).nth(before.length - 3));
  await page.mouse.move(x, y - 10, { steps: 3 });
  await page.mouse.move(u, v, { steps: 5 });
  await expect(page.getByText(/排在.*前面/).last()).toBeVisible();
  await expect(price(page).last()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.mouse.up();

  // On the map: a stop dragged to another one of its trip.
  const places = await page
    .locator("[data-drop=before][data-drop-trip]")
    .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset.dropPlace ?? ""));
  await page.getByRole("region", { name: "路线地图" }).or(page.locator(".leaflet-container")).first().waitFor();
  const [from, to] = [await middle(page, places[0] ?? ""), await middle(page, places[2] ?? "")];
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(from[0] + 12, from[1] + 8, { steps: 3 });
  await page.mouse.move(...to, { steps: 5 });
  await expect(price(page).last()).toBeVisible();
  await page.keyboard.press("Escape");
  await page.mouse.up();

  // Left out by hand, undone by the button, made again by keys, undone by keys.
  await stopsOf(page).nth(1).click();
  await expect(page.getByRole("heading", { name: second })).toBeVisible();
  await page.getByLabel("移到哪一班").selectOption("out");
  await page.getByRole("button", { name: "先不排这一站" }).click();
  await expect(page.getByText("没排上 1 站")).toBeVisible();
  await page.getByRole("button", { name: "撤销：留下一站" }).click();
  await expect(page.getByText("没排上 0 站")).toBeVisible();
  // Keys do what the buttons do, once the change before is through.
  await expect(page.getByRole("button", { name: /^重做/ })).toBeEnabled();
  await page.keyboard.press("Shift+Control+Z");
  await expect(page.getByText("没排上 1 站")).toBeVisible();
  await expect(page.getByRole("button", { name: "撤销：留下一站" })).toBeEnabled();
  await page.keyboard.press("Control+Z");
  await expect(page.getByText("没排上 0 站")).toBeVisible();

  // Pinned, it can no longer be left out; the rest is planned anew around it.
  await page.getByRole("button", { name: "钉在这辆车上" }).click();
  await expect(page.getByRole("button", { name: "不钉了" })).toBeVisible();
  await page.getByLabel("移到哪一班").selectOption("out");
  await expect(page.getByText("不行：钉住的站、锁住的班动不了，先放开")).toBeVisible();
  await expect(page.getByRole("button", { name: "先不排这一站" })).toBeDisabled();
  await page.getByRole("button", { name: "重排其余" }).click();
  await expect(page.getByRole("button", { name: "撤销：重排了其余" })).toBeVisible();
  await expect(page.getByText(/钉住的 1 站/)).toBeVisible();
  await expect(page.getByText(/和之前的方案比，\d+ 站换了/)).toBeVisible();

  // Side by side with the plan before, named, and that one taken up again.
  await page.getByRole("link", { name: "和别的方案比" }).click();
  await expect(page.getByRole("heading", { level: 1, name: /两个方案比一比/ })).toBeVisible();
  await page.getByLabel("给右边的方案起个名").fill("修补过的");
  await page.getByRole("button", { name: "记下名字" }).click();
  await expect(page.getByLabel("右边", { exact: true })).toContainText("修补过的");
  await lookOver(page, "two plans side by side");
  await page.goto("/d");
  await lookOver(page, "a plan shaped by hand");
});
