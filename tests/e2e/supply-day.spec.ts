import { expect, type Page, test } from "@playwright/test";
import { lookOver } from "../support/look-over.ts";
import { bringHomeUnopened, finishTheDeliveredCycle, freezeTheOpenCycle } from "../support/move-the-day-on.ts";
import { enterAs } from "../support/sign-in.ts";

// What a bus brings home, and what the desk does between the frozen sheets and the books at zero. These stories use up
// the cycles of the seeded city, so they come last.

test.use({ viewport: { width: 1280, height: 900 } });

/** What the screen says comes next, by the state that the cycle stands in. */
const NEXT = {
  closing: "网格员在理清单，到时间自动结束收单。",
  closed: "试分一次，看过数再批准。",
  allocated: "已经分到店，等调度排线路。",
  reconciling: "三项都过，就能结清。",
  settled: "这一批已经结清。",
};
const stands = (page: Page, state: keyof typeof NEXT) => expect(page.getByText(NEXT[state])).toBeVisible();
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

test("gates stayed shut: dispatch counts what the bus brings home, says why one is missing, and pays the rest back", async ({
  page,
}) => {
  const trip = await bringHomeUnopened();
  await enterAs(page, "陈雅琴", /\/d$/);
  await page.goto("/d/trips");
  const row = page.getByRole("row").filter({ has: page.locator(`a[href="/d/trips/${trip}"]`) });
  await row.getByRole("button").first().click();
  const skipped = page.locator("section").filter({ has: page.getByRole("heading", { name: "跳过的站" }) });
  const hint = skipped.getByText(/账上在车上 \d+ 份/).first();
  const aboard = Number(/\d+/.exec((await hint.textContent()) ?? "")?.[0]);
  const counted = skipped.getByLabel("点出来几份").first();
  await counted.fill(String(aboard + 1));
  await expect(skipped.getByText(`车上只有 ${aboard} 份`)).toBeVisible();
  await counted.fill(String(aboard - 1));
  const count = skipped.getByRole("button", { name: `点回 ${aboard - 1} 份` });
  await expect(count).toBeDisabled();
  await skipped.getByLabel("少了 1 份，为什么").fill("车上找不到");
  await lookOver(page, "counting back");
  await count.click();
  await expect(skipped.getByText(`${aboard - 1} 份已在场站点回`)).toBeVisible();
  await skipped.getByText("不再送，退钱……").first().click();
  await skipped.getByLabel("原因").first().fill("小区一直没人开门");
  await skipped.getByRole("button", { name: `不再送这 ${aboard - 1} 份，退钱` }).click();
  await expect(skipped.getByText(`${aboard - 1} 份已在场站点回`)).toBeHidden();
});

test("the desk closes a cycle, tries an allocation, approves it, takes it back with a reason and approves another", async ({
  page,
}) => {
  const cycle = await freezeTheOpenCycle();
  await enterAs(page, "林晓岚", /\/desk$/);
  await page.goto(`/desk/cycles/${cycle}`);
  await stands(page, "closing");
  await page.getByText("别的办法").click();
  await press(page, "提前结束收单…");
  const meaning = page.getByRole("dialog", { name: "提前结束收单，会怎样" });
  await expect(meaning.getByText("有单的网格都交了清单。")).toBeVisible();
  await lookOver(page, "what closing early means");
  await press(page, "现在结束收单");
  await expect(page.getByText("写一句原因。")).toBeVisible();
  await meaning.getByLabel("原因").fill("清单都交齐了");
  await press(page, "现在结束收单");
  await stands(page, "closed");
  await expect(page.getByText("还没有试分。")).toBeVisible();

  await press(page, "试分一次");
  await expect(page.getByText("第 1 次试分")).toBeVisible();
  const first = await countsOf(page);
  expect(first.length).toBeGreaterThan(0);
  await lookOver(page, "a preview");
  await press(page, "批准这样分");
  await stands(page, "allocated");
  await page.goto(`/desk/cycles/${cycle}/batches`);
  await expect(page.getByRole("row").filter({ hasText: "待接" }).first()).toBeVisible();

  await page.goto(`/desk/cycles/${cycle}`);
  await page.getByText("别的办法").click();
  await press(page, "撤回分配");
  await expect(page.getByText("写一句原因。")).toBeVisible();
  await stands(page, "allocated");
  await page.getByLabel("原因").fill("东海店冷库停电");
  await press(page, "撤回分配");
  await stands(page, "closed");

  await press(page, "重新试分");
  await expect(page.getByText("第 2 次试分")).toBeVisible();
  expect(await countsOf(page)).toEqual(first);
  await press(page, "批准这样分");
  await stands(page, "allocated");
  await lookOver(page, "an allocated cycle");
});

/** The preview's rows by package, as they are read. */
async function countsOf(page: Page): Promise<string[]> {
  const table = page.getByRole("table").filter({ hasText: "缺的户" });
  await expect(table).toBeVisible();
  return table.locator("tbody tr").allInnerTexts();
}

test("the desk answers one claim of a delivered cycle, says why another may wait, and settles the cycle", async ({
  page,
}) => {
  const cycle = await finishTheDeliveredCycle();
  await enterAs(page, "林晓岚", /\/desk$/);
  await page.goto("/desk/claims");
  const claims = page.getByRole("listitem").filter({ hasText: "少了一把空心菜" });
  await expect(claims).toHaveCount(2);
  await claims.first().getByText("不认", { exact: true }).click();
  await claims.first().getByLabel("对住户说的话").fill("照片里一把不少");
  await claims.first().getByRole("button", { name: "答复" }).click();
  await expect(claims).toHaveCount(1);

  await page.goto(`/desk/cycles/${cycle}`);
  await expect(async () => {
    await page.reload();
    await stands(page, "reconciling");
  }).toPass();
  await expect(page.getByRole("listitem").filter({ hasText: "守恒" })).toContainText("过");
  await expect(page.getByRole("listitem").filter({ hasText: "售后" })).toContainText("没答复");
  await lookOver(page, "a cycle that is reconciled");
  await press(page, "结清");
  await expect(page.getByText("写一句原因。")).toBeVisible();
  await page.getByLabel("原因").fill("空心菜明天补送，售后照办");
  await press(page, "结清");
  await stands(page, "settled");
});
