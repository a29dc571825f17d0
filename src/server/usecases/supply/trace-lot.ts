import type { BagOfLot, LotTraceView } from "#contract/lot-trace.ts";
import { listBagsOfLots } from "#db/queries/bags-of-lots.ts";
import { listLotsByCode } from "#db/queries/lots-by-code.ts";
import { atServiceDay } from "#domain/kernel/time.ts";
import { WHEREABOUTS } from "#domain/supply/bag.ts";
import { type ActTx, act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

type Lot = LotTraceView["lots"][number];

/**
 * Which homes got some of a lot, by the number on its paper, so that they can be told. Homes are named to the desk for
 * this alone, and that it was looked at is on record. What was not written down when it was picked is said, not guessed.
 */
export function traceLot(ctx: Ctx, code: string): Promise<LotTraceView> {
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const lots = [...(await listLotsByCode(tx, code))];
      const bags = await listBags(tx, lots);
      const found = lots.map((l) => ({
        kind: "lot.viewed" as const,
        subjectId: l.lotId,
        data: { bags: bags.length },
      }));
      await record(tx, found);
      return { code, lots, bags };
    }),
  );
}

async function listBags(tx: ActTx, lots: readonly Lot[]): Promise<BagOfLot[]> {
  if (lots.length === 0) return [];
  const rows = await listBagsOfLots(
    tx,
    lots.map((l) => l.lotId),
  );
  return rows.flatMap(({ building, unit, room, day, state, ...row }) => {
    const at = WHEREABOUTS[state];
    return at ? [{ ...row, door: { building, unit, room }, deliveryDayMs: atServiceDay(day, 0), at }] : [];
  });
}
