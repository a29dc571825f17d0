import { z } from "zod";
import type {
  BagId,
  BuildingId,
  CommunityId,
  CycleId,
  GridId,
  GridSheetId,
  HandoverId,
  HouseholdId,
  OrderId,
  PackageVersionId,
  PersonId,
} from "#domain/kernel/ids.ts";
import type { Instant } from "#domain/kernel/time.ts";
import type { HandoverState } from "#domain/movement/handover.ts";
import type { CycleState } from "#domain/offer/cycle.ts";
import type { SheetState } from "#domain/orders/grid-sheet.ts";
import type { OrderState } from "#domain/orders/household-order.ts";
import { LATE_ACTS, type LateState } from "#domain/orders/late-request.ts";
import type { PaymentState } from "#domain/orders/payment.ts";
import type { DeliveryMode, ZoneLevel } from "#domain/zones/zone.ts";
import { id } from "./orders.ts";
import type { DoorView, FoodView, Name, PackageOfferView, ZoneView } from "./resident.ts";

const reason = z.string().trim().min(1).max(200);
const photo = z.object({
  mediaType: z.enum(["image/jpeg", "image/png", "image/webp"]),
  base64: z.base64().min(1).max(2_800_000),
});

export const resolveReviewInput = z.object({ orderId: id<OrderId>(), decision: z.enum(["keep", "cancel"]), reason });
export type ResolveReviewInput = z.infer<typeof resolveReviewInput>;

export const countHandoverInput = z.object({
  handoverId: id<HandoverId>(),
  counted: z.number().int().min(0).max(10_000),
  photo: photo.optional(),
});
export type CountHandoverInput = z.infer<typeof countHandoverInput>;
/** What a count came to; `offered` is the driver's number. */
export type CountAnswer = { readonly state: HandoverState; readonly offered: number; readonly counted: number };

export const DOOR_ACTS = ["delivered", "absent", "neighbour", "returned", "damaged"] as const;
export const HOLD_PLACES = ["door", "gate", "grid"] as const;
export type HoldPlace = (typeof HOLD_PLACES)[number];
const doorEvent = z.object({
  /** Made by the device, once for each tap: the same id is the same event, however often it is sent. */
  id: z.uuid(),
  orderId: id<OrderId>(),
  act: z.enum(DOOR_ACTS),
  /** Where bags wait for whoever was absent. */
  place: z.enum(HOLD_PLACES).optional(),
  /** And until when. */
  holdUntil: z
    .number()
    .int()
    .transform((n) => n as Instant)
    .optional(),
  neighbourDoor: z.string().trim().max(40).optional(),
  /** Without them: every bag of the order that is in hand. */
  bagIds: z.array(id<BagId>()).max(50).optional(),
  /** Taken at the door with the same tap. */
  cashFen: z.number().int().min(1).max(10_000_000).optional(),
  reason: z.string().trim().max(200).optional(),
  deviceAt: z
    .number()
    .int()
    .transform((n) => n as Instant)
    .optional(),
});
export type DoorEvent = z.infer<typeof doorEvent>;
export const recordDoorsInput = z.object({ events: z.array(doorEvent).min(1).max(200) });
export type RecordDoorsInput = z.infer<typeof recordDoorsInput>;
export type DoorConflict =
  | "unknown_order"
  | "not_here_yet"
  | "nothing_in_hand"
  | "wrong_bag"
  | "cash_differs"
  | "not_from_here"
  | "id_taken";
/** `again`: nothing was stored, send the event once more. */
export type DoorOutcome =
  | { readonly id: string; readonly status: "done"; readonly orderState: OrderState }
  | {
      readonly id: string;
      readonly status: "conflict";
      readonly reason: DoorConflict;
      readonly orderState: OrderState | null;
    }
  | { readonly id: string; readonly status: "again" };

/** What the grid worker answers to a wish that came after the cut-off. */
export const answerLateInput = z.object({
  cycleId: id<CycleId>(),
  householdId: id<HouseholdId>(),
  act: z.enum(LATE_ACTS),
  reason: z.string().trim().max(200).optional(),
});
export type AnswerLateInput = z.infer<typeof answerLateInput>;

/** A home gives up a bag for another one of the grid that came short; `consentBy` is who of the first home agreed. */
export const reassignBagInput = z.object({
  bagId: id<BagId>(),
  toOrderId: id<OrderId>(),
  consentBy: z.string().trim().min(1).max(60),
});
export type ReassignBagInput = z.infer<typeof reassignBagInput>;
/** A lost bag turned up at the grid, and is still good. */
export const findBagInput = z.object({ bagId: id<BagId>(), fitForUse: z.literal(true) });
export type FindBagInput = z.infer<typeof findBagInput>;

export const receiveCashInput = z.object({
  orderId: id<OrderId>(),
  amountFen: z.number().int().min(1).max(10_000_000),
});
export type ReceiveCashInput = z.infer<typeof receiveCashInput>;
/** The amount that was counted; it must be what the box holds. */
export const bankCashInput = z.object({ amountFen: z.number().int().min(1).max(1_000_000_000) });
export type BankCashInput = z.infer<typeof bankCashInput>;

export const decidePersonInput = z.object({ personId: id<PersonId>(), decision: z.enum(["verify", "decline"]) });
export type DecidePersonInput = z.infer<typeof decidePersonInput>;
export const personInput = z.object({ personId: id<PersonId>() });
export const householdInput = z.object({ householdId: id<HouseholdId>() });

// What the grid worker's screens are given: plain data. Money in fen, times in UTC milliseconds.

export type GridRef = {
  readonly gridId: GridId;
  readonly communityId: CommunityId;
  readonly number: number;
  readonly community: Name;
  readonly homes: number;
};

/** A package by letter with how many: `A`, 2. */
export type LetterCount = { readonly letter: string; readonly bags: number };

export type TallyView = {
  readonly cycleId: CycleId;
  readonly cycleState: CycleState;
  readonly cutOffMs: number;
  readonly graceEndsMs: number;
  readonly deliveryDayMs: number;
  readonly sheetState: SheetState;
  readonly returnReason: string | null;
  readonly ordered: number;
  readonly doubtful: number;
  readonly late: number;
  readonly silent: number;
  readonly silentNoPhone: number;
};

export type BusView = {
  readonly stopId: string;
  readonly handoverId: HandoverId | null;
  readonly tripNumber: number;
  readonly dueMs: number;
  readonly arrivedMs: number | null;
  readonly settledMs: number | null;
  readonly state: HandoverState | "coming";
  readonly bags: number;
  readonly counted: number | null;
  readonly agreed: number | null;
  readonly mode: DeliveryMode | null;
  readonly zoneLevel: ZoneLevel | null;
  readonly photoId: string | null;
  readonly ruling: string | null;
  readonly letters: readonly LetterCount[];
};

export type DoorsProgress = {
  readonly total: number;
  readonly done: number;
  readonly left: number;
  readonly held: number;
  readonly next: DoorView | null;
};

export type GridTodayView = {
  readonly grid: GridRef;
  readonly grids: readonly GridRef[];
  readonly nowMs: number;
  readonly zone: ZoneView | null;
  readonly buses: readonly BusView[];
  readonly doors: DoorsProgress | null;
  readonly tally: TallyView | null;
  readonly cashFen: number;
  readonly cashHomes: number;
  readonly people: number;
};

export type BuildingRow = {
  readonly buildingId: BuildingId;
  readonly number: number;
  readonly units: number;
  readonly floors: number;
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
export type BoardView = {
  /** What is in force for the building's grid now. */
  readonly zone: ZoneLevel | null;
  readonly gridId: GridId;
  readonly buildingId: BuildingId;
  readonly number: number;
  readonly unit: number;
  readonly units: number;
  readonly doorsPerFloor: number;
  readonly tab: BoardTab;
  readonly cycleId: CycleId | null;
  readonly deliveryDayMs: number | null;
  readonly floors: readonly BoardFloor[];
  readonly counts: Readonly<Partial<Record<CellKind, number>>>;
  readonly packages: readonly { readonly letter: string; readonly name: Name }[];
  readonly nextDoor: DoorView | null;
  readonly left: number;
};

export type GridOrderLine = {
  readonly packageVersionId: PackageVersionId;
  readonly letter: string;
  readonly name: Name;
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
  readonly payment: PaymentState;
  readonly channel: "app" | "proxy" | "import";
  readonly totalFen: number;
  readonly dueFen: number;
  readonly note: string | null;
  readonly pickupCode: string;
  readonly reviewReasons: readonly string[];
  readonly deliveryDayMs: number;
  readonly placedMs: number;
  readonly lines: readonly GridOrderLine[];
  readonly mayChange: boolean;
  readonly mayCancel: boolean;
  readonly mayTakeCash: boolean;
};
export type GridPerson = {
  readonly personId: PersonId;
  readonly name: string;
  readonly phone: string | null;
  readonly hasPhone: boolean;
  readonly kind: "member" | "helper";
};
export type HouseholdSheetView = {
  readonly householdId: HouseholdId;
  readonly gridId: GridId;
  readonly buildingId: BuildingId;
  readonly door: DoorView;
  readonly size: number;
  readonly vacant: boolean;
  readonly tags: readonly string[];
  readonly joinCode: string | null;
  readonly persons: readonly GridPerson[];
  readonly orders: readonly GridOrderView[];
  /** The cycle that the grid worker may order from for this home; null when none takes orders or one is there. */
  readonly mayOrder: CycleId | null;
};

export type ProxyOrderView = {
  readonly householdId: HouseholdId;
  readonly door: DoorView;
  readonly who: string | null;
  readonly tags: readonly string[];
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
};

export type ReviewView = {
  readonly gridId: GridId;
  readonly cycleId: CycleId | null;
  readonly doubtful: readonly {
    readonly orderId: OrderId;
    readonly householdId: HouseholdId;
    readonly door: DoorView;
    readonly who: string | null;
    readonly reasons: readonly string[];
    readonly tags: readonly string[];
    readonly letters: readonly LetterCount[];
    readonly totalFen: number;
    readonly placedMs: number;
    readonly note: string | null;
  }[];
  readonly late: readonly {
    readonly householdId: HouseholdId;
    readonly door: DoorView;
    readonly who: string | null;
    readonly letters: readonly LetterCount[];
    readonly atMs: number;
    readonly state: LateState;
    readonly reason: string | null;
  }[];
  readonly mayOrder: boolean;
};

export type ListKind = "knock" | "call";
export type CallRow = {
  readonly householdId: HouseholdId;
  readonly door: DoorView;
  readonly who: string | null;
  readonly phone: string | null;
  readonly size: number;
  readonly tags: readonly string[];
};
export type HomeListView = {
  readonly kind: ListKind;
  readonly grid: GridRef;
  readonly deliveryDayMs: number | null;
  readonly nowMs: number;
  readonly rows: readonly CallRow[];
};

export type SheetView = {
  readonly grid: GridRef;
  readonly nowMs: number;
  readonly sheetId: GridSheetId;
  readonly cycleId: CycleId;
  readonly state: SheetState;
  readonly checksum: string | null;
  readonly returnReason: string | null;
  readonly submittedMs: number | null;
  readonly cutOffMs: number;
  readonly graceEndsMs: number;
  readonly deliveryDayMs: number;
  readonly doubtful: number;
  readonly homes: number;
  readonly bags: number;
  readonly totalFen: number;
  readonly packages: readonly { readonly letter: string; readonly name: Name; readonly bags: number }[];
  readonly buildings: readonly {
    readonly number: number;
    readonly homes: number;
    readonly bags: number;
    readonly letters: readonly LetterCount[];
  }[];
};

export type WalkBag = {
  readonly bagId: BagId;
  readonly number: number;
  readonly packageVersionId: PackageVersionId;
  readonly letter: string;
  readonly name: Name;
  readonly cold: boolean;
  readonly foods: readonly FoodView[];
};
export type WalkHome = {
  readonly orderId: OrderId;
  readonly householdId: HouseholdId;
  readonly door: DoorView;
  readonly who: string | null;
  readonly personId: PersonId | null;
  readonly size: number;
  readonly tags: readonly string[];
  readonly note: string | null;
  readonly pickupCode: string;
  readonly dueFen: number;
  readonly held: HoldPlace | null;
  readonly holdUntilMs: number | null;
  readonly bags: readonly WalkBag[];
  /** Doors on the same floor and the two next to it, to hand bags to. */
  readonly neighbours: readonly string[];
};
export type DoorWalkView = {
  readonly grid: GridRef;
  readonly nowMs: number;
  readonly done: number;
  readonly total: number;
  readonly homes: readonly WalkHome[];
  readonly last: readonly { readonly door: DoorView; readonly state: OrderState; readonly atMs: number }[];
  /** Homes of the grid that came short of a package and could take a bag that another gives up. */
  readonly wanting: readonly WantingHome[];
  readonly lost: readonly LostBag[];
};
export type WantingHome = {
  readonly orderId: OrderId;
  readonly door: DoorView;
  readonly packageVersionId: PackageVersionId;
  readonly missing: number;
};
export type LostBag = {
  readonly bagId: BagId;
  readonly number: number;
  readonly letter: string;
  readonly door: DoorView;
  /** The driver or dispatch has it; it comes to the grid. */
  readonly onTheWay: boolean;
};

export type CashView = {
  readonly grid: GridRef;
  readonly boxFen: number;
  readonly inBox: readonly {
    readonly orderId: OrderId;
    readonly door: DoorView;
    readonly amountFen: number;
    readonly atMs: number;
  }[];
  readonly owed: readonly {
    readonly orderId: OrderId;
    readonly householdId: HouseholdId;
    readonly door: DoorView;
    readonly amountFen: number;
  }[];
  readonly bankedTodayFen: number;
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

export type CommunitySheetRow = {
  readonly sheetId: GridSheetId;
  readonly gridId: GridId;
  readonly gridNumber: number;
  readonly homesInGrid: number;
  readonly state: SheetState;
  readonly homes: number | null;
  readonly bags: number | null;
  readonly checksum: string | null;
  readonly submittedMs: number | null;
  readonly returnReason: string | null;
};
export type CommunityView = {
  /** The clerk's communities, by name; the one in hand among them. */
  readonly places: readonly { readonly communityId: CommunityId; readonly name: Name }[];
  readonly communityId: CommunityId;
  readonly name: Name;
  readonly nowMs: number;
  readonly cycle: {
    readonly cycleId: CycleId;
    readonly state: CycleState;
    readonly cutOffMs: number;
    readonly graceEndsMs: number;
    readonly deliveryDayMs: number;
  } | null;
  readonly sheets: readonly CommunitySheetRow[];
  readonly totals: readonly { readonly letter: string; readonly name: Name; readonly bags: number }[];
};
