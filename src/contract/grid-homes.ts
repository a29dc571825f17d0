import type {
  BuildingId,
  CycleId,
  GridId,
  HouseholdId,
  OrderId,
  PackageVersionId,
  PersonId,
} from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { OrderMoney } from "#domain/ledger/order-money.ts";
import type { OrderState } from "#domain/orders/household-order.ts";
import type { GridRef, LetterCount, RoundChoice, RoundRef } from "./grid.ts";
import type { ClaimView, DoorView, PackageOfferView, ZoneView } from "./resident.ts";

// What the grid worker's screens of buildings and homes are given: plain data. Money in fen, times in UTC milliseconds.

export type BuildingRow = {
  readonly buildingId: BuildingId;
  readonly name: string;
  readonly homes: number;
  readonly ordered: number;
  readonly alone: number;
  readonly toDeliver: number;
  readonly delivered: number;
};

export const ORDER_CELLS = ["paid", "due", "none", "alone", "vacant"] as const;

export const DELIVERY_CELLS = ["open", "delivered", "absent", "neighbour", "back", "none"] as const;

export type CellKind = (typeof ORDER_CELLS)[number] | (typeof DELIVERY_CELLS)[number];

export type BoardCell = {
  readonly householdId: HouseholdId;
  readonly room: string;
  readonly kind: CellKind;
  readonly letters: readonly LetterCount[];
  readonly owes: boolean;
  readonly doubtful: boolean;
};

export type BoardFloor = { readonly floor: number; readonly cells: readonly BoardCell[] };

export type BoardTab = "order" | "delivery";

export type BoardView = RoundChoice & {
  /** What is in force for the building's grid now. */
  readonly zone: ZoneView | null;
  readonly gridId: GridId;
  readonly buildingId: BuildingId;
  readonly name: string;
  readonly unit: number;
  readonly units: readonly number[];
  readonly doorsPerFloor: number;
  readonly tab: BoardTab;
  readonly nowMs: number;
  readonly deliveryDayMs: number | null;
  readonly floors: readonly BoardFloor[];
  readonly counts: Readonly<Partial<Record<CellKind, number>>>;
  readonly packages: readonly { readonly letter: string; readonly name: Names }[];
  readonly nextDoor: DoorView | null;
  readonly left: number;
};

export type GridOrderLine = {
  readonly packageVersionId: PackageVersionId;
  readonly letter: string;
  readonly name: Names;
  readonly wanted: number;
  readonly acceptUpTo: number;
  readonly got: number | null;
  readonly priceFen: number;
};

export type GridOrderView = {
  readonly orderId: OrderId;
  readonly cycleId: CycleId;
  readonly revision: number;
  readonly state: OrderState;
  /** A transfer that the home had reported was not on the statement. */
  readonly turnedDown: boolean;
  readonly money: OrderMoney;
  readonly channel: "app" | "proxy" | "import";
  readonly totalFen: number;
  readonly note: string | null;
  readonly pickupCode: string;
  readonly reviewReasons: readonly string[];
  readonly deliveryDayMs: number;
  readonly placedMs: number;
  readonly lines: readonly GridOrderLine[];
  readonly mayChange: boolean;
  readonly mayCancel: boolean;
  readonly mayTakeCash: boolean;
  readonly mayHandBack: boolean;
  readonly claims: readonly ClaimView[];
  readonly mayClaim: boolean;
  /** Pictures that were taken at the door: where bags were left, what was broken. */
  readonly doorPhotos: readonly DoorPhoto[];
};
export type DoorPhoto = { readonly id: string; readonly atMs: number };

/** An order for which its home's worker may say that something was wrong. */
export type ClaimForHomeView = Pick<GridOrderView, "orderId" | "deliveryDayMs"> & {
  readonly householdId: HouseholdId;
  readonly gridId: GridId;
  readonly door: DoorView;
};

export type GridPerson = {
  readonly personId: PersonId;
  readonly name: string;
  readonly phone: string | null;
  readonly hasPhone: boolean;
  readonly kind: "member" | "helper";
};

export type HouseholdSheetView = {
  readonly nowMs: number;
  readonly householdId: HouseholdId;
  readonly gridId: GridId;
  readonly buildingId: BuildingId;
  readonly door: DoorView;
  /** Null: nobody has said. */
  readonly size: number | null;
  /** How many people it orders for as one customer; null for a home. */
  readonly heads: number | null;
  readonly vacant: boolean;
  readonly tags: readonly string[];
  /** Nobody said what it needs: a demo made it up, or the import of old. */
  readonly needsInvented: boolean;
  readonly joinCode: string | null;
  readonly persons: readonly GridPerson[];
  readonly orders: readonly GridOrderView[];
  /** The rounds that the grid worker may order from for this home: they take orders, and the home has none there. */
  readonly mayOrder: readonly RoundRef[];
};

export type ProxyOrderView = {
  readonly householdId: HouseholdId;
  readonly door: DoorView;
  readonly who: string | null;
  /** How many people it orders for as one customer, whose limits count as often; null for a home. */
  readonly heads: number | null;
  readonly tags: readonly string[];
  /** Nobody said what it needs: a demo made it up, or the import of old. */
  readonly needsInvented: boolean;
  readonly cycleId: CycleId;
  readonly deliveryDayMs: number;
  readonly untilMs: number;
  readonly offers: readonly PackageOfferView[];
  /** The order to change, instead of a new one. */
  readonly order: {
    readonly orderId: OrderId;
    readonly revision: number;
    readonly lines: readonly { readonly packageVersionId: PackageVersionId; readonly wanted: number }[];
    readonly note: string | null;
  } | null;
  /** What the home asked for after the cut-off. */
  readonly wish: readonly { readonly packageVersionId: PackageVersionId; readonly wanted: number }[];
  /** What it ordered last time, as far as it may be ordered again; null where there is nothing of it. */
  readonly last: {
    readonly lines: readonly { readonly packageVersionId: PackageVersionId; readonly wanted: number }[];
    readonly whole: boolean;
  } | null;
};

export type ListKind = "knock" | "call";

export type CallRow = {
  readonly householdId: HouseholdId;
  readonly door: DoorView;
  readonly who: string | null;
  readonly phone: string | null;
  /** Whose number can be shown and called; each look is on record. */
  readonly personId: PersonId | null;
  /** Null: nobody has said. */
  readonly size: number | null;
  /** How many people it orders for as one customer; null for a home. */
  readonly heads: number | null;
  readonly tags: readonly string[];
};

export type HomeListView = RoundChoice & {
  readonly kind: ListKind;
  readonly grid: GridRef;
  /** Until when an order may still be written down; null without a round. */
  readonly untilMs: number | null;
  readonly deliveryDayMs: number | null;
  readonly nowMs: number;
  readonly rows: readonly CallRow[];
};

export type PeopleView = {
  readonly grid: GridRef;
  readonly waiting: readonly {
    readonly personId: PersonId;
    readonly name: string;
    readonly phone: string | null;
    readonly kind: "member" | "helper";
    readonly householdId: HouseholdId;
    readonly door: DoorView;
    readonly atMs: number;
    readonly others: readonly string[];
  }[];
};
