import { randomUUID } from "node:crypto";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { LiftZoneInput, SetZoneInput } from "#contract/zones.ts";
import { communities, grids, zoneVersions } from "#db/schema/index.ts";
import type { ZoneVersionId } from "#domain/kernel/ids.ts";
import { STANDING_ZONE_STATES } from "#domain/zones/zone.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { ZONES } from "../../lives.ts";
import { moveOne } from "../../move.ts";

/**
 * The desk sets a level for a place from a time on, with the order's number. It is a new version that names what was in
 * force there as its parents; nothing is edited in place. From its time on it is in force, and the worker closes what it
 * follows.
 * @throws AppError `not_found` for a place or grid that is not there, `refused` with `times_out_of_order`
 */
export async function setZone(ctx: Ctx, input: SetZoneInput): Promise<{ zoneId: ZoneVersionId }> {
  if (input.to !== undefined && input.to <= input.from) throw new AppError("refused", { kind: "times_out_of_order" });
  return act(ctx, async (tx) => {
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
          inArray(zoneVersions.state, [...STANDING_ZONE_STATES]),
        ),
      );
    const zoneId = randomUUID() as ZoneVersionId;
    const draft = {
      id: zoneId,
      communityId: place.id,
      gridId: grid?.id ?? null,
      level: input.level,
      state: "draft" as const,
      from: input.from,
      to: input.to ?? null,
      orderNumber: input.orderNumber,
      parents: parents.map((p) => p.id),
      setBy: tx.actor.userId,
      setAt: tx.at,
    };
    await tx.insert(zoneVersions).values(draft);
    const { orderNumber } = input;
    const told = { reason: orderNumber, data: { ...input, parents: draft.parents } };
    await moveOne(tx, ZONES, draft, "approve", { orderNumber }, told);
    return { zoneId };
  });
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
