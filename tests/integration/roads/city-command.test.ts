import { execFile, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { strToU8, zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cityGraph, findCity, listCities } from "../../../src/roads/city/city-store.ts";
import { PbfFile } from "../../bench/roads/pbf-file.ts";

const COMMAND = fileURLToPath(new URL("../../../src/cli/city.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "baogong-city-"));
const [cities, small, other] = [join(folder, "cities"), join(folder, "small.osm.pbf"), join(folder, "other.osm.pbf")];
beforeAll(() => {
  makeTown(small, 12);
  makeTown(other, 40);
});
beforeEach(() => rmSync(cities, { recursive: true, force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

/** Streets in squares of some 100 m at Quanzhou. */
function makeTown(path: string, side: number): void {
  const file = openSync(path, "w");
  const pbf = new PbfFile((bytes) => void writeSync(file, bytes));
  for (let i = 0; i < side * side; i += 1)
    pbf.node(i + 1, 249_000_000 + Math.floor(i / side) * 9000, 1_185_800_000 + (i % side) * 9000);
  for (let k = 0; k < side; k += 1) {
    pbf.way(
      k * 2 + 1,
      Array.from({ length: side }, (_, i) => k * side + i + 1),
      { highway: "residential", name: `${k} 路` },
    );
    pbf.way(
      k * 2 + 2,
      Array.from({ length: side }, (_, i) => i * side + k + 1),
      { highway: "residential" },
    );
  }
  pbf.end();
  closeSync(file);
}

/** Runs the command as a person would; `before` goes before it in the shell. */
function city(
  args: readonly string[],
  { dir = cities, before = "" } = {},
): Promise<{ code: number; out: string; err: string }> {
  const quoted = [process.execPath, COMMAND, ...args].map((word) => `'${word}'`).join(" ");
  return new Promise((done) => {
    execFile("sh", ["-c", `${before} exec ${quoted}`], { env: { ...process.env, CITY_DIR: dir } }, (error, out, err) =>
      done({ code: Number(error?.code ?? 0), out, err }),
    );
  });
}

const drafts = () => readdirSync(cities).filter((entry) => entry.startsWith("."));

test("a city is imported, listed, imported again for nothing, replaced and removed", async () => {
  expect(await city(["import", small, "--name", "quanzhou"])).toMatchObject({ code: 0 });
  const first = findCity(cities, "quanzhou")!;
  expect([first.junctions, first.segments, cityGraph(cities, first).segments]).toEqual([144, 264, 264]);
  expect((await city(["list"])).out).toContain("quanzhou");
  const again = await city(["import", small, "--name", "quanzhou"]);
  expect(again.out).toContain("stands already");
  expect(findCity(cities, "quanzhou")).toEqual(first);
  await city(["import", other, "--name", "quanzhou"]);
  expect(findCity(cities, "quanzhou")!.version).not.toBe(first.version);
  expect(readdirSync(cities)).toHaveLength(2);
  expect(await city(["remove", "quanzhou"])).toMatchObject({ code: 0 });
  expect(readdirSync(cities)).toEqual([]);
});

test("a part of an extract is a city of its own", async () => {
  await city(["import", other, "--name", "part", "--bbox", "118.58,24.9,118.59,24.905"]);
  const part = findCity(cities, "part")!;
  expect(part.extent).toEqual({ west: 118.58, south: 24.9, east: 118.59, north: 24.905 });
  expect(part.junctions).toBeLessThan(200);
});

describe("what cannot be done is said in one message, leaves the old city in place and nothing beside it", () => {
  const text = (name: string, words: string) => {
    writeFileSync(join(folder, name), words);
    return join(folder, name);
  };
  test.each([
    ["an empty file", () => ["import", text("empty.osm.pbf", "")], "An extract is a file ending in .osm.pbf"],
    ["a web page", () => ["import", text("page.osm.pbf", "<html>not here</html>")], "not a readable .osm.pbf"],
    ["a missing file", () => ["import", join(folder, "nowhere")], "cannot open"],
    ["a folder", () => ["import", folder], "it is no file"],
    ["a box elsewhere", () => ["import", other, "--bbox", "1,2,3,4"], "no street lies inside the box; the streets of"],
    ["a box that is none", () => ["import", other, "--bbox", "3,2,1,4"], "west,south,east,north"],
    ["half a box", () => ["import", other, "--bbox", "1,2"], "four numbers"],
    ["a datum that nobody knows", () => ["import", other, "--datum", "mars"], "wgs84, gcj02, bd09"],
  ])("%s", async (_, args, words) => {
    await city(["import", small, "--name", "quanzhou"]);
    const before = findCity(cities, "quanzhou");
    const { code, err } = await city([...args(), "--name", "quanzhou"]);
    expect([code, /\n\s+at /.test(err)]).toEqual([1, false]);
    expect(err).toContain(words);
    expect(findCity(cities, "quanzhou")).toEqual(before);
    expect(drafts()).toEqual([]);
  });

  test("files beyond what the user may write", async () => {
    await city(["import", small, "--name", "quanzhou"]);
    const { code, err } = await city(["import", other, "--name", "quanzhou"], { before: "ulimit -f 50;" });
    expect(code).toBe(1);
    expect(err).toContain("ulimit -f");
    expect(findCity(cities, "quanzhou")!.junctions).toBe(144);
    expect(drafts()).toEqual([]);
  });

  test("a folder that is a file", async () => {
    const { code, err } = await city(["import", small, "--name", "quanzhou"], { dir: text("file", "x") });
    expect([code, err.includes("Set CITY_DIR to a folder")]).toEqual([1, true]);
  });
});

test("an import that is killed leaves the old city, and the next one clears up after it", async () => {
  await city(["import", small, "--name", "quanzhou"]);
  const child = spawn(process.execPath, [COMMAND, "import", other, "--name", "quanzhou"], {
    env: { ...process.env, CITY_DIR: cities },
    stdio: ["ignore", "ignore", "pipe"],
  });
  // The draft stands from the first stage after reading on.
  await new Promise<void>((done) => child.stderr.on("data", (words) => String(words).includes("road graph") && done()));
  child.kill("SIGKILL");
  await new Promise((done) => child.once("exit", done));
  expect(findCity(cities, "quanzhou")!.junctions).toBe(144);
  mkdirSync(join(cities, `.draft-${child.pid}-quanzhou`), { recursive: true });
  expect(await city(["import", other, "--name", "quanzhou"])).toMatchObject({ code: 0 });
  expect(drafts()).toEqual([]);
  expect(findCity(cities, "quanzhou")!.junctions).toBe(1600);
});

describe("public transport", () => {
  const feed = (lat: number) => {
    const path = join(folder, "feed.zip");
    const files = {
      "stops.txt": `stop_id,stop_name,stop_lat,stop_lon\n1,涂门街,${lat},118.581\n2,后城,${lat},118.583\n`,
      "routes.txt": "route_id,route_short_name,route_type\nR1,1路,3\n",
      "trips.txt": "route_id,service_id,trip_id\nR1,w,T1\n",
      "stop_times.txt": "trip_id,stop_id,stop_sequence\nT1,1,1\nT1,2,2\n",
    };
    writeFileSync(
      path,
      zipSync(Object.fromEntries(Object.entries(files).map(([name, words]) => [name, strToU8(words)]))),
    );
    return path;
  };

  test("is stored beside the streets, once its datum is told, and outlives a new import of them", async () => {
    expect((await city(["gtfs", feed(24.901), "--name", "quanzhou"])).err).toContain("import its roads first");
    await city(["import", small, "--name", "quanzhou"]);
    expect((await city(["gtfs", feed(24.901), "--name", "quanzhou"])).err).toContain("three datums");
    expect(await city(["gtfs", feed(24.901), "--name", "quanzhou", "--datum", "wgs84"])).toMatchObject({ code: 0 });
    await city(["import", other, "--name", "quanzhou"]);
    const { transit } = findCity(cities, "quanzhou")!;
    expect([transit?.stops, transit?.routes, existsSync(join(cities, transit!.folder, "stops.geojson"))]).toEqual([
      2,
      1,
      true,
    ]);
  });

  test("of another city is refused", async () => {
    await city(["import", small, "--name", "quanzhou"]);
    expect((await city(["gtfs", feed(30), "--name", "quanzhou", "--datum", "wgs84"])).err).toContain(
      "no stop of feed.zip lies inside quanzhou",
    );
    expect(listCities(cities)[0]!.transit).toBeUndefined();
  });
});
