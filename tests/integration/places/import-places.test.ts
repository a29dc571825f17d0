import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { eq, inArray, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import writeExcel from "write-excel-file/node";
import { communities, households } from "../../../src/db/schema/index.ts";
import { aCity, type City } from "../../support/city.ts";

const COMMAND = fileURLToPath(new URL("../../../src/cli/import-places.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "baogong-places-"));
let city: City;
beforeAll(async () => {
  city = await aCity();
});
afterAll(async () => {
  await city.close();
  rmSync(folder, { recursive: true });
});

/** A row of the list; names only what matters to the test. */
const aPlace = (wish: Record<string, string> = {}): Record<string, string> => ({
  place_id: "N1",
  place_type: "community",
  name_zh: "浮桥社区",
  name_en: "Fuqiao Community",
  subdistrict_zh: "浮桥街道",
  subdistrict_en: "Fuqiao Subdistrict",
  district_zh: "鲤城区",
  code12: "350502001009",
  lat: "24.9049",
  lng: "118.578",
  coord_quality: "source_point",
  demo_households: "90",
  demo_elderly_alone: "4",
  demo_no_smartphone_households: "6",
  demo_grids: "2",
  demo_buildings: "3",
  demo_gate_window: "07:30-11:30",
  demo_bus_accessible: "yes",
  demo_transfer_mode: "",
  ...wish,
});
const linesOf = (rows: readonly Record<string, string>[]) => [
  Object.keys(rows[0]!),
  ...rows.map((r) => Object.values(r)),
];
function csv(name: string, ...rows: Record<string, string>[]): string {
  const path = join(folder, name);
  writeFileSync(path, `\uFEFF${linesOf(rows).join("\r\n")}\r\n\r\n`);
  return path;
}
async function xlsx(name: string, ...rows: Record<string, string>[]): Promise<string> {
  const path = join(folder, name);
  const cell = (text: string) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);
  await writeExcel(linesOf(rows).map((line) => line.map((text) => ({ value: cell(text) })))).toFile(path);
  return path;
}

/** Runs the command as a person would. */
const importPlaces = (...args: string[]): Promise<{ code: number; out: string; err: string }> =>
  new Promise((done) => {
    const env = { ...process.env, DATABASE_URL: city.url };
    execFile(process.execPath, [COMMAND, ...args], { env }, (error, out, err) =>
      done({ code: Number(error?.code ?? 0), out, err }),
    );
  });
const placed = (...codes: string[]) =>
  city.owner.db.select().from(communities).where(inArray(communities.code, codes)).orderBy(communities.code);
const homesAt = async (code: string) =>
  (
    await city.owner.db
      .select({ n: sql<number>`count(*) FILTER (WHERE NOT ${households.vacant})::int` })
      .from(households)
      .innerJoin(communities, eq(communities.id, households.communityId))
      .where(eq(communities.code, code))
  )[0]?.n;

test("a dry run of a CSV says what would come and changes nothing; the real run brings it, and once more doubles nothing", async () => {
  const file = csv("places.csv", aPlace(), aPlace({ place_id: "N2", name_zh: "东湖社区", demo_households: "41" }));
  const dry = await importPlaces(file, "--datum", "wgs84", "--dry-run");
  expect(dry).toMatchObject({ code: 0, err: "" });
  expect(dry.out).toContain("2 places: 2 new with 131 homes, 0 known");
  expect(dry.out).toContain("N1 浮桥社区: 24.90490, 118.57800\n");
  expect(dry.out).toContain("dry run: nothing was changed");
  expect(await placed("N1", "N2")).toEqual([]);

  expect((await importPlaces(file, "--datum", "wgs84")).out).toContain("taken in");
  expect(await placed("N1", "N2")).toMatchObject([
    { name: { "zh-CN": "浮桥社区" }, lat: 24.9049, gateOpensSeconds: 27_000, busAccessible: true, transferMode: null },
    { name: { "zh-CN": "东湖社区" } },
  ]);
  expect([await homesAt("N1"), await homesAt("N2")]).toEqual([90, 41]);

  const renamed = csv("renamed.csv", aPlace({ name_zh: "新浮桥社区" }));
  const again = await importPlaces(renamed, "--datum", "wgs84");
  expect(again.out).toContain("0 new with 0 homes, 1 known, 1 of them renamed\n  N1: 浮桥社区 → 新浮桥社区");
  expect([(await placed("N1"))[0]?.name["zh-CN"], await homesAt("N1")]).toEqual(["新浮桥社区", 90]);
});

test("an XLSX file is read like a CSV, and points from a shifted map are moved to where they are", async () => {
  const file = await xlsx(
    "places.xlsx",
    aPlace({ place_id: "X1", demo_bus_accessible: "no", demo_transfer_mode: "cart" }),
  );
  const { code, out } = await importPlaces(file, "--datum", "gcj02");
  expect([code, out]).toEqual([0, expect.stringMatching(/read as gcj02: moved to WGS 84, by 5\d\d m at most/)]);
  const [place] = await placed("X1");
  expect(place).toMatchObject({ busAccessible: false, transferMode: "cart" });
  expect(Math.abs(place!.lat - 24.9049)).toBeGreaterThan(0.001);
  expect(await homesAt("X1")).toBe(90);
});

test("rows that cannot be taken in are named by their line and column with what to write, and none of the file is taken", async () => {
  const file = csv(
    "wrong.csv",
    aPlace({ place_id: "W1" }),
    aPlace({ place_id: "W2", demo_households: "many", lat: "118.578" }),
    aPlace({ place_id: "W1", demo_gate_window: "half past seven" }),
    aPlace({ place_id: "W1", demo_bus_accessible: "是", name_zh: "" }),
    aPlace({ place_id: "W1" }),
  );
  const { code, out, err } = await importPlaces(file, "--datum", "wgs84");
  expect([code, out]).toEqual([1, ""]);
  expect(err.trim().split("\n")).toEqual([
    "6 mistakes, nothing was kept:",
    "line 3, lat: degrees north lie between -90 and 90: are lat and lng swapped?",
    "line 3, demo_households: write a whole number, 0 or more",
    "line 4, demo_gate_window: write a window as 08:00-12:00",
    "line 5, name_zh: write something here",
    "line 5, demo_bus_accessible: write yes or no",
    "line 6, place_id: stands in line 2 already; give each place its own",
  ]);
  expect(await placed("W1", "W2")).toEqual([]);
});

test.each([
  ["no datum", ["DATUM"], "Say how the file's coordinates are to be read"],
  ["a datum that nobody knows", ["DATUM", "--datum", "mars"], 'bd09 (Baidu); not "mars"'],
  ["no file", ["--datum", "wgs84"], "Name the file"],
  ["a file that is not there", ["nowhere.csv", "--datum", "wgs84"], "could not be read"],
  ["a file that is no workbook", ["BROKEN", "--datum", "wgs84"], "could not be read"],
  ["a file with other columns", ["OTHER", "--datum", "wgs84"], "line 1: add the columns place_type"],
  ["a file with a head alone", ["EMPTY", "--datum", "wgs84"], "the file has no rows"],
  ["an option that is none", ["DATUM", "--try"], "--dry-run"],
])("refused in words: %s", async (_, args, words) => {
  const paths: Record<string, string> = {
    DATUM: csv("good.csv", aPlace({ place_id: "R1" })),
    OTHER: csv("other.csv", { place_id: "R1" }),
    BROKEN: join(folder, "broken.xlsx"),
    EMPTY: join(folder, "empty.csv"),
  };
  writeFileSync(paths.BROKEN!, "<html>not here</html>");
  writeFileSync(paths.EMPTY!, Object.keys(aPlace()).join(","));
  const { code, err } = await importPlaces(...args.map((a) => paths[a] ?? a));
  expect([code, /\n\s+at /.test(err)]).toEqual([1, false]);
  expect(err).toContain(words);
  expect(await placed("R1")).toEqual([]);
});
