import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { eq, inArray, like, sql } from "drizzle-orm";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  auditEvents,
  communities,
  cycles,
  gridSheets,
  grids,
  households,
  placeImports,
} from "../../../src/db/schema/index.ts";
import type { CycleId, PlaceImportId } from "../../../src/domain/kernel/ids.ts";
import { ROLES } from "../../../src/domain/kernel/role.ts";
import { look } from "../../../src/server/act.ts";
import { estimateOnly } from "../../../src/server/planning/roads-in-use.ts";
import { checkPlaceFile, takeInPlaces } from "../../../src/server/usecases/places/import-places.ts";
import { type ImportJob, workOnImport } from "../../../src/server/usecases/places/work-on-import.ts";
import { getPlaceImport, listPlaceImports } from "../../../src/server/views/desk/list-imports.ts";
import { aCity, type City } from "../../support/city.ts";

const SAMPLE = new URL("../../../src/db/seed/data/places_demo_215.csv", import.meta.url);
let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(() => city.close());

const desk = () => city.ctxFor("DESK", { userId: city.places[0].clerk });
const head = readFileSync(SAMPLE, "utf8").split("\n")[0]!.trim();
/** Lines of the sample's places from `from`, as a file. */
const lines = (from: number, to: number) => readFileSync(SAMPLE, "utf8").split("\n").slice(from, to).join("\n");
const file = (text: string | Uint8Array, wish: { name?: string; datum?: "wgs84" | "gcj02" } = {}) => ({
  fileName: wish.name ?? "places.csv",
  datum: wish.datum ?? ("wgs84" as const),
  base64: Buffer.from(text).toString("base64"),
});
/** Hands a list in and lets the worker look at it. */
async function checked(input: ReturnType<typeof file>): Promise<PlaceImportId> {
  const jobs: ImportJob[] = [];
  const answer = await checkPlaceFile(desk(), input, async (job) => void jobs.push(job));
  if (!("importId" in answer)) throw new Error(`mistakes: ${JSON.stringify(answer.mistakes)}`);
  for (const job of jobs) await workOnImport(city.ctxFor("SYS"), job, estimateOnly);
  return answer.importId;
}
const places = async () => (await city.owner.db.select().from(communities).where(like(communities.code, "P%"))).length;
const homes = async () => (await city.owner.db.select({ n: sql<number>`count(*)::int` }).from(households))[0]?.n ?? 0;

test("a list is looked at without touching the city, taken in once in parts, and refused by name the second time", async () => {
  const importId = await checked(file(`${head}\n${lines(1, 31)}`));
  const dry = await getPlaceImport(desk(), importId);
  expect(dry).toMatchObject({
    state: "checked",
    places: 30,
    done: 0,
    report: { added: 30, known: [], streets: false },
  });
  expect(dry.list[0]).toMatchObject({ is: "new", code: "P001" });
  expect(dry.others.map((o) => o.code).sort()).toEqual(["C1", "C2"]);
  expect(await places()).toBe(0);

  const before = await homes();
  const jobs: ImportJob[] = [];
  await takeInPlaces(desk(), { importId }, async (job) => void jobs.push(job));
  await takeInPlaces(desk(), { importId }, async (job) => void jobs.push(job));
  // Two workers at once share the parts between them.
  const work = () => workOnImport(city.ctxFor("SYS"), jobs[0]!, estimateOnly);
  await Promise.all([work(), work()]);
  expect(await places()).toBe(30);
  const after = await homes();
  expect(after - before).toBeGreaterThanOrEqual(dry.report!.homes);
  expect(city.announced).toContain("desk");

  const late = takeInPlaces(desk(), { importId }, async (job) => void jobs.push(job));
  await expect(late).rejects.toMatchObject({ detail: { kind: "not_from_here", from: "taken_in" } });
  await work();
  expect([await homes(), jobs.length]).toEqual([after, 2]);
  expect(await getPlaceImport(desk(), importId)).toMatchObject({ state: "taken_in", done: 30, report: { added: 30 } });
  const events = await city.owner.db.select().from(auditEvents).where(eq(auditEvents.subjectId, importId));
  expect(events.map((e) => [e.kind, e.role])).toEqual([
    ["place_import.added", "DESK"],
    ["place_import.report", "SYS"],
    ["place_import.take_in", "DESK"],
    ["place_import.finish", "SYS"],
  ]);
});

test("known places are told with what would change about them, and the wrong datum is seen by how far they would move", async () => {
  await city.owner.db
    .update(communities)
    .set({ name: { "zh-CN": "旧名社区" } })
    .where(eq(communities.code, "P002"));
  const importId = await checked(file(`${head}\n${lines(1, 3)}`, { datum: "gcj02" }));
  const view = await getPlaceImport(desk(), importId);
  expect(view.report).toMatchObject({ added: 0, homes: 0, known: ["P001", "P002"] });
  expect(view.report?.renamed).toEqual([{ code: "P002", from: "旧名社区" }]);
  expect(view.list.map((p) => p.is)).toEqual(["known", "renamed"]);
  expect(view.shiftMetres).toBeGreaterThan(300);
  expect(view.report?.moved.map((p) => p.code)).toEqual(["P001", "P002"]);
  expect((await listPlaceImports(desk())).map((i) => [i.importId, i.state])).toContainEqual([importId, "checked"]);
});

test("a job that was never sent is found by the one that comes each minute", async () => {
  const answer = await checkPlaceFile(desk(), file(`${head}\n${lines(31, 33)}`), async () => {});
  const importId = (answer as { importId: PlaceImportId }).importId;
  const state = async () => (await getPlaceImport(desk(), importId)).state;
  const eachMinute = () => workOnImport(city.ctxFor("SYS"), {}, estimateOnly);
  expect(await state()).toBe("checking");
  await eachMinute();
  expect(await state()).toBe("checked");
  await takeInPlaces(desk(), { importId }, async () => {});
  await eachMinute();
  expect(await state()).toBe("taken_in");
});

test("grids that come while a cycle takes orders have their sheets in it, and in no cycle that is past that", async () => {
  const past = randomUUID() as CycleId;
  await city.owner.db.insert(cycles).values({
    ...(await city.owner.db.select().from(cycles).where(eq(cycles.id, city.cycleId)))[0]!,
    id: past,
    number: 2,
    state: "closed",
  });
  const importId = await checked(file(`${head}\n${lines(40, 42)}`));
  await takeInPlaces(desk(), { importId }, (job) => workOnImport(city.ctxFor("SYS"), job, estimateOnly));
  const codes = (await getPlaceImport(desk(), importId)).list.map((p) => p.code);
  const grid = await city.owner.db
    .select({ id: grids.id, sheetOf: gridSheets.cycleId, state: gridSheets.state })
    .from(grids)
    .innerJoin(communities, eq(communities.id, grids.communityId))
    .leftJoin(gridSheets, eq(gridSheets.gridId, grids.id))
    .where(inArray(communities.code, codes));
  expect(grid.length).toBeGreaterThan(1);
  for (const g of grid) expect(g).toMatchObject({ sheetOf: city.cycleId, state: "collecting" });
});

test("an import cannot be taken in before it was looked at, nor one that there is not", async () => {
  const answer = await checkPlaceFile(desk(), file(`${head}\n${lines(33, 34)}`), async () => {});
  const { importId } = answer as { importId: PlaceImportId };
  const tooSoon = takeInPlaces(desk(), { importId }, async () => {});
  await expect(tooSoon).rejects.toMatchObject({ detail: { kind: "not_from_here", from: "checking" } });
  const unknown = takeInPlaces(desk(), { importId: city.places[0].id as never }, async () => {});
  await expect(unknown).rejects.toMatchObject({ code: "not_found" });
});

test("lines that are wrong are answered with their place, and nothing is kept", async () => {
  const kept = () => city.owner.db.$count(placeImports);
  const before = await kept();
  const many = Array.from({ length: 130 }, (_, i) =>
    lines(1, 2)
      .replace("P001", `W${i}`)
      .replace(/yes|no/, "maybe"),
  );
  const answer = await checkPlaceFile(desk(), file(`${head}\n${many.join("\n")}`), async () => {});
  expect(answer).toMatchObject({ of: 130 });
  expect((answer as { mistakes: readonly unknown[] }).mistakes).toHaveLength(100);
  expect((answer as { mistakes: readonly unknown[] }).mistakes[0]).toMatchObject({ line: 2 });
  const tooMany = lines(1, 2).replace(/,\d+,(\d+),(\d+),(\d+),(\d+),/, ",999999999,$1,$2,$3,$4,");
  const absurd = await checkPlaceFile(desk(), file(`${head}\n${tooMany}`), async () => {});
  expect(absurd).toMatchObject({ mistakes: [{ kind: "too_many", line: 2, column: "demo_households" }] });
  expect(await kept()).toBe(before);
});

test("a list in the encoding of a Chinese Excel is read with its names", async () => {
  // 浮桥社区 in GB 18030.
  const name = Buffer.from([0xb8, 0xa1, 0xc7, 0xc5, 0xc9, 0xe7, 0xc7, 0xf8]);
  const columns = head.split(",");
  const row = lines(1, 2).split(",");
  const [before, after] = [columns.indexOf("name_zh"), columns.length];
  const ascii = (cells: string[]) => Buffer.from(cells.map((c) => (/^[ -~]*$/.test(c) ? c : "x")).join(","));
  const gb = Buffer.concat([
    Buffer.from(`${head}\n`),
    ascii(row.slice(0, before)),
    Buffer.from(","),
    name,
    Buffer.from(","),
    ascii(row.slice(before + 1, after)),
  ]);
  const view = await getPlaceImport(desk(), await checked(file(gb)));
  expect(view.list[0]?.name["zh-CN"]).toBe("浮桥社区");
});

test.each([
  ["nothing in it", file(""), "file_empty"],
  ["another kind of file", file("x", { name: "places.pdf" }), "file_type"],
  ["an old workbook", file("x", { name: "places.xls" }), "file_type"],
  ["no workbook", file("<html>", { name: "places.xlsx" }), "file_unreadable"],
  ["half a workbook", file(Uint8Array.from([80, 75, 3, 4, 20, 0, 0, 0]), { name: "places.xlsx" }), "file_unreadable"],
  ["a quote that never ends", file(`${head}\n"P001`), "file_unreadable"],
  ["more than 2 MB", file("x".repeat(2_000_001)), "file_too_large"],
  ["more than 10,000 lines", file(`a\n${"1\n".repeat(10_001)}`), "too_many_places"],
  [
    "a workbook that unfolds to far more than it weighs",
    file(zipSync({ "xl/worksheets/sheet1.xml": new Uint8Array(60_000_000) }), { name: "places.xlsx" }),
    "file_too_large",
  ],
])("refused by name: a file with %s", async (_, input, kind) => {
  await expect(checkPlaceFile(desk(), input, async () => {})).rejects.toMatchObject({
    code: "refused",
    detail: { kind },
  });
});

test("imports are seen and written by the desk and the system alone", async () => {
  for (const role of ROLES) {
    const seen = await look(city.ctxFor(role), (tx) => tx.select({ id: placeImports.id }).from(placeImports));
    expect(seen.length > 0, role).toBe(role === "DESK" || role === "SYS");
  }
});
