import { sql } from "drizzle-orm";
import type { BagOfLot, LotTraceView } from "#contract/lot-trace.ts";
import { anyId } from "#db/queries/any-of.ts";
import { atServiceDay, type ServiceDay } from "#domain/kernel/time.ts";
import { type BagState, WHEREABOUTS } from "#domain/supply/bag.ts";
import { type ActTx, act } from "../../act.ts";
import type { Ctx } from "../../ctx.ts";
import { record } from "../../record.ts";

type Lot = LotTraceView["lots"][number];
type Row = Omit<BagOfLot, "door" | "deliveryDayMs" | "at"> &
  BagOfLot["door"] & { readonly day: ServiceDay; readonly state: BagState };

/**
 * Which homes got some of a lot, by the number on its paper, so that they can be told. Homes are named to the desk for
 * this alone, and that it was looked at is on record. What was not written down when it was picked is said, not guessed.
 */
export function traceLot(ctx: Ctx, code: string): Promise<LotTraceView> {
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      const lots = await listLots(tx, code);
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

/** Of the item `l` is a lot of, how many bags hold it of which no lot was written down: any of them may be from this one. */
const unsaidBags = sql`(SELECT count(*)::int FROM bags b WHERE b.supermarket_id = l.supermarket_id AND b.state <> 'created' AND NOT b.repacked
  AND EXISTS (SELECT FROM package_lines p WHERE p.package_version_id = b.package_version_id AND p.item_id = l.item_id)
  AND NOT EXISTS (SELECT FROM bag_substitutions x WHERE x.bag_id = b.id AND x.item_id = l.item_id)
  AND NOT EXISTS (SELECT FROM bag_lots k WHERE k.bag_id = b.id AND k.item_id = l.item_id)
  AND EXISTS (SELECT FROM custody_events e WHERE e.bag_id = b.id AND e.to = 'packed' AND (l.received_at IS NULL OR e.at >= l.received_at)))`;

async function listLots(tx: ActTx, code: string): Promise<Lot[]> {
  return tx.execute<Lot>(sql`
    SELECT l.id AS "lotId", i.name AS item, s.name AS store, l.maker, l.expires_on::text AS "expiresOn", ${unsaidBags} AS "unsaidBags"
    FROM lots l JOIN items i ON i.id = l.item_id JOIN supermarkets s ON s.id = l.supermarket_id
    WHERE l.code = ${code} AND l.taken_back IS NULL ORDER BY s.code, i.code`);
}

async function listBags(tx: ActTx, lots: readonly Lot[]): Promise<BagOfLot[]> {
  if (lots.length === 0) return [];
  const rows = await tx.execute<Row>(sql`
    SELECT b.id AS "bagId", b.number, p.letter, i.name AS item, c.name AS place, g.number AS "gridNumber", u.name AS building, h.unit, h.room,
      y.delivery_day::text AS day, b.state,
      (SELECT count(*)::int FROM bag_lots x WHERE x.bag_id = b.id AND x.item_id = k.item_id) AS "oneOf",
      EXISTS (SELECT FROM picks t WHERE t.cycle_id = b.cycle_id AND t.supermarket_id = b.supermarket_id AND t.item_id = k.item_id
        AND t.picked_tenths > (SELECT coalesce(sum(n.tenths), 0) FROM pick_lots n
          WHERE n.cycle_id = t.cycle_id AND n.supermarket_id = t.supermarket_id AND n.item_id = t.item_id)) AS "partUnsaid"
    FROM bag_lots k JOIN bags b ON b.id = k.bag_id JOIN items i ON i.id = k.item_id
      JOIN package_versions v ON v.id = b.package_version_id JOIN packages p ON p.id = v.package_id
      JOIN communities c ON c.id = b.community_id JOIN grids g ON g.id = b.grid_id
      JOIN households h ON h.id = b.household_id JOIN buildings u ON u.id = h.building_id JOIN cycles y ON y.id = b.cycle_id
    WHERE k.lot_id = ${anyId(lots.map((l) => l.lotId))} AND NOT b.repacked
    ORDER BY y.delivery_day DESC, c.code, g.number, u.number, h.unit, h.room, b.number`);
  return rows.flatMap(({ building, unit, room, day, state, ...row }) => {
    const at = WHEREABOUTS[state];
    return at ? [{ ...row, door: { building, unit, room }, deliveryDayMs: atServiceDay(day, 0), at }] : [];
  });
}
