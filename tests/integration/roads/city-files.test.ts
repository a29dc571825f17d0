import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerCityFile, CITY_FILES, mapGround } from "../../../src/server/city-files.ts";
import { type Env, readEnv } from "../../../src/server/env.ts";

const folder = mkdtempSync(join(tmpdir(), "baogong-files-"));
const env = (more: Record<string, string> = {}, dir = folder): Env =>
  readEnv({ DATABASE_URL: "postgres://a@b/c", AUTH_SECRET: "x".repeat(32), CITY_DIR: dir, ...more });
const body = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
let base = "";
const server = createServer((req, res) => void answerCityFile(env(), req, res, req.url!.slice(CITY_FILES.length)));

beforeAll(async () => {
  mkdirSync(join(folder, "quanzhou-1"));
  writeFileSync(join(folder, "quanzhou-1", "map.pmtiles"), body);
  writeFileSync(join(folder, "quanzhou-1", "roads.bin"), "secret of no interest");
  const city = { name: "quanzhou", folder: "quanzhou-1", importedAt: "2026-11-22T00:00:00Z" };
  writeFileSync(join(folder, "quanzhou.json"), JSON.stringify(city));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}${CITY_FILES}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

test.each([
  ["whole", undefined, 200, 0, 1000, undefined],
  ["a range", "bytes=10-19", 206, 10, 20, "bytes 10-19/1000"],
  ["a range to the end", "bytes=990-", 206, 990, 1000, "bytes 990-999/1000"],
  ["the last bytes", "bytes=-5", 206, 995, 1000, "bytes 995-999/1000"],
  ["a range beyond the end, cut off there", "bytes=995-5000", 206, 995, 1000, "bytes 995-999/1000"],
  ["a range in another unit, whole", "pages=1-2", 200, 0, 1000, undefined],
  ["several ranges, whole", "bytes=1-2,4-5", 200, 0, 1000, undefined],
])("the map file is served: %s", async (_, range, status, from, to, told) => {
  const answer = await fetch(`${base}quanzhou-1/map.pmtiles`, { headers: range ? { range } : {} });
  expect([answer.status, answer.headers.get("content-range") ?? undefined]).toEqual([status, told]);
  expect(Buffer.from(await answer.arrayBuffer()).equals(body.subarray(from, to))).toBe(true);
});

test("a range outside the file is refused with its size", async () => {
  const answer = await fetch(`${base}quanzhou-1/map.pmtiles`, { headers: { range: "bytes=1000-" } });
  expect([answer.status, answer.headers.get("content-range")]).toEqual([416, "bytes */1000"]);
});

test.each([
  "quanzhou-1/roads.bin",
  "quanzhou-1/..%2fquanzhou.json",
  "other/map.pmtiles",
  "quanzhou-1/stops.geojson",
  "",
  "quanzhou-1/map.pmtiles/x",
])("nothing else is there: %s", async (path) => {
  expect((await fetch(base + path)).status).toBe(404);
});

test("HEAD tells the size, and nothing may be written", async () => {
  const head = await fetch(`${base}quanzhou-1/map.pmtiles`, { method: "HEAD" });
  expect([head.status, head.headers.get("content-length")]).toEqual([200, "1000"]);
  expect((await fetch(`${base}quanzhou-1/map.pmtiles`, { method: "POST" })).status).toBe(405);
});

test("maps lie on the configured tiles, else on the imported city, else on the bundled base layer", () => {
  const tiles = { TILE_URL: "https://tiles.example/{z}/{x}/{y}.png", TILE_ATTRIBUTION: "© Example" };
  expect(mapGround(env(tiles)).tiles).toEqual({
    kind: "raster",
    url: tiles.TILE_URL,
    credit: { by: "other", text: "© Example" },
  });
  expect(mapGround(env({ ...tiles, TILE_URL: "https://tiles.example/a.pmtiles?k=1" })).tiles?.kind).toBe("vector");
  expect(mapGround(env()).tiles).toEqual({
    kind: "vector",
    url: `${CITY_FILES}quanzhou-1/map.pmtiles`,
    credit: { by: "openstreetmap" },
  });
  expect(mapGround(env({}, join(folder, "nowhere")))).toEqual({});
});

test("tiles without their attribution stop the start", () => {
  expect(() => env({ TILE_URL: "https://tiles.example/{z}/{x}/{y}.png" })).toThrow("TILE_ATTRIBUTION");
});
