import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { AddClosureInput, EndClosureInput } from "#contract/roads.ts";
import { roadClosures } from "#db/schema/index.ts";
import type { ClosureId } from "#domain/kernel/ids.ts";
import { ringCrossing } from "#roads/ring-crossing.ts";
import { act } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { readGeoJson } from "../../planning/read-geojson.ts";
import { record } from "../../record.ts";

type Shape = Pick<typeof roadClosures.$inferInsert, "areas" | "ways">;

/**
 * Closes streets from a time on, by order: the area that was drawn, or all areas and ways of a GeoJSON text as one
 * closure. Plans that are made from now on go round; plans that stand say that roads have changed.
 * @param follow has the worker draw trips anew, and ask for the times around the closure
 * @throws AppError `refused` with `times_out_of_order` or `bad_closure` and what is wrong with the text
 */
export async function addClosure(
  ctx: Ctx,
  input: AddClosureInput,
  follow: () => Promise<void>,
): Promise<{ closureId: ClosureId }> {
  const closureId = randomUUID() as ClosureId;
  await act(ctx, async (tx) => {
    if (input.until !== undefined && (input.until <= input.from || input.until <= tx.at))
      throw new AppError("refused", { kind: "times_out_of_order" });
    const shape = shapeOf(input.shape);
    tx.tell("dispatch");
    await tx.insert(roadClosures).values({
      id: closureId,
      ...shape,
      from: input.from,
      until: input.until ?? null,
      reason: input.reason,
      orderNumber: input.orderNumber,
      addedBy: tx.actor.userId,
      addedAt: tx.at,
    });
    const { from, until, orderNumber } = input;
    await record(tx, {
      kind: "closure.added",
      subjectId: closureId,
      reason: input.reason,
      data: { orderNumber, from, until: until ?? null, ...shape },
    });
  });
  await follow();
  return { closureId };
}

/** Opens the streets again, now and by order. @throws AppError `not_found`, `refused` with `closure_over` */
export async function endClosure(ctx: Ctx, input: EndClosureInput, follow: () => Promise<void>): Promise<void> {
  await act(ctx, async (tx) => {
    const now = tx.at;
    tx.tell("dispatch");
    const [row] = await tx.select().from(roadClosures).where(eq(roadClosures.id, input.closureId)).for("update");
    if (!row) throw new AppError("not_found");
    if (row.endedAt !== null || (row.until !== null && row.until <= now))
      throw new AppError("refused", { kind: "closure_over" });
    await tx
      .update(roadClosures)
      .set({ endedAt: now, endedBy: ctx.actor.userId })
      .where(eq(roadClosures.id, input.closureId));
    await record(tx, { kind: "closure.ended", subjectId: input.closureId, reason: input.orderNumber });
  });
  await follow();
}

function shapeOf(shape: AddClosureInput["shape"]): Shape {
  if (shape.kind === "corners") {
    const crossing = ringCrossing([...shape.corners, ...shape.corners.slice(0, 1)].map(([lng, lat]) => ({ lat, lng })));
    if (crossing) throw new AppError("refused", { kind: "bad_closure", what: crossing.join(" × ") });
    return { areas: [[shape.corners]], ways: [] };
  }
  const closures = readGeoJson(shape.text);
  return {
    areas: closures.flatMap(({ rings }) =>
      rings ? [rings.map((ring) => ring.map(({ lat, lng }): [number, number] => [lng, lat]))] : [],
    ),
    ways: [...new Set(closures.flatMap(({ ways }) => ways ?? []))],
  };
}
