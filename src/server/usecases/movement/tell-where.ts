import { and, eq, inArray, or, sql } from "drizzle-orm";
import type { BusPosition } from "#contract/dispatch.ts";
import type { TellWhereInput, TrackedInput } from "#contract/movement.ts";
import { busPositions, trips, vehicles } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { OUT_TRIP_STATES } from "#domain/movement/trip.ts";
import { coarse, type ToldBy } from "#domain/movement/where-bus-is.ts";
import type { LatLng } from "#domain/places/distance.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

/**
 * The driver's phone says where his bus is, while it is out. Only the last place is kept.
 * @throws AppError `not_found` for a trip that is not his, `refused` when it is not out
 */
export async function tellWhere(ctx: Ctx, input: TellWhereInput): Promise<void> {
  const told = await act(ctx, async (tx) => {
    const [trip] = await tx.select({ state: trips.state }).from(trips).where(eq(trips.id, input.tripId));
    if (!trip) throw new AppError("not_found");
    if (!OUT_TRIP_STATES.includes(trip.state))
      throw new AppError("refused", { kind: "not_from_here", from: trip.state });
    return keep(tx, [{ tripId: input.tripId, at: input }], "driver");
  });
  await ctx.live.tellPositions(...told);
}

/**
 * Trackers say where buses are. A bus that is not out, or that nobody knows, is named in the answer and harms no other.
 * @returns how many were taken, and those that were not
 */
export async function takeTracked(
  ctx: Ctx,
  { positions }: TrackedInput,
): Promise<{ taken: number; unknown: readonly string[] }> {
  const names = positions.map((p) => p.bus);
  const places = new Map(positions.map((p) => [p.bus, p]));
  const { told, known } = await act({ ...ctx, actor: SYSTEM }, async (tx) => {
    const out = await tx
      .select({ tripId: trips.id, name: vehicles.name, plate: vehicles.plate })
      .from(trips)
      .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
      .where(
        and(
          inArray(trips.state, [...OUT_TRIP_STATES]),
          or(inArray(vehicles.name, names), inArray(vehicles.plate, names)),
        ),
      );
    const found = out.flatMap(({ tripId, name, plate }) => {
      const bus = places.has(name) ? name : (plate ?? "");
      const at = places.get(bus);
      return at ? [{ tripId, at, bus }] : [];
    });
    return { told: await keep(tx, found, "tracker"), known: new Set(found.map((f) => f.bus)) };
  });
  await ctx.live.tellPositions(...told);
  return { taken: told.length, unknown: [...new Set(names)].filter((name) => !known.has(name)) };
}

/** Writes each trip's last place over the one before. */
async function keep(
  tx: ActTx,
  told: readonly { readonly tripId: TripId; readonly at: LatLng }[],
  by: ToldBy,
): Promise<BusPosition[]> {
  const rows = told.map(({ tripId, at }) => ({ tripId, ...coarse(at), by }));
  if (rows.length > 0)
    await tx
      .insert(busPositions)
      .values(rows.map((row) => ({ ...row, at: tx.at })))
      .onConflictDoUpdate({
        target: busPositions.tripId,
        set: { lat: sql`excluded.lat`, lng: sql`excluded.lng`, by: sql`excluded.by`, at: sql`excluded.at` },
      });
  return rows.map((row) => ({ ...row, atMs: tx.at }));
}
