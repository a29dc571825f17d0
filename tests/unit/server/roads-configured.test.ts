import { expect, test } from "vitest";
import { readEnv } from "../../../src/server/env.ts";
import { configuredRoads } from "../../../src/server/planning/configured-roads.ts";

const read = (more: Record<string, string>) =>
  readEnv({ DATABASE_URL: "postgres://a@b/c", AUTH_SECRET: "x".repeat(32), CITY_DIR: "/nowhere", ...more });

test.each([
  [{ ROADS_URL: "http://10.0.0.7:8002" }, "ROADS_ENGINE is missing; see .env.example"],
  [{ ROADS_ENGINE: "osrm" }, "ROADS_URL is missing; see .env.example"],
  [{ ROADS_ENGINE: "osrm", ROADS_URL: "10.0.0.7" }, "ROADS_URL has a wrong value"],
  [{ ROADS_ENGINE: "osrm", ROADS_URL: "ftp://10.0.0.7" }, "must be an http:// or https:// URL"],
  [{ ROADS_ENGINE: "google", ROADS_URL: "http://10.0.0.7" }, "ROADS_ENGINE has a wrong value"],
])("a wrong road server stops the start with a line that names it: %o", (given, line) => {
  expect(() => read(given)).toThrow(line);
});

test("the screen is told of the server that is named, else of the estimate, each with a version of its own", () => {
  const server = configuredRoads(read({ ROADS_ENGINE: "valhalla", ROADS_URL: "http://10.0.0.7:8002/" }));
  const none = configuredRoads(read({ ROADS_ENGINE: "", ROADS_URL: "" }));
  expect([server.label.by, none.label.by]).toEqual(["valhalla", "estimate"]);
  expect(server.version).toContain("http://10.0.0.7:8002,");
  expect(none.version).not.toBe(server.version);
});
