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
  [
    "stops.txt has no stops that can be used: line 2 has no place in degrees",
    { ...GOOD, "stops.txt": "stop_id,stop_lat,stop_lon\n1,,118\n" },
  ],
  ["stops.txt has no column stop_id", { ...GOOD, "stops.txt": "id,stop_lat,stop_lon\n1,24,118\n" }],
  ["stops.txt has no stops", { ...GOOD, "stops.txt": "stop_id,stop_lat,stop_lon\n" }],
])("a feed is refused that %s", (words, files) => {
  expect(() => readFeed(feed(files))).toThrow(words);
});

/** A change to one file of the good feed, and the rows that are then left out. */
const bad = (name: string, change: (text: string) => string) => ({ ...GOOD, [name]: change(GOOD[name]!) });
test.each<[string, Record<string, string>, string[]]>([
  ["a row that ends early", bad("stop_times.txt", (t) => t.replace(/\n/, ",pickup_type\n")), []],
  ["a comma at the end", bad("stops.txt", (t) => t.replace("118.582,0", "118.582,0,")), []],
  ["a quote inside a name", bad("stops.txt", (t) => t.replace("涂门街", '涂"门"街')), []],
  ["a quote that is never closed", bad("stops.txt", (t) => `${t}4,"北门,24.9,118.6,0\n`), ["stops.txt 6"]],
  ["blank lines and the line ends of Windows", bad("stops.txt", (t) => `${t.replaceAll("\n", "\r\n")}\r\n\r\n`), []],
  ["a stop without a place", bad("stops.txt", (t) => `${t}4,北门,,,0\n`), ["stops.txt 6"]],
  ["a stop at 0, 0", bad("stops.txt", (t) => `${t}4,北门,0.0,0.0,0\n`), ["stops.txt 6"]],
  ["a stop off the earth", bad("stops.txt", (t) => `${t}4,北门,118.6,240.9,0\n`), ["stops.txt 6"]],
  ["a stop a second time", bad("stops.txt", (t) => `${t}3,后城,24.9,118.6,0\n`), ["stops.txt 6"]],
  ["a stop without an id", bad("stops.txt", (t) => `${t},北门,24.9,118.6,0\n`), ["stops.txt 6"]],
  ["a name with a comma of its own", bad("stops.txt", (t) => `${t}4,北门, 东,24.9,118.6,0\n`), ["stops.txt 6"]],
  ["a trip of no route", bad("trips.txt", (t) => `${t}R9,w,T9,\n`), ["trips.txt 5"]],
  ["a call of no trip", bad("stop_times.txt", (t) => `${t}T9,8:00,8:00,1,1\n`), ["stop_times.txt 4"]],
  ["a call at no stop", bad("stop_times.txt", (t) => `${t}T3,25:10:00,25:10:00,7,30\n`), ["stop_times.txt 4"]],
  ["a point without a place", bad("shapes.txt", (t) => `${t}S1,x,1,5\n`), ["shapes.txt 4"]],
  ["a point out of order", bad("shapes.txt", (t) => `${t}S1,24.9,118.58,first\n`), ["shapes.txt 4"]],
])("%s leaves the rest of the feed as it is", (_, files, left) => {
  const { leftOut, ...whole } = readFeed(feed(files));
  const { leftOut: __, ...good } = readFeed(feed(GOOD));
  expect(leftOut.map(({ file, line }) => `${file} ${line}`)).toEqual(left);
  const named = (f: typeof good) => ({ stops: f.stops.map(({ id }) => id), lines: f.routes.map(({ lines }) => lines) });
  expect(named(whole)).toEqual(named(good));
});

test("a feed in GB 18030 is read", () => {
  // 涂门街 in the encoding of Chinese systems.
  const name = Uint8Array.from([0xcd, 0xbf, 0xc3, 0xc5, 0xbd, 0xd6]);
  const body = Uint8Array.from([...strToU8("stop_id,stop_lat,stop_lon,stop_name\n1,24.9,118.5,"), ...name]);
  const path = join(folder, "gb.zip");
  const others = Object.entries(GOOD).map(([file, text]) => [file, strToU8(text)] as const);
  writeFileSync(path, zipSync({ ...Object.fromEntries(others), "stops.txt": body }));
  expect(readFeed(path).stops[0]?.name).toBe("涂门街");
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
