/** What the solver answers. Every time in it follows from the order and `departAt`; `check.ts` re-times it from the problem. */
export interface Solution {
  days: VehicleDay[];
  unserved: Unserved[];
  cost: CostParts;
  /** Rounds of search that led here; 0 for a constructed plan. */
  rounds: number;
}

export interface VehicleDay {
  vehicle: number;
  departAt: number;
  endAt: number;
  metres: number;
  drivingSeconds: number;
  trips: Trip[];
}

export interface Trip {
  /** Where it is loaded; `null` for goods already on board (a frozen prefix). */
  supplier: number | null;
  /** Loading starts; with limited docks this is the slot booked for it. */
  loadAt: number;
  departAt: number;
  visits: Visit[];
}

export interface Visit {
  stop: number;
  /** What is handed over here, per dimension: the whole demand, or a part of it when it was split. */
  amount: number[];
  /** And the same per package kind. */
  packages: number[];
  arriveAt: number;
  startAt: number;
  departAt: number;
  lateSeconds: number;
}

export interface CostParts {
  fixed: number;
  distance: number;
  time: number;
  overtime: number;
  lateness: number;
  balance: number;
  unserved: number;
  total: number;
}

/** The constraint that stood in the way on the most promising candidates. */
export type Reason =
  | "no_vehicle_allowed"
  | "no_supplier"
  | "capacity"
  | "stock"
  | "window"
  | "shift"
  | "duration"
  | "zone_order"
  | "kept_apart"
  | "kept_order"
  | "dock"
  | "too_dear";

export interface Unserved {
  stop: number;
  amount: number[];
  packages: number[];
  reason: Reason;
  /**
   * The smallest change that would let it in, as far as the solver can tell: units of capacity or stock missing,
   * or seconds by which the window or the shift is missed; 0 when it is a matter of kind, not amount.
   */
  missing: number;
  /** The vehicle on which it came closest, if any. */
  vehicle: number | null;
}
