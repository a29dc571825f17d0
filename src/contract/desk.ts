import type { CommunityId, CycleId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { CycleStage, CycleState } from "#domain/offer/cycle.ts";
import type { CycleStation } from "#domain/offer/cycle-station.ts";
import type { SheetState } from "#domain/orders/grid-sheet.ts";
import type { AllocationRunState } from "#domain/supply/allocation-run.ts";
import type { BatchState } from "#domain/supply/batch.ts";
import type { ZoneLevel } from "#domain/zones/zone.ts";
import type { PlaceChoice } from "./people.ts";
import type { ExpiryView } from "./store.ts";

// What the city desk's screens are given: plain data, counts without names. Times in UTC milliseconds, money in fen.

export type CycleRef = {
  readonly id: string;
  readonly number: number;
  readonly state: CycleState;
  /** What is said of it. */
  readonly stage: CycleStage;
  /** Where it stands on the day line; null once it is over. */
  readonly station: CycleStation | null;
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
  readonly name: Names;
  readonly places: number;
  readonly bags: FunnelCounts;
  readonly homes: FunnelCounts;
};

/** What got lost between two stages, by its reason. */
export type FunnelLosses = Readonly<Record<"cancelled" | "shortAlloc" | "shortPick", number>>;

/** The rows that hold in each district too. */
export const DISTRICT_ROWS = [
  "wanted",
  "locked",
  "allocated",
  "packed",
  "load",
  "handed",
  "sheets",
  "batches",
  "cash",
  "claims",
  "refunds",
  "dues",
] as const;
export const BOARD_ROWS = [...DISTRICT_ROWS, "ledger"] as const;
export type BoardRowKey = (typeof BOARD_ROWS)[number];
/** The rows that count fen; the others count packages. */
export const MONEY_ROWS: readonly BoardRowKey[] = ["cash", "claims", "refunds", "dues", "ledger"];
/** One equation: what is missing (negative) or too much, city first, then by district in the funnel's order. Null: does not apply to districts. */
export type BoardRow = {
  readonly key: BoardRowKey;
  readonly city: number;
  readonly districts: readonly (number | null)[];
};

/** One line behind a cell that is not zero. */
export type BoardLine = {
  readonly id: string;
  readonly place: Names;
  readonly districtId: string;
  readonly district: Names;
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
  readonly name: Names;
  readonly subdistrict: Names;
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

export type CycleRow = CycleRef & {
  readonly policy: "need_first" | "equal" | "first_come" | "rotate";
  readonly gridMinimumBags: number;
  readonly packages: number;
  readonly offered: number;
  readonly reserved: number;
};

/** Counts of grids in which somebody ordered, and of their orders. */
export type EarlyEnd = {
  /** Homes with an order. */
  readonly homes: number;
  readonly grids: number;
  /** Their worker has not handed the sheet in; with so many homes. */
  readonly gridsNotIn: number;
  readonly homesNotIn: number;
  /** Handed in, and not taken over by the community. */
  readonly gridsNotAccepted: number;
  readonly inReview: number;
};

/** What a new cycle is written from: today's catalogue and what the stores can pack in a day. Times as fields show them, in Shanghai. */
export type CycleDraft = {
  /** The draft that is written anew; null for a new round. */
  readonly of: { readonly cycleId: CycleId; readonly number: number; readonly revision: number } | null;
  /** The number of the round that a new one takes its rules and quantities from. */
  readonly copiedFrom: number | null;
  readonly policy: "need_first" | "equal" | "first_come" | "rotate";
  readonly gridMinimumBags: number;
  /** What stores pack of each package, as it was written: `store package` → bags. */
  readonly commits: Readonly<Record<string, number>>;
  readonly placeQuotas: readonly {
    readonly communityId: string;
    readonly packageVersionId: string;
    readonly quota: number;
  }[];
  readonly packages: readonly {
    readonly id: string;
    readonly letter: string;
    readonly name: Names;
    readonly priceFen: number;
    readonly on: boolean;
    readonly householdLimit: number;
    readonly offered: number;
    readonly caseSize: number;
    /** The most that a grid may order of it; null for no quota. */
    readonly perGrid: number | null;
  }[];
  readonly stores: readonly { readonly id: string; readonly name: Names; readonly capacity: number }[];
  readonly places: readonly PlaceChoice[];
  readonly opensAt: string;
  readonly cutOffAt: string;
  readonly graceEndsAt: string;
  readonly deliveryDay: string;
};

export type CycleDetail = {
  readonly cycle: CycleRow;
  readonly offers: readonly {
    readonly packageVersionId: string;
    readonly letter: string;
    readonly name: Names;
    readonly priceFen: number;
    readonly householdLimit: number;
    readonly offered: number;
    readonly reserved: number;
    /** Why the desk took it off the round. */
    readonly takenOff: string | null;
    readonly committed: number;
  }[];
  /** Lots of its stores that expire before it is delivered. */
  readonly expiries: readonly ExpiryView[];
  readonly sheets: Readonly<Record<"collecting" | "submitted" | "frozen" | "all", number>>;
  /** What ending the round now would touch; null once nothing can be ended early. */
  readonly early: EarlyEnd | null;
  readonly run: {
    readonly number: number;
    readonly state: AllocationRunState;
    readonly packages: readonly {
      readonly letter: string;
      readonly wanted: number;
      readonly committed: number;
      readonly allocated: number;
      readonly shorted: number;
      readonly extra: number;
      readonly homesShort: number;
    }[];
    readonly stores: readonly {
      readonly id: string;
      readonly name: Names;
      readonly communities: number;
      readonly bags: number;
      readonly capacity: number;
    }[];
    readonly unassigned: number;
  } | null;
  readonly batches: number;
  /** Sent back or recalled, and with no other store yet. */
  readonly batchesWaiting: number;
  /** What has to hold before it is settled; asked only while it is being reconciled. */
  readonly checks: { readonly imbalances: number; readonly ledgerFen: number; readonly openClaims: number } | null;
  readonly nowMs: number;
};

/** One grid's sheet of a cycle; `thaw` says whether it may be thawed now, and what stands in the way. */
export type SheetRow = {
  readonly communityId: CommunityId;
  readonly id: string;
  readonly place: Names;
  readonly district: Names;
  readonly grid: number;
  readonly state: SheetState;
  readonly homes: number;
  readonly bags: number;
  readonly checksum: string | null;
  readonly frozenMs: number | null;
  readonly thaw: "may" | "allocation_stands" | "not_frozen";
};
export type CycleSheets = { readonly cycle: CycleRef; readonly rows: readonly SheetRow[]; readonly nowMs: number };

/** One batch of a cycle: what a store packs for a community. */
export type BatchRow = {
  readonly id: string;
  readonly storeId: string;
  readonly store: Names;
  readonly place: Names;
  readonly state: BatchState;
  readonly stateMs: number;
  readonly reason: string | null;
  /** Bags by package, as they are now: none where another store took them over. */
  readonly lines: readonly { readonly packageVersionId: string; readonly letter: string; readonly bags: number }[];
};
/** A store with what its commits still leave, by package, and how many bags its day still takes. */
export type StoreRoom = {
  readonly id: string;
  readonly name: Names;
  readonly left: Readonly<Record<string, number>>;
  readonly capacityLeft: number;
};
export type CycleBatches = {
  readonly cycle: CycleRef;
  readonly rows: readonly BatchRow[];
  readonly stores: readonly StoreRoom[];
  readonly nowMs: number;
};
