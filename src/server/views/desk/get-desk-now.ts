import type { DeskNow } from "#contract/desk.ts";
import { readPlaceMoney } from "#db/queries/place-money.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { listCycleRefs, pickCycle } from "./list-cycles.ts";
import { readBoard } from "./read-board.ts";
import { readFunnel } from "./read-funnel.ts";
import { readServed } from "./read-served.ts";

/** One cycle as the city desk watches it: funnel, conservation and map, all of one moment. @throws AppError `not_found` before the first cycle */
export async function getDeskNow(ctx: Ctx, cycleId: string | undefined): Promise<DeskNow> {
  const wanted = await look(ctx, async (tx) => pickCycle(await listCycleRefs(tx), cycleId, tx.at)?.id as CycleId);
  const money = wanted ? await look({ ...ctx, actor: SYSTEM }, (tx) => readPlaceMoney(tx, wanted)) : [];
  return look(ctx, async (tx) => {
    const now = tx.at;
    const cycles = await listCycleRefs(tx);
    const cycle = pickCycle(cycles, wanted, now);
    if (!cycle) throw new AppError("not_found");
    const funnel = await readFunnel(tx, cycle.id);
    const previous = cycles
      .filter((c) => c.number < cycle.number && c.state !== "cancelled")
      .sort((a, b) => b.number - a.number)[0];
    const before = previous ? await readFunnel(tx, previous.id) : null;
    const { board, lines } = await readBoard(
      tx,
      cycle.id,
      funnel.districts.map((d) => d.id),
      money,
    );
    return {
      cycle,
      cycles,
      homesOrdered: funnel.homes.wanted,
      places: await readServed(tx, cycle.id, now),
      ...funnel,
      before: before && previous ? { number: previous.number, bags: before.bags, homes: before.homes } : null,
      board,
      lines,
      nowMs: now,
    };
  });
}
