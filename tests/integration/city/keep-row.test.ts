import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { KeptRow, KeptSheet } from "../../../src/contract/city-rows.ts";
import { auditEvents, items, orderLines, packageLines, packageVersions } from "../../../src/db/schema/index.ts";
import type { CityImportId } from "../../../src/domain/kernel/ids.ts";
import { plusDays, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { checkBook } from "../../../src/server/usecases/city/keep-book.ts";
import { keepOwnStore, keepRow } from "../../../src/server/usecases/city/keep-row.ts";
import { stateCap } from "../../../src/server/usecases/city/state-cap.ts";
import { takeInBook } from "../../../src/server/usecases/city/take-in-book.ts";
import { type ImportJob, workOnImport } from "../../../src/server/usecases/city/work-on-import.ts";
import { moveCycle } from "../../../src/server/usecases/cycles/move-cycle.ts";
import { getKept, listKept } from "../../../src/server/views/desk/get-upkeep.ts";
import { csvOf } from "../../support/a-book.ts";
import { aStore } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";
import { makeReady } from "../../support/ready-city.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
  await city.owner.db.update(items).set({ weightGrams: 4000, volumeMl: 9000 });
});
afterAll(() => city.close());

const desk = () => city.ctxFor("DESK", { userId: city.places[0].clerk });
type Cells = Readonly<Record<string, string>>;
const seenOf = async (sheet: KeptSheet, key: string) =>
  (await listKept(desk(), sheet)).rows.find((r) => r.key === key)?.seen ?? null;
const keep = async (sheet: KeptSheet, key: string, cells: Cells) =>
  keepRow(desk(), { sheet, seen: await seenOf(sheet, key), cells });
const wrongIn = (answer: KeptRow) =>
  "mistakes" in answer ? answer.mistakes.map((m) => [m.column, m.kind, m.wanted].filter(Boolean).join(" ")) : "kept";
const refusedAs = (detail: object) =>
  expect.objectContaining({ code: "refused", detail: expect.objectContaining(detail) });
const today = () => toServiceDay(city.clock.now());

const greens: Cells = {
  code: "greens",
  name: "上海青",
  unit: "斤",
  measure: "称重",
  price: "3.00",
  cost: "2.30",
  grams: "500",
  ml: "900",
  shelf_hours: "72",
  tags: "",
  picture: "bokchoy",
};
const pack: Cells = {
  code: "PK9",
  letter: "N",
  name: "青菜包",
  contents: "greens×4、item-A×1",
  fee: "2",
  price: "64",
  limit: "2",
};
const versionsOf = (code: string) =>
  city.owner.db.execute<{ version: number; price: string; weight: number; contents: string }>(sql`
    SELECT v.version, v.price_fen AS price, v.weight_grams AS weight,
      (SELECT string_agg(i.code || l.tenths, ' ' ORDER BY l.position) FROM package_lines l JOIN items i ON i.id = l.item_id WHERE l.package_version_id = v.id) AS contents
    FROM package_versions v JOIN packages p ON p.id = v.package_id WHERE p.code = ${code} ORDER BY 1`);

test("an item and a package of it are made by form, weight and volume following from what is in it", async () => {
  expect(await keep("items", "greens", greens)).toMatchObject({ key: "greens", changed: true });
  expect(await keep("packages", "PK9", pack)).toMatchObject({ key: "PK9", changed: true });
  expect(await versionsOf("PK9")).toEqual([{ version: 1, price: "6400", weight: 6000, contents: "greens40 item-A10" }]);
});

test("a package whose price is not its lines and fee is told the sum, and nothing is kept", async () => {
  expect(wrongIn(await keep("packages", "PK9", { ...pack, price: "63.99" }))).toEqual(["price not_the_sum 64.00"]);
  expect(wrongIn(await keep("packages", "PK9", { ...pack, contents: "greens×4、nothing×1" }))).toEqual([
    "contents unknown nothing",
  ]);
  expect(await versionsOf("PK9")).toHaveLength(1);
});

test("a changed package is a new version; an order of the old one keeps its lines and its price", async () => {
  const order = await anOrder(city, city.places[0].grids[0].homes[0]!);
  const [version] = await city.owner.db.select().from(packageVersions).where(eq(packageVersions.id, city.packages.A));
  const linesOf = () =>
    city.owner.db.select().from(packageLines).where(eq(packageLines.packageVersionId, city.packages.A));
  const before = await linesOf();
  const { found } = await getKept(desk(), "packages", "a");
  expect(found?.row).toMatchObject({ contents: [["item-A", 10]], price: 5000 });
  const cells = { code: "a", contents: "item-A×1、greens×2", price: "56" };
  expect(await keepRow(desk(), { sheet: "packages", seen: found!.seen, cells })).toMatchObject({ changed: true });
  // The item's own price and weight change too.
  await keep("items", "item-A", { code: "item-A", price: "51", cost: "50", grams: "4100" });

  expect(await linesOf()).toEqual(before);
  expect(await city.owner.db.select().from(packageVersions).where(eq(packageVersions.id, city.packages.A))).toEqual([
    version,
  ]);
  const [line] = await city.owner.db.select().from(orderLines).where(eq(orderLines.orderId, order.id));
  expect(line).toMatchObject({ packageVersionId: city.packages.A, priceFen: 5000 });
  expect((await versionsOf("a")).map((v) => [v.version, v.price])).toEqual([
    [1, "5000"],
    [2, "5600"],
  ]);
});

test("sent twice it is kept once; who saw another row is told, and changes nothing", async () => {
  city.clock.pass(60);
  const seen = await seenOf("items", "greens");
  const cells = { code: "greens", price: "3.10", cost: "2.40" };
  expect(await keepRow(desk(), { sheet: "items", seen, cells })).toMatchObject({ changed: true });
  expect(await keepRow(desk(), { sheet: "items", seen, cells })).toMatchObject({ changed: false });
  await expect(keepRow(desk(), { sheet: "items", seen, cells: { ...cells, price: "3.05" } })).rejects.toMatchObject({
    code: "conflict",
  });
  // A code that is taken is not taken over by whoever makes a new one.
  await expect(keepRow(desk(), { sheet: "items", seen: null, cells: greens })).rejects.toMatchObject({
    code: "conflict",
  });
  const { found, history } = await getKept(desk(), "items", "greens");
  expect(found?.row).toMatchObject({ price: 310, cost: 240, name: "上海青" });
  expect(history.map((h) => [h.isNew, h.changes.map((c) => [c.column, c.was, c.is])])).toEqual([
    [
      false,
      [
        ["cost", 230, 240],
        ["price", 300, 310],
      ],
    ],
    [true, expect.anything()],
  ]);
  expect(history[0]?.by).toMatch(/吴淑华/);
});

test("of two who make the same new row at once one wins", async () => {
  const both = ["莲藕", "藕"].map((name) =>
    keepRow(desk(), { sheet: "items", seen: null, cells: { ...greens, code: "lotus", name } }),
  );
  const ends = (await Promise.allSettled(both)).map((e) => e.status).sort();
  expect(ends).toEqual(["fulfilled", "rejected"]);
});

test("an item that a package has stays in its unit; by workbook too", async () => {
  expect(wrongIn(await keep("items", "greens", { code: "greens", unit: "千克" }))).toEqual(["unit in_packages 斤"]);
  const file = csvOf("items", [{ ...greens, unit: "千克", price: "3.10", cost: "2.40" }]);
  const answer = await checkBook(desk(), { datum: "wgs84", files: [file] }, async () => {});
  expect(answer).toMatchObject({ mistakes: [{ sheet: "items", column: "unit", kind: "in_packages" }] });
});

test("over the cap in force nothing is kept by form or workbook, and what already is cannot be published", async () => {
  const stated = { percent: 30, from: today(), orderNumber: "泉发改 12 号" };
  await stateCap(desk(), stated);
  await stateCap(desk(), stated);
  await expect(stateCap(desk(), { ...stated, percent: 35 })).rejects.toEqual(refusedAs({ kind: "cap_stated" }));
  await expect(stateCap(desk(), { ...stated, from: plusDays(today(), -1) })).rejects.toEqual(
    refusedAs({ kind: "cap_in_the_past" }),
  );
  expect(wrongIn(await keep("items", "greens", { code: "greens", price: "3.13" }))).toEqual(["price over_cap 30"]);
  const dear = { ...pack, contents: "greens×4、item-A×1", fee: "16", price: "79.40" };
  expect(wrongIn(await keep("packages", "PK9", dear))).toEqual(["price over_cap 30"]);
  const book = await checkBook(desk(), { datum: "wgs84", files: [csvOf("packages", [dear])] }, async () => {});
  expect(book).toMatchObject({ mistakes: [{ kind: "over_cap", wanted: "30" }] });

  await makeReady(city);
  await city.pastTheGate.db.execute(sql`UPDATE cycles SET state = 'draft' WHERE id = ${city.cycleId}`);
  const publish = () => moveCycle(desk(), "publish", { cycleId: city.cycleId });
  await city.owner.db.update(items).set({ costFen: sql`30` }).where(eq(items.code, "item-A"));
  await expect(publish()).rejects.toEqual(refusedAs({ guard: "under_cap", overCap: 1 }));
  await city.owner.db.update(items).set({ costFen: sql`4500` }).where(eq(items.code, "item-A"));
  expect(await publish()).toMatchObject({ state: "published" });
});

test("another household size names the package that it is a size of, which is there", async () => {
  const small = {
    ...pack,
    code: "PK9-1-2",
    contents: "greens×2",
    fee: "0",
    price: "6.20",
    people_from: "1",
    people_to: "2",
    variant_of: "PK9",
  };
  expect(wrongIn(await keep("packages", "PK9-1-2", { ...small, variant_of: "PK7" }))).toEqual([
    "variant_of unknown 套餐 / packages",
  ]);
  expect(wrongIn(await keep("packages", "PK9-1-2", { ...small, people_to: "" }))).toEqual(["people_to out_of_order"]);
  expect(await keep("packages", "PK9-1-2", small)).toMatchObject({ changed: true });
  const { found } = await getKept(desk(), "packages", "PK9-1-2");
  expect(found?.row).toMatchObject({ people_from: 1, people_to: 2, variant_of: "PK9" });
});

test("a workbook of what was kept by form changes nothing, and its history tells of both", async () => {
  const work = (job: ImportJob) => workOnImport(city.ctxFor("SYS"), job, estimateOnly);
  const takeIn = async (price: string) => {
    const file = csvOf("items", [{ ...greens, price, cost: "2.40" }]);
    const { importId } = (await checkBook(desk(), { datum: "wgs84", files: [file] }, work)) as {
      importId: CityImportId;
    };
    await takeInBook(desk(), { importId }, work);
  };
  await takeIn("3.10");
  expect((await getKept(desk(), "items", "greens")).history).toHaveLength(2);
  city.clock.pass(60);
  await takeIn("3.12");
  const { history } = await getKept(desk(), "items", "greens");
  expect(history.map((h) => h.file)).toEqual(["商品.csv", null, null]);
  expect(history[0]?.changes).toEqual([{ column: "price", was: 310, is: 312 }]);
});

test("a manager keeps the hours, docks, capacity and contact of his own store alone", async () => {
  const store = await aStore(city, {});
  const other = await aStore(city, {});
  const code = async (id: string) =>
    (await city.owner.db.execute<{ code: string }>(sql`SELECT code FROM supermarkets WHERE id = ${id}`))[0]!.code;
  const [mine, theirs] = [await code(store.id), await code(other.id)];
  const cells = { opens: "05:30", docks: "3", capacity: "800", contact: "何经理", phone: "0595 1234567" };
  const wish = { supermarketId: store.id, seen: await seenOf("stores", mine), cells };
  expect(await keepOwnStore(store.manager, wish)).toMatchObject({ changed: true });
  // What is not his to say is passed over.
  const more = {
    ...wish,
    seen: await seenOf("stores", mine),
    cells: { ...cells, code: theirs, name: "新名", lat: "1" },
  };
  expect(await keepOwnStore(store.manager, more)).toMatchObject({ key: mine, changed: false });
  await expect(keepOwnStore(store.manager, { ...wish, supermarketId: other.id })).rejects.toMatchObject({
    code: "not_found",
  });
  const { found, history } = await getKept(desk(), "stores", mine);
  expect(found?.row).toMatchObject({ opens: 19_800, docks: 3, capacity: 800, contact: "何经理" });
  expect(history[0]?.changes.find((c) => c.column === "phone")).toEqual({ column: "phone", was: null, is: null });
  const kept = await city.owner.db
    .select({ data: auditEvents.data })
    .from(auditEvents)
    .where(eq(auditEvents.kind, "city_row.kept"));
  expect(JSON.stringify(kept)).not.toContain("1234567");
});
