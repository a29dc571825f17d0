import { type SQL, sql } from "drizzle-orm";
import type { UserId } from "#domain/kernel/ids.ts";
import type { Fen } from "#domain/kernel/money.ts";
import type { Names } from "#domain/kernel/names.ts";
import { actsAs } from "#domain/kernel/role.ts";
import { AHEAD_TRIP_STATES, OUT_TRIP_STATES } from "#domain/movement/trip.ts";
import { SUBMITTED_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { AT_DOOR_ORDER_STATES } from "#domain/orders/household-order.ts";
import { OPEN_CLAIM_STATES } from "#domain/oversight/claim.ts";
import type { Left } from "#domain/oversight/leaving.ts";
import { IN_STORE_BATCH_STATES } from "#domain/supply/batch.ts";
import type { Tx } from "../client.ts";
import { type AtWork, listAtWork, placeOf, type Seat, seatKey, toSeat } from "./at-work.ts";
import { listCashInBox, sumOfBox } from "./cash-in-box.ts";

/** How much is open at a post; only what is not nothing. */
type OpenWork = Readonly<Partial<Record<"reviews" | "doors" | "claims" | "sheets" | "batches", number>>>;
/** One thing that somebody leaves open, with what it is called. */
export type LeftOpen = Left & {
  readonly id: string;
  readonly seat: Seat | null;
  readonly place: Names | null;
  /** The number of the grid or of the trip. */
  readonly number: number | null;
  readonly bus: string | null;
  readonly amountFen: Fen | null;
  readonly open: OpenWork;
};

/** What somebody would leave open by going now, in the order of the kinds. Read with the system's eyes. */
export async function listLeftOpen(tx: Tx, who: UserId): Promise<LeftOpen[]> {
  const staff = await listAtWork(tx);
  const drivers = idsOf(staff.filter((s) => s.userId !== who && s.role === "DRV"));
  return [
    ...(await listPosts(tx, who, staff)),
    ...(await listCash(tx, who, staff)),
    ...(await listBuses(tx, who, drivers)),
  ];
}

async function listPosts(tx: Tx, who: UserId, staff: readonly AtWork[]): Promise<LeftOpen[]> {
  const mine = new Map(staff.filter((s) => s.userId === who && s.role !== "DRV").map((s) => [seatKey(s), s]));
  const rest = staff.filter((s) => s.userId !== who);
  const posts: LeftOpen[] = [];
  for (const [key, seat] of mine) {
    const there = rest.filter((s) => actsAs(s.role, seat.role) && placeOf(s) === placeOf(seat));
    const near = rest.filter((s) => (seat.area === null ? placeOf(s) === placeOf(seat) : s.area === seat.area));
    const skilled = rest.filter((s) => actsAs(s.role, seat.role));
    const [found] = await tx.execute<
      { place: Names | null; number: number | null } & Record<keyof OpenWork, number>
    >(sql`
      SELECT coalesce(c.name, m.name, d.name) AS place, g.number,
        (SELECT count(*)::int FROM household_orders WHERE grid_id = ${seat.gridId} AND state = 'needs_review') AS reviews,
        (SELECT count(*)::int FROM household_orders WHERE grid_id = ${seat.gridId} AND state IN ${[...AT_DOOR_ORDER_STATES]}) AS doors,
        (SELECT count(*)::int FROM claims WHERE grid_id = ${seat.gridId} AND state IN ${[...OPEN_CLAIM_STATES]}) AS claims,
        (SELECT count(*)::int FROM grid_sheets WHERE community_id = ${seat.communityId} AND state IN ${[...SUBMITTED_SHEET_STATES]}) AS sheets,
        (SELECT count(*)::int FROM batches WHERE supermarket_id = ${seat.supermarketId} AND state IN ${[...IN_STORE_BATCH_STATES]}) AS batches
      FROM (SELECT 1) AS one LEFT JOIN grids g ON g.id = ${seat.gridId} LEFT JOIN communities c ON c.id = ${seat.area}
        LEFT JOIN supermarkets m ON m.id = ${seat.supermarketId} LEFT JOIN depots d ON d.id = ${seat.depotId}`);
    const { place = null, number = null, ...open } = found ?? {};
    posts.push({
      ...NOTHING,
      key,
      kind: "post",
      id: placeOf(seat) ?? "",
      others: idsOf(there.filter((s) => s.standsInFor !== who)),
      // Somebody of the place knows its doors; where there is nobody, whoever does the same elsewhere.
      takers: idsOf(near.length > 0 && placeOf(seat) !== null ? near : skilled),
      seat: toSeat(seat),
      place,
      number,
      open: Object.fromEntries(Object.entries(open).filter(([, n]) => n > 0)),
    });
  }
  return posts;
}

async function listCash(tx: Tx, who: UserId, staff: readonly AtWork[]): Promise<LeftOpen[]> {
  const box = Map.groupBy(await listCashInBox(tx, who), (c) => c.gridId);
  const cash: LeftOpen[] = [];
  for (const [gridId, lying] of box) {
    const [grid] = await tx.execute<{ place: Names; number: number }>(
      sql`SELECT c.name AS place, g.number FROM grids g JOIN communities c ON c.id = g.community_id WHERE g.id = ${gridId}`,
    );
    cash.push({
      ...NOTHING,
      ...grid,
      key: `cash:${gridId}`,
      kind: "cash",
      id: gridId,
      // Whoever banks it must see the orders that it came from.
      takers: idsOf(staff.filter((s) => s.userId !== who && s.gridId === gridId)),
      with: seatKey({ ...NOWHERE, role: "GW", gridId }),
      amountFen: sumOfBox(lying),
    });
  }
  return cash;
}

async function listBuses(tx: Tx, who: UserId, drivers: readonly UserId[]): Promise<LeftOpen[]> {
  const read = (rows: SQL) =>
    tx.execute<{ id: string; number: number | null; bus: string; out: boolean; cleared: boolean }>(rows);
  const trips = await read(sql`
    SELECT t.id, t.number, v.name AS bus, t.state IN ${[...OUT_TRIP_STATES]} AS out, t.driver_cleared_at IS NOT NULL AS cleared
    FROM trips t JOIN vehicles v ON v.id = t.vehicle_id WHERE t.driver_id = ${who} AND t.state IN ${[...AHEAD_TRIP_STATES]} ORDER BY t.dock_at, t.id`);
  const buses = await read(sql`
    SELECT id, NULL::int AS number, name AS bus, false AS out, false AS cleared FROM vehicles WHERE driver_id = ${who} ORDER BY name`);
  const toLeft =
    (kind: "trip" | "bus") =>
    (b: (typeof trips)[number]): LeftOpen => ({
      ...NOTHING,
      key: `${kind}:${b.id}`,
      kind,
      id: b.id,
      takers: drivers,
      mayWait: !b.out,
      asksHealth: b.cleared,
      number: b.number,
      bus: b.bus,
    });
  return [...trips.map(toLeft("trip")), ...buses.map(toLeft("bus"))];
}

const NOTHING = {
  others: [],
  with: null,
  mayWait: true,
  asksHealth: false,
  seat: null,
  place: null,
  number: null,
  bus: null,
  amountFen: null,
  open: {},
} as const;

const NOWHERE = { gridId: null, communityId: null, supermarketId: null, depotId: null } as const;
const idsOf = (staff: readonly AtWork[]): UserId[] => [...new Set(staff.map((s) => s.userId))];
