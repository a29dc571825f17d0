import { inArray } from "drizzle-orm";
import type { ClosureView } from "#contract/roads.ts";
import type { Tx } from "#db/client.ts";
import { closureLines, type roadClosures, users } from "#db/schema/index.ts";

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
  const drawn =
    rows.length > 0
      ? await tx
          .select()
          .from(closureLines)
          .where(
            inArray(
              closureLines.closureId,
              rows.map((r) => r.id),
            ),
          )
      : [];
  const linesOf = new Map(drawn.map((d) => [d.closureId, d.lines]));
  return rows.map((r) => ({
    id: r.id,
    areas: r.areas,
    ways: r.ways,
    lines: linesOf.get(r.id) ?? [],
    fromMs: r.from,
    untilMs: r.endedAt ?? r.until,
    reason: r.reason,
    orderNumber: r.orderNumber,
    by: (r.addedBy && names.get(r.addedBy)) ?? null,
  }));
}
