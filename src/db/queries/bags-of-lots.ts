import { sql } from "drizzle-orm";
import type { BagId, LotId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import type { BagState } from "#domain/supply/bag.ts";
import type { Tx } from "../client.ts";
import { anyId } from "./any-of.ts";

type BagOfLots = {
  bagId: BagId;
  number: number;
  letter: string;
  item: Names;
  place: Names;
  gridNumber: number;
  building: string;
  unit: number;
  room: string;
  day: ServiceDay;
  state: BagState;
  oneOf: number;
  partUnsaid: boolean;
};

/** Bags that hold something of these lots, door by door, the latest day first. */
export const listBagsOfLots = (tx: Pick<Tx, "execute">, lots: readonly LotId[]) =>
  tx.execute<BagOfLots>(sql`
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
    WHERE k.lot_id = ${anyId(lots)} AND NOT b.repacked
    ORDER BY y.delivery_day DESC, c.code, g.number, u.number, h.unit, h.room, b.number`);
