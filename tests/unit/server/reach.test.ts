import { expect, test } from "vitest";
import type { BatchId, CommunityId, SupermarketId, VehicleId } from "../../../src/domain/kernel/ids.ts";
import { UNREACHABLE } from "../../../src/roads/road-matrix.ts";
import type { SnapAnswer } from "../../../src/roads/snap.ts";
import { check } from "../../../src/routing/check.ts";
import { firstPlan, solve } from "../../../src/routing/solve.ts";
import { dayToProblem } from "../../../src/server/planning/day-to-problem.ts";
import type { DayTravel } from "../../../src/server/planning/day-travel.ts";
import type { PlanDay } from "../../../src/server/planning/plan-day.ts";
import { leaveOutUnreachable, vehiclesThatReach } from "../../../src/server/planning/reach.ts";

const GATES = 6;
const N = 2 + GATES;
const [DEPOT, STORE] = [0, 1];
const gate = (i: number) => 2 + i;

const day: PlanDay = {
  batches: Array.from({ length: GATES }, (_, i) => ({
    batchId: `b${i}` as BatchId,
    communityId: `c${i}` as CommunityId,
    supermarketId: "s" as SupermarketId,
    bags: 20,
    grams: 20_000,
    millilitres: 40_000,
    fragileBags: 0,
  })),
  places: Array.from({ length: GATES }, (_, i) => ({
    id: `c${i}` as CommunityId,
    lat: 1 + i,
    lng: 0,
    gateOpensSeconds: 8 * 3600,
    gateClosesSeconds: 18 * 3600,
    busAccessible: true,
    zone: undefined,
  })),
  stores: [{ id: "s" as SupermarketId, lat: 0.5, lng: 0, dockSlots: 2, loadingOpensSeconds: 0 }],
  vehicles: ["bus", "van"].map((typeCode) => ({
    id: typeCode as VehicleId,
    typeCode,
    depot: { lat: 0, lng: 0 },
    maxBags: 100,
    maxWeightKg: 1000,
    maxVolumeLitres: 1000,
    fragilePlaces: 40,
    speedKmh: 30,
    heightCm: null,
    grossWeightKg: null,
    freeFromSeconds: 5 * 3600,
    tripsLeft: 3,
  })),
};

/** Ten minutes and five kilometres between any two places, but for the pairs that are cut. */
function travel(cutForBus: readonly [number, number][], cutForVan: readonly [number, number][], refused?: SnapAnswer) {
  const table = (cut: readonly [number, number][]) => {
    const seconds = new Int32Array(N * N).fill(600);
    const metres = new Int32Array(N * N).fill(5000);
    for (let i = 0; i < N; i += 1) seconds[i * N + i] = metres[i * N + i] = 0;
    for (const [from, to] of cut) seconds[from * N + to] = metres[from * N + to] = UNREACHABLE;
    const at = { lat: 0, lng: 0 };
    const placed: SnapAnswer[] = Array.from({ length: N }, () => ({
      ok: true,
      snap: { segment: 0, fraction: 0, at, metresAway: 0 },
    }));
    if (refused) placed[gate(0)] = refused;
    return { seconds, metres, placed };
  };
  const roads: DayTravel["roads"] = {
    ...{ by: "embedded", city: "x", importedAt: null },
    ...{ notes: [], matrixMs: 0, kept: false, far: [] },
  };
  return { classes: [table(cutForBus), table(cutForVan)], classOf: [0, 1], version: "1", roads } satisfies DayTravel;
}

test.each([
  ["depot to store", DEPOT, STORE, [1, 1, 1, 1, 1, 1]],
  ["store to gate", STORE, gate(2), [2, 2, 1, 2, 2, 2]],
  ["gate to depot", gate(4), DEPOT, [2, 2, 2, 2, 1, 2]],
  ["gate to gate", gate(4), gate(5), [2, 2, 2, 2, 2, 2]],
])("a vehicle with no way from %s does not serve the gate", (_, from, to, vehicles) => {
  const reach = vehiclesThatReach(day, travel([[from, to]], []));
  expect(day.batches.map((b) => reach(b).length)).toEqual(vehicles);
});

const both: [number, number][] = [[STORE, gate(0)]];
test.each([
  ["no way leads there", undefined, "no_access", 0],
  ["a closure is around it", { ok: false, refusal: { kind: "in_closed_zone", closureId: "z" } }, "in_closure", 0],
  ["it stands on an island", { ok: false, refusal: { kind: "on_island", metresAway: 420 } }, "no_access", 420],
  ["no street is near", { ok: false, refusal: { kind: "no_road_nearby" } }, "no_access", 0],
] as const)("a batch that nobody can bring is left out because %s", (_, refused, reason, missing) => {
  const { day: rest, leftOut } = leaveOutUnreachable(day, travel(both, both, refused));
  expect(leftOut).toEqual([{ batchId: "b0", communityId: "c0", bags: 20, reason, missing }]);
  expect(rest.batches.map((b) => b.batchId)).toEqual(["b1", "b2", "b3", "b4", "b5"]);
});

test("no plan drives where no way leads, neither the first nor a searched one", () => {
  // Buses get from gate to gate only upwards, the van reaches every second gate.
  const upwards = Array.from({ length: GATES * GATES }, (_, k): [number, number] => [
    gate(Math.floor(k / GATES)),
    gate(k % GATES),
  ]).filter(([a, b]) => a > b);
  const odd = [1, 3, 5].map((i): [number, number] => [STORE, gate(i)]);
  const roads = travel(upwards, odd);
  const { day: rest, leftOut } = leaveOutUnreachable(day, roads);
  expect(leftOut).toEqual([]);
  const problem = dayToProblem(rest, roads);
  for (const solution of [firstPlan(problem), solve(problem, { seed: 1, budget: { rounds: 3000 } })]) {
    expect(check(problem, solution).violations).toEqual([]);
    expect(solution.unserved).toEqual([]);
    expect(Math.max(...solution.days.map((d) => d.metres))).toBeLessThan(UNREACHABLE);
    for (const driven of solution.days)
      for (const trip of driven.trips)
        if (driven.vehicle === 1) for (const visit of trip.visits) expect(visit.stop % 2).toBe(0);
  }
});

test("no trip carries more fragile bags than have room with nothing on them", () => {
  const fragile: PlanDay = { ...day, batches: day.batches.map((b) => ({ ...b, fragileBags: b.bags })) };
  const stopsPerTrip = (of: PlanDay) => {
    const solution = solve(dayToProblem(of, travel([], [])), { seed: 1, budget: { rounds: 1000 } });
    expect(solution.unserved).toEqual([]);
    return solution.days.flatMap((d) => d.trips.map((t) => t.visits.length)).sort();
  };
  expect(Math.max(...stopsPerTrip(day))).toBeGreaterThan(2);
  expect(stopsPerTrip(fragile)).toEqual([2, 2, 2]);
});
