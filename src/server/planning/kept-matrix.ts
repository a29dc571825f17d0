import { createHash } from "node:crypto";
import { desc, eq, notInArray } from "drizzle-orm";
import { roadMatrices } from "#db/schema/index.ts";
import type { Closure } from "#roads/closure.ts";
import type { Departure } from "#roads/departure.ts";
import type { Point } from "#roads/estimate.ts";
import type { Noted, RoadNote, RoadsProvider } from "#roads/provider.ts";
import type { RoadMatrix } from "#roads/road-matrix.ts";
import type { SnapAnswer } from "#roads/snap.ts";
import type { Vehicle } from "#roads/vehicle.ts";
import { act } from "../act.ts";
import { type Ctx, SYSTEM } from "../ctx.ts";

/** So many matrices are kept, those used last: some weeks of days with their closures, half a megabyte each. */
const KEPT = 40;

/** Times that were to be read and are not in the database yet. */
export class NotKept extends Error {}

/**
 * Times and ways between all pairs, from the database where the same was asked before. The estimate is not kept,
 * because it is worked out sooner than it is read; nor is an answer of somebody who only stood in.
 * @param departs when: streets' own hours are read for it, and days with the same hours share what is kept
 * @param only `kept`: nobody waits for streets to be searched
 * @throws NotKept with `kept`, when they would have to be
 */
export async function matrixOf(
  ctx: Ctx,
  roads: RoadsProvider,
  points: readonly Point[],
  vehicle: Vehicle,
  closures: readonly Closure[],
  departs: Departure,
  only?: "kept",
): Promise<RoadMatrix & Noted & { readonly kept: boolean }> {
  if (roads.kind === "estimate") return { ...(await roads.matrix(points, vehicle, closures, departs)), kept: false };
  const system: Ctx = { ...ctx, actor: SYSTEM };
  const key = createHash("sha256")
    .update(JSON.stringify([roads.version, roads.rulesAt?.(departs), vehicle, closures, points.map(toPair)]))
    .digest("hex");
  const row = await act(system, async (tx) => {
    const [found] = await tx.update(roadMatrices).set({ usedAt: tx.at }).where(eq(roadMatrices.key, key)).returning();
    return found;
  });
  if (row)
    return {
      ...unpack(row.cells, row.points),
      stops: row.placed as SnapAnswer[],
      notes: row.notes as RoadNote[],
      kept: true,
    };
  if (only) throw new NotKept("the worker has not kept these times yet");
  const made = await roads.matrix(points, vehicle, closures, departs);
  const stoodIn = made.notes?.some((note) => note.kind === "fell_back") ?? false;
  if (!stoodIn)
    await act(system, async (tx) => {
      const now = tx.at;
      const packed = { points: points.length, cells: pack(made), placed: made.stops, notes: made.notes ?? [] };
      await tx
        .insert(roadMatrices)
        .values({ key, ...packed, madeAt: now, usedAt: now })
        .onConflictDoNothing();
      const newest = tx
        .select({ key: roadMatrices.key })
        .from(roadMatrices)
        .orderBy(desc(roadMatrices.usedAt))
        .limit(KEPT);
      await tx.delete(roadMatrices).where(notInArray(roadMatrices.key, newest));
    });
  return { ...made, kept: false };
}

function toPair({ lat, lng }: Point): readonly [number, number] {
  return [lat, lng];
}

/** The arrays' own bytes: every machine that Node runs on is little endian. */
function pack({ seconds, metres }: RoadMatrix): Uint8Array {
  return Buffer.concat([seconds, metres].map((cells) => Buffer.from(cells.buffer, cells.byteOffset, cells.byteLength)));
}

function unpack(bytes: Uint8Array, points: number): Pick<RoadMatrix, "seconds" | "metres"> {
  // A copy: the driver's bytes may begin anywhere, an array of int32 begins at a multiple of four.
  const cells = new Int32Array(new Uint8Array(bytes).buffer, 0, 2 * points * points);
  return { seconds: cells.subarray(0, points * points), metres: cells.subarray(points * points) };
}
