import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { listPublished, readPublished } from "../../bench/routing/published.ts";

const dir = mkdtempSync(join(tmpdir(), "baogong-published-"));
afterAll(() => rmSync(dir, { recursive: true }));

function read(kind: string, text: string, more: { bks?: number; solution?: string } = {}) {
  writeFileSync(join(dir, "a.vrp"), text);
  if (more.solution) writeFileSync(join(dir, "a.sol"), more.solution);
  return readPublished(dir, "a", {
    kind,
    file: "a.vrp",
    n: 2,
    bks: more.bks ?? 1,
    solFile: more.solution ? "a.sol" : null,
  });
}

const NODES = "NODE_COORD_SECTION\n1 0 0\n2 3 4\n3 0 10\nDEMAND_SECTION\n1 0\n2 7\n3 5\nDEPOT_SECTION\n1\n-1\n";

describe("instances that somebody published", () => {
  test("plain capacity: arcs to the nearest whole number, no windows, as many vehicles as stops", () => {
    const { problem, unit } = read("X", `CAPACITY : 9\nDIMENSION : 3\n${NODES}EOF\n`);
    expect(unit).toBe(1);
    expect(problem.classes[0]!.metres).toMatchObject({ kind: "plane", scale: 1, rounding: "nearest" });
    expect(problem.stops.map((s) => [s.location, s.demand, s.windows])).toEqual([
      [1, [7], undefined],
      [2, [5], undefined],
    ]);
    expect(problem.vehicles).toHaveLength(2);
    expect(problem.vehicles[0]).toMatchObject({ capacity: [9], startAt: 0, endAt: 0, maxTrips: 1 });
  });

  test("windows: tenths cut off, the depot's window is the shift", () => {
    const windows = "TIME_WINDOW_SECTION\n1 0 100\n2 10 20\n3 5 50\n";
    const { problem, unit } = read("solomon", `VEHICLES : 2\nCAPACITY : 9\nSERVICE_TIME : 3\n${windows}${NODES}`);
    expect(unit).toBe(0.1);
    expect(problem.classes[0]!.seconds).toMatchObject({ scale: 10, rounding: "down" });
    expect(problem.stops[0]).toMatchObject({ windows: [{ from: 100, to: 200 }], service: { setUp: 30, perUnit: 0 } });
    expect(problem.vehicles[0]!.shift).toEqual({ from: 0, to: 1000 });
  });

  test("allowed clients become the vehicles of a stop; releases and reloads are read", () => {
    const clients = "VEHICLES_ALLOWED_CLIENTS_SECTION\n1 2 3\n2 3\n";
    const one = read("sitedep", `VEHICLES : 2\nCAPACITY : 9\n${clients}${NODES}`);
    expect(one.problem.stops.map((s) => s.vehicles)).toEqual([[0], undefined]);
    const more = "VEHICLES_RELOAD_DEPOT_SECTION\n1 1\nRELEASE_TIME_SECTION\n1 0\n2 4\n3 0\n";
    const two = read("multitrip", `VEHICLES : 1\nCAPACITY : 9\n${more}${NODES}`);
    expect(two.problem.vehicles[0]!.maxTrips).toBe(2);
    expect(two.problem.stops.map((s) => s.release)).toEqual([40, 0]);
  });

  test("costs quoted in another power of ten are recognised by the published plan", () => {
    const kinds =
      "CAPACITY_SECTION\n1 9\n2 9\nVEHICLES_FIXED_COST_SECTION\n1 100\n2 100\nVEHICLES_UNIT_DISTANCE_COST_SECTION\n1 1\n2 1\n";
    // Out and back to the first stop (10) and to the second (20), and two buses at 100: 230 in units of the file.
    const { unit } = read("hfvrp", `VEHICLES : 2\n${kinds}${NODES}`, {
      bks: 2300,
      solution: "Route #1: 1\nRoute #2: 2\n",
    });
    expect(unit).toBeCloseTo(10 / 1000, 9);
  });

  test("Cordeau's files: depots last, a limit of zero is none", () => {
    const { problem, unit } = read(
      "mdvrp",
      "2 3 2 2\n0 80\n50 60\n1 5 5 2 10 1 1 1\n2 9 9 0 20 1 1 1\n3 0 0\n4 10 10\n",
    );
    expect(unit).toBe(0.001);
    expect(problem.vehicles).toHaveLength(6);
    expect(problem.vehicles[0]).not.toHaveProperty("maxSeconds");
    expect(problem.vehicles[3]).toMatchObject({ capacity: [60], maxSeconds: 50_000, startAt: 1, suppliers: [1] });
    expect(problem.stops.map((s) => [s.location, s.demand[0], s.service.setUp])).toEqual([
      [2, 10, 2000],
      [3, 20, 0],
    ]);
  });
});

const REAL = fileURLToPath(new URL("../../../../shared/bench/vrp", import.meta.url));
if (!existsSync(join(REAL, "bks.json"))) console.warn("SKIPPED: no published instances in ../shared/bench/vrp");

test.skipIf(!existsSync(join(REAL, "bks.json")))("the plans published for X cost what was published", () => {
  for (const [name, entry] of listPublished(REAL)) {
    if (entry.kind !== "X") continue;
    const { problem, routes, bks } = readPublished(REAL, name, entry);
    const travel = problem.classes[0]!.metres;
    if (travel.kind !== "plane") throw new Error("planar");
    const arc = (a: number, b: number) =>
      Math.round(Math.hypot(travel.x[a]! - travel.x[b]!, travel.y[a]! - travel.y[b]!));
    const length = routes!.reduce((sum, route) => {
      const way = [0, ...route, 0];
      return sum + way.slice(1).reduce((s, to, i) => s + arc(way[i]!, to), 0);
    }, 0);
    expect([name, length]).toEqual([name, bks]);
  }
});
