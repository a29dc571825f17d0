import { and, eq, sql } from "drizzle-orm";
import type { LetterCount, SheetView } from "#contract/grid.ts";
import { cycles, gridSheets } from "#db/schema/index.ts";
import type { Names } from "#domain/kernel/names.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { UNOPENED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { UNCOUNTED_ORDER_STATES } from "#domain/orders/household-order.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { pickGrid, pickRound } from "./grid-in-hand.ts";

type Row = { building: string; letter: string; name: Names; position: number; bags: number };
type HomesRow = { building: string; letter: null; homes: number; heads: number | null; fen: string };

/** The grid's sheet of the round asked for or in hand, or the last one handed in: totals by package and by building. Null before the first cycle. */
export async function getSheet(ctx: Ctx, gridId?: string, asked?: string): Promise<SheetView | null> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const { cycle: tally, choice } = await pickRound(tx, grid.gridId, asked);
    const [row] = await tx
      .select({ sheet: gridSheets, c: cycles })
      .from(gridSheets)
      .innerJoin(cycles, eq(cycles.id, gridSheets.cycleId))
      .where(
        and(
          eq(gridSheets.gridId, grid.gridId),
          tally ? eq(cycles.id, tally.id) : sql`${cycles.state} NOT IN ${UNOPENED_CYCLE_STATES}`,
        ),
      )
      .orderBy(sql`${cycles.number} DESC`)
      .limit(1);
    if (!row) return null;
    const { sheet, c } = row;
    // The lines are found by the grid's own index, once; they are summed before anything is named.
    const [sums, [doubt]] = await Promise.all([
      tx.execute<Row | HomesRow>(sql`
        WITH x AS MATERIALIZED (
          SELECT o.id, o.household_id, o.total_fen, l.building_id, l.package_version_id, l.wanted - l.cancelled_before_lock AS bags
          FROM order_lines l JOIN household_orders o ON o.id = l.order_id
          WHERE l.cycle_id = ${c.id} AND l.community_id = ${grid.communityId} AND l.grid_id = ${grid.gridId} AND l.wanted > l.cancelled_before_lock
            AND o.state NOT IN ${UNCOUNTED_ORDER_STATES}),
        t AS MATERIALIZED (SELECT building_id, package_version_id, sum(bags)::int AS bags FROM x GROUP BY 1, 2),
        h AS MATERIALIZED (SELECT d.building_id, count(*)::int AS homes, sum(e.heads)::int AS heads, sum(d.total_fen) AS fen
          FROM (SELECT DISTINCT id, household_id, building_id, total_fen FROM x) d JOIN households e ON e.id = d.household_id GROUP BY 1)
        SELECT b.number AS turn, b.name AS building, p.letter, p.name, f.position, t.bags, NULL::int AS homes, NULL::int AS heads, NULL::numeric AS fen
        FROM t JOIN buildings b ON b.id = t.building_id JOIN offers f ON f.cycle_id = ${c.id} AND f.package_version_id = t.package_version_id
        JOIN package_versions v ON v.id = t.package_version_id JOIN packages p ON p.id = v.package_id
        UNION ALL SELECT b.number, b.name, NULL, NULL, NULL, NULL, h.homes, h.heads, h.fen FROM h JOIN buildings b ON b.id = h.building_id ORDER BY 1, 2, 5`),
      tx.execute<{ n: number }>(
        sql`SELECT count(*)::int AS n FROM household_orders WHERE cycle_id = ${c.id} AND grid_id = ${grid.gridId} AND state = 'needs_review'`,
      ),
    ]);
    const totals = sums.filter((r): r is Row => r.letter !== null);
    const homes = sums.filter((r): r is HomesRow => r.letter === null);
    const byLetter = new Map<string, { letter: string; name: Names; bags: number; position: number }>();
    for (const t of totals) {
      const sum = byLetter.get(t.letter) ?? {
        letter: t.letter,
        name: t.name,
        bags: 0,
        position: t.position,
      };
      byLetter.set(t.letter, { ...sum, bags: sum.bags + t.bags });
    }
    return {
      rounds: choice.rounds,
      grid,
      nowMs: tx.at,
      sheetId: sheet.id,
      cycleId: c.id,
      state: sheet.state,
      checksum: sheet.checksum,
      returnReason: sheet.returnReason,
      submittedMs: sheet.submittedAt,
      cutOffMs: c.cutOffAt,
      graceEndsMs: c.graceEndsAt,
      deliveryDayMs: atServiceDay(c.deliveryDay, 0),
      doubtful: doubt?.n ?? 0,
      homes: homes.reduce((n, h) => n + h.homes, 0),
      heads: homes.reduce((n, h) => n + (h.heads ?? 0), 0),
      bags: totals.reduce((n, t) => n + t.bags, 0),
      totalFen: homes.reduce((n, h) => n + Number(h.fen), 0),
      packages: [...byLetter.values()]
        .sort((a, b) => a.position - b.position)
        .map(({ letter, name, bags }) => ({ letter, name, bags })),
      buildings: homes.map((h) => {
        const own = totals.filter((t) => t.building === h.building);
        const letters: LetterCount[] = own.map(({ letter, bags }) => ({ letter, bags }));
        return { name: h.building, homes: h.homes, bags: own.reduce((n, t) => n + t.bags, 0), letters };
      }),
    };
  });
}
