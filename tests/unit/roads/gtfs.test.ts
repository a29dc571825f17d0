import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { strToU8, zipSync } from "fflate";
import { afterAll, describe, expect, test } from "vitest";
import { readFeed } from "../../../src/roads/gtfs/read-feed.ts";

const folder = mkdtempSync(join(tmpdir(), "baogong-gtfs-"));
afterAll(() => rmSync(folder, { recursive: true }));

const GOOD: Record<string, string> = {
  "stops.txt":
    '\uFEFFstop_id,stop_name,stop_lat,stop_lon,location_type\n1,涂门街,24.904,118.582,0\n2,"中山路, 北",24.91,118.586,\n3,后城,24.915,118.592,0\n9,station,24.9,118.5,1\n',
  "routes.txt": "route_id,route_short_name,route_long_name,route_type\nR1,1路,,3\nR2,,东海线,3\n",
  "trips.txt": "route_id,service_id,trip_id,shape_id\nR1,w,T1,S1\nR1,w,T2,S1\nR2,w,T3,\n",
  "shapes.txt": "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\nS1,24.91,118.586,10\nS1,24.904,118.582,2\n",
  "stop_times.txt":
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nT3,08:20:00,08:20:00,3,20\nT3,08:00:00,08:00:00,1,3\n",
};

function feed(files: Record<string, string>): string {
  const path = join(folder, "feed.zip");
  writeFileSync(path, zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
  return path;
}

test("stops, and lines by their shape or from stop to stop in the order of the trip", () => {
  const { stops, routes } = readFeed(feed(GOOD));
  expect(stops.map(({ id, name }) => [id, name])).toEqual([
    ["1", "涂门街"],
    ["2", "中山路, 北"],
    ["3", "后城"],
  ]);
  expect(routes).toEqual([
    {
      id: "R1",
      name: "1路",
      kind: 3,
      lines: [
        [
          { lat: 24.904, lng: 118.582 },
          { lat: 24.91, lng: 118.586 },
        ],
      ],
    },
    {
      id: "R2",
      name: "东海线",
      kind: 3,
      lines: [
        [
          { lat: 24.904, lng: 118.582 },
          { lat: 24.915, lng: 118.592 },
        ],
      ],
    },
  ]);
});

test("a zipped folder is taken too", () => {
  const inside = Object.fromEntries(Object.entries(GOOD).map(([name, text]) => [`feed-2026/${name}`, text]));
  expect(readFeed(feed(inside)).stops).toHaveLength(3);
});

const without = (name: string) => Object.fromEntries(Object.entries(GOOD).filter(([file]) => file !== name));
test.each([
  ["has no stops.txt", without("stops.txt")],
  ["has no trips.txt", without("trips.txt")],
  ["has no stop_times.txt", without("stop_times.txt")],
  ["stops.txt line 2 has no place in degrees", { ...GOOD, "stops.txt": "stop_id,stop_lat,stop_lon\n1,,118\n" }],
  ["stops.txt line 3 has no stop_id", { ...GOOD, "stops.txt": "stop_id,stop_lat,stop_lon\n1,24,118\n,24,118\n" }],
  ["stops.txt has no stops", { ...GOOD, "stops.txt": "stop_id,stop_lat,stop_lon\n" }],
  [
    "shapes.txt line 2 has no place in degrees",
    { ...GOOD, "shapes.txt": "shape_id,shape_pt_lat,shape_pt_lon,shape_pt_sequence\nS1,x,1,1\n" },
  ],
  ["routes.txt: ", { ...GOOD, "routes.txt": 'route_id\n"R1\n' }],
])("a feed is refused that %s", (words, files) => {
  expect(() => readFeed(feed(files))).toThrow(words);
});

test("what is no zip file is refused, and so is one that is cut off", () => {
  const path = join(folder, "no.zip");
  writeFileSync(path, "hello");
  expect(() => readFeed(path)).toThrow("no readable zip file");
  expect(() => readFeed(join(folder, "nowhere.zip"))).toThrow("cannot open");
});

const REAL = fileURLToPath(new URL("../../../../shared/data/map/porto-alegre-eptc-gtfs.zip", import.meta.url));
if (!existsSync(REAL)) console.warn("SKIPPED: porto-alegre-eptc-gtfs.zip is not in ../shared/data/map");
describe.skipIf(!existsSync(REAL))("the feed of Porto Alegre", () => {
  test("gives its 3,986 stops and 115 routes, each with a line of its own", () => {
    const { stops, routes } = readFeed(REAL);
    expect([stops.length, routes.length]).toEqual([3986, 115]);
    expect(routes.filter(({ lines }) => lines.length === 0).length).toBe(0);
    expect(stops.every(({ lat, lng }) => lat < -29.8 && lat > -30.4 && lng < -50.9 && lng > -51.4)).toBe(true);
  });
});
