import { randomUUID } from "node:crypto";
import { and, eq, ne, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import writeExcel from "write-excel-file/node";
import type { DriveRecorded } from "../../../src/contract/drive.ts";
import type { ProposedTrip } from "../../../src/contract/movement.ts";
import {
  assignments,
  bags,
  batches,
  batchLines,
  claims,
  cycles,
  gridSheets,
  handovers,
  householdOrders,
  households,
  items,
  lateRequests,
  listImports,
  lots,
  packageLines,
  persons,
  plans,
  roadClosures,
  sessions,
  stops,
  supermarkets,
  trips,
  users,
  vehicles,
} from "../../../src/db/schema/index.ts";
import type {
  BatchId,
  CityImportId,
  ItemId,
  ListImportId,
  LotId,
  StopId,
  TripId,
  UserId,
} from "../../../src/domain/kernel/ids.ts";
import { fen } from "../../../src/domain/kernel/money.ts";
import { atServiceDay, plusDays, plusSeconds, toServiceDay } from "../../../src/domain/kernel/time.ts";
import { look } from "../../../src/server/act.ts";
import { firstStartToken } from "../../../src/server/auth/first-start.ts";
import type { Ctx } from "../../../src/server/ctx.ts";
import { turnClock } from "../../../src/server/jobs/turn-clock.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { appRouter } from "../../../src/server/trpc/router.ts";
import { workOnImport } from "../../../src/server/usecases/city/work-on-import.ts";
import { solvePlan } from "../../../src/server/usecases/movement/solve-plan.ts";
import { computePreview } from "../../../src/server/usecases/supply/preview-allocation.ts";
import { listKept } from "../../../src/server/views/desk/get-upkeep.ts";
import { getPublish } from "../../../src/server/views/dispatch/get-publish.ts";
import { bookOf } from "../../support/a-book.ts";
import { aPhoto } from "../../support/a-photo.ts";
import { aStore, aTrip, expectAllAddsUp, freezeAll, handOverAt, owedByOrder, someBuses } from "../../support/chain.ts";
import { aCity, type City } from "../../support/city.ts";
import { type Press, send, sent } from "../../support/drive.ts";
import { DYING_SECRET, type Dying, dyingApi, inputOf } from "../../support/dying.ts";
import { aBusAtTheGate, anOrder } from "../../support/orders-and-bus.ts";
import { makeReady } from "../../support/ready-city.ts";

// Every mutation of the API is called in a process that is killed at its first statement, then at its second, and so on
// until it is through. After each death all of it happened or nothing did, and the same call again succeeds. Before that it
// is sent every hostile value in each field of its input (`hostile-inputs.ts`): it is refused by name, and never a bug.

/** Every mutation that was pressed by the stories of this file, with how often it died. */
const pressed = new Map<string, number>();
/** Every procedure that was sent hostile values. */
const attacked = new Set<string>();
let city: City;
let api: Dying;
let press: Dying["press"];
beforeEach(async () => {
  city = await aCity();
  api = dyingApi(city, pressed, attacked);
  press = api.press;
});
afterEach(async () => {
  await api.close();
  await city.close();
});

const desk = () => city.ctxFor("DESK");
const dispatch = () => city.ctxFor("DIS");
const depot = () => city.ctxFor("DEP");
const first = () => city.places[0].grids[0];
const worker = () => city.workerOf(first());
const home = (i: number) => first().homes[i]!;
const picture = aPhoto;
const of = (letter: "A" | "B" | "H", wanted: number) => ({
  packageVersionId: city.packages[letter],
  wanted,
  acceptUpTo: wanted,
});
/** What a driver's phone sends: all of it is taken in, or none, and it is sent again. */
async function drive(driver: Ctx, ...presses: Press[]): Promise<void> {
  const { outcomes } = (await press("movement.recordDrive", driver, sent(...presses))) as DriveRecorded;
  expect(outcomes.map((o) => o.status)).toEqual(presses.map(() => "done"));
}
const stopsOf = (tripId: TripId) =>
  city.owner.db.select().from(stops).where(eq(stops.tripId, tripId)).orderBy(stops.sequence);

/** From the cut-off to batches at their store, by the buttons of the grid, the community and the desk. */
async function toBatches(): Promise<BatchId[]> {
  const { cycleId } = city;
  await freezeAll(city);
  const { run } = await press("cycles.previewAllocation", desk(), { cycleId }, "in parts");
  await computePreview(city.ctxFor("SYS"), { cycleId, run });
  await press("cycles.approveAllocation", desk(), { cycleId, run });
  const rows = await city.owner.db.select().from(batches);
  return rows.toSorted((a) => (a.communityId === city.places[0].id ? -1 : 1)).map((b) => b.id);
}
async function toStaged(store: Awaited<ReturnType<typeof aStore>>): Promise<BatchId[]> {
  const batchIds = await toBatches();
  for (const act of ["accept", "start_picking", "finish_picking", "pack", "stage"])
    await press("supply.moveBatches", store.manager, { act, batchIds });
  return batchIds;
}

test("orders and homes, until the cut-off", async () => {
  const { cycleId } = city;
  const res = city.residentOf(home(0));
  await api.attack("live.changes", res, { topics: [`home:${home(0).id}`], readMs: city.clock.now() });
  const order = (who: number, wanted: number) => ({
    key: randomUUID(),
    cycleId,
    householdId: home(who).id,
    lines: [of("A", wanted)],
  });
  const mine = await press("orders.place", res, order(0, 1));
  const theirs = await press("orders.placeForHome", worker(), order(1, 1));
  const { orderId } = mine as { orderId: string };
  const { orderId: other } = theirs as { orderId: string };
  await press("orders.change", res, { orderId, revision: 1, lines: [of("A", 2)] });
  await press("orders.changeForHome", worker(), { orderId: other, revision: 1, lines: [of("A", 2)], note: "慢一点" });
  await press("orders.cancel", res, { orderId });
  await press("orders.cancelForHome", worker(), { orderId: other, reason: "不要了" });
  const third = await anOrder(city, home(3), { lines: { A: 1 }, state: "needs_review" });
  await press("grid.resolveReview", worker(), { orderId: third.id, decision: "keep", reason: "问过了" });
  await api.attack("orders.find", desk(), { cycleId, number: 1 });
  await press("orders.cancelByDesk", desk(), { orderId: third.id, reason: "重复" });

  const id = randomUUID() as UserId;
  await city.owner.db
    .insert(users)
    .values({ id, name: "", email: `${id}@test.invalid`, phoneNumber: "+8613900001234" });
  const door = { communityId: home(4).communityId, building: "1", unit: 1, room: home(4).room, name: "林女士" };
  await press("people.join", city.ctxFor("RES", { userId: id }), { ...door, kind: "member" });
  const [person] = await city.owner.db.select().from(persons).where(eq(persons.userId, id));
  const signedIn = async () => {
    const sessionId = randomUUID();
    const made = { id: sessionId, userId: id, token: sessionId, expiresAt: new Date(Date.now() + 86_400_000) };
    await city.owner.db.insert(sessions).values(made);
    return sessionId;
  };
  const keep = await signedIn();
  await press("people.endSession", city.ctxFor("RES", { userId: id }), { sessionId: await signedIn() });
  await signedIn();
  await press("people.endOtherSessions", city.ctxFor("RES", { userId: id }), { keep });
  await press("grid.showPhone", worker(), { personId: person!.id });
  await press("grid.decidePerson", worker(), { personId: person!.id, decision: "verify" });
  await press("grid.makeJoinCode", worker(), { householdId: home(4).id });
  await anOrder(city, home(4), { lines: { A: 1 } });
  await press("grid.moveOut", worker(), { householdId: home(4).id, reason: "搬走" });
  await press("grid.moveIn", worker(), { householdId: home(4).id, size: 2 });
  await city.owner.db
    .update(households)
    .set({ heads: 20 })
    .where(eq(households.id, home(6).id));
  await press("grid.setHeads", worker(), { householdId: home(6).id, heads: 30 });

  await city.cutOffIn(-60, "closing");
  await city.owner.db.insert(lateRequests).values({
    idempotencyKey: randomUUID(),
    cycleId,
    householdId: home(5).id,
    gridId: first().id,
    lines: [of("A", 1)],
    at: city.clock.now(),
  });
  await press("grid.answerLate", worker(), { cycleId, householdId: home(5).id, act: "take" });
});

test("a pasted list, from the text to its orders and back", async () => {
  const { cycleId } = city;
  const door = (i: number) => `1-1-${home(i).room}`;
  const paste = (...lines: string[]) =>
    press("lists.paste", worker(), { cycleId, gridId: first().id, text: ["#接龙", ...lines].join("\n") });
  const laidAside = (await paste(`1. ${door(0)} A1`)) as { importId: string };
  await press("lists.discard", worker(), laidAside);
  const standing = await anOrder(city, home(2), { lines: { A: 1 } });
  const { importId } = (await paste(`1. ${door(0)} A1`, "2. 阿强 A1", `3. ${door(2)} 取消`)) as { importId: string };
  await press("lists.decide", worker(), {
    importId,
    row: 1,
    decision: { kind: "take", household: door(1), items: { A: 2 } },
  });
  await press("lists.decide", worker(), {
    importId,
    row: 2,
    decision: { kind: "take", household: door(2), items: {} },
  });
  await press("lists.write", worker(), { importId, reason: "接龙里退了" });
  await press("lists.undo", worker(), { importId, reason: "接龙撤回了" });
  const rows = await city.owner.db.select().from(householdOrders).where(ne(householdOrders.state, "cancelled"));
  expect(rows.map((o) => [o.householdId, o.id === standing.id])).toEqual([[home(2).id, false]]);
});

test("a spreadsheet as a list, from the file to its orders", async () => {
  const base64 = Buffer.from(`门牌,要几份\n1-1-${home(0).room},2\n`).toString("base64");
  const added = { cycleId: city.cycleId, gridId: first().id, file: { name: "名单.csv", base64 } };
  const { importId } = (await press("lists.addSheet", worker(), added)) as { importId: string };
  await press("lists.nameColumn", worker(), { importId, column: 1, use: { kind: "item", code: "A" } });
  await press("lists.acceptColumns", worker(), { importId });
  await press("lists.write", worker(), { importId, reason: "接龙里退了" });
  const rows = await city.owner.db.select().from(householdOrders).where(ne(householdOrders.state, "cancelled"));
  expect(rows.map((o) => o.householdId)).toEqual([home(0).id]);
});

test("another tab of a workbook is the list", async () => {
  const tab = (sheet: string, room: number) => ({
    sheet,
    data: [
      [{ value: "门牌" }, { value: "A" }],
      [{ value: `1-1-${home(room).room}` }, { value: 1 }],
    ],
  });
  const book = await writeExcel([tab("一", 0), tab("二", 1)]).toBuffer();
  const file = { name: "名单.xlsx", base64: book.toString("base64") };
  const added = await press("lists.addSheet", worker(), { cycleId: city.cycleId, gridId: first().id, file });
  await press("lists.readTab", worker(), { importId: (added as { importId: string }).importId, tab: 1 });
  const [list] = await city.owner.db
    .select({ text: listImports.text })
    .from(listImports)
    .where(eq(listImports.id, (added as { importId: ListImportId }).importId));
  expect(list?.text).toContain(home(1).room);
});

test("sheets, from the grid to the city", async () => {
  const { cycleId } = city;
  for (const i of [0, 1]) await anOrder(city, home(i), { lines: { A: 1 } });
  await city.cutOffIn(-600, "closing");
  const sheetIds: string[] = [];
  for (const place of city.places)
    for (const grid of place.grids) {
      const answer = await press("sheets.submit", city.workerOf(grid), { cycleId, gridId: grid.id });
      sheetIds.push((answer as { sheetId: string }).sheetId);
    }
  await press("sheets.return", city.clerkOf(city.places[0]), { sheetId: sheetIds[0], reason: "少了一户" });
  await press("sheets.submit", worker(), { cycleId, gridId: first().id });
  for (const place of [0, 1] as const)
    await press("sheets.accept", city.clerkOf(city.places[place]), {
      sheetIds: sheetIds.slice(place * 2, place * 2 + 2),
    });
  await press("sheets.thaw", desk(), { sheetId: sheetIds[0], reason: "报错一户" });
  await press("sheets.freezeAgain", desk(), { sheetId: sheetIds[0] });
  await press("cycles.closeEarly", desk(), { cycleId, reason: "都交齐了" });
  await expectAllAddsUp(city);
  const frozen = await city.owner.db.select().from(gridSheets);
  expect(new Set(frozen.map((s) => s.state))).toEqual(new Set(["frozen"]));
});

test("a round that the desk ends before its time, with a sheet that is in, one that is not and an order in doubt", async () => {
  const { cycleId } = city;
  const [here, there] = [city.places[0].grids, city.places[1].grids];
  for (const home of [here[0].homes[0]!, here[1].homes[0]!, there[0].homes[0]!])
    await anOrder(city, home, { lines: { A: 1 } });
  await anOrder(city, home(3), { lines: { A: 1 }, state: "needs_review" });
  await press("cycles.cutOffEarly", desk(), { cycleId, reason: "台风" });
  await press("sheets.submit", city.workerOf(there[0]), { cycleId, gridId: there[0].id });
  await press("cycles.closeEarly", desk(), { cycleId, reason: "台风" });
  await expectAllAddsUp(city);
});

test("cycles, places, staff and zones at the city desk", async () => {
  const now = city.clock.now();
  const store = await aStore(city, { A: 20 });
  const wish = (hours: number) => ({
    opensAt: plusSeconds(now, 3600 * hours),
    cutOffAt: plusSeconds(now, 3600 * (hours + 3)),
    graceEndsAt: plusSeconds(now, 3600 * (hours + 4)),
    deliveryDay: plusDays(toServiceDay(now), 3 + hours),
    policy: "need_first",
    gridMinimumBags: 0,
    offers: [{ packageVersionId: city.packages.A, householdLimit: 2, offered: 10, caseSize: 1 }],
    commits: [{ supermarketId: store.id, packageVersionId: city.packages.A, committed: 10 }],
    quotas: [],
  });
  const { cycleId: next } = (await press("cycles.create", desk(), wish(4))) as { cycleId: string };
  await press("cycles.rewrite", desk(), { ...wish(6), cycleId: next, revision: 0 });
  await makeReady(city);
  await press("cycles.publish", desk(), { cycleId: next });
  await press("cycles.cancel", desk(), { cycleId: next, reason: "封路" });
  await press("cycles.takePackageOff", desk(), {
    cycleId: city.cycleId,
    packageVersionId: city.packages.B,
    reason: "鸭肉发臭",
  });
  await press("cycles.takeCommunityOut", desk(), {
    cycleId: city.cycleId,
    communityId: city.places[0].id,
    reason: "封路",
  });
  await city.pastTheGate.db.update(cycles).set({ state: "settled" }).where(eq(cycles.id, city.cycleId));
  const { cycleId: early } = (await press("cycles.create", desk(), wish(5))) as { cycleId: string };
  await press("cycles.publish", desk(), { cycleId: early });
  await press("cycles.openEarly", desk(), { cycleId: early, reason: "早点开" });
  city.clock.set(plusSeconds(now, 3600 * 8.5));
  await city.clock.arrived();
  await turnClock(city.ctxFor("SYS"));
  await press("cycles.extend", desk(), {
    cycleId: early,
    reason: "系统慢",
    cutOffAt: plusSeconds(now, 3600 * 10),
    graceEndsAt: plusSeconds(now, 3600 * 11),
  });

  const communityId = city.places[0].id;
  const areas = [{ communityId, gridNumbers: [1, 2] }];
  await api.attack("zones.effect", desk(), { areas, level: "control", from: city.clock.now() });
  await api.attack("zones.placesWithin", desk(), { geojson: "{}" });
  const { zoneIds } = (await press("zones.set", desk(), {
    areas,
    level: "control",
    from: city.clock.now(),
    orderNumber: "1 号",
  })) as { zoneIds: string[] };
  await turnClock(city.ctxFor("SYS"));
  city.clock.pass(60);
  await press("zones.lift", desk(), { zoneId: zoneIds[0], orderNumber: "2 号" });

  const invited = { name: "林佳怡", username: "lin.jiayi", role: "COM", communityId };
  const { userId } = (await press("staff.invite", desk(), invited, "in parts")) as { userId: UserId };
  const [assignment] = await city.owner.db.select().from(assignments).where(eq(assignments.userId, userId));
  city.clock.pass(60);
  await press("staff.slips", desk(), { userIds: [userId], asOf: city.clock.now() }, "in parts");
  const [one, two] = [city.places[0].clerk, city.places[1].clerk].map((id) => city.ctxFor("DESK", { userId: id }));
  const ask = async (act: string, requestId = randomUUID()) => {
    await press("staff.ask", one!, { requestId, username: "lin.jiayi", act, reason: "当面见到" });
    return { requestId };
  };
  await press("staff.withdraw", one!, await ask("factor"));
  await press("staff.confirm", two!, await ask("password"), "in parts");
  await press("staff.end", desk(), { assignmentId: assignment!.id });
  const [worker, heir] = [first().worker, city.places[0].grids[1].worker];
  await city.owner.db.update(users).set({ email: "w@staff.invalid" }).where(eq(users.id, worker));
  const grid = `post:GW:${first().id}`;
  const goes = { userId: worker, reason: "辞职", driversWell: false };
  await press("staff.shut", desk(), { ...goes, seen: [grid], takers: [{ key: grid, to: heir }] });
  await press("staff.open", desk(), { userId: worker, rolesToo: true });
  const away = { from: city.clock.now(), to: plusSeconds(city.clock.now(), 3600) };
  await press("staff.licence", desk(), { userId: worker, class: "A3", validTo: "2030-01-01" });
  await press("staff.leave", desk(), {
    userId: worker,
    reason: "发烧",
    ...away,
    seen: [grid],
    takers: [{ key: grid, to: heir }],
  });

  await city.owner.db.delete(assignments).where(eq(assignments.role, "DESK"));
  const token = firstStartToken(DYING_SECRET);
  await press("staff.first", city.ctxFor("RES"), { token, name: "林晓岚", username: "lin" }, "in parts");

  const lotus = {
    code: "lotus",
    name: "莲藕",
    unit: "斤",
    measure: "称重",
    price: "4",
    cost: "3",
    grams: "500",
    ml: "700",
  };
  await press("city.keepRow", desk(), { sheet: "items", seen: null, cells: { ...lotus, shelf_hours: "72" } });
  const [kept] = await city.owner.db.select().from(supermarkets).where(eq(supermarkets.id, store.id));
  const { seen } = (await listKept(desk(), "stores")).rows.find((r) => r.key === kept!.code)!;
  await press("city.keepOwnStore", store.manager, { supermarketId: store.id, seen, cells: { docks: "3" } });
  await press("city.stateCap", desk(), { percent: 35, from: toServiceDay(city.clock.now()), orderNumber: "1 号" });

  const { importId } = (await press("places.check", desk(), bookOf(1, 1))) as { importId: CityImportId };
  await workOnImport(city.ctxFor("SYS"), { importId }, estimateOnly);
  await press("places.takeIn", desk(), { importId });
  await workOnImport(city.ctxFor("SYS"), { importId }, estimateOnly);
  await press("places.undo", desk(), { importId });
  await city.owner.db
    .update(households)
    .set({ tags: ["infant"], needsFrom: "invented" })
    .where(eq(households.id, home(4).id));
  await press("places.clearInventedNeeds", desk(), undefined);

  const corners = [
    [118.6, 24.9],
    [118.61, 24.9],
    [118.61, 24.91],
  ];
  const closure = { shape: { kind: "corners", corners }, from: now, reason: "核酸点", orderNumber: "3 号" };
  await press("movement.addClosure", desk(), closure);
  const [closed] = await city.owner.db.select().from(roadClosures);
  await press("movement.endClosure", desk(), { closureId: closed!.id, orderNumber: "4 号" });
});

test("a batch at its store: short, replaced, picked, packed anew, sent elsewhere, recalled", async () => {
  const store = await aStore(city, { A: 10 });
  const today = toServiceDay(city.clock.now());
  const [tomato, cabbage] = [randomUUID(), randomUUID()] as [ItemId, ItemId];
  const item = (id: ItemId, code: string) => ({
    id,
    code,
    name: { "zh-CN": code, en: code },
    unit: "斤",
    unitKind: "weight" as const,
  });
  await city.owner.db.insert(items).values(
    [tomato, cabbage].map((id, i) => ({
      ...item(id, `veg${i}`),
      priceFen: fen(300),
      costFen: fen(100),
      shelfLifeHours: 48,
      tags: [],
    })),
  );
  await city.owner.db
    .insert(packageLines)
    .values({ packageVersionId: city.packages.A, itemId: tomato, position: 1, tenths: 20, lineFen: fen(800) });
  await city.owner.db.insert(lots).values(
    [tomato, cabbage].map((itemId) => ({
      id: randomUUID() as LotId,
      supermarketId: store.id,
      itemId,
      code: `L${itemId.slice(0, 4)}`,
      shelf: "A1",
      expiresOn: plusDays(today, 5),
    })),
  );
  await anOrder(city, home(0), { lines: { A: 3 } });
  await anOrder(city, city.places[1].grids[0].homes[0]!, { lines: { A: 2 } });
  const [batchId, other] = (await toBatches()) as [BatchId, BatchId];
  const second = await aStore(city, { A: 5 });
  await press("supply.moveBatches", store.manager, { act: "accept", batchIds: [batchId] });
  await press("supply.moveBatches", store.manager, { act: "start_picking", batchIds: [batchId] });
  const lot = {
    lotId: randomUUID(),
    supermarketId: store.id,
    itemId: tomato,
    code: "L9",
    quantityTenths: 500,
    expiresOn: plusDays(today, 4),
    maker: "安溪菜场",
    licence: "SC1",
    shelf: "A2",
    paid: "paid",
  };
  await press("supply.receiveLot", store.manager, { ...lot, photo: picture });
  await press("supply.recordPick", store.manager, {
    cycleId: city.cycleId,
    supermarketId: store.id,
    itemId: tomato,
    pickedTenths: 30,
    lotId: lot.lotId,
  });
  const wrong = { ...lot, lotId: randomUUID(), code: "L10" };
  await press("supply.receiveLot", store.manager, wrong);
  await press("supply.takeBackLot", store.manager, { lotId: wrong.lotId, reason: "写错了" });
  const short = { batchId, packageVersionId: city.packages.A, bags: 1, reason: "out_of_stock" };
  await press("supply.declareShort", store.manager, {
    kind: "item",
    ...short,
    itemId: tomato,
    substituteItemId: cabbage,
  });
  await press("supply.declareShort", store.manager, { kind: "bags", ...short });
  await press("supply.moveBatches", store.manager, { act: "finish_picking", batchIds: [batchId] });
  await press("supply.moveBatches", store.manager, { act: "pack", batchIds: [batchId] });
  await press("supply.repack", store.manager, { batchId, reason: "袋子破了" });
  await press("supply.recallBatches", desk(), { act: "recall", batchIds: [other], reason: "仓库停电" });
  await press("supply.reRoute", desk(), { batchId: other, supermarketId: second.id });
  const [routed] = await city.owner.db.select().from(batches).where(eq(batches.supermarketId, second.id));
  await press("supply.recallBatches", desk(), { act: "recall", batchIds: [routed!.id], reason: "也没电" });
  await press("supply.giveUp", desk(), { batchId: routed!.id, reason: "没有店能接" });
  const lines = await city.owner.db.select().from(batchLines).where(eq(batchLines.batchId, batchId));
  expect(lines.map((l) => l.shorted)).toEqual([1]);
  await expectAllAddsUp(city);
});

test("an allocation is taken back", async () => {
  await aStore(city, { A: 10 });
  await anOrder(city, home(0), { lines: { A: 2 } });
  await toBatches();
  await press("cycles.undoAllocation", desk(), { cycleId: city.cycleId, reason: "少报一家店" });
  expect((await city.owner.db.select().from(batches)).map((b) => b.state)).toEqual(["recalled"]);
  await expectAllAddsUp(city);
});

test("a plan becomes trips; they are put right, published, taken back and called off", async () => {
  await aStore(city, { A: 10 });
  await someBuses(city, 2);
  for (const place of city.places) await anOrder(city, place.grids[0].homes[0]!, { lines: { A: 1 } });
  await toBatches();
  city.clock.set(atServiceDay(toServiceDay(city.clock.now()), 6 * 3600));
  await city.clock.arrived();
  await city.owner.db.update(cycles).set({ deliveryDay: toServiceDay(city.clock.now()) });
  const asked = { cycleId: city.cycleId, seconds: 1, seed: 1 };
  const { planId } = (await press("movement.requestPlan", dispatch(), asked, "in parts")) as { planId: never };
  await city.owner.db
    .delete(plans)
    .where(and(eq(plans.cycleId, city.cycleId), eq(plans.state, "solving"), ne(plans.id, planId)));
  await solvePlan(city.ctxFor("SYS"), { ...asked, planId }, estimateOnly);
  const [solved] = await city.owner.db.select().from(plans).where(eq(plans.id, planId));
  const [trip] = (solved!.summary as { proposed: ProposedTrip[] }).proposed;
  const change = { kind: "reverse", trip: { vehicleId: trip?.vehicleId, trip: 0 } };
  await api.attack("movement.priceChange", dispatch(), { planId, change });
  const [batch] = await city.owner.db.select().from(batches);
  const from = { vehicleId: trip?.vehicleId, trip: 0 };
  await api.attack("movement.offers", dispatch(), { planId, batchIds: [batch?.id], from });
  const changed = (await press("movement.changePlan", dispatch(), { planId, change })) as { planId: never };
  await press("movement.stepPlan", dispatch(), { ...(changed as object), step: "undo" });
  await press("movement.namePlan", dispatch(), { planId, name: "头一个" });
  const former = await press("movement.takeUpPlan", dispatch(), changed);
  const back = await press("movement.stepPlan", dispatch(), { ...(former as object), step: "undo" });
  await press("movement.acceptPlan", dispatch(), back, "in parts");
  await city.owner.db.update(trips).set({ driverId: null });
  const { rows } = await getPublish(dispatch(), city.cycleId);
  const fixes = rows[0]?.fixes[0];
  const tripId = rows[0]?.id as TripId;
  await press("movement.fix", dispatch(), { tripId, finding: fixes?.finding, fix: fixes?.fix });
  await press("movement.publish", dispatch(), { tripIds: [tripId] });
  await press("movement.unpublish", dispatch(), { tripId });
  await press("movement.publish", dispatch(), { tripIds: [tripId] });
  await press("movement.cancelTrip", dispatch(), { tripId, reason: "改期" });
  await expectAllAddsUp(city);
});

test("a bus is loaded, stands at a shut gate, is diverted, breaks down, and another one finishes its day", async () => {
  const store = await aStore(city, { A: 10 });
  const fleet = await someBuses(city, 3);
  await anOrder(city, home(0), { lines: { A: 2 } });
  await anOrder(city, city.places[1].grids[0].homes[0]!, { lines: { A: 1 } });
  const batchIds = await toStaged(store);
  const bus = { depotId: fleet.depotId, driver: fleet.drivers[0]! };
  const tripId = await aTrip(city, store, batchIds, bus, "published");
  const driver = city.ctxFor("DRV", { userId: fleet.drivers[0]! });
  const ticks = { disinfected: true, driverWell: true };
  await press("movement.clear", depot(), { tripIds: [tripId], ...ticks });
  await press("supply.startLoading", store.manager, { tripId });
  await press("supply.loadBags", store.manager, { tripId, bagNumbers: [1] });
  await press("supply.loadBags", store.manager, { tripId, bagNumbers: "all" });
  await press("supply.seal", store.manager, { tripId, sealNumber: "Q-1" });
  await drive(driver, { act: "depart", tripId });
  const [one, two] = await stopsOf(tripId);
  await send(driver, { act: "late", stopId: one!.id, minutes: 20 });
  await press("movement.tellWhere", driver, { tripId, lat: 24.9, lng: 118.6 });
  await send(driver, { act: "arrive", stopId: one!.id });
  await drive(
    driver,
    { act: "wait", stopId: one!.id, reason: "门锁着" },
    { act: "skip", stopId: one!.id, reason: "没人开门" },
  );
  await press("movement.rePlanStop", dispatch(), { stopId: one!.id, tripId });
  await press("movement.skipStop", dispatch(), { stopId: two!.id, reason: "路封了" });
  const { stopId } = (await press("movement.rePlanStop", dispatch(), { stopId: two!.id, tripId })) as {
    stopId: StopId;
  };
  await press("movement.divert", dispatch(), { tripId, stopIds: [stopId], reason: "桥断了" });
  await press("movement.resume", dispatch(), { tripId });
  await press("movement.breakDown", driver, { tripId });
  await press("movement.goOn", driver, { tripId });
  await press("movement.breakDown", driver, { tripId });
  const [, spare] = await city.owner.db.select().from(vehicles).orderBy(vehicles.name);
  const relief = { tripId, vehicleId: spare!.id, sealNumber: "Q-9", ...ticks };
  const { tripId: second } = (await press("movement.transfer", dispatch(), relief)) as { tripId: TripId };
  const other = city.ctxFor("DRV", { userId: spare!.driverId! });
  for (const stop of await stopsOf(second)) {
    const place = city.places.find((p) => p.id === stop.communityId)!;
    const [now] = await city.owner.db.select().from(stops).where(eq(stops.id, stop.id));
    if (now?.state === "approaching") await send(other, { act: "arrive", stopId: stop.id });
    const unload = { act: "unload", stopId: stop.id } as const;
    await (stop.sequence === 1 ? drive(other, unload) : send(other, unload));
    const [open] = await city.owner.db.select().from(handovers).where(eq(handovers.stopId, stop.id));
    const counted = { [city.packages.A]: open!.offered };
    await press("grid.countHandover", city.workerOf(place.grids[0]), {
      id: randomUUID(),
      handoverId: open!.id,
      counted,
    });
  }
  await send(other, { act: "return", tripId: second });
  await press("movement.disinfect", depot(), { tripIds: [second] });
  await expectAllAddsUp(city);
});

test("what a bus has brought home is counted, and given up", async () => {
  const order = await anOrder(city, home(0), { state: "confirmed", lines: { A: 2 } });
  const bus = await aBusAtTheGate(city, first(), [order]);
  await press("movement.skipStop", dispatch(), { stopId: bus.stopId, reason: "没人" });
  await press("movement.breakDown", dispatch(), { tripId: bus.tripId });
  await press("movement.return", dispatch(), { tripId: bus.tripId });
  const { stopId } = bus;
  await press("movement.countBack", dispatch(), { stopId, place: "depot", counted: 1, reason: "掉了一袋" });
  await press("movement.giveUpStop", dispatch(), { stopId, reason: "送不进去" });
  await expectAllAddsUp(city);
});

test("nobody comes to the gate: by code, on paper, in the marked zone", async () => {
  const place = city.places[0];
  await press("places.markSetDown", city.clerkOf(place), { communityId: place.id, zone: "东门黄线框" });
  await city.owner.db.update(users).set({ phoneNumber: "13900000001" }).where(eq(users.id, worker().actor.userId!));
  for (const [i, way] of (["code", "paper", "set_down"] as const).entries()) {
    const order = await anOrder(city, home(i), {
      state: "confirmed",
      lines: { A: 2 },
    });
    const bus = await aBusAtTheGate(city, first(), [order]);
    const driver = city.ctxFor("DRV", { userId: bus.driver });
    const pile = { stopId: bus.stopId, gridId: first().id };
    city.clock.pass(600);
    if (way === "code") {
      const call = { tripId: bus.tripId, whom: "receiver", gridId: first().id };
      expect(await press("movement.showNumber", driver, call)).toMatchObject({ phone: "13900000001" });
      const [code] = await look(worker(), (tx) =>
        tx.execute<{ of: string }>(sql`SELECT handover_code(${bus.stopId}, ${first().id}) AS of`),
      );
      await drive(driver, { act: way, ...pile, code: code!.of });
    }
    if (way === "paper") {
      await drive(driver, { act: way, ...pile });
      const names = { handoverId: bus.handoverId, giverName: "何建国", receiverName: "门岗老林" };
      await press("movement.typeInPaper", worker(), names);
    }
    if (way === "set_down") await drive(driver, { act: way, ...pile, photo: picture });
    await expectAllAddsUp(city);
  }
});

test("a batch is taken off a sealed bus", async () => {
  const store = await aStore(city, { A: 10 });
  const fleet = await someBuses(city, 1);
  await anOrder(city, home(0), { lines: { A: 2 } });
  await anOrder(city, city.places[1].grids[0].homes[0]!, { lines: { A: 1 } });
  const batchIds = await toStaged(store);
  const tripId = await aTrip(city, store, batchIds, { depotId: fleet.depotId, driver: fleet.drivers[0]! }, "sealed");
  await press("supply.offload", store.manager, { tripId, batchId: batchIds[0], sealNumber: "Q-1b", reason: "车小" });
  await expectAllAddsUp(city);
});

test("bags at the doors, money and claims, until the books are closed", async () => {
  const fleet = await someBuses(city, 1);
  const store = await aStore(city, { A: 5 });
  const orders = [await anOrder(city, home(0), { lines: { A: 3 } }), await anOrder(city, home(3), { lines: { A: 3 } })];
  const batchIds = await toStaged(store);
  const driverId = fleet.drivers[0]!;
  const tripId = await aTrip(city, store, batchIds, { depotId: fleet.depotId, driver: driverId }, "running");
  const [stop] = await stopsOf(tripId);
  await handOverAt(city, tripId, stop!.id, first(), 3, driverId);
  await city.owner.db.update(cycles).set({ deliveryDay: toServiceDay(city.clock.now()) });
  const [open] = await city.owner.db.select().from(handovers);
  const ruling = { handoverId: open!.id, agreed: 3, lost: 2, backOnBoard: 0, reason: "少两袋", photo: picture };
  await press("movement.ruleHandover", dispatch(), ruling);
  const lost = await city.owner.db.select().from(bags).where(eq(bags.state, "lost"));
  await press("movement.sayFound", city.ctxFor("DRV", { userId: driverId }), { bagId: lost[0]!.id });
  for (const bag of lost) await press("grid.findBag", worker(), { bagId: bag.id, fitForUse: true });

  const all = await city.owner.db.select().from(bags).where(eq(bags.repacked, false));
  const countOf = (orderId: string) => all.filter((b) => b.orderId === orderId).length;
  const [full, short] = countOf(orders[0]!.id) === 3 ? [orders[0]!, orders[1]!] : [orders[1]!, orders[0]!];
  const given = all.find((b) => b.orderId === full.id)!;
  await press("grid.reassignBag", worker(), { bagId: given.id, toOrderId: short.id, consentBy: "黄女士" });
  const events = [full, short].map((o) => ({ id: randomUUID(), orderId: o.id, act: "delivered" }));
  await press("grid.recordDoors", worker(), { events }, "in parts");

  const owed = await owedByOrder(city);
  const res = city.residentOf(full.home);
  await press("money.claim", res, { orderId: full.id });
  await press("money.withdrawClaim", res, { orderId: full.id });
  await press("money.claim", res, { orderId: full.id });
  await press("money.reject", desk(), { orderId: full.id, reason: "账上没有" });
  await press("money.claim", res, { orderId: full.id });
  await press("money.match", desk(), { orderId: full.id, amountFen: owed.get(full.id) });
  const dueFen = owed.get(short.id)!;
  const parts = [{ orderId: short.id, amountFen: dueFen + 500, dueFen }];
  const slip = randomUUID();
  await press("grid.receiveCash", worker(), { receiptId: slip, parts });
  await press("grid.takeBackCash", worker(), { receiptId: slip, reason: "记错了" });
  await press("grid.receiveCash", worker(), { receiptId: randomUUID(), parts, words: "没零钱" });
  await press("grid.handBackCash", worker(), { orderId: short.id, amountFen: 500 });
  await press("grid.bankCash", worker(), { amountFen: dueFen - 100, boxFen: dueFen, reason: "一张破了" });

  await press("claims.open", res, { orderId: full.id, kind: "damaged", words: "碎了" });
  await press("claims.openForHome", worker(), { orderId: short.id, kind: "rotten", words: "烂了", photo: picture });
  const [claim] = await city.owner.db.select().from(claims).where(eq(claims.orderId, full.id));
  await press("claims.answer", desk(), { answer: "refund", claimId: claim!.id, amountFen: 900, words: "退三个蛋的钱" });
  await press("money.refund", desk(), { orderId: full.id, amountFen: 900 });
  await press(
    "people.readNotices",
    { ...res, actor: { ...res.actor, userId: first().worker } },
    { untilMs: city.clock.now() },
  );
  await expectAllAddsUp(city);
  const [second] = await city.owner.db.select().from(claims).where(eq(claims.orderId, short.id));
  await press("claims.answer", desk(), { answer: "reject", claimId: second!.id, words: "照片上是好的" });
  await press("claims.reopenForHome", worker(), { claimId: second!.id, words: "底下是烂的", photo: picture });
  await city.pastTheGate.db.update(claims).set({ state: "rejected", reopened: 0 }).where(eq(claims.id, second!.id));
  await press("claims.reopen", city.residentOf(short.home), { claimId: second!.id, words: "底下是烂的" });
  await press("claims.answer", desk(), { answer: "reject", claimId: second!.id, words: "还是不行" });
  const owedTo = { cycleId: city.cycleId, supermarketId: store.id, prices: [], leftOut: [] };
  const laid = await press("settlements.propose", desk(), { ...owedTo, revision: 0 });
  const { settlementId } = laid as { settlementId: string };
  await press("settlements.answer", store.manager, { settlementId, revision: 1, answer: "agree" });
  await press("settlements.settle", desk(), { settlementId, revision: 1 });
  await drive(city.ctxFor("DRV", { userId: driverId }), { act: "return", tripId });
  await press("movement.disinfect", depot(), { tripIds: [tripId] });
  for (let turn = 0; turn < 3; turn += 1) await turnClock(city.ctxFor("SYS"));
  await press("cycles.settle", desk(), { cycleId: city.cycleId });
  const done = await city.owner.db.select().from(householdOrders);
  expect(done.map((o) => o.state)).toEqual(["delivered", "delivered"]);
});

afterAll(() => {
  const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>);
  const mutations = procedures.filter(([, p]) => p._def.type === "mutation").map(([path]) => path);
  expect(mutations.filter((path) => !pressed.has(path))).toEqual([]);
  const taking = procedures.map(([path]) => path).filter(inputOf);
  expect(taking.filter((path) => !attacked.has(path))).toEqual([]);
});
