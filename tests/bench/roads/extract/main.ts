import { closeSync, openSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";
import { PbfFile } from "../pbf-file.ts";
import { numbers } from "../scatter.ts";

/**
 * Writes a made-up extract, to see how much memory an import takes: `node tests/bench/roads/extract/main.ts --side 700
 * --houses 14 --out /tmp/large.osm.pbf` gives 100 MB. A grid of streets of 100 m with jitter, some of them one-way, and
 * buildings in each block.
 */
const { values } = parseArgs({
  options: {
    side: { type: "string", default: "700" },
    houses: { type: "string", default: "14" },
    out: { type: "string", default: "/tmp/large.osm.pbf" },
  },
});
const [side, houses] = [Number(values.side), Number(values.houses)];
const file = openSync(values.out, "w");
const pbf = new PbfFile((bytes) => void writeSync(file, bytes));
const random = numbers(1);
const [BLOCK, SOUTH, WEST] = [9000, 248_000_000, 1_185_000_000];
const near = (n: number, spread: number) => Math.round(n + (random() - 0.5) * spread);

for (let i = 0; i < side * side; i += 1)
  pbf.node(i + 1, near(SOUTH + Math.floor(i / side) * BLOCK, 2000), near(WEST + (i % side) * BLOCK, 2000));
const firstHouse = side * side + 1;
for (let i = 0; i < side * side * houses; i += 1) {
  const [block, house] = [Math.floor(i / houses), i % houses];
  const lat = near(SOUTH + Math.floor(block / side) * BLOCK + 1500 + (house & 3) * 1800, 800);
  const lng = near(WEST + (block % side) * BLOCK + 1500 + (house >> 2) * 1800, 800);
  const [h, w] = [near(900, 600), near(900, 600)];
  for (const [k, [dy, dx]] of [
    [0, 0],
    [0, w],
    [h, w],
    [h, 0],
  ].entries())
    pbf.node(firstHouse + i * 4 + k, lat + dy!, lng + dx!);
}
let way = 1;
for (let line = 0; line < side * 2; line += 1) {
  const street = line >> 1;
  const highway = street % 20 === 0 ? "primary" : street % 5 === 0 ? "tertiary" : "residential";
  const oneway: Record<string, string> = street % 3 === 0 && highway === "residential" ? { oneway: "yes" } : {};
  for (let from = 0; from + 1 < side; from += 10) {
    const refs = Array.from({ length: Math.min(11, side - from) }, (_, k) =>
      line & 1 ? street * side + from + k + 1 : (from + k) * side + street + 1,
    );
    pbf.way(way++, refs, { highway, ...oneway, name: `${street} 路` });
  }
}
for (let i = 0; i < side * side * houses; i += 1) {
  const first = firstHouse + i * 4;
  pbf.way(way++, [first, first + 1, first + 2, first + 3, first], {
    building: i % 9 === 0 ? "apartments" : "yes",
    "addr:housenumber": String(Math.floor(random() * 400)),
  });
}
pbf.end();
closeSync(file);
