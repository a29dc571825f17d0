import { sql } from "drizzle-orm";
import type { NotesView } from "#contract/papers.ts";
import { listBagsOfHomes } from "#db/queries/bags-of-homes.ts";
import type { CycleId, GridId } from "#domain/kernel/ids.ts";
import { atServiceDay, type Instant, type ServiceDay, toServiceDay } from "#domain/kernel/time.ts";
import { OVER_CYCLE_STATES, UNOPENED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { maskName } from "#domain/places/masking.ts";
import { look, type View } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { firstPersons } from "./get-door-walk.ts";
import { findDeliveryCycle, pickGrid, toRoundRef } from "./grid-in-hand.ts";

type Round = { id: CycleId; cutOffAt: Instant; deliveryDay: ServiceDay; checksum: string | null };
/**
 * What a grid's homes get, for its papers: of the round asked for, else of the one whose bags are on their way, else of the
 * next one. Before a round is shared out that is what they want, after it their bags with their numbers.
 */
export async function getNotes(ctx: Ctx, gridId?: string, asked?: string): Promise<NotesView> {
  return look(ctx, async (tx) => {
    const { grid } = await pickGrid(tx, ctx, gridId);
    const coming = await findDeliveryCycle(tx, grid.gridId, tx.at);
    const rounds = await listRounds(tx, grid.gridId, coming?.id);
    const round = rounds.find((r) => r.id === asked) ?? rounds.find((r) => r.id === coming?.id) ?? rounds[0];
    const rows = round ? await listBagsOfHomes(tx, round.id, grid) : [];
    const who = await firstPersons(tx, [...new Set(rows.map((r) => r.home))]);
    return {
      nowMs: tx.at,
      grid,
      cycleId: round?.id ?? null,
      rounds: rounds.map(toRoundRef),
      deliveryDayMs: round ? atServiceDay(round.deliveryDay, 0) : null,
      checksum: round?.checksum ?? null,
      lines: rows.map((r) => ({
        door: { building: r.building, unit: r.unit, room: r.room },
        who: maskName(who.get(r.home)?.name ?? "") || null,
        letter: r.letter,
        packageName: r.name,
        bags: r.bags,
        numbers: r.numbers,
      })),
    };
  });
}

/** Those that are still to be delivered, and an earlier one whose bags still wait; the next one first. */
async function listRounds(tx: View, gridId: GridId, coming: CycleId | undefined): Promise<Round[]> {
  const rows = await tx.execute<{ id: CycleId; cut: string; day: ServiceDay; checksum: string | null }>(sql`
    SELECT c.id, c.cut_off_at AS cut, c.delivery_day::text AS day, s.checksum FROM cycles c
    JOIN grid_sheets s ON s.cycle_id = c.id AND s.grid_id = ${gridId}
    WHERE c.state NOT IN ${UNOPENED_CYCLE_STATES} AND c.state NOT IN ${OVER_CYCLE_STATES}
      AND (c.delivery_day >= ${toServiceDay(tx.at)}::date OR c.id = ${coming ?? null}::uuid) ORDER BY c.delivery_day, c.number`);
  return rows.map((r) => ({
    id: r.id,
    cutOffAt: Date.parse(r.cut) as Instant,
    deliveryDay: r.day,
    checksum: r.checksum,
  }));
}
