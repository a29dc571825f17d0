import { type SQL, sql } from "drizzle-orm";
import type { Turn, TurnWhy } from "#contract/demo.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Role } from "#domain/kernel/role.ts";
import { VOID_TRIP_STATES } from "#domain/movement/trip.ts";
import { OVER_CYCLE_STATES, TAKING_ORDERS, UNOPENED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { OPEN_SHEET_STATES } from "#domain/orders/grid-sheet.ts";
import { AT_DOOR_ORDER_STATES } from "#domain/orders/household-order.ts";
import { OPEN_CLAIM_STATES } from "#domain/oversight/claim.ts";
import type { View } from "../act.ts";
import { DEMO_GRID, DEMO_PLACE } from "./sign-ins.ts";

type Row = {
  id: string;
  who: string;
  place: Names | null;
  grid: number | null;
  n: number;
  trip: number | null;
  cycle: number;
  page: string;
};

/** Residents are many and alike: so many of each kind stand for them, all of the demo's own grid. */
const RESIDENTS = 12;

const held = (role: Role) =>
  sql`assignments a JOIN users u ON u.id = a.user_id AND a.role = ${role} AND a."from" <= app_now() AND coalesce(a."to" > app_now(), true)`;
const person = sql`coalesce(p.user_id, p.id) AS id, p.name AS who`;
const worker = sql`u.id, u.name AS who`;
const demoGrid = sql`(SELECT g.id FROM grids g JOIN communities c ON c.id = g.community_id WHERE c.code = ${DEMO_PLACE} AND g.number = ${DEMO_GRID})`;
const ofGrid = (why: SQL) => sql`SELECT ${worker}, c.name AS place, g.number AS grid, ${why}
  JOIN grids g ON g.id = x.grid_id JOIN communities c ON c.id = g.community_id JOIN ${held("GW")} ON a.grid_id = g.id`;
const ofStore = (role: Role, why: SQL) => sql`SELECT ${worker}, m.name AS place, NULL::int AS grid, ${why}
  JOIN supermarkets m ON m.id = x.supermarket_id JOIN ${held(role)} ON a.supermarket_id = m.id`;
const ofCity = (role: Role, why: SQL) =>
  sql`SELECT ${worker}, NULL AS place, NULL::int AS grid, ${why} JOIN ${held(role)} ON true`;
const anyTrip = sql`trips t JOIN live y ON y.id = t.cycle_id`;
const ofDriver = (why: SQL) =>
  sql`SELECT ${worker}, jsonb_build_object('zh-CN', v.name) AS place, NULL::int AS grid, ${why}`;

/** Who has something to do, by why: the role, and the rows. `live` are the rounds that have opened and are not over. */
const ASKED: { readonly [W in TurnWhy]: readonly [Role, SQL] } = {
  order: [
    "RES",
    sql`SELECT ${person}, NULL AS place, NULL::int AS grid, 0 AS n, NULL::int AS trip, y.number AS cycle, '/r?round=' || y.id AS page FROM live y JOIN persons p ON p.grid_id = ${demoGrid} AND p.state = 'verified'
      WHERE y.state = 'open' AND NOT EXISTS (SELECT FROM household_orders o WHERE o.cycle_id = y.id AND o.household_id = p.household_id AND o.state <> 'cancelled')
      ORDER BY (p.user_id IS NULL), p.id LIMIT ${RESIDENTS}`,
  ],
  coming: [
    "RES",
    sql`SELECT ${person}, NULL AS place, NULL::int AS grid, 0 AS n, NULL::int AS trip, y.number AS cycle, '/r' AS page FROM live y JOIN household_orders o ON o.cycle_id = y.id AND o.grid_id = ${demoGrid} AND o.state = 'at_gate'
      JOIN persons p ON p.household_id = o.household_id AND p.state = 'verified' ORDER BY (p.user_id IS NULL), p.id LIMIT ${RESIDENTS}`,
  ],
  review: [
    "GW",
    ofGrid(
      sql`x.n, NULL::int AS trip, x.number AS cycle, '/g/review?round=' || x.id AS page FROM (SELECT o.grid_id, y.id, y.number, count(*)::int AS n FROM live y JOIN household_orders o ON o.cycle_id = y.id AND o.state = 'needs_review' WHERE y.state IN ${TAKING_ORDERS} GROUP BY 1, 2, 3) x`,
    ),
  ],
  submit: [
    "GW",
    ofGrid(sql`x.n, NULL::int AS trip, x.number AS cycle, '/g/sheet?round=' || x.id AS page FROM (SELECT o.grid_id, y.id, y.number, count(*)::int AS n FROM live y JOIN household_orders o ON o.cycle_id = y.id AND o.state <> 'cancelled'
      JOIN grid_sheets s ON s.cycle_id = y.id AND s.grid_id = o.grid_id AND s.state IN ${OPEN_SHEET_STATES} WHERE y.state = 'closing' GROUP BY 1, 2, 3) x`),
  ],
  count: [
    "GW",
    ofGrid(
      sql`x.n, x.trip, x.cycle, '/g/receive' AS page FROM (SELECT h.grid_id, h.offered AS n, t.number AS trip, y.number AS cycle FROM handovers h JOIN stops s ON s.id = h.stop_id JOIN trips t ON t.id = s.trip_id JOIN live y ON y.id = t.cycle_id WHERE h.state = 'offered') x`,
    ),
  ],
  doors: [
    "GW",
    ofGrid(
      sql`x.n, NULL::int AS trip, x.number AS cycle, '/g/doors' AS page FROM (SELECT o.grid_id, y.number, count(*)::int AS n FROM live y JOIN household_orders o ON o.cycle_id = y.id AND o.state IN ${AT_DOOR_ORDER_STATES} GROUP BY 1, 2) x`,
    ),
  ],
  accept: [
    "COM",
    sql`SELECT ${worker}, c.name AS place, NULL::int AS grid, count(*)::int AS n, NULL::int AS trip, y.number AS cycle, '/c?round=' || y.id AS page FROM live y JOIN grid_sheets s ON s.cycle_id = y.id AND s.state = 'submitted'
      JOIN communities c ON c.id = s.community_id JOIN ${held("COM")} ON a.community_id = c.id GROUP BY u.id, c.id, y.id, y.number`,
  ],
  take: [
    "SUPM",
    ofStore(
      "SUPM",
      sql`x.n, NULL::int AS trip, x.number AS cycle, '/s?cycle=' || x.id AS page FROM (SELECT b.supermarket_id, y.id, y.number, count(*)::int AS n FROM live y JOIN batches b ON b.cycle_id = y.id AND b.state = 'pending' GROUP BY 1, 2, 3) x`,
    ),
  ],
  pick: [
    "SUP",
    ofStore(
      "SUP",
      sql`x.n, NULL::int AS trip, x.number AS cycle, '/s?cycle=' || x.id AS page FROM (SELECT b.supermarket_id, y.id, y.number, count(*)::int AS n FROM live y JOIN batches b ON b.cycle_id = y.id AND b.state IN ('accepted', 'picking', 'picked', 'packed') GROUP BY 1, 2, 3) x`,
    ),
  ],
  load: [
    "SUP",
    ofStore(
      "SUP",
      sql`0 AS n, x.trip, x.number AS cycle, '/s/dock?cycle=' || x.id AS page FROM (SELECT t.supermarket_id, y.id, y.number, t.number AS trip FROM ${anyTrip} WHERE t.state IN ('ready', 'loading')) x`,
    ),
  ],
  clear: [
    "DEP",
    sql`SELECT ${worker}, NULL AS place, NULL::int AS grid, count(*)::int AS n, NULL::int AS trip, y.number AS cycle, '/p' AS page FROM ${anyTrip} JOIN ${held("DEP")} ON coalesce(a.depot_id = t.depot_id, true) WHERE t.state = 'published' GROUP BY u.id, y.number`,
  ],
  clean: [
    "DEP",
    sql`SELECT ${worker}, NULL AS place, NULL::int AS grid, count(*)::int AS n, NULL::int AS trip, y.number AS cycle, '/p' AS page FROM ${anyTrip} JOIN ${held("DEP")} ON coalesce(a.depot_id = t.depot_id, true) WHERE t.state = 'returned' GROUP BY u.id, y.number`,
  ],
  depart: [
    "DRV",
    ofDriver(
      sql`0 AS n, t.number AS trip, y.number AS cycle, '/v?trip=' || t.id AS page FROM ${anyTrip} JOIN vehicles v ON v.id = t.vehicle_id JOIN users u ON u.id = t.driver_id WHERE t.state = 'sealed'`,
    ),
  ],
  drive: ["DRV", ofDriver(atStop(sql`s.state = 'approaching'`))],
  unload: ["DRV", ofDriver(atStop(sql`s.state IN ('arrived', 'waiting')`))],
  home: [
    "DRV",
    ofDriver(
      sql`0 AS n, t.number AS trip, y.number AS cycle, '/v?trip=' || t.id AS page FROM ${anyTrip} JOIN vehicles v ON v.id = t.vehicle_id JOIN users u ON u.id = t.driver_id WHERE t.state = 'running' AND NOT EXISTS (SELECT FROM stops s WHERE s.trip_id = t.id AND s.state IN ('planned', 'approaching', 'arrived', 'waiting', 'unloading'))`,
    ),
  ],
  plan: [
    "DIS",
    ofCity(
      "DIS",
      sql`0 AS n, NULL::int AS trip, x.number AS cycle, '/d?cycle=' || x.id AS page FROM (SELECT y.id, y.number FROM live y WHERE y.state IN ('allocated', 'fulfilling') AND NOT EXISTS (SELECT FROM trips t WHERE t.cycle_id = y.id AND t.state NOT IN ${VOID_TRIP_STATES})) x`,
    ),
  ],
  publish: [
    "DIS",
    ofCity(
      "DIS",
      sql`x.n, NULL::int AS trip, x.number AS cycle, '/d/publish?cycle=' || x.id AS page FROM (SELECT y.id, y.number, count(*)::int AS n FROM ${anyTrip} WHERE t.state = 'planned' GROUP BY 1, 2) x`,
    ),
  ],
  rule: [
    "DIS",
    ofCity(
      "DIS",
      sql`1 AS n, x.trip, x.number AS cycle, '/d/trips?cycle=' || x.id AS page FROM (SELECT y.id, y.number, t.number AS trip FROM handovers h JOIN stops s ON s.id = h.stop_id JOIN trips t ON t.id = s.trip_id JOIN live y ON y.id = t.cycle_id WHERE h.state = 'disputed') x`,
    ),
  ],
  cut: ["DESK", ofCity("DESK", atCycle("open"))],
  close: ["DESK", ofCity("DESK", atCycle("closing"))],
  share: ["DESK", ofCity("DESK", atCycle("closed"))],
  settle: ["DESK", ofCity("DESK", atCycle("reconciling"))],
  claims: [
    "DESK",
    ofCity(
      "DESK",
      sql`x.n, NULL::int AS trip, x.number AS cycle, '/desk/claims' AS page FROM (SELECT y.number, count(*)::int AS n FROM live y JOIN claims k ON k.cycle_id = y.id AND k.state IN ${OPEN_CLAIM_STATES} GROUP BY 1) x`,
    ),
  ],
};

function atStop(standing: SQL): SQL {
  return sql`0 AS n, t.number AS trip, y.number AS cycle, '/v?trip=' || t.id AS page FROM ${anyTrip} JOIN vehicles v ON v.id = t.vehicle_id JOIN users u ON u.id = t.driver_id JOIN stops s ON s.trip_id = t.id WHERE t.state = 'running' AND ${standing}`;
}
function atCycle(state: string): SQL {
  return sql`0 AS n, NULL::int AS trip, x.number AS cycle, '/desk/cycles/' || x.id AS page FROM (SELECT y.id, y.number FROM live y WHERE y.state = ${state}) x`;
}

/** Everybody whose turn it is, the newest round first; in a demo alone, where all of them are invented. */
export async function listTurns(tx: View): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (const [why, [role, rows]] of Object.entries(ASKED) as [TurnWhy, (typeof ASKED)[TurnWhy]][]) {
    const found = await tx.execute<Row>(sql`WITH live AS (
        SELECT id, number, state FROM cycles WHERE state NOT IN ${[...UNOPENED_CYCLE_STATES, ...OVER_CYCLE_STATES]}
      ) ${rows}`);
    turns.push(...found.map(({ place, ...r }) => ({ ...r, role, why, where: place })));
  }
  return turns.toSorted((a, b) => b.cycle - a.cycle || (a.trip ?? 0) - (b.trip ?? 0));
}
