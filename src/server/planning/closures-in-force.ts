import { createHash } from "node:crypto";
import { and, asc, gt, isNull, lt, or } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { roadClosures } from "#db/schema/index.ts";
import { atServiceDay, type Instant, type ServiceDay } from "#domain/kernel/time.ts";
import type { Closure } from "#roads/closure.ts";
import { DAY_FROM, DAY_TO } from "./plan-day.ts";

type Row = typeof roadClosures.$inferSelect;

/** Closures that bind at any moment between the two: who drives then goes round all of them. The oldest first. */
export async function listClosures(tx: Tx, from: Instant, to: Instant): Promise<Row[]> {
  return tx
    .select()
    .from(roadClosures)
    .where(
      and(
        lt(roadClosures.from, to),
        or(isNull(roadClosures.until), gt(roadClosures.until, from)),
        or(isNull(roadClosures.endedAt), gt(roadClosures.endedAt, from)),
      ),
    )
    .orderBy(asc(roadClosures.addedAt), asc(roadClosures.id));
}

/** Those of a delivery day, from the first departure to the last return. */
export function listClosuresOfDay(tx: Tx, day: ServiceDay): Promise<Row[]> {
  const { fromMs, toMs } = drivesOf(day);
  return listClosures(tx, fromMs, toMs);
}

/** When a day's trips are on the road: what the streets' own hours say then holds for its plan. */
export function drivesOf(day: ServiceDay): { readonly fromMs: Instant; readonly toMs: Instant } {
  return { fromMs: atServiceDay(day, DAY_FROM), toMs: atServiceDay(day, DAY_TO) };
}

/** As the road engine reads them: without times, because they were picked by time already. */
export function toClosures(rows: readonly Row[]): Closure[] {
  return rows.flatMap(({ id, areas, ways }) => [
    ...areas.map((rings) => ({ id, rings: rings.map((ring) => ring.map(([lng, lat]) => ({ lat, lng }))) })),
    ...(ways.length > 0 ? [{ id, ways }] : []),
  ]);
}

/** Changes when other streets are closed; a plan remembers the stamp that it was made with. */
export function roadsStamp(roadsVersion: string, rows: readonly Row[]): string {
  const closed = rows.map(({ id, areas, ways }) => [id, areas, ways]);
  return createHash("sha256")
    .update(JSON.stringify([roadsVersion, closed]))
    .digest("hex")
    .slice(0, 16);
}
