import type { BatchId, CycleId, ItemId, LotId, PackageVersionId, SupermarketId, TripId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { TripState } from "#domain/movement/trip.ts";
import type { CycleState } from "#domain/offer/cycle.ts";
import type { BatchAct, BatchState } from "#domain/supply/batch.ts";

// What the supermarket's screens are given: plain data. Money in fen, times in UTC milliseconds, amounts in tenths of a unit.

export type StoreRef = {
  readonly supermarketId: SupermarketId;
  readonly name: Names;
  readonly dailyCapacityBags: number;
};

export type StoreCycleRef = {
  readonly cycleId: CycleId;
  readonly number: number;
  readonly state: CycleState;
  readonly deliveryDayMs: number;
  readonly bags: number;
};

/** A purchase batch, or the part of it that rides to one stop. */
export type StoreBatchView = {
  readonly batchId: BatchId;
  readonly community: Names;
  readonly state: BatchState;
  /** Its place in the trip; null while no bus takes it. */
  readonly sequence: number | null;
  readonly bags: number;
  readonly loaded: number;
  /** The packages that it holds, for a part of it that is packed anew. */
  readonly packages: readonly { readonly packageVersionId: PackageVersionId; readonly letter: string }[];
};

export type StoreStopView = {
  readonly stopId: string;
  readonly sequence: number;
  readonly community: Names;
  readonly planned: number;
  readonly loaded: number;
};

export type StoreTripView = {
  readonly tripId: TripId;
  readonly number: number;
  readonly bus: string;
  readonly state: TripState;
  readonly dockMs: number;
  readonly departMs: number;
  readonly backMs: number;
  readonly sealNumber: string | null;
  /** The number of another trip that its bus is out with, or not disinfected after; 0 when the bus is in. */
  readonly outOnTrip: number;
  readonly planned: number;
  readonly loaded: number;
  readonly stops: readonly StoreStopView[];
};

/** Batches that leave together; without a trip while dispatch has not planned them. */
export type BatchGroupView = {
  readonly trip: StoreTripView | null;
  readonly batches: readonly StoreBatchView[];
  readonly bags: number;
  /** The least advanced step that the store can press for this group, and for which batches. */
  readonly next: { readonly act: Exclude<BatchAct, "reject">; readonly batchIds: readonly BatchId[] } | null;
};

export type LotView = {
  readonly lotId: LotId;
  readonly code: string;
  readonly shelf: string;
  readonly expiresOn: string;
};

/** A lot that a picker may take from, with what is left of it; null where nobody wrote down how much came in. */
export type LotChoice = LotView & { readonly leftTenths: number | null };

export type PickItemView = {
  readonly itemId: ItemId;
  readonly name: Names;
  readonly unit: string;
  readonly neededTenths: number;
  readonly pickedTenths: number;
  /** The lot that expires first and may still be sold. */
  readonly lot: LotView | null;
};

export type WavePackageView = {
  readonly packageVersionId: PackageVersionId;
  readonly letter: string;
  readonly name: Names;
  readonly bags: number;
  readonly packed: number;
  readonly items: readonly { readonly name: Names; readonly unit: string; readonly tenths: number }[];
};

export type WaveStopView = {
  readonly batchId: BatchId;
  readonly community: Names;
  readonly state: BatchState;
  readonly trip: number | null;
  readonly sequence: number | null;
  readonly letters: readonly { readonly letter: string; readonly bags: number }[];
};

/** What may come instead: same unit, same kind, never dearer. */
export type SubstituteView = {
  readonly itemId: ItemId;
  readonly name: Names;
  readonly priceFen: number;
  readonly lot: LotView | null;
};

/** One call of a short declaration: so many bags of one package in one batch. */
export type ShortStep = {
  readonly batchId: BatchId;
  readonly packageVersionId: PackageVersionId;
  readonly bags: number;
  readonly tenthsPerBag: number;
  readonly bagPriceFen: number;
};

export type ShortView = {
  readonly missingTenths: number;
  readonly priceFen: number;
  /** Enough bags that hold the item to cover what is missing, those that leave last first. */
  readonly steps: readonly ShortStep[];
  readonly bags: number;
  readonly communities: number;
  readonly substitutes: readonly SubstituteView[];
};

export type ShortNoticeView = {
  readonly id: string;
  readonly community: Names;
  readonly what: Names;
  readonly instead: Names | null;
  readonly bags: number;
  readonly refundFenPerBag: number;
  readonly reason: string;
  readonly atMs: number;
};

export type WaveView = {
  readonly bags: number;
  readonly batches: number;
  /** Whether something is still to be picked or packed; else all of it stands in bags. */
  readonly open: boolean;
  readonly items: readonly PickItemView[];
  readonly packages: readonly WavePackageView[];
  readonly stops: readonly WaveStopView[];
  readonly notices: readonly ShortNoticeView[];
  /** Lots of the item in hand, the first to expire first. */
  readonly lots: readonly LotChoice[];
  /** The item in hand, and what can be done when there is not enough of it. */
  readonly now: PickItemView | null;
  readonly short: ShortView | null;
};

/** A lot that a store would pick from and that expires before the delivery day. */
export type ExpiryView = {
  readonly store: Names;
  readonly item: Names;
  readonly code: string;
  /** `2030-04-06`. */
  readonly expiresOn: string;
};

export type StoreDayView = {
  readonly nowMs: number;
  readonly person: string;
  readonly manager: boolean;
  readonly store: StoreRef;
  readonly stores: readonly StoreRef[];
  readonly cycle:
    | (StoreCycleRef & { readonly opensMs: number; readonly cutOffMs: number; readonly graceMs: number })
    | null;
  readonly cycles: readonly StoreCycleRef[];
  readonly pending: readonly StoreBatchView[];
  readonly groups: readonly BatchGroupView[];
  /** Of the delivery day, over all rounds: what the store can pack, has taken on, is asked for, and what could come on top. */
  readonly capacity: { readonly day: number; readonly accepted: number; readonly asked: number; readonly left: number };
  /** Lots that expire before the round is delivered. */
  readonly expiries: readonly ExpiryView[];
  /** Of the round in hand alone. */
  readonly roundBags: number;
  readonly wave: WaveView;
};

export type LabelView = {
  readonly number: number;
  readonly letter: string;
  readonly packageName: Names;
  readonly gridNumber: number;
  readonly building: string;
  readonly unit: number;
};

export type LabelSheetView = {
  readonly batchId: BatchId;
  readonly store: Names;
  readonly community: Names;
  readonly deliveryDayMs: number;
  readonly trip: number | null;
  readonly sequence: number | null;
  readonly labels: readonly LabelView[];
};

export type ManifestView = {
  readonly tripId: TripId;
  readonly number: number;
  readonly bus: string;
  readonly store: Names;
  readonly depot: Names;
  readonly sealNumber: string | null;
  readonly deliveryDayMs: number;
  readonly departMs: number;
  readonly bags: number;
  readonly letters: readonly string[];
  /** Loading has begun; before, all of it is what is planned. */
  readonly loaded: boolean;
  readonly stops: readonly {
    readonly sequence: number;
    readonly community: Names;
    readonly dueMs: number;
    readonly bags: number;
    readonly grids: readonly {
      /** Null where it is not known yet which bags of a batch ride here. */
      readonly number: number | null;
      readonly bags: number;
      readonly byLetter: Readonly<Record<string, number>>;
    }[];
  }[];
};
