import { eq } from "drizzle-orm";
import type { ManifestView } from "#contract/store.ts";
import { listManifestRows } from "#db/queries/manifest-rows.ts";
import { cycles, depots, supermarkets, trips, vehicles } from "#db/schema/index.ts";
import type { TripId } from "#domain/kernel/ids.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import type { TripState } from "#domain/movement/trip.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";

/** The sheet that rides with a bus: seal, stops, and counts by grid and package. Nothing about who. @throws AppError `not_found` */
export async function getManifest(ctx: Ctx, tripId: TripId): Promise<ManifestView> {
  return look(ctx, async (tx) => {
    const [head] = await tx
      .select({ trip: trips, bus: vehicles.name, store: supermarkets, depot: depots, day: cycles.deliveryDay })
      .from(trips)
      .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
      .innerJoin(supermarkets, eq(supermarkets.id, trips.supermarketId))
      .innerJoin(depots, eq(depots.id, trips.depotId))
      .innerJoin(cycles, eq(cycles.id, trips.cycleId))
      .where(eq(trips.id, tripId));
    if (!head) throw new AppError("not_found");
    const rows = await listManifestRows(tx, tripId);
    const stops = [...new Map(rows.map((r) => [r.stop_id, r])).values()].map((first) => {
      const mine = rows.filter((r) => r.stop_id === first.stop_id);
      const grids = [...new Set(mine.map((r) => r.grid))].map((number) => {
        const pile = mine.filter((r) => r.grid === number);
        const known = pile.flatMap((r) => (r.letter === null ? [] : [[r.letter, r.bags] as const]));
        return { number, bags: sum(pile), byLetter: Object.fromEntries(known) };
      });
      return {
        sequence: first.sequence,
        community: first.name,
        dueMs: Date.parse(first.due),
        bags: sum(mine),
        grids,
      };
    });
    return {
      tripId,
      number: head.trip.number,
      bus: head.bus,
      store: head.store.name,
      depot: head.depot.name,
      sealNumber: head.trip.sealNumber,
      deliveryDayMs: atServiceDay(head.day, 0),
      departMs: head.trip.departAt,
      bags: sum(rows),
      letters: [...new Set(rows.flatMap((r) => r.letter ?? []))].sort(),
      loaded: !BEFORE_LOADING.includes(head.trip.state),
      stops,
    };
  });
}

/** What stands on the sheet is planned: nothing is on the bus. */
const BEFORE_LOADING: readonly TripState[] = ["draft", "planned", "published", "ready"];

const sum = (rows: readonly { bags: number }[]) => rows.reduce((n, r) => n + r.bags, 0);
