import { inArray } from "drizzle-orm";
import type { ClosureView } from "#contract/roads.ts";
import type { Tx } from "#db/client.ts";
import { type roadClosures, users } from "#db/schema/index.ts";

/** Closures for the map and the list, with who ordered them. */
export async function toClosureViews(
  tx: Tx,
  rows: readonly (typeof roadClosures.$inferSelect)[],
): Promise<ClosureView[]> {
  const people = rows.flatMap((r) => r.addedBy ?? []);
  const names = new Map(
    people.length > 0
      ? (await tx.select({ id: users.id, name: users.name }).from(users).where(inArray(users.id, people))).map((u) => [
          u.id,
          u.name,
        ])
      : [],
  );
  return rows.map((r) => ({
    id: r.id,
    areas: r.areas,
    ways: r.ways,
    fromMs: r.from,
    untilMs: r.endedAt ?? r.until,
    reason: r.reason,
    orderNumber: r.orderNumber,
    by: (r.addedBy && names.get(r.addedBy)) ?? null,
  }));
}
