import type { PlanRoads, RoadsNote } from "#contract/roads.ts";
import type { Closure } from "#roads/closure.ts";
import type { Departure } from "#roads/departure.ts";
import type { RoadNote } from "#roads/provider.ts";
import type { SnapAnswer } from "#roads/snap.ts";
import type { Vehicle } from "#roads/vehicle.ts";
import type { Ctx } from "../ctx.ts";
import { matrixOf } from "./kept-matrix.ts";
import { isSmall, layOut, type PlanDay, type PlanVehicle } from "./plan-day.ts";
import type { OpenRoads } from "./roads-in-use.ts";

/** Travel between the day's places for one kind of vehicle, row = from: seconds, metres, and how each was put on the road. */
export type TravelClass = {
  readonly seconds: Int32Array;
  readonly metres: Int32Array;
  readonly placed: readonly SnapAnswer[];
};
export type DayTravel = {
  readonly classes: readonly TravelClass[];
  /** Index into `classes` per vehicle of the day. */
  readonly classOf: readonly number[];
  /** Of the roads as configured. */
  readonly version: string;
  readonly roads: Omit<PlanRoads, "stamp">;
};

/** A place farther from any street than this is told to dispatch: its point may be wrong. */
export const FAR_METRES = 150;
/** What is so slow drives at its own speed; the speed of faster ones is a mean, and the streets know better. */
const SLOW_KMH = 20;

/**
 * What drives, as the roads know it: a bus may use its lanes, a van and a tricycle go where cars go; low and weak bridges
 * bind by height and loaded weight.
 */
export function roadVehicle({
  typeCode,
  heightCm,
  grossWeightKg,
}: Pick<PlanVehicle, "typeCode" | "heightCm" | "grossWeightKg">): Vehicle {
  return {
    kind: isSmall(typeCode) ? "car" : "bus",
    ...(heightCm !== null && { heightMetres: heightCm / 100 }),
    ...(grossWeightKg !== null && { weightTonnes: grossWeightKg / 1000 }),
  };
}

/**
 * Times and ways of a day, one table for each kind of vehicle that the roads tell apart.
 * @param departs when its trips are on the road
 * @param only `kept`: those that the worker has kept; @throws NotKept when it has not
 */
export async function travelOf(
  ctx: Ctx,
  open: OpenRoads,
  day: PlanDay,
  closures: readonly Closure[],
  departs: Departure,
  only?: "kept",
): Promise<DayTravel> {
  const { points } = layOut(day);
  const inUse = open(points);
  const started = performance.now();
  const classes: TravelClass[] = [];
  const notes = new Map(inUse.notes.map((note) => [JSON.stringify(note), note]));
  const known = new Map<string, number>();
  const matrices = new Map<string, ReturnType<typeof matrixOf>>();
  let kept = true;
  const classOf: number[] = [];
  for (const mine of day.vehicles) {
    const { speedKmh } = mine;
    const vehicle = roadVehicle(mine);
    const provider = inUse.providerFor(speedKmh);
    const estimated = provider.kind === "estimate";
    const slow = !estimated && speedKmh <= SLOW_KMH;
    const onStreets = JSON.stringify(vehicle);
    const key = estimated ? `${speedKmh}` : slow ? `${onStreets} ${speedKmh}` : onStreets;
    let at = known.get(key);
    if (at === undefined) {
      const tableKey = estimated ? key : onStreets;
      const asked = matrices.get(tableKey) ?? matrixOf(ctx, provider, points, vehicle, closures, departs, only);
      matrices.set(tableKey, asked);
      const { seconds, metres, stops, notes: said = [], kept: wasKept } = await asked;
      for (const note of said.map(toContract)) notes.set(JSON.stringify(note), note);
      kept &&= wasKept;
      at = classes.push({ seconds: slow ? slowed(seconds, metres, speedKmh) : seconds, metres, placed: stops }) - 1;
      known.set(key, at);
    }
    classOf.push(at);
  }
  const said = [...notes.values()];
  const fallen = said.findLast((note) => note.kind === "fell_back");
  return {
    classes,
    classOf,
    version: inUse.version,
    roads: {
      ...(fallen?.to === "estimate" ? { city: null, importedAt: null } : inUse.label),
      by: fallen?.to ?? inUse.label.by,
      notes: said,
      matrixMs: Math.round(performance.now() - started),
      kept: kept && classes.length > 0,
      far: farFrom(day, classes),
    },
  };
}

/** Never faster than the vehicle itself. */
function slowed(seconds: Int32Array, metres: Int32Array, speedKmh: number): Int32Array {
  return seconds.map((s, i) => Math.max(s, Math.round(((metres[i] ?? 0) * 3.6) / speedKmh)));
}

function farFrom(day: PlanDay, classes: readonly TravelClass[]): PlanRoads["far"] {
  const { placeAt } = layOut(day);
  const [first] = classes;
  return day.places.flatMap((place) => {
    const at = first?.placed[placeAt(place.id)];
    const metres = at?.ok ? at.snap.metresAway : 0;
    return metres > FAR_METRES ? [{ placeId: place.id, metres: Math.round(metres) }] : [];
  });
}

function toContract(note: RoadNote): RoadsNote {
  if (note.kind === "fell_back") return { kind: note.kind, from: note.from, to: note.to };
  return { kind: note.kind, by: note.by, closures: new Set(note.closureIds).size };
}
