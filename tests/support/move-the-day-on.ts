import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { freezeSheets } from "../../src/cli/seed/demo-days.ts";
import { peopleOf } from "../../src/cli/seed/demo-people.ts";
import { type Connection, connect, connectAs } from "../../src/db/client.ts";
import type {
  CommunityId,
  CycleId,
  GridId,
  HouseholdId,
  OrderId,
  StopId,
  TripId,
  UserId,
} from "../../src/domain/kernel/ids.ts";
import type { Role } from "../../src/domain/kernel/role.ts";
import type { Instant } from "../../src/domain/kernel/time.ts";
import type { StopState } from "../../src/domain/movement/stop.ts";
import { look } from "../../src/server/act.ts";
import { type Actor, type Ctx, SYSTEM } from "../../src/server/ctx.ts";
import { DEMO_GRID, DEMO_PLACE } from "../../src/server/demo/sign-ins.ts";
import { nobodyListens } from "../../src/server/live.ts";
import { recordDoors } from "../../src/server/usecases/bags/record-doors.ts";
import { openClaim } from "../../src/server/usecases/claims/open-claim.ts";
import { actAtStop } from "../../src/server/usecases/movement/drive-trip.ts";
import { returnTrip } from "../../src/server/usecases/movement/end-trip.ts";

/** Opens the browser stories' city for the people of the chain who are not on the screen. */
async function inBrowserCity<T>(
  work: (owner: Connection, as: (role: Role, scope?: Partial<Actor>) => Ctx) => Promise<T>,
): Promise<T> {
  const url = process.env.BROWSER_CITY_URL;
  if (!url) throw new Error("the browser stories' city is not running");
  const owner = connect(url, { max: 1, relaxed: true });
  const app = await connectAs(url, "baogong_app", { max: 2, relaxed: true });
  const as = (role: Role, scope: Partial<Actor> = {}): Ctx => ({
    actor: { ...SYSTEM, name: "story", role, ...scope },
    db: app.db,
    live: nobodyListens,
  });
  try {
    return await work(owner, as);
  } finally {
    await Promise.all([owner.close(), app.close()]);
  }
}

/**
 * The open cycle's cut-off passes, the worker starts the closing, and every grid's sheet is submitted and frozen. The
 * grace goes on, so that it is the desk that closes. @returns the cycle
 */
export function freezeTheOpenCycle(): Promise<CycleId> {
  return inBrowserCity(async (owner, as) => {
    const [open] = await owner.sql<{ id: CycleId }[]>`UPDATE cycles SET cut_off_at = now() - interval '1 second',
      grace_ends_at = now() + interval '1 hour' WHERE state = 'open' RETURNING id`;
    if (!open) throw new Error("no cycle is open");
    const state = async () =>
      (await owner.sql<{ state: string }[]>`SELECT state FROM cycles WHERE id = ${open.id}`)[0]?.state;
    while ((await state()) === "open") await new Promise((wait) => setTimeout(wait, 250));
    // Doubtful orders are settled by hand, past the grid workers who would say why.
    await owner.sql`SET session_replication_role = replica`;
    await owner.sql`UPDATE household_orders SET state = 'confirmed', review_reasons = '{}' WHERE cycle_id = ${open.id} AND state = 'needs_review'`;
    await owner.sql`SET session_replication_role = DEFAULT`;
    await freezeSheets(peopleOf(as("SYS").db), open.id, Date.now() as Instant);
    return open.id;
  });
}

/**
 * The last doors of the delivered cycle get their bags, and two of its homes say that something is wrong with theirs.
 * @returns the cycle, which the worker takes to its reconciling
 */
export function finishTheDeliveredCycle(): Promise<CycleId> {
  return inBrowserCity(async (owner, as) => {
    const [cycle] = await owner.sql<
      { id: CycleId }[]
    >`SELECT id FROM cycles WHERE state = 'fulfilling' ORDER BY number LIMIT 1`;
    if (!cycle) throw new Error("no cycle is being delivered");
    const doors = await owner.sql<{ grid: GridId; place: CommunityId; orders: OrderId[] }[]>`
      SELECT grid_id AS grid, min(community_id::text)::uuid AS place, array_agg(id) AS orders FROM household_orders
      WHERE cycle_id = ${cycle.id} AND state IN ('at_gate', 'held', 'partly_delivered') GROUP BY grid_id`;
    for (const { grid, place, orders } of doors)
      await recordDoors(as("GW", { grids: [grid], communities: [place] }), {
        events: orders.map((orderId) => ({ id: randomUUID(), orderId, act: "delivered" as const })),
      });
    const homes = await owner.db.execute<{ id: OrderId; home: HouseholdId; place: CommunityId }>(sql`
      SELECT o.id, o.household_id AS home, o.community_id AS place FROM household_orders o
      WHERE o.cycle_id = ${cycle.id} AND o.state = 'delivered' AND NOT EXISTS (SELECT FROM claims c WHERE c.order_id = o.id) ORDER BY o.number LIMIT 2`);
    for (const { id, home, place } of homes)
      await openClaim(as("RES", { homes: [home], communities: [place] }), {
        orderId: id,
        kind: "missing",
        words: "少了一把空心菜",
      });
    return cycle.id;
  });
}

/** The number of an order in the open cycle that can still be cancelled, of a home that no story is about. */
export function anOrderNumber(): Promise<number> {
  return inBrowserCity(async (owner) => {
    const [order] = await owner.sql<{ number: number }[]>`SELECT o.number FROM household_orders o
      JOIN cycles c ON c.id = o.cycle_id AND c.state = 'open' JOIN communities m ON m.id = o.community_id AND m.code <> ${DEMO_PLACE}
      WHERE o.state IN ('submitted', 'confirmed') ORDER BY o.number LIMIT 1`;
    if (!order) throw new Error("no order can be cancelled");
    return order.number;
  });
}

/** The bus of the grid worker's community stands at its gate and is unloaded; the gates before it were shut. */
export function bringTheBus(): Promise<void> {
  return inBrowserCity(async (owner, as) => {
    const stops = await owner.sql<{ id: StopId; driver: UserId; state: StopState; here: boolean }[]>`
      SELECT s.id, t.driver_id AS driver, s.state, s.id = last.id AS here FROM stops s JOIN trips t ON t.id = s.trip_id
      JOIN LATERAL (SELECT l.id, l.trip_id, l.sequence FROM stops l JOIN communities m ON m.id = l.community_id JOIN trips r ON r.id = l.trip_id
        WHERE m.code = ${DEMO_PLACE} AND r.state IN ('departed', 'running') AND l.state IN ('planned', 'approaching', 'arrived') ORDER BY l.planned_arrive_at LIMIT 1) last
        ON last.trip_id = s.trip_id AND s.sequence <= last.sequence
      WHERE s.state IN ('planned', 'approaching', 'arrived') ORDER BY s.sequence`;
    for (const { id: stopId, driver, state, here } of stops) {
      const drives = as("DRV", { userId: driver });
      if (state !== "arrived") await actAtStop(drives, { stopId, act: "arrive" });
      if (here) await actAtStop(drives, { stopId, act: "unload" });
      else {
        await actAtStop(drives, { stopId, act: "wait", reason: "门锁着" });
        await actAtStop(drives, { stopId, act: "skip", reason: "没人开门" });
      }
    }
    if (!stops.some((s) => s.here)) throw new Error("no bus is on its way to the grid worker");
  });
}

/** The driver's bus has stood at its gate for a quarter of an hour. @returns the code of each pile, as its grid worker reads it */
export function waitAtTheGate(driver: string): Promise<string[]> {
  return inBrowserCity(async (owner, as) => {
    const piles = await owner.sql<{ stop: StopId; grid: GridId }[]>`
      WITH here AS (
        UPDATE stops s SET arrived_at = s.arrived_at - interval '15 minutes' FROM trips t JOIN users u ON u.id = t.driver_id
        WHERE t.id = s.trip_id AND u.name = ${driver} AND s.state = 'arrived' RETURNING s.id
      ) SELECT DISTINCT b.stop_id AS stop, b.grid_id AS grid FROM bags b JOIN here ON here.id = b.stop_id`;
    const codes: string[] = [];
    for (const { stop, grid } of piles) {
      const [row] = await look(as("GW", { grids: [grid] }), (tx) =>
        tx.execute<{ code: string }>(sql`SELECT handover_code(${stop}, ${grid}) AS code`),
      );
      codes.push(row?.code ?? "");
    }
    if (codes.length !== 1) throw new Error("the story tells of a gate with one pile");
    return codes;
  });
}

/** Nobody opens the gates that are still ahead of a bus, and it drives home with their bags. @returns its trip */
export function bringHomeUnopened(): Promise<TripId> {
  return inBrowserCity(async (owner, as) => {
    const ahead = await owner.sql<{ trip: TripId; driver: UserId; stop: StopId }[]>`
      SELECT t.id AS trip, t.driver_id AS driver, s.id AS stop FROM stops s JOIN trips t ON t.id = s.trip_id
      WHERE s.state IN ('planned', 'approaching') AND t.id = (
        SELECT r.id FROM trips r WHERE r.state = 'running' AND NOT EXISTS (
          SELECT FROM stops x WHERE x.trip_id = r.id AND x.state IN ('arrived', 'waiting', 'unloading'))
        AND EXISTS (SELECT FROM stops x WHERE x.trip_id = r.id AND x.state IN ('planned', 'approaching'))
        ORDER BY r.number LIMIT 1) ORDER BY s.sequence`;
    const [first] = ahead;
    if (!first) throw new Error("no bus has gates ahead of it");
    for (const { stop } of ahead) await actAtStop(as("DIS"), { stopId: stop, act: "skip", reason: "没人开门" });
    await returnTrip(as("DRV", { userId: first.driver }), { tripId: first.trip });
    return first.trip;
  });
}

/** Whatever a driver's bus has done until now was done so many minutes earlier; fewer than none: later. */
export function shiftTheBus(driver: string, minutes: number): Promise<void> {
  return inBrowserCity(async (owner) => {
    const earlier = owner.sql`make_interval(mins => ${minutes}::int)`;
    const { count } = await owner.sql`WITH trip AS (
        UPDATE trips t SET departed_at = t.departed_at - ${earlier} FROM users u
        WHERE u.id = t.driver_id AND u.name = ${driver} AND t.state = 'running' RETURNING t.id
      ) UPDATE stops s SET arrived_at = s.arrived_at - ${earlier}, left_at = s.left_at - ${earlier}
        FROM trip WHERE trip.id = s.trip_id`;
    if (count === 0) throw new Error(`no bus of ${driver} is on its way`);
  });
}

/** A trip that waits to be published loses its driver. */
export function takeADriverAway(): Promise<void> {
  return inBrowserCity(async (owner) => {
    const { count } = await owner.sql`UPDATE trips SET driver_id = NULL WHERE id = (SELECT id FROM trips
      WHERE state = 'planned' AND driver_id IS NOT NULL ORDER BY dock_at, number LIMIT 1)`;
    if (count === 0) throw new Error("no trip waits to be published");
  });
}

/** What the doors of the demo's grid worker come to: his orders in hand, and of some orders what is on record. */
export type DoorsOnRecord = {
  /** Orders whose bags are in his hands. */
  readonly inHand: readonly OrderId[];
  /** Of each order that left his hands: how many bags it had, and how often one was handed over. */
  readonly left: Readonly<Record<OrderId, { readonly bags: number; readonly handedOver: number }>>;
  /** Taps taken in, and pictures kept with them. */
  readonly taps: number;
  readonly photos: number;
};

export function readDoors(): Promise<DoorsOnRecord> {
  return inBrowserCity(async (owner) => {
    const orders = await owner.sql<{ id: OrderId; bags: number; handed: number; hand: number }[]>`
      SELECT o.id, count(DISTINCT b.id)::int AS bags, count(DISTINCT b.id) FILTER (WHERE b.state IN ('with_grid', 'reassigned'))::int AS hand,
        (SELECT count(*)::int FROM custody_events e JOIN bags x ON x.id = e.bag_id WHERE x.order_id = o.id AND e.act = 'deliver') AS handed
      FROM household_orders o JOIN bags b ON b.order_id = o.id JOIN grids g ON g.id = o.grid_id JOIN communities m ON m.id = g.community_id
      WHERE m.code = ${DEMO_PLACE} AND g.number = ${DEMO_GRID} AND o.state IN ('at_gate', 'held', 'partly_delivered', 'delivered') GROUP BY o.id`;
    const [sums] = await owner.sql<{ taps: number; photos: number }[]>`
      SELECT (SELECT count(*)::int FROM client_events WHERE kind = 'door') AS taps, (SELECT count(*)::int FROM photos WHERE subject = 'door') AS photos`;
    return {
      inHand: orders.filter((o) => o.hand > 0).map((o) => o.id),
      left: Object.fromEntries(
        orders.filter((o) => o.hand === 0).map((o) => [o.id, { bags: o.bags, handedOver: o.handed }]),
      ),
      taps: sums?.taps ?? 0,
      photos: sums?.photos ?? 0,
    };
  });
}
