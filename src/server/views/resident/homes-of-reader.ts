import { and, eq, inArray } from "drizzle-orm";
import type { HomeRef } from "#contract/resident.ts";
import type { Tx } from "#db/client.ts";
import { buildings, communities, grids, households, persons } from "#db/schema/index.ts";
import type { CommunityId, GridId } from "#domain/kernel/ids.ts";
import { aggregatorOf } from "#domain/places/aggregator.ts";
import { maskName } from "#domain/places/masking.ts";
import type { Ctx } from "../../ctx.ts";

/** A home with what only the server needs of it. */
export type ReaderHome = {
  readonly ref: HomeRef;
  readonly gridId: GridId;
  readonly communityId: CommunityId;
  readonly size: number | null;
  readonly tags: readonly string[];
  readonly needsInvented: boolean;
  readonly joinCode: string | null;
};

/** The homes that the reader lives in, then those that he helps; by door within each. */
export async function homesOfReader(tx: Tx, ctx: Ctx): Promise<ReaderHome[]> {
  const { userId, homes } = ctx.actor;
  if (!userId || homes.length === 0) return [];
  const rows = await tx
    .select({ kind: persons.kind, h: households, building: buildings.name, place: communities, grid: grids.number })
    .from(persons)
    .innerJoin(households, eq(households.id, persons.householdId))
    .innerJoin(buildings, eq(buildings.id, households.buildingId))
    .innerJoin(communities, eq(communities.id, households.communityId))
    .innerJoin(grids, eq(grids.id, households.gridId))
    .where(and(eq(persons.userId, userId), eq(persons.state, "verified")));
  const contacts = await contactsOf(
    tx,
    rows.filter((r) => r.kind === "helper").map((r) => r.h.id),
  );
  return rows
    .map((r) => ({
      ref: {
        householdId: r.h.id,
        door: { building: r.building, unit: r.h.unit, room: r.h.room },
        community: r.place.name,
        gridNumber: r.grid,
        aggregator: aggregatorOf(r.place),
        kind: r.kind,
        contact: contacts.get(r.h.id) ?? null,
      },
      gridId: r.h.gridId,
      communityId: r.h.communityId,
      size: r.h.size,
      tags: r.h.tags,
      needsInvented: r.h.needsFrom === "invented",
      joinCode: r.h.joinCode,
    }))
    .sort(
      (a, b) =>
        Number(a.ref.kind === "helper") - Number(b.ref.kind === "helper") ||
        a.ref.door.room.localeCompare(b.ref.door.room),
    );
}

async function contactsOf(tx: Tx, homes: readonly HomeRef["householdId"][]): Promise<Map<string, string>> {
  if (homes.length === 0) return new Map();
  const rows = await tx
    .select({ id: persons.householdId, name: persons.name })
    .from(persons)
    .where(and(inArray(persons.householdId, [...homes]), eq(persons.kind, "member")));
  return new Map(rows.map((r) => [r.id, maskName(r.name)]));
}
