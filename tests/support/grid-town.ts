import { closeSync, mkdtempSync, openSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importCity } from "../../src/roads/city/import-city.ts";
import { PbfFile } from "../bench/roads/pbf-file.ts";

type Tags = Readonly<Record<string, string>>;

/** South-west corner and width of a block, in 1e-7 degrees. */
const [SOUTH, WEST, BLOCK] = [248_900_000, 1_185_800_000, 9000];

/** The corner of the made-up town: `row` blocks north and `column` blocks east of its south-western one. */
export function cornerAt(row: number, column: number): { lat: number; lng: number } {
  return { lat: (SOUTH + row * BLOCK) / 1e7, lng: (WEST + column * BLOCK) / 1e7 };
}

/**
 * Imports a made-up town of `side` × `side` corners with streets in squares of some 100 m, at the places that `aCity`
 * makes.
 * @param tagsNorthward what else is said of the street that runs north along a column
 * @returns the folder that `CITY_DIR` names
 */
export function importGridTown(
  side: number,
  name = "quanzhou",
  tagsNorthward: (column: number) => Tags = () => ({}),
): string {
  const folder = mkdtempSync(join(tmpdir(), "baogong-town-"));
  const path = join(folder, "town.osm.pbf");
  const file = openSync(path, "w");
  const pbf = new PbfFile((bytes) => void writeSync(file, bytes));
  for (let i = 0; i < side * side; i += 1)
    pbf.node(i + 1, SOUTH + Math.floor(i / side) * BLOCK, WEST + (i % side) * BLOCK);
  for (let k = 0; k < side; k += 1) {
    const along = (corner: (i: number) => number) => Array.from({ length: side }, (_, i) => corner(i) + 1);
    pbf.way(
      k * 2 + 1,
      along((i) => k * side + i),
      { highway: "residential", name: `${k} 路` },
    );
    pbf.way(
      k * 2 + 2,
      along((i) => i * side + k),
      { highway: "residential", ...tagsNorthward(k) },
    );
  }
  pbf.end();
  closeSync(file);
  const dir = join(folder, "cities");
  importCity({ dir, file: path, name, datum: "wgs84" }, "2026-11-22T00:00:00Z", () => {});
  return dir;
}
