import { expect, type Page, test } from "@playwright/test";
import type { WalkStep } from "../../src/contract/demo.ts";
import type { DayStation } from "../../src/domain/offer/day-stations.ts";
import { type Messages, type Namespace, translator } from "../../src/messages/catalogue.ts";
import type { Locale } from "../../src/messages/locale.ts";
import { openCityToWalk } from "../support/city-to-walk.ts";
import { said } from "../support/said.ts";

/** Half a day of one place takes a few seconds. */
const GOING_ON_MS = 120_000;

// Read this first: one order on its way from a resident's tap to the settled books, walked on screens alone. It is the
// demo's "what to try first", step by step; what the walker leaves to others they do while the demo's clock goes on.

for (const lang of ["zh-CN", "en"] as const)
  test(`one order goes from a resident's tap to the settled books, in ${lang}`, async ({ page }) => {
    const city = await openCityToWalk();
    try {
      await walk(page, city.url, lang);
    } finally {
      await city.stop();
    }
  });

async function walk(page: Page, url: string, lang: Locale): Promise<void> {
  const demo = translator(lang, "demo");
  const words = <N extends Namespace>(area: N, key: keyof Messages[N] & string) =>
    page.getByText(said(lang, area, key)).first();
  const press = <N extends Namespace>(area: N, key: keyof Messages[N] & string) =>
    page
      .getByRole("button", { name: said(lang, area, key) })
      .first()
      .click();
  /** From the list of steps into the screen of whoever does it; narrow for hands, wide for desks. */
  const act = async (key: WalkStep["key"], width: number) => {
    await page.setViewportSize({ width, height: 860 });
    await page.goto(`${url}/demo`);
    await page.getByRole("button", { name: ` · ${demo(`walk.${key}`)}` }).click();
    await page.waitForURL((at) => at.pathname !== "/demo");
  };
  const ticked = async (key: WalkStep["key"]) => {
    await page.goto(`${url}/demo`);
    const step = page
      .getByRole("listitem")
      .filter({ hasText: demo(`walk.${key}`) })
      .filter({ hasText: demo("walk.done") });
    await expect(step).toBeVisible();
  };
  const goOn = async (to: DayStation) => {
    await page.getByText(demo("bar.on"), { exact: true }).click();
    await page.getByRole("button", { name: new RegExp(`^${demo(`station.${to}`)}`) }).click();
    await arrives();
  };
  const arrives = async () => {
    const going = page.getByRole("complementary", { name: demo("bar") }).getByRole("status");
    await expect(going).not.toBeEmpty();
    await expect(going).toBeEmpty({ timeout: GOING_ON_MS });
  };

  await page.context().addCookies([{ name: "lang", value: lang, url }]);

  // A resident orders a package.
  await act("order", 360);
  await page.locator('a[href^="/r/packages/"]').first().click();
  await press("resident", "pkg.order.me");
  await page.waitForURL((at) => !at.pathname.startsWith("/r/packages"));
  await ticked("order");

  // The desk cuts off early: it reads what that means, and says why.
  await act("cut", 1280);
  await words("desk", "act.other").click();
  await press("desk", "act.cut_off_early");
  await expect(words("desk", "early.cut.residents")).toBeVisible();
  await page
    .getByRole("dialog")
    .getByLabel(said(lang, "common", "reason"))
    .fill("台风今晚到 / typhoon tonight");
  await press("desk", "early.do.cut_off_early");
  await expect(words("desk", "cycle.next.closing")).toBeVisible();
  await ticked("cut");

  // The grid worker hands in the sheet of his homes.
  await act("sheet", 360);
  await press("grid", "sheet.submit");
  await press("grid", "sheet.submit.do");
  await expect(words("grid", "sheet.checksum")).toBeVisible();
  await ticked("sheet");

  // The desk closes over the sheets that are not in, tries an allocation and approves it.
  await act("share", 1280);
  await words("desk", "act.other").click();
  await press("desk", "act.close_early");
  await expect(words("desk", "early.close.not_in")).toBeVisible();
  await page
    .getByRole("dialog")
    .getByLabel(said(lang, "common", "reason"))
    .fill("台风今晚到 / typhoon tonight");
  await press("desk", "early.do.close_early");
  await press("desk", "act.preview");
  await press("desk", "act.approve");
  await expect(words("desk", "cycle.next.allocated")).toBeVisible();
  await ticked("share");

  // Its supermarket accepts, picks, packs and brings the bags to the dock.
  await act("pack", 1280);
  await press("store", "pending.accept.of");
  for (const step of ["start_picking", "finish_picking", "pack", "stage"] as const) await press("store", `act.${step}`);
  await expect(words("states", "batch.staged")).toBeVisible();
  await ticked("pack");

  // Dispatch plans the trips, takes the plan and publishes it.
  await act("plan", 1280);
  await page.getByLabel(said(lang, "dispatch", "plan.ask.seconds")).fill("1");
  await press("dispatch", "plan.solve");
  await press("dispatch", "plan.take");
  await page.getByRole("link", { name: said(lang, "dispatch", "plan.to.publish") }).click();
  await press("dispatch", "publish.all");
  await expect(words("dispatch", "publish.done")).toBeVisible();
  await ticked("plan");

  // Time goes on to when their bus is loaded; it is cleared and comes. The store loads and seals it, the driver brings it.
  await press("demo", "walk.go");
  await arrives();
  await act("gate", 1280);
  await press("store", "dock.load.all");
  await press("store", "dock.seal");
  await page.getByLabel(said(lang, "store", "dock.seal.number")).fill("QZ-0001");
  await press("store", "dock.seal.go");
  await expect(words("store", "dock.sealed")).toBeVisible();
  await act("gate", 360);
  // His screen goes on at once; the phone is put away when all of it is told.
  const told = page.waitForResponse(
    (r) => /recordDrive/.test(r.url()) && /"unload"/.test(r.request().postData() ?? ""),
  );
  for (const step of ["depart", "arrive", "unload"] as const) await press("driver", `act.${step}`);
  await expect(words("driver", "wait.counts")).toBeVisible();
  expect((await told).ok()).toBe(true);

  // The grid worker counts what the driver counted.
  await act("gate", 360);
  const rows = page.locator("label").filter({ has: page.getByRole("textbox") });
  await rows.first().waitFor();
  for (const row of await rows.all())
    await row.getByRole("textbox").fill(/\d+/.exec((await row.locator("span").textContent()) ?? "")?.[0] ?? "");
  await press("grid", "receive.agree");
  await expect(words("grid", "receive.settled")).toBeVisible();
  await ticked("gate");

  // One door by hand, the others by the people of the demo; then the books are closed.
  await goOn("doors");
  await act("settle", 360);
  await page
    .getByRole("button", { name: said(lang, "grid", "walk.delivered.n") })
    .or(page.getByRole("button", { name: said(lang, "grid", "walk.cash.n") }))
    .click();
  await expect(page.getByRole("button", { name: said(lang, "common", "undo") })).toBeVisible();
  await goOn("close");
  await act("settle", 1280);
  await press("desk", "act.settle");
  await expect(words("desk", "cycle.next.settled")).toBeVisible();
  await ticked("settle");
}
