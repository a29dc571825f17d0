import { randomUUID } from "node:crypto";
import { eq, inArray } from "drizzle-orm";
import type { LiftZoneInput, SetZonesInput } from "#contract/zones.ts";
import { listStandingZones } from "#db/queries/standing-zones.ts";
import { communities, grids, zoneVersions } from "#db/schema/index.ts";
import type { ZoneVersionId } from "#domain/kernel/ids.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { ZONES } from "../../lives.ts";
import { moveOne } from "../../move.ts";

/**
 * The desk sets a level for places from a time on, by one order: all of them or none. Each is a new version that names what
 * was in force there as its parents; nothing is edited in place. From its time on it is in force, and the worker closes
 * what it follows.
 * @throws AppError `not_found` for a place that is not there, `refused` with `times_out_of_order` or `no_such_grid`
 */
export async function setZones(ctx: Ctx, input: SetZonesInput): Promise<{ zoneIds: ZoneVersionId[] }> {
  const { level, from, to, orderNumber } = input;
  if (to !== undefined && to <= from) throw new AppError("refused", { kind: "times_out_of_order" });
  return act(ctx, async (tx) => {
    const drafts: (typeof zoneVersions.$inferSelect)[] = [];
    for (const area of await resolveAreas(tx, input.areas))
      drafts.push({
        ...area,
        id: randomUUID() as ZoneVersionId,
        level,
        state: "draft",
        from,
        to: to ?? null,
        orderNumber,
        geometry: null,
        setBy: tx.actor.userId,
        setAt: tx.at,
      });
    await tx.insert(zoneVersions).values(drafts);
    for (const draft of drafts) {
      const told = { reason: orderNumber, data: { ...draft } };
      await moveOne(tx, ZONES, draft, "approve", { orderNumber }, told);
    }
    return { zoneIds: drafts.map((d) => d.id) };
  });
}

type Area = Pick<typeof zoneVersions.$inferSelect, "communityId" | "gridId" | "parents">;

/** One for each community, or for each of its grids that is named, with what stands there. */
async function resolveAreas(tx: ActTx, areas: SetZonesInput["areas"]): Promise<Area[]> {
  const ids = areas.map((a) => a.communityId);
  const known = await tx.select({ id: communities.id }).from(communities).where(inArray(communities.id, ids));
  if (known.length < ids.length) throw new AppError("not_found");
  const gridIds = new Map(
    (await tx.select().from(grids).where(inArray(grids.communityId, ids))).map((g) => [
      `${g.communityId} ${g.number}`,
      g.id,
    ]),
  );
  const standing = await listStandingZones(tx, ids);
  return areas.flatMap(({ communityId, gridNumbers }) =>
    (gridNumbers ?? [null]).map((number) => {
      const gridId = number === null ? null : gridIds.get(`${communityId} ${number}`);
      if (gridId === undefined) throw new AppError("refused", { kind: "no_such_grid" });
      const before = standing.filter((z) => z.communityId === communityId && (z.gridId ?? null) === gridId);
      return { communityId, gridId, parents: before.map((z) => z.id) };
    }),
  );
}

/** Ends a level that is in force, now and by order. @throws AppError `not_found`, `refused`, `conflict` */
export async function liftZone(ctx: Ctx, input: LiftZoneInput): Promise<void> {
  const { orderNumber } = input;
  await act(ctx, async (tx) => {
    const [zone] = await tx.select().from(zoneVersions).where(eq(zoneVersions.id, input.zoneId)).for("update");
    if (!zone) throw new AppError("not_found");
    const told = { reason: orderNumber, set: { to: tx.at }, data: { level: zone.level } };
    await moveOne(tx, ZONES, zone, "lift", { orderNumber }, told);
  });
}
