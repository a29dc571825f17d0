import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { problemSchema } from "../../../src/cli/plan/problem-schema.ts";
import { readWarm } from "../../../src/cli/plan/read-warm.ts";
import { openBook } from "../../../src/domain/workbook/check-book.ts";
import type { Mistake, SheetRow } from "../../../src/domain/workbook/column.ts";
import { readHead, readRow } from "../../../src/domain/workbook/read-row.ts";
import { cityGraph } from "../../../src/roads/city/city-store.ts";
import { importCity } from "../../../src/roads/city/import-city.ts";
import { importTransit } from "../../../src/roads/city/import-transit.ts";
import { embeddedProvider } from "../../../src/roads/embedded-provider.ts";
import { check } from "../../../src/routing/check.ts";
import type { Problem } from "../../../src/routing/problem.ts";
import { Random } from "../../../src/routing/random.ts";
import { solve } from "../../../src/routing/solve.ts";
import { readTabs } from "../../../src/server/usecases/city/read-files.ts";
import { richProblem } from "../../unit/routing/rich-problem.ts";
import { PbfFile } from "../roads/pbf-file.ts";
import { mutateBytes, mutateJson, mutateTable, oddText, oneOf } from "./mutate.ts";

/** What comes in by one door, changed by the seed. Throws what the product would throw. */
export type Door = (seed: number, folder: string) => Promise<"taken" | "refused" | { readonly fault: string }>;

const KEYS = [
  ...[
    "access",
    "motor_vehicle",
    "bus",
    "psv",
    "hgv",
    "oneway",
    "maxheight",
    "maxweight",
    "maxwidth",
    "barrier",
    "layer",
  ],
  ...[
    "motor_vehicle:conditional",
    "access:lanes",
    "maxheight:forward",
    "tunnel",
    "bridge",
    "service",
    "highway",
    "ford",
  ],
];

function townFile(random: Random): Uint8Array {
  const parts: Uint8Array[] = [];
  const raw = random.below(3) > 0;
  const file = new PbfFile((bytes) => parts.push(bytes), {
    ...(raw && { pack: (body: Uint8Array) => ({ field: 1, bytes: body }) }),
    plainNodes: random.below(4) === 0,
    repeatStrings: random.below(4) === 0,
  });
  const odd = () => (random.below(3) === 0 ? { [oneOf(random, KEYS)]: oddText(random) } : {});
  for (let i = 0; i < 36; i += 1)
    file.node(
      i + 1,
      249_000_000 + Math.floor(i / 6) * 9000,
      1_186_000_000 + (i % 6) * 9000,
      random.below(6) ? {} : odd(),
    );
  for (let row = 0; row < 6; row += 1) {
    file.way(
      100 + row,
      Array.from({ length: 6 }, (_, i) => row * 6 + i + 1),
      { highway: "residential", ...odd() },
    );
    file.way(
      200 + row,
      Array.from({ length: 6 }, (_, i) => i * 6 + row + 1),
      { highway: "tertiary", ...odd() },
    );
  }
  file.way(300, [1, 2, 8, 7, 1], { building: "yes", ...odd() });
  const role = (text: string) => (random.below(8) === 0 ? oddText(random) : text);
  for (let k = 0; k < 4; k += 1)
    file.relation(
      400 + k,
      [
        { type: "way", ref: 100 + random.below(7), role: role("from") },
        random.below(2)
          ? { type: "node", ref: 1 + random.below(36), role: role("via") }
          : { type: "way", ref: 200 + random.below(6), role: role("via") },
        { type: "way", ref: 100 + random.below(7), role: role("to") },
      ],
      {
        type: "restriction",
        restriction: oneOf(random, ["no_left_turn", "only_straight_on", "no_entry", oddText(random)]),
      },
    );
  file.end();
  return Buffer.concat(parts);
}

const extract: Door = async (seed, folder) => {
  const random = new Random(seed);
  const bytes = townFile(random);
  const path = join(folder, "town.osm.pbf");
  writeFileSync(path, random.below(4) === 0 ? bytes : mutateBytes(random, bytes));
  const ask = { dir: join(folder, "cities"), file: path, name: "x", datum: "wgs84" as const };
  const { city } = importCity(ask, "2026-01-01T00:00:00Z", () => {});
  const roads = embeddedProvider(cityGraph(ask.dir, city));
  const points = [0, 1, 2].map((i) => ({ lat: 24.9 + i * 0.001, lng: 118.601 + i * 0.001 }));
  for (const kind of ["bus", "car"] as const) {
    const { seconds } = await roads.matrix(points, { kind, heightMetres: 3.2, weightTonnes: 16 }, []);
    await roads.route(points, { kind }, []);
    if (seconds.some((s) => !(s >= 0))) return { fault: "a time that is none" };
  }
  return "taken";
};

const FEED: Readonly<Record<string, string>> = {
  "stops.txt":
    "stop_id,stop_name,stop_lat,stop_lon,location_type\n1,A,24.901,118.601,0\n2,B,24.902,118.602,\n3,C,24.903,118.603,0\n",
  "routes.txt": "route_id,route_short_name,route_long_name,route_type\nR1,1,,3\nR2,,Two,3\n",
  "trips.txt": "route_id,service_id,trip_id,shape_id\nR1,w,T1,S1\nR2,w,T3,\n",
  "shapes.txt": "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\nS1,24.91,118.6,10\nS1,24.904,118.61,2\n",
  "stop_times.txt":
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT3,08:20:00,08:20:00,3,20\nT3,25:00:00,25:00:00,1,3\n",
};

const feed: Door = async (seed, folder) => {
  const random = new Random(seed);
  const name = oneOf(random, Object.keys(FEED));
  const files = { ...FEED, [name]: mutateTable(random, FEED[name]!) };
  if (random.below(20) === 0) delete (files as Record<string, string>)[name];
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([file, text]) => [file, strToU8(text)])));
  const path = join(folder, "feed.zip");
  writeFileSync(path, random.below(4) === 0 ? mutateBytes(random, zip) : zip);
  const town = join(folder, "plain.osm.pbf");
  const parts: Uint8Array[] = [];
  const file = new PbfFile((bytes) => parts.push(bytes));
  for (let i = 0; i < 3; i += 1) file.node(i + 1, 249_000_000 + i * 20_000, 1_186_000_000 + i * 20_000);
  file.way(9, [1, 2, 3], { highway: "residential" }).end();
  writeFileSync(town, Buffer.concat(parts));
  const dir = join(folder, "feed-cities");
  const { city } = importCity({ dir, file: town, name: "x", datum: "wgs84" }, "2026-01-01T00:00:00Z", () => {});
  importTransit({ dir, city, file: path, datum: "wgs84" }, "2026-01-01T00:00:00Z");
  return "taken";
};

const LIST = `code,kind,name,name_en,district,subdistrict,lat,lng,gate,bus,homes,elders_alone
${["P1", "P2", "P3", "P4"].map((id) => `${id},community,金山,Jinshan,鲤城,海滨,24.9049,118.578,07:30-11:30,yes,100,4`).join("\n")}`;
const WORKBOOK: Readonly<Record<string, string>> = {
  "xl/workbook.xml":
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="places" sheetId="1" r:id="rId1"/></sheets></workbook>',
  "xl/_rels/workbook.xml.rels":
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
};

const places: Door = async (seed) => {
  const random = new Random(seed);
  const table = mutateTable(random, LIST);
  const asBook = random.below(3) === 0;
  let bytes: Uint8Array = strToU8(table);
  if (asBook) {
    const inXml = (text: string) => text.replaceAll("<", "").replaceAll("&", "").replaceAll("\0", "");
    const rows = table
      .split("\n")
      .map((line, r) => {
        const cells = line.split(",").map((cell) => `<c t="inlineStr"><is><t>${inXml(cell)}</t></is></c>`);
        return `<row r="${r + 1}">${cells.join("")}</row>`;
      })
      .join("");
    const sheet = strToU8(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`,
    );
    const parts = Object.entries(WORKBOOK).map(([name, text]) => [name, strToU8(text)] as const);
    bytes = zipSync({
      ...Object.fromEntries(parts),
      "xl/worksheets/sheet1.xml": random.below(3) ? sheet : mutateBytes(random, sheet),
    });
  }
  if (random.below(4) === 0) bytes = mutateBytes(random, bytes);
  const book = openBook({ keys: {}, items: new Map(), cap: undefined, bagsTaken: new Map() });
  const [good, mistakes]: [SheetRow[], Mistake[]] = [[], []];
  for (const { lines } of await readTabs({ name: asBook ? "a.xlsx" : "places.csv", bytes })) {
    let head: ReturnType<typeof readHead> | undefined;
    let line = 0;
    for await (const cells of lines) {
      line += 1;
      if (!head) {
        head = readHead("places", cells);
        mistakes.push(...head.mistakes);
        continue;
      }
      const read = readRow("places", head, line, cells);
      if ("mistakes" in read) mistakes.push(...read.mistakes);
      else if (mistakes.length === 0) {
        good.push(read.row);
        mistakes.push(...book.row("places", line, read.row));
      }
    }
  }
  if (mistakes.some((m) => !(m.line >= 1) || typeof m.column !== "string"))
    return { fault: "a mistake without its place" };
  if (good.some((row) => Object.values(row).some((cell) => String(cell).includes("\0"))))
    return { fault: "a NUL that a database refuses" };
  return "taken";
};

/** A search may be over its time by the first plan's last step and what is written out, on a machine with other work. */
const BUDGET_MS = 100;
const LATE_MS = 4000;

const problem: Door = async (seed) => {
  const random = new Random(seed);
  const made = richProblem(seed, { stops: 1 + (seed % 12), vehicles: 1 + (seed % 4), splits: seed % 2 === 0 });
  const plain = JSON.stringify(made, (_, value) => (ArrayBuffer.isView(value) ? [...(value as Int32Array)] : value));
  const input = mutateJson(random, JSON.parse(plain));
  const parsed = problemSchema.safeParse(input);
  if (!parsed.success)
    return parsed.error.issues.every((i) => i.message !== "") ? "refused" : { fault: "a refusal without words" };
  const asked = parsed.data as unknown as Problem;
  const started = performance.now();
  const solution = solve(asked, { seed, budget: { ms: BUDGET_MS }, clock: () => performance.now() });
  const took = performance.now() - started;
  if (took > BUDGET_MS + LATE_MS) return { fault: `${Math.round(took)} ms where ${BUDGET_MS} were given` };
  const frozen = new Set(asked.pins?.flatMap((pin) => (pin.kind === "prefix" ? [pin.vehicle] : [])));
  const faults = check(asked, solution).violations.filter(
    (v) =>
      !(v.kind === "not_served" && solution.unserved.some((u) => u.stop === v.stop)) &&
      !(v.vehicle !== undefined && frozen.has(v.vehicle)),
  );
  if (faults.length > 0) return { fault: `a plan that breaks a promise: ${JSON.stringify(faults[0])}` };
  const warm = readWarm(mutateJson(random, JSON.parse(JSON.stringify(solution))));
  if (!("fault" in warm)) solve(asked, { seed, budget: { rounds: 50 }, warmStart: warm });
  return "taken";
};

export const DOORS: Readonly<Record<string, Door>> = { extract, feed, places, problem };

/** An empty folder of the door's own. */
export function clean(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}
