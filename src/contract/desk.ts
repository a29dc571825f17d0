import type { CycleState } from "#domain/offer/cycle.ts";
import type { ZoneLevel } from "#domain/zones/zone.ts";
import type { Name } from "./resident.ts";

// What the city desk's screens are given: plain data, counts without names. Times in UTC milliseconds, money in fen.

export type CycleRef = {
  readonly id: string;
  readonly number: number;
  readonly state: CycleState;
  readonly opensMs: number;
  readonly cutOffMs: number;
  readonly graceEndsMs: number;
  readonly deliveryMs: number;
};

/** The stages from households to doors, in their order. */
export const FUNNEL_STAGES = ["wanted", "locked", "allocated", "packed", "bus", "gate", "door"] as const;
export type FunnelStage = (typeof FUNNEL_STAGES)[number];
export type FunnelCounts = Readonly<Record<FunnelStage, number>>;

export type DistrictFunnel = {
  readonly id: string;
  readonly name: Name;
  readonly places: number;
  readonly bags: FunnelCounts;
  readonly homes: FunnelCounts;
};

/** What got lost between two stages, by its reason. */
export type FunnelLosses = Readonly<Record<"cancelled" | "shortAlloc" | "shortPick", number>>;

export const BOARD_ROWS = [
  "wanted",
  "locked",
  "allocated",
  "packed",
  "load",
  "handed",
  "sheets",
  "batches",
  "ledger",
] as const;
export type BoardRowKey = (typeof BOARD_ROWS)[number];
/** One equation: what is missing (negative) or too much, city first, then by district in the funnel's order. Null: does not apply to districts. */
export type BoardRow = {
  readonly key: BoardRowKey;
  readonly city: number;
  readonly districts: readonly (number | null)[];
};

/** One line behind a cell that is not zero. */
export type BoardLine = {
  readonly id: string;
  readonly place: Name;
  readonly district: Name;
  /** Package letter, or the trip and grid of a handover. */
  readonly letter: string | null;
  readonly tripNumber: number | null;
  readonly grid: number | null;
  readonly disputedSinceMs: number | null;
  readonly left: number;
  /** The other side's terms by name, in their order. */
  readonly right: readonly { readonly term: string; readonly value: number }[];
  readonly difference: number;
};

export type PlaceServed = {
  readonly id: string;
  readonly name: Name;
  readonly subdistrict: Name;
  readonly districtId: string;
  readonly lat: number;
  readonly lng: number;
  readonly served: "yes" | "underway" | "no" | "none";
  readonly zone: ZoneLevel | null;
  readonly waitingDays: number;
  readonly elders: number;
  readonly bags: number;
  readonly delivered: number;
  readonly tripNumber: number | null;
};

export type DeskNow = {
  readonly cycle: CycleRef;
  readonly cycles: readonly CycleRef[];
  readonly homesOrdered: number;
  readonly places: readonly PlaceServed[];
  readonly bags: FunnelCounts;
  readonly homes: FunnelCounts;
  readonly losses: FunnelLosses;
  readonly districts: readonly DistrictFunnel[];
  /** The cycle before it, where there is one. */
  readonly before: { readonly number: number; readonly bags: FunnelCounts; readonly homes: FunnelCounts } | null;
  readonly board: readonly BoardRow[];
  readonly lines: Readonly<Partial<Record<BoardRowKey, readonly BoardLine[]>>>;
  readonly nowMs: number;
};
