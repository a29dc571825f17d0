import { and, eq, sql } from "drizzle-orm";
import type { LetterCount, SheetView } from "#contract/grid.ts";
import { type HomesSum, listSheetSums, type PackageSum } from "#db/queries/sheet-sums.ts";
import { cycles, gridSheets } from "#db/schema/index.ts";
import type { Names } from "#domain/kernel/names.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { UNOPENED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { look } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { pickGrid, pickRound } from "./grid-in-hand.ts";

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
    const [sums, [doubt]] = await Promise.all([
      listSheetSums(tx, c.id, grid),
      tx.execute<{ n: number }>(
        sql`SELECT count(*)::int AS n FROM household_orders WHERE cycle_id = ${c.id} AND grid_id = ${grid.gridId} AND state = 'needs_review'`,
      ),
    ]);
    const totals = sums.filter((r): r is PackageSum => r.letter !== null);
    const homes = sums.filter((r): r is HomesSum => r.letter === null);
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
