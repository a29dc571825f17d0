import { randomUUID } from "node:crypto";
import { and, eq, like, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CheckBookInput } from "../../../src/contract/city-imports.ts";
import {
  assignments,
  auditEvents,
  authAccounts,
  buildings,
  cityImportRows,
  cityImports,
  communities,
  gridSheets,
  grids,
  households,
  packageLines,
  packages,
  packageVersions,
  supermarkets,
  users,
  vehicles,
} from "../../../src/db/schema/index.ts";
import type { CityImportId, UserId } from "../../../src/domain/kernel/ids.ts";
import { ROLES } from "../../../src/domain/kernel/role.ts";
import type { ServiceDay } from "../../../src/domain/kernel/time.ts";
import { look } from "../../../src/server/act.ts";
import { resetStaffAccount } from "../../../src/server/auth/staff-account.ts";
import { thinCycles } from "../../../src/server/jobs/thin-cycles.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { clearInventedNeeds } from "../../../src/server/usecases/city/clear-invented-needs.ts";
import { checkBook, keepBook } from "../../../src/server/usecases/city/keep-book.ts";
import { takeInBook } from "../../../src/server/usecases/city/take-in-book.ts";
import { undoImport } from "../../../src/server/usecases/city/undo-import.ts";
import { type ImportJob, workOnImport } from "../../../src/server/usecases/city/work-on-import.ts";
import { writeTemplate } from "../../../src/server/usecases/city/write-template.ts";
import { getCityImport, listCityImports } from "../../../src/server/views/desk/list-imports.ts";
import { bookOf, csvOf, placeRow } from "../../support/a-book.ts";
import { aCity, type City } from "../../support/city.ts";
import { anOrder } from "../../support/orders-and-bus.ts";

let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

const desk = () => city.ctxFor("DESK", { userId: city.places[0].clerk });
type File = ReturnType<typeof csvOf>;
const inWgs84 = (...files: File[]): CheckBookInput => ({ datum: "wgs84", files });
const work = (job: ImportJob) => workOnImport(city.ctxFor("SYS"), job, estimateOnly);
async function checked(input: CheckBookInput): Promise<CityImportId> {
  const answer = await checkBook(desk(), input, work);
  if (!("importId" in answer)) throw new Error(`mistakes: ${JSON.stringify(answer.mistakes)}`);
  return answer.importId;
}
async function takenIn(input: CheckBookInput): Promise<CityImportId> {
  const importId = await checked(input);
  await takeInBook(desk(), { importId }, work);
  return importId;
}
const mistakesOf = async (input: CheckBookInput) => {
  const answer = await checkBook(desk(), input, async () => {});
  if ("importId" in answer) throw new Error("it is in order");
  return answer.mistakes.map(({ sheet, line, column, kind, wanted }) =>
    [sheet, line, column, kind, ...(wanted ? [wanted] : [])].join(" "),
  );
};
const sheetsOf = async (id: CityImportId) =>
  (await getCityImport(desk(), id)).report?.sheets.map((s) => [s.sheet, s.new, s.changed, s.untouched]);
const homesAt = (code: string) =>
  city.owner.db
    .select({ home: households, building: buildings.name })
    .from(households)
    .innerJoin(buildings, eq(buildings.id, households.buildingId))
    .innerJoin(communities, eq(communities.id, households.communityId))
    .where(eq(communities.code, code))
    .orderBy(buildings.number, households.unit, households.floor, households.room);
const placed = async (code: string) =>
  (await city.owner.db.select().from(communities).where(eq(communities.code, code)))[0];

const county = (): File[] => [
  csvOf("places", [placeRow({ code: "K1" }), placeRow({ code: "K2", kind: "村", name: "后溪村", lat: "24.91" })]),
  csvOf("grids", [
    { place: "K1", number: "1", kind: "社区网格" },
    { place: "K2", number: "1", kind: "农村网格" },
  ]),
  csvOf("buildings", [
    { place: "K1", building: "1栋", grid: "1", units: "2", floors: "3", rooms: "2", room_names: "" },
    { place: "K1", building: "甲楼", grid: "1", units: "1", floors: "", rooms: "", room_names: "B1 101 102 商铺1" },
    { place: "K2", building: "二组", grid: "1", units: "", floors: "", rooms: "", room_names: "丁阿明 林大山" },
  ]),
  csvOf("homes", [
    {
      place: "K1",
      building: "1",
      unit: "1",
      room: "101",
      people: "3",
      vacant: "",
      needs: "婴儿",
      needs_on: "2026-04-05",
    },
    { place: "K1", building: "1", unit: "2", room: "302", people: "", vacant: "是", needs: "", needs_on: "" },
    { place: "K2", building: "二组", unit: "0", room: "王秀英", people: "1", vacant: "否", needs: "", needs_on: "" },
  ]),
  csvOf("stores", [
    {
      code: "KS1",
      name: "城关超市",
      lat: "24.9",
      lng: "118.57",
      capacity: "600",
      pickers: "8",
      docks: "2",
      opens: "06:00",
    },
  ]),
  csvOf("depots", [{ code: "KD1", name: "县公交站", lat: "24.9", lng: "118.56" }]),
  csvOf("types", [{ code: "k8", name: "8 米公交", bags: "180", kg: "1800", litres: "6000", speed: "28" }]),
  csvOf("staff", [
    {
      username: "k.chen",
      name: "陈美珍",
      role: "网格员",
      place: "K1",
      grid: "1",
      store: "",
      depot: "",
      phone: "0595 123",
    },
    { username: "k.lin", name: "林师傅", role: "司机", place: "", grid: "", store: "", depot: "", phone: "" },
  ]),
  csvOf("vehicles", [{ name: "县 01", type: "k8", depot: "KD1", plate: "闽C1", driver: "k.lin", in_service: "是" }]),
  csvOf("items", [
    {
      code: "k-rice",
      name: "大米",
      unit: "斤",
      measure: "称重",
      price: "3.2",
      cost: "2.6",
      grams: "500",
      ml: "650",
      shelf_hours: "2160",
      tags: "",
    },
    {
      code: "k-egg",
      name: "鸡蛋",
      unit: "盒",
      measure: "计件",
      price: "12",
      cost: "9",
      grams: "700",
      ml: "1500",
      shelf_hours: "360",
      tags: "易碎",
    },
  ]),
  csvOf("packages", [
    {
      code: "KP1",
      letter: "K",
      name: "米蛋包",
      contents: "k-rice×2.5、k-egg×1",
      fee: "2",
      price: "22",
      limit: "2",
      aliases: "米包",
    },
  ]),
];

test("a whole county comes from one workbook, with no door and no word that it does not state", async () => {
  const importId = await takenIn(inWgs84(...county()));
  expect(await getCityImport(desk(), importId)).toMatchObject({ state: "taken_in", rows: 19, done: 19 });
  expect(await placed("K1")).toMatchObject({
    kind: "community",
    name: { "zh-CN": "青山社区", en: "Qingshan" },
    gateOpensSeconds: 27_000,
    busAccessible: true,
    statedHomes: 90,
    statedEldersAlone: 4,
    statedWithoutPhone: 6,
  });
  const homes = (await homesAt("K1")).map(({ home, building }) => `${building}-${home.unit}-${home.room}`);
  expect(homes).toEqual([
    ...[1, 2].flatMap((unit) => ["101", "102", "201", "202", "301", "302"].map((room) => `1-${unit}-${room}`)),
    ...["B1", "商铺1", "101", "102"].map((room) => `甲楼-1-${room}`),
  ]);
  expect((await homesAt("K2")).map(({ home }) => [home.unit, home.room, home.size])).toEqual([
    [0, "丁阿明", null],
    [0, "林大山", null],
    [0, "王秀英", 1],
  ]);
  const said = (await homesAt("K1")).filter(({ home }) => home.tags.length > 0 || home.size !== null || home.vacant);
  expect(
    said.map(({ home }) => [home.room, home.size, home.tags, home.needsFrom, home.needsSaidOn, home.vacant]),
  ).toEqual([
    ["101", 3, ["infant"], "said", "2026-04-05", false],
    ["302", null, [], null, null, true],
  ]);
  const [store] = await city.owner.db.select().from(supermarkets).where(eq(supermarkets.code, "KS1"));
  expect(store).toMatchObject({ dailyCapacityBags: 600, dockSlots: 2, loadingOpensSeconds: 21_600 });
  const [bus] = await city.owner.db
    .select({ plate: vehicles.plate, driver: users.username })
    .from(vehicles)
    .innerJoin(users, eq(users.id, vehicles.driverId))
    .where(eq(vehicles.name, "县 01"));
  expect(bus).toEqual({ plate: "闽C1", driver: "k.lin" });
  const [worker] = await city.owner.db
    .select({ role: assignments.role, place: communities.code, phone: users.phoneNumber })
    .from(assignments)
    .innerJoin(users, eq(users.id, assignments.userId))
    .innerJoin(grids, eq(grids.id, assignments.gridId))
    .innerJoin(communities, eq(communities.id, grids.communityId))
    .where(eq(users.username, "k.chen"));
  expect(worker).toMatchObject({ role: "GW", place: "K1" });
  const [version] = await versionsOf("KP1");
  expect(version).toMatchObject({
    version: 1,
    priceFen: 2200,
    weightGrams: 1950,
    volumeMl: 3125,
    shelfLifeHours: 360,
    fragile: true,
    coldChain: false,
  });
  const lines = await city.owner.db.select().from(packageLines).where(eq(packageLines.packageVersionId, version!.id));
  expect(lines.map((l) => [l.tenths, l.lineFen])).toEqual([
    [25, 800],
    [10, 1200],
  ]);
  // Grids that come while a cycle takes orders have their sheets in it.
  const sheets = await city.owner.db
    .select({ state: gridSheets.state })
    .from(gridSheets)
    .innerJoin(communities, eq(communities.id, gridSheets.communityId))
    .where(like(communities.code, "K%"));
  expect(sheets.map((s) => s.state)).toEqual(["collecting", "collecting"]);
  const events = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.subjectId, importId));
  expect(events.map((e) => [e.kind, e.role])).toEqual([
    ["city_import.added", "DESK"],
    ["city_import.report", "SYS"],
    ["city_import.take_in", "DESK"],
    ["city_import.finish", "SYS"],
  ]);
});

const versionsOf = async (code: string) =>
  (
    await city.owner.db
      .select({ v: packageVersions })
      .from(packageVersions)
      .innerJoin(packages, eq(packages.id, packageVersions.packageId))
      .where(eq(packages.code, code))
      .orderBy(packageVersions.version)
  ).map((r) => r.v);

test("the same file again changes nothing, and a corrected one changes only what differs", async () => {
  const again = await checked(inWgs84(...county()));
  for (const [sheet, fresh, changed] of (await sheetsOf(again)) ?? [])
    expect([sheet, fresh, changed]).toEqual([sheet, 0, 0]);
  const price = county().at(-1)!;
  const corrected = inWgs84(
    csvOf("places", [placeRow({ code: "K1", gate: "08:00-12:00" }), placeRow({ code: "K3", lat: "24.92" })]),
    {
      ...price,
      base64: Buffer.from(Buffer.from(price.base64, "base64").toString().replace(",2,22,2", ",3,23,2")).toString(
        "base64",
      ),
    },
  );
  const importId = await takenIn(corrected);
  expect(await sheetsOf(importId)).toEqual([
    ["places", 1, 1, 0],
    ["packages", 0, 1, 0],
  ]);
  expect((await placed("K1"))?.gateOpensSeconds).toBe(28_800);
  expect((await versionsOf("KP1")).map((v) => [v.version, v.priceFen])).toEqual([
    [1, 2200],
    [2, 2300],
  ]);
  // A column that a sheet does not have stays as it was.
  const { homes: _, ...few } = placeRow({ code: "K1", name: "新青山社区", gate: "08:00-12:00" });
  await takenIn(inWgs84(csvOf("places", [few])));
  expect(await placed("K1")).toMatchObject({ name: { "zh-CN": "新青山社区" }, statedHomes: 90 });
});

test("an import is undone whole: what it brought goes, what it changed is as it was, and a second undo is refused", async () => {
  const before = await placed("K2");
  const importId = await takenIn(
    inWgs84(
      csvOf("places", [placeRow({ code: "U1" }), placeRow({ code: "K2", kind: "村", name: "改名村", lat: "24.91" })]),
      csvOf("grids", [{ place: "U1", number: "1", kind: "社区网格" }]),
      csvOf("buildings", [{ place: "U1", building: "1", grid: "1", units: "1", floors: "2", rooms: "2" }]),
      csvOf("staff", [{ username: "u.one", name: "甲", role: "网格员", place: "U1", grid: "1" }]),
    ),
  );
  expect(await homesAt("U1")).toHaveLength(4);
  await undoImport(desk(), { importId });
  expect(await placed("U1")).toBeUndefined();
  expect(await placed("K2")).toEqual(before);
  expect((await getCityImport(desk(), importId)).state).toBe("undone");
  await expect(undoImport(desk(), { importId })).rejects.toMatchObject({ detail: { kind: "not_from_here" } });
});

test("an import on which an order hangs, or whose rows were changed since, is not undone", async () => {
  const importId = await takenIn(
    inWgs84(
      csvOf("places", [placeRow({ code: "U2" })]),
      csvOf("grids", [{ place: "U2", number: "1", kind: "社区网格" }]),
      csvOf("buildings", [{ place: "U2", building: "1", grid: "1", units: "1", floors: "1", rooms: "1" }]),
    ),
  );
  const changed = await takenIn(inWgs84(csvOf("places", [placeRow({ code: "U2", name: "改过" })])));
  await expect(undoImport(desk(), { importId })).rejects.toMatchObject({
    detail: { kind: "guard_failed", guard: "not_changed_since", changedSince: 1 },
  });
  await undoImport(desk(), { importId: changed });
  const [{ home } = { home: undefined }] = await homesAt("U2");
  await anOrder(city, { ...home!, floor: 1 }, { lines: { A: 1 } });
  await expect(undoImport(desk(), { importId })).rejects.toMatchObject({
    detail: { kind: "guard_failed", guard: "nothing_hangs_on_it", hanging: 1 },
  });
  expect(await homesAt("U2")).toHaveLength(1);
});

test("rows about people go when an import is undone, and after thirty days; its summary stays, and nothing is taken in or out by halves", async () => {
  const night = () => thinCycles(city.ctxFor("SYS"));
  const book = (code: string) =>
    inWgs84(
      csvOf("places", [placeRow({ code })]),
      csvOf("grids", [{ place: code, number: "1", kind: "社区网格" }]),
      csvOf("staff", [{ username: `p.${code}`, name: "甲", role: "网格员", place: code, grid: "1", phone: "0595 88" }]),
    );
  const left = async (importId: CityImportId) =>
    (
      await city.owner.db
        .select({ sheet: cityImportRows.sheet })
        .from(cityImportRows)
        .where(eq(cityImportRows.importId, importId))
        .orderBy(cityImportRows.seq)
    ).map((r) => r.sheet);
  const undone = await takenIn(book("t1"));
  await undoImport(desk(), { importId: undone });
  const [stays, looked] = [await takenIn(book("t2")), await checked(book("t3"))];
  await night();
  expect(await left(undone)).toEqual(["places", "grids"]);
  city.clock.pass(29 * 86_400);
  await night();
  for (const id of [stays, looked]) expect(await left(id)).toEqual(["places", "grids", "staff"]);
  const seen = await getCityImport(desk(), stays);
  city.clock.pass(86_400);
  await night();
  for (const id of [stays, looked]) expect(await left(id)).toEqual(["places", "grids"]);
  expect(await getCityImport(desk(), stays)).toEqual(seen);
  const refusal = { detail: { kind: "guard_failed", guard: "its_rows_are_kept", kept: 2, rows: 3 } };
  await expect(undoImport(desk(), { importId: stays })).rejects.toMatchObject(refusal);
  await expect(takeInBook(desk(), { importId: looked }, work)).rejects.toMatchObject(refusal);
  expect(await placed("t2")).toBeDefined();
  expect(await placed("t3")).toBeUndefined();
});

test("every mistake is told at once by sheet, row and column with what would be right, and nothing is kept", async () => {
  const kept = () => city.owner.db.$count(cityImports);
  const before = await kept();
  const found = await mistakesOf(
    inWgs84(
      csvOf("places", [
        placeRow({ code: "M1", gate: "8点", bus: "也许" }),
        placeRow({ code: "M2", lat: "118.5", lng: "24.9" }),
      ]),
      csvOf("buildings", [
        { place: "K1", building: "9", grid: "7", units: "", floors: "3", rooms: "" },
        { place: "没有", building: "9", grid: "1", units: "", floors: "", rooms: "" },
      ]),
      csvOf("homes", [{ place: "K1", building: "1", unit: "1", room: "101", needs: "透析", needs_on: "" }]),
      csvOf("staff", [{ username: "m", name: "丙", role: "网格员", place: "K1", grid: "" }]),
      csvOf("packages", [
        { code: "MP", letter: "M", name: "x", contents: "k-egg×1.5", fee: "0", price: "1", limit: "1" },
        { code: "MP", letter: "M", name: "x", contents: "k-egg×1", fee: "2", price: "13", limit: "1" },
      ]),
      csvOf("items", [{ code: "x" }], "水果.csv"),
    ),
  );
  expect(found).toEqual([
    "水果 1  sheet_unknown",
    "places 2 gate window",
    "places 2 bus yes_no",
    "places 3 lat lat_range",
    "buildings 2 grid unknown 网格 / grids",
    "buildings 2 floors one_or_other",
    "buildings 3 place unknown 地点 / places",
    "homes 2 needs_on needs_date",
    "staff 2 grid scope 地点编号 / place、网格号 / grid",
    "packages 2 contents not_whole k-egg",
    "packages 3 code twice 2",
    "packages 3 price not_the_sum 14.00",
  ]);
  expect(await kept()).toBe(before);
});

test("a point far from all others, a shifted map and a moved place are seen before anything is taken in", async () => {
  const far = [placeRow({ code: "F1" }), placeRow({ code: "F2" }), placeRow({ code: "F3", lat: "39.9", lng: "116.4" })];
  expect(await mistakesOf(inWgs84(csvOf("places", far)))).toEqual(["places 4 lat far_away"]);
  const shifted = await checked({
    datum: "gcj02",
    files: [csvOf("places", [placeRow({ code: "K2", kind: "村", lat: "24.91" })])],
  });
  const view = await getCityImport(desk(), shifted);
  expect(view.shiftMetres).toBeGreaterThan(300);
  expect(view.report?.moved.map((m) => m.code)).toEqual(["K2"]);
  expect(view.others.map((o) => o.code)).toContain("C1");
});

test("the template is read as it is: its example is nobody's row, and what is written under it comes in", async () => {
  for (const tongue of ["zh-CN", "en"] as const) {
    const bytes = await writeTemplate(tongue);
    const empty = keepBook(desk(), { datum: "wgs84", files: [{ name: "city.xlsx", bytes }] });
    await expect(empty).rejects.toMatchObject({ detail: { kind: "no_sheet_known" } });
  }
});

test("a CSV in the encoding of a Chinese Excel is read with its names", async () => {
  const file = csvOf("depots", [{ code: "G1", name: "@", lat: "24.9", lng: "118.5" }], "depots.csv");
  const [start, end] = Buffer.from(file.base64, "base64").toString().split("@") as [string, string];
  const english = start.replace("编号", "code").replace("名称", "name").replace("纬度", "lat").replace("经度", "lng");
  // 浮桥 in GB 18030.
  const gb = Buffer.concat([Buffer.from(english), Buffer.from([0xb8, 0xa1, 0xc7, 0xc5]), Buffer.from(end)]);
  const importId = await checked(inWgs84({ name: "depots.csv", base64: gb.toString("base64") }));
  const [row] = await city.owner.db.select().from(cityImportRows).where(eq(cityImportRows.importId, importId));
  expect(row?.cells).toMatchObject({ name: "浮桥" });
});

test("a job that was never sent is found by the one that comes each minute, and two workers do no part twice", async () => {
  const answer = await checkBook(desk(), bookOf(3, 150), async () => {});
  const { importId } = answer as { importId: CityImportId };
  const state = async () => (await getCityImport(desk(), importId)).state;
  await expect(takeInBook(desk(), { importId }, async () => {})).rejects.toMatchObject({
    detail: { kind: "not_from_here", from: "checking" },
  });
  await work({});
  expect(await state()).toBe("checked");
  await takeInBook(desk(), { importId }, async () => {});
  await takeInBook(desk(), { importId }, async () => {});
  await Promise.all([work({}), work({})]);
  expect(await state()).toBe("taken_in");
  const [n] = await city.owner.db
    .select({ n: sql<number>`count(*)::int` })
    .from(households)
    .where(eq(households.broughtBy, importId as never));
  expect(n?.n).toBe(45_000);
  await expect(takeInBook(desk(), { importId }, work)).rejects.toMatchObject({
    detail: { kind: "not_from_here", from: "taken_in" },
  });
});

test("the desk clears the needs that nobody said, and those that were said stay", async () => {
  const [invented] = (await homesAt("K1")).filter(({ home }) => home.room === "102");
  await city.owner.db
    .update(households)
    .set({ tags: ["dialysis"], needsFrom: "invented" })
    .where(eq(households.id, invented!.home.id));
  expect(await clearInventedNeeds(desk())).toEqual({ homes: 1 });
  expect(await clearInventedNeeds(desk())).toEqual({ homes: 0 });
  const left = await city.owner.db
    .select({ room: households.room, tags: households.tags })
    .from(households)
    .innerJoin(communities, eq(communities.id, households.communityId))
    .where(and(eq(communities.code, "K1"), sql`${households.tags} <> '{}'`));
  expect(left).toEqual([{ room: "101", tags: ["infant"] }]);
});

test("needs that were invented stay invented when an import of said ones is undone", async () => {
  const [{ home } = { home: undefined }] = (await homesAt("K1")).filter(({ home }) => home.room === "201");
  const as = (tags: string[], needsFrom: "said" | "invented", needsSaidOn: ServiceDay | null) =>
    city.owner.db.update(households).set({ tags, needsFrom, needsSaidOn }).where(eq(households.id, home!.id));
  const now = async () => (await homesAt("K1")).find((h) => h.home.id === home!.id)?.home;
  await as(["halal"], "invented", null);
  const row = { place: "K1", building: "1", unit: "1", room: "201", needs: "清真", needs_on: "2026-04-06" };
  const importId = await takenIn(inWgs84(csvOf("homes", [row])));
  expect(await now()).toMatchObject({ tags: ["halal"], needsFrom: "said", needsSaidOn: "2026-04-06" });
  await undoImport(desk(), { importId });
  expect(await now()).toMatchObject({ tags: ["halal"], needsFrom: "invented", needsSaidOn: null });
  await clearInventedNeeds(desk());
  await takenIn(inWgs84(csvOf("homes", [{ ...row, needs: "" }])));
  expect(await now()).toMatchObject({ tags: [], needsFrom: null, needsSaidOn: null });
  const again = await checked(inWgs84(csvOf("homes", [{ ...row, needs: "" }])));
  expect(await sheetsOf(again)).toEqual([["homes", 0, 0, 1]]);
  const { needs: _, ...alone } = row;
  expect(await mistakesOf(inWgs84(csvOf("homes", [alone])))).toEqual(["homes 2 needs needed"]);
});

test("a resident's user name is nobody's of the staff: the row is named, and nothing is kept", async () => {
  await city.owner.db
    .insert(users)
    .values({ id: randomUUID() as UserId, name: "居民", email: "13812340000@phone.invalid", username: "lin.da" });
  const row = { name: "林大", role: "司机", place: "", grid: "", store: "", depot: "" };
  expect(
    await mistakesOf(
      inWgs84(
        csvOf("staff", [
          { ...row, username: "k.new" },
          { ...row, username: "Lin.Da" },
        ]),
      ),
    ),
  ).toEqual(["staff 3 username name_taken"]);
});

test("imported staff have no password until the desk tells one, are renamed by a corrected list, and lose a number with its import", async () => {
  const row = { username: "k.wang", name: "王一", role: "司机", place: "", grid: "", store: "", depot: "" };
  const phoneOf = () =>
    city.owner.sql<
      { phone: string }[]
    >`SELECT phone FROM duty_phones d JOIN users u ON u.id = d.user_id WHERE u.username = 'k.wang'`;
  await takenIn(inWgs84(csvOf("staff", [{ ...row, phone: "" }])));
  const account = async () =>
    (
      await city.owner.db
        .select({ id: users.id, name: users.name, password: authAccounts.password, first: users.firstPassword })
        .from(users)
        .innerJoin(authAccounts, eq(authAccounts.userId, users.id))
        .where(eq(users.username, "k.wang"))
    )[0];
  expect(await account()).toMatchObject({ name: "王一", password: null, first: true });
  const importId = await takenIn(inWgs84(csvOf("staff", [{ ...row, name: "王二", phone: "0595 77" }])));
  expect(await account()).toMatchObject({ name: "王二" });
  expect([...(await phoneOf())]).toEqual([{ phone: "0595 77" }]);
  const again = await checked(inWgs84(csvOf("staff", [{ ...row, name: "王二", phone: "0595 77" }])));
  expect(await sheetsOf(again)).toEqual([["staff", 0, 0, 1]]);
  await undoImport(desk(), { importId });
  expect(await account()).toMatchObject({ name: "王一" });
  expect([...(await phoneOf())]).toEqual([]);
  const { password } = await resetStaffAccount(city.owner.db, (await account())!.id);
  expect(password).toHaveLength(14);
  expect((await account())?.password).not.toBeNull();
});

test.each([
  ["nothing in it", { name: "地点.csv", base64: "" }, "file_empty"],
  ["another kind of file", { name: "places.pdf", base64: btoa("x") }, "file_type"],
  ["an old workbook", { name: "places.xls", base64: btoa("x") }, "file_type"],
  ["no workbook", { name: "places.xlsx", base64: btoa("<html>") }, "file_unreadable"],
  ["a quote that never ends", { name: "places.csv", base64: btoa('code,kind\n"P001') }, "file_unreadable"],
])("refused by name: a file with %s", async (_, file, kind) => {
  await expect(checkBook(desk(), inWgs84(file), async () => {})).rejects.toMatchObject({
    code: "refused",
    detail: { kind },
  });
});

test("imports are seen by the desk and the system alone, and their homes by the system", async () => {
  for (const role of ROLES) {
    const imports = await look(city.ctxFor(role), (tx) => tx.select({ id: cityImports.id }).from(cityImports));
    expect(imports.length > 0, role).toBe(role === "DESK" || role === "SYS");
    const homes = await look(city.ctxFor(role), (tx) =>
      tx.select({ key: cityImportRows.key }).from(cityImportRows).where(eq(cityImportRows.sheet, "homes")),
    );
    expect(homes.length > 0, role).toBe(role === "SYS");
  }
  expect((await listCityImports(desk())).length).toBeGreaterThan(5);
});
