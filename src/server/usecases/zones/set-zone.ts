import { randomUUID } from "node:crypto";
import { and, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { LiftZoneInput, SetZoneInput, ZoneRow } from "#contract/zones.ts";
import { communities, grids, zoneVersions } from "#db/schema/index.ts";
import type { ZoneVersionId } from "#domain/kernel/ids.ts";
import { decide } from "#domain/kernel/machine.ts";
import { ZONE_FLOW } from "#domain/zones/zone.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope } from "../../ctx.ts";
import { record } from "../../record.ts";

/**
 * The desk sets a level for a place from a time on, with the order's number. It is a new version that names what was in
 * force there as its parents; nothing is edited in place. From its time on it is in force, and the worker closes what it
 * follows.
 * @throws AppError `not_found` for a place or grid that is not there, `refused` with `times_out_of_order`
 */
export async function setZone(ctx: Ctx, input: SetZoneInput): Promise<{ zoneId: ZoneVersionId }> {
  if (input.to !== undefined && input.to <= input.from) throw new AppError("refused", { kind: "times_out_of_order" });
  const answer = await inScope(ctx, async (tx) => {
    const [place] = await tx
      .select({ id: communities.id })
      .from(communities)
      .where(eq(communities.id, input.communityId));
    if (!place) throw new AppError("not_found");
    const [grid] =
      input.gridNumber === undefined
        ? []
        : await tx
            .select({ id: grids.id })
            .from(grids)
            .where(and(eq(grids.communityId, place.id), eq(grids.number, input.gridNumber)));
    if (input.gridNumber !== undefined && !grid) throw new AppError("refused", { kind: "no_such_grid" });
    const parents = await tx
      .select({ id: zoneVersions.id })
      .from(zoneVersions)
      .where(
        and(
          eq(zoneVersions.communityId, place.id),
          grid ? eq(zoneVersions.gridId, grid.id) : isNull(zoneVersions.gridId),
          inArray(zoneVersions.state, ["approved", "effective"]),
        ),
      );
    const state = unwrap(decide(ZONE_FLOW, "draft", "approve", ctx.actor.role, { order_number: true }));
    const zoneId = randomUUID() as ZoneVersionId;
    await tx.insert(zoneVersions).values({
      id: zoneId,
      communityId: place.id,
      gridId: grid?.id ?? null,
      level: input.level,
      state,
      from: input.from,
      to: input.to ?? null,
      orderNumber: input.orderNumber,
      parents: parents.map((p) => p.id),
      setBy: ctx.actor.userId,
      setAt: ctx.clock.now(),
    });
    await record(tx, ctx, {
      kind: "zone.approved",
      subjectId: zoneId,
      reason: input.orderNumber,
      data: { ...input, parents: parents.map((p) => p.id) },
    });
    return { zoneId, gridId: grid?.id };
  });
  await ctx.live.announce(
    `community:${input.communityId}`,
    "desk",
    "dispatch",
    ...(answer.gridId ? ([`grid:${answer.gridId}`] as const) : []),
  );
  return { zoneId: answer.zoneId };
}

/** Ends a level that is in force, now and by order. @throws AppError `not_found`, `refused`, `conflict` */
export async function liftZone(ctx: Ctx, input: LiftZoneInput): Promise<void> {
  const zone = await inScope(ctx, async (tx) => {
    const [zone] = await tx.select().from(zoneVersions).where(eq(zoneVersions.id, input.zoneId)).for("update");
    if (!zone) throw new AppError("not_found");
    const state = unwrap(decide(ZONE_FLOW, zone.state, "lift", ctx.actor.role, { order_number: true }));
    await tx.update(zoneVersions).set({ state, to: ctx.clock.now() }).where(eq(zoneVersions.id, zone.id));
    await record(tx, ctx, {
      kind: "zone.lifted",
      subjectId: zone.id,
      reason: input.orderNumber,
      data: { level: zone.level },
    });
    return zone;
  });
  await ctx.live.announce(`community:${zone.communityId}`, "desk", "dispatch");
}

/** Every version that is or will be in force, then the ended ones; newest first. */
export function listZones(ctx: Ctx): Promise<ZoneRow[]> {
  return inScope(ctx, async (tx) => {
    const rows = await tx
      .select({
        zone: zoneVersions,
        nameZh: communities.nameZh,
        nameEn: communities.nameEn,
        gridNumber: grids.number,
        homes: sql<number>`(SELECT coalesce(sum(h.homes - h.vacant), 0)::int FROM grid_homes h WHERE h.community_id = ${zoneVersions.communityId} AND (${zoneVersions.gridId} IS NULL OR h.grid_id = ${zoneVersions.gridId}))`,
      })
      .from(zoneVersions)
      .innerJoin(communities, eq(communities.id, zoneVersions.communityId))
      .leftJoin(grids, eq(grids.id, zoneVersions.gridId))
      .orderBy(
        sql`${zoneVersions.state} IN ('approved', 'effective') DESC`,
        zoneVersions.level,
        desc(zoneVersions.from),
      );
    return rows.map(({ zone, nameZh, nameEn, gridNumber, homes: n }) => ({
      zoneId: zone.id,
      communityId: zone.communityId,
      gridId: zone.gridId,
      place: { zh: nameZh, en: nameEn },
      gridNumber,
      level: zone.level,
      state: zone.state,
      fromMs: zone.from,
      toMs: zone.to,
      orderNumber: zone.orderNumber,
      parents: zone.parents.length,
      homes: n,
    }));
  });
}
