import type { PgTable } from "drizzle-orm/pg-core";
import {
  accountRequests,
  allocationRuns,
  batches,
  cityImports,
  claims,
  cycles,
  gridSheets,
  handovers,
  householdOrders,
  lateRequests,
  listImports,
  persons,
  plans,
  settlements,
  stops,
  trips,
  zoneVersions,
} from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import type { AnyMachine } from "#domain/kernel/machine.ts";
import { SETTLEMENT } from "#domain/ledger/settlement.ts";
import { HANDOVER } from "#domain/movement/handover.ts";
import { PLAN } from "#domain/movement/plan.ts";
import { STOP } from "#domain/movement/stop.ts";
import { TRIP } from "#domain/movement/trip.ts";
import { CYCLE } from "#domain/offer/cycle.ts";
import { SHEET } from "#domain/orders/grid-sheet.ts";
import { ORDER } from "#domain/orders/household-order.ts";
import { IMPORT_JOB } from "#domain/orders/import-job.ts";
import { LATE_REQUEST } from "#domain/orders/late-request.ts";
import { PAYMENT } from "#domain/orders/payment.ts";
import { ACCOUNT_REQUEST } from "#domain/oversight/account-request.ts";
import { CLAIM } from "#domain/oversight/claim.ts";
import { MEMBERSHIP } from "#domain/places/membership.ts";
import { ALLOCATION_RUN } from "#domain/supply/allocation-run.ts";
import { BATCH } from "#domain/supply/batch.ts";
import { CITY_IMPORT } from "#domain/workbook/city-import.ts";
import { ZONE } from "#domain/zones/zone.ts";
import type { Topic } from "./live.ts";

type RowOf<T extends PgTable> = T["$inferSelect"];

/**
 * A machine and where its rows are kept: the table, the columns that name a row and its state, which moment is written
 * with a move, and the topics of a row that has moved. `Keys` are the columns that a row must bring along.
 */
export type Life<M extends AnyMachine, T extends PgTable, Keys extends keyof RowOf<T> & string> = {
  readonly machine: M;
  readonly table: T;
  readonly id: readonly Keys[];
  readonly state: Keys;
  /** The column that holds the moment of the last move, where there is one. */
  readonly movedAt?: keyof RowOf<T> & string;
  /** The column that keeps the reason of the last move that had one, where there is one. */
  readonly reason?: keyof RowOf<T> & string;
  readonly cycleOf?: (row: Pick<RowOf<T>, Keys>) => CycleId;
  /** The id under which an event is recorded, where it is not the row's own. */
  readonly subjectOf?: (row: Pick<RowOf<T>, Keys>) => string;
  readonly topicsOf: (row: Pick<RowOf<T>, Keys>) => readonly Topic[];
};

function life<M extends AnyMachine, T extends PgTable, const Keys extends keyof RowOf<T> & string>(
  machine: M,
  table: T,
  _keys: readonly Keys[],
  rest: Omit<Life<M, T, Keys>, "machine" | "table">,
): Life<M, T, Keys> {
  return { machine, table, ...rest };
}

/** The columns of an order that its moves ask for, where the whole row would be too much. */
export const ORDER_KEYS = {
  id: householdOrders.id,
  state: householdOrders.state,
  payment: householdOrders.payment,
  cycleId: householdOrders.cycleId,
  householdId: householdOrders.householdId,
  gridId: householdOrders.gridId,
};
const OF_ORDER = ["id", "state", "payment", "cycleId", "householdId", "gridId"] as const;
const topicsOfOrder = (o: Pick<RowOf<typeof householdOrders>, (typeof OF_ORDER)[number]>): readonly Topic[] => [
  `home:${o.householdId}`,
  `grid:${o.gridId}`,
  `cycle:${o.cycleId}`,
];

export const CYCLES = life(CYCLE, cycles, ["id", "state"], {
  id: ["id"],
  state: "state",
  cycleOf: (c) => c.id,
  topicsOf: (c) => [`cycle:${c.id}`, "desk", "dispatch"],
});
export const ORDERS = life(ORDER, householdOrders, OF_ORDER, {
  id: ["id"],
  state: "state",
  movedAt: "changedAt",
  cycleOf: (o) => o.cycleId,
  topicsOf: topicsOfOrder,
});
export const PAYMENTS = life(PAYMENT, householdOrders, OF_ORDER, {
  id: ["id"],
  state: "payment",
  movedAt: "changedAt",
  cycleOf: (o) => o.cycleId,
  topicsOf: (o) => [...topicsOfOrder(o), "desk"],
});
export const LATE_REQUESTS = life(
  LATE_REQUEST,
  lateRequests,
  ["idempotencyKey", "state", "cycleId", "householdId", "gridId"],
  {
    id: ["idempotencyKey"],
    state: "state",
    movedAt: "answeredAt",
    reason: "reason",
    cycleOf: (l) => l.cycleId,
    subjectOf: (l) => l.householdId,
    topicsOf: (l) => [`grid:${l.gridId}`, `home:${l.householdId}`],
  },
);
export const LIST_IMPORTS = life(IMPORT_JOB, listImports, ["id", "state", "cycleId", "gridId"], {
  id: ["id"],
  state: "state",
  movedAt: "stateAt",
  cycleOf: (l) => l.cycleId,
  topicsOf: (l) => [`grid:${l.gridId}`],
});
export const SHEETS = life(SHEET, gridSheets, ["id", "state", "cycleId", "gridId", "communityId"], {
  id: ["id"],
  state: "state",
  cycleOf: (s) => s.cycleId,
  topicsOf: (s) => [`grid:${s.gridId}`, `community:${s.communityId}`, `cycle:${s.cycleId}`],
});
export const ALLOCATION_RUNS = life(ALLOCATION_RUN, allocationRuns, ["cycleId", "run", "state"], {
  id: ["cycleId", "run"],
  state: "state",
  cycleOf: (r) => r.cycleId,
  topicsOf: (r) => [`cycle:${r.cycleId}`, "desk"],
});
export const BATCHES = life(BATCH, batches, ["id", "state", "cycleId", "supermarketId", "communityId"], {
  id: ["id"],
  state: "state",
  movedAt: "stateAt",
  reason: "reason",
  cycleOf: (b) => b.cycleId,
  topicsOf: (b) => [
    `cycle:${b.cycleId}`,
    `supermarket:${b.supermarketId}`,
    `community:${b.communityId}`,
    "desk",
    "dispatch",
  ],
});
export const PLANS = life(PLAN, plans, ["id", "state", "cycleId"], {
  id: ["id"],
  state: "state",
  cycleOf: (p) => p.cycleId,
  topicsOf: (p) => [`plan:${p.id}`, `cycle:${p.cycleId}`, "dispatch"],
});
export const TRIPS = life(TRIP, trips, ["id", "state", "cycleId", "supermarketId"], {
  id: ["id"],
  state: "state",
  reason: "reason",
  cycleOf: (t) => t.cycleId,
  topicsOf: (t) => [`trip:${t.id}`, `supermarket:${t.supermarketId}`, `cycle:${t.cycleId}`, "dispatch"],
});
export const STOPS = life(STOP, stops, ["id", "state", "tripId", "communityId"], {
  id: ["id"],
  state: "state",
  reason: "reason",
  topicsOf: (s) => [`trip:${s.tripId}`, `community:${s.communityId}`, "dispatch"],
});
export const HANDOVERS = life(HANDOVER, handovers, ["id", "state", "gridId"], {
  id: ["id"],
  state: "state",
  topicsOf: (h) => [`grid:${h.gridId}`, "dispatch", "desk"],
});
export const ZONES = life(ZONE, zoneVersions, ["id", "state", "communityId", "gridId"], {
  id: ["id"],
  state: "state",
  topicsOf: (z) => [
    `community:${z.communityId}`,
    "desk",
    "dispatch",
    ...(z.gridId ? [`grid:${z.gridId}` as const] : []),
  ],
});
export const CLAIMS = life(CLAIM, claims, ["id", "state", "cycleId", "householdId", "gridId"], {
  id: ["id"],
  state: "state",
  cycleOf: (c) => c.cycleId,
  topicsOf: (c) => [`home:${c.householdId}`, `grid:${c.gridId}`, "desk"],
});
export const SETTLEMENTS = life(SETTLEMENT, settlements, ["id", "state", "cycleId", "supermarketId"], {
  id: ["id"],
  state: "state",
  movedAt: "stateAt",
  reason: "reason",
  cycleOf: (s) => s.cycleId,
  topicsOf: (s) => [`supermarket:${s.supermarketId}`, `cycle:${s.cycleId}`, "desk"],
});
export const CITY_IMPORTS = life(CITY_IMPORT, cityImports, ["id", "state"], {
  id: ["id"],
  state: "state",
  topicsOf: (i) => [`import:${i.id}`, "desk"],
});
export const MEMBERSHIPS = life(MEMBERSHIP, persons, ["id", "state", "householdId", "gridId", "userId"], {
  id: ["id"],
  state: "state",
  topicsOf: (p) => [`grid:${p.gridId}`, `home:${p.householdId}`, ...(p.userId ? [`user:${p.userId}` as const] : [])],
});
export const ACCOUNT_REQUESTS = life(ACCOUNT_REQUEST, accountRequests, ["id", "state"], {
  id: ["id"],
  state: "state",
  movedAt: "decidedAt",
  topicsOf: () => ["desk"],
});
