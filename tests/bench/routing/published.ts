import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Problem, Stop, Supplier, Travel, Vehicle } from "../../../src/routing/problem.ts";

/** A published instance as a problem of ours, with the value somebody published for it. */
export interface Published {
  name: string;
  kind: string;
  n: number;
  bks: number;
  /** What one unit of the problem's cost is worth in units of `bks`. */
  unit: number;
  problem: Problem;
  /** The published plan, as file node numbers from 0 (0 inside a route is a reload), when there is one. */
  routes: number[][] | null;
}

interface Entry {
  kind: string;
  file: string;
  n: number;
  bks: number;
  solFile?: string | null;
}

const FOREVER = 1 << 29;

export function listPublished(dir: string): Map<string, Entry> {
  return new Map(Object.entries(JSON.parse(readFileSync(join(dir, "bks.json"), "utf8")) as Record<string, Entry>));
}

export function readPublished(dir: string, name: string, entry: Entry): Published {
  const text = readFileSync(join(dir, entry.file), "utf8");
  const read = entry.kind === "mdvrp" ? readCordeau(text) : readVrplib(text, entry.kind);
  const routes = entry.solFile ? readRoutes(readFileSync(join(dir, entry.solFile), "utf8")) : null;
  const unit = entry.kind === "hfvrp" && routes ? unitOfQuote(read.problem, routes, entry.bks) : read.unit;
  return { name, kind: entry.kind, n: entry.n, bks: entry.bks, unit, problem: read.problem, routes };
}

/** The heterogeneous values are quoted in different powers of ten: the published plan says which. */
function unitOfQuote(problem: Problem, routes: number[][], bks: number): number {
  const travel = problem.classes[0]!.metres;
  if (travel.kind !== "plane") throw new Error("published instances are planar");
  let cost = 0;
  routes.forEach((route, k) => {
    const vehicle = problem.vehicles[k];
    if (!vehicle || route.length === 0) return;
    const way = [vehicle.startAt, ...route, vehicle.startAt];
    let length = 0;
    for (let i = 1; i < way.length; i++)
      length +=
        travel.scale *
        Math.hypot(travel.x[way[i]!]! - travel.x[way[i - 1]!]!, travel.y[way[i]!]! - travel.y[way[i - 1]!]!);
    cost += vehicle.cost.fixed + vehicle.cost.perMetre * length;
  });
  return 10 ** Math.round(Math.log10(bks / cost));
}

function readRoutes(text: string): number[][] {
  return [...text.matchAll(/^Route\s+#?\d+:?[ \t]*(.*)$/gm)].map((m) =>
    m[1]!.trim() ? m[1]!.trim().split(/\s+/).map(Number) : [],
  );
}

/** Sections and headers of a VRPLIB file. */
function parse(text: string) {
  const header = new Map<string, string>();
  const sections = new Map<string, number[][]>();
  let rows: number[][] | null = null;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.trim();
    if (line === "" || line === "EOF") continue;
    const colon = line.indexOf(":");
    if (colon > 0) {
      header.set(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
      rows = null;
    } else if (/^[A-Z_]+$/.test(line)) {
      rows = [];
      sections.set(line, rows);
    } else rows?.push(line.split(/\s+/).map(Number));
  }
  return { header, sections };
}

function readVrplib(text: string, kind: string): { problem: Problem; unit: number } {
  const { header, sections } = parse(text);
  const nodes = sections.get("NODE_COORD_SECTION")!;
  const count = nodes.length;
  const depots = (sections.get("DEPOT_SECTION") ?? [[1]]).map((r) => r[0]!).filter((d) => d > 0);
  const column = (name: string): number[] | null => sections.get(name)?.map((r) => r[1]!) ?? null;

  // X and XXL round each arc; the DIMACS kinds cut it after one decimal; the rest is exact, here to a thousandth.
  const rounded = kind === "X" || kind === "XXL";
  const cut = kind === "solomon" || kind === "gh" || kind === "multitrip";
  const scale = rounded ? 1 : cut ? 10 : 1000;
  const travel: Travel = {
    kind: "plane",
    x: Float64Array.from(nodes, (r) => r[1]!),
    y: Float64Array.from(nodes, (r) => r[2]!),
    scale,
    rounding: cut ? "down" : "nearest",
  };

  const demand = column("DEMAND_SECTION") ?? new Array<number>(count).fill(0);
  const windows = sections.get("TIME_WINDOW_SECTION");
  const service =
    column("SERVICE_TIME_SECTION") ?? new Array<number>(count).fill(Number(header.get("SERVICE_TIME") ?? 0));
  const release = column("RELEASE_TIME_SECTION");
  const depotSet = new Set(depots);
  const inTime = (t: number) => Math.min(FOREVER, Math.round(t * scale));
  const window = (node: number) => {
    const row = windows?.[node - 1];
    return row ? { from: inTime(row[1]!), to: inTime(row[2]!) } : null;
  };

  const stopOfNode = new Map<number, number>();
  const stops: Stop[] = [];
  for (let node = 1; node <= count; node++) {
    if (depotSet.has(node)) continue;
    stopOfNode.set(node, stops.length);
    const own = window(node);
    stops.push({
      location: node - 1,
      demand: [demand[node - 1]!],
      ...(own ? { windows: [own] } : {}),
      service: { setUp: inTime(service[node - 1]!), perUnit: 0 },
      ...(release ? { release: inTime(release[node - 1]!) } : {}),
      unservedCost: null,
    });
  }

  const capacities = column("CAPACITY_SECTION");
  const fixed = column("VEHICLES_FIXED_COST_SECTION");
  const unitCost = column("VEHICLES_UNIT_DISTANCE_COST_SECTION");
  const depotOf = column("VEHICLES_DEPOT_SECTION");
  const reload = sections.get("VEHICLES_RELOAD_DEPOT_SECTION");
  const clients = sections.get("VEHICLES_ALLOWED_CLIENTS_SECTION");
  const maxDuration = header.has("VEHICLES_MAX_DURATION")
    ? inTime(Number(header.get("VEHICLES_MAX_DURATION")))
    : undefined;
  const durations = column("VEHICLES_MAX_DURATION_SECTION");
  const vehicleCount = header.has("VEHICLES") ? Number(header.get("VEHICLES")) : stops.length;
  const suppliers: Supplier[] = depots.map((d) => ({
    location: d - 1,
    open: window(d) ?? { from: 0, to: FOREVER },
    loadSeconds: 0,
  }));
  const vehicles: Vehicle[] = [];
  // No more vehicles of a kind than there are stops can ever be of use.
  const made = new Map<string, number>();
  const kept: number[] = [];
  for (let k = 0; k < vehicleCount; k++) {
    const depot = depots.indexOf(depotOf?.[k] ?? depots[0]!);
    const capacity = capacities?.[k] ?? Number(header.get("CAPACITY"));
    const key = `${depot}/${capacity}/${fixed?.[k]}/${unitCost?.[k]}/${clients?.[k]?.slice(1).join() ?? ""}`;
    made.set(key, (made.get(key) ?? 0) + 1);
    if (made.get(key)! > stops.length) continue;
    kept.push(k);
    const at = depots[depot]! - 1;
    vehicles.push({
      class: 0,
      startAt: at,
      endAt: at,
      shift: window(at + 1) ?? { from: 0, to: FOREVER },
      capacity: [capacity],
      maxTrips: reload ? stops.length : 1,
      ...(maxDuration === undefined ? {} : { maxSeconds: maxDuration }),
      ...(durations ? { maxSeconds: inTime(durations[k]!) } : {}),
      cost: { fixed: (fixed?.[k] ?? 0) * scale, perMetre: unitCost?.[k] ?? 1, perSecond: 0 },
      suppliers: [depot],
    });
  }
  if (clients)
    for (const [node, stop] of stopOfNode) {
      const may = kept.flatMap((k, v) => (clients[k]!.includes(node, 1) ? [v] : []));
      if (may.length < vehicles.length) stops[stop]!.vehicles = may;
    }
  const problem: Problem = {
    locations: count,
    classes: [{ seconds: travel, metres: travel }],
    dimensions: 1,
    packages: 0,
    vehicles,
    suppliers,
    stops,
  };
  // Values of the exact kinds are quoted times 1000, and of the multi-trip kind times 10, as the problem has them.
  const quoted = kind === "mdvrptw" || kind === "sitedep" || kind === "multitrip" || rounded ? 1 : 1 / scale;
  return { problem, unit: quoted };
}

/** Cordeau's text files of the multi-depot problem. */
function readCordeau(text: string): { problem: Problem; unit: number } {
  const rows = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.trim().split(/\s+/).map(Number));
  const [, perDepot, n, depotCount] = rows[0] as [number, number, number, number];
  const scale = 1000;
  const limits = rows.slice(1, 1 + depotCount);
  const customers = rows.slice(1 + depotCount, 1 + depotCount + n);
  const depots = rows.slice(1 + depotCount + n, 1 + 2 * depotCount + n);
  const all = [...depots, ...customers];
  const travel: Travel = {
    kind: "plane",
    x: Float64Array.from(all, (r) => r[1]!),
    y: Float64Array.from(all, (r) => r[2]!),
    scale,
    rounding: "nearest",
  };
  const problem: Problem = {
    locations: all.length,
    classes: [{ seconds: travel, metres: travel }],
    dimensions: 1,
    packages: 0,
    vehicles: depots.flatMap((_, d) =>
      Array.from({ length: perDepot }, () => ({
        class: 0,
        startAt: d,
        endAt: d,
        shift: { from: 0, to: FOREVER },
        capacity: [limits[d]![1]!],
        maxTrips: 1,
        ...(limits[d]![0]! > 0 ? { maxSeconds: limits[d]![0]! * scale } : {}),
        cost: { fixed: 0, perMetre: 1, perSecond: 0 },
        suppliers: [d],
      })),
    ),
    suppliers: depots.map((_, d) => ({ location: d, open: { from: 0, to: FOREVER }, loadSeconds: 0 })),
    stops: customers.map((r, i) => ({
      location: depotCount + i,
      demand: [r[4]!],
      service: { setUp: Math.round(r[3]! * scale), perUnit: 0 },
      unservedCost: null,
    })),
  };
  return { problem, unit: 1 / scale };
}
