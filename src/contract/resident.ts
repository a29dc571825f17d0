import { z } from "zod";
import type { ClaimId, CycleId, HouseholdId, OrderId, PackageVersionId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Page } from "#domain/kernel/page.ts";
import type { OrderMoney } from "#domain/ledger/order-money.ts";
import type { OrderState } from "#domain/orders/household-order.ts";
import type { ShortReason } from "#domain/orders/reasons.ts";
import type { ClaimKind, ClaimRemedy, ClaimState } from "#domain/oversight/claim.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import type { ZoneLevel } from "#domain/zones/zone.ts";
import { instant } from "./instant.ts";

// What the resident's screens are given: plain data. Money in fen, times in UTC milliseconds, weights in grams.

/** A name in both languages; the screen picks. */
/** A door in parts, because people write it differently in each language. */
export type DoorView = { readonly building: string; readonly unit: number; readonly room: string };

export type HomeRef = {
  readonly householdId: HouseholdId;
  readonly door: DoorView;
  readonly community: Names;
  readonly gridNumber: number;
  /** Who gathers there. */
  readonly aggregator: Aggregator;
  /** `helper`: somebody else's home that the reader orders for. */
  readonly kind: "member" | "helper";
  /** Masked, for the homes that are helped: 王*. */
  readonly contact: string | null;
};

/** The zone in force at a home, with what its order says. */
export type ZoneView = {
  readonly level: ZoneLevel;
  readonly fromMs: number;
  /** Null: until it is lifted. */
  readonly untilMs: number | null;
  readonly orderNumber: string | null;
  /** True for an order over the whole community, false for one over the home's grid alone. */
  readonly wholeCommunity: boolean;
};

/** Who to turn to. The number is there only where the register has one that may be called. */
/** Who gathers for a home, by the word of its place, or by one that he himself is called. */
export type GridWorkerView = {
  readonly name: string;
  readonly label: string | null;
  readonly aggregator: Aggregator;
  readonly phone: string | null;
};

/** A thing inside, by the code of its picture. */
export type FoodView = { readonly code: string; readonly name: Names };

export type PackageOfferView = {
  readonly packageVersionId: PackageVersionId;
  readonly letter: string;
  readonly name: Names;
  readonly priceFen: number;
  readonly weightGrams: number;
  readonly shelfLifeHours: number;
  readonly fragile: boolean;
  readonly coldChain: boolean;
  readonly tags: readonly string[];
  readonly foods: readonly FoodView[];
  readonly left: number;
  /** Why the desk took it off the round. */
  readonly takenOff: string | null;
  readonly householdLimit: number;
};

/** How many of the six stations are behind, and which is lit; `ended` when the order left the line. */
export type OrderProgress = {
  readonly station: number;
  readonly ended: "cancelled" | "shorted_out" | "failed" | "returned" | null;
};

export type OrderLineView = {
  readonly packageVersionId: PackageVersionId;
  readonly letter: string;
  readonly name: Names;
  readonly priceFen: number;
  readonly wanted: number;
  readonly acceptUpTo: number;
  /** Null until the supply has been shared out. */
  readonly got: number | null;
  readonly short: ShortView | null;
};

/** Why fewer came: the cause, the rule, and the figures where they are known. */
export type ShortView = {
  readonly reason: ShortReason | null;
  readonly rule: "need_first" | "equal" | "first_come" | "rotate" | null;
  readonly cityWanted: number | null;
  readonly citySupply: number | null;
  readonly refundFen: number;
};

export type OrderSummaryView = {
  readonly orderId: OrderId;
  readonly number: number;
  readonly cycleId: CycleId;
  readonly householdId: HouseholdId;
  readonly door: DoorView;
  /** Who gathers where it is delivered. */
  readonly aggregator: Aggregator;
  readonly state: OrderState;
  readonly progress: OrderProgress;
  readonly deliveryDayMs: number;
  readonly placedMs: number;
  readonly lines: readonly OrderLineView[];
  readonly shortBags: number;
  readonly totalFen: number;
  readonly money: OrderMoney;
  readonly pickupCode: string;
  /** Until when its bags are kept for a home that was absent; null otherwise. */
  readonly holdUntilMs: number | null;
  /** When the bus is (or was) at the gate, where a trip is known. */
  readonly gateMs: number | null;
  /** The hours in which the doors are walked; none is promised that nobody can keep. */
  readonly doorFromMs: number | null;
  readonly doorToMs: number | null;
  /** Why the hours are not those of the plan: its bus stands in the road, or should be there; or the doors' time has passed. */
  readonly delay: "bus_stands" | "bus_overdue" | "doors_passed" | null;
};

/** The round that may be ordered from now, or the next one to open. */
export type RoundView = {
  readonly cycleId: CycleId;
  readonly open: boolean;
  readonly opensMs: number;
  readonly cutOffMs: number;
  readonly deliveryDayMs: number;
  /** 成团: bags of the grid so far and how many it takes; null where the round needs none. */
  readonly minimum: { readonly have: number; readonly need: number } | null;
  /** The home's community is not in this round, and why as far as somebody said; null where it is. */
  readonly notHere: { readonly why: string | null } | null;
  readonly mine: OrderSummaryView | null;
  /** What this home had last time, as far as it is on offer now. */
  readonly usual: { readonly lines: readonly UsualLine[]; readonly totalFen: number } | null;
  readonly packages: readonly PackageOfferView[];
};
type UsualLine = {
  readonly packageVersionId: PackageVersionId;
  readonly name: Names;
  readonly wanted: number;
  readonly foods: readonly FoodView[];
};

export type ResidentHomeView = {
  readonly nowMs: number;
  /** Null: signed in, but no home has been verified yet. */
  readonly home: HomeRef | null;
  readonly homes: readonly HomeRef[];
  readonly waitingToJoin: boolean;
  readonly zone: ZoneView | null;
  /** All orders of the home that are not delivered, and what came today, by delivery day; without the one of the round below. */
  readonly underWay: readonly OrderSummaryView[];
  readonly round: RoundView | null;
  /** All rounds that are open now, the one delivered first in front; `round` is one of them. */
  readonly rounds: readonly Pick<RoundView, "cycleId" | "cutOffMs" | "deliveryDayMs">[];
  /** Why the desk has just cut the last round off early; null when it did not, or another round is there. */
  readonly cutEarly: { readonly why: string; readonly atMs: number } | null;
  readonly gridWorker: GridWorkerView | null;
  /** Notices that were not read yet. */
  readonly unread: number;
  /** Tags of the home that change what suits it: `elder_alone`, `halal`, `infant`. */
  readonly needs: readonly string[];
};

export type PackagePartView = {
  readonly code: string;
  /** The picture that was chosen for it; null for the one called like its code. */
  readonly picture: string | null;
  readonly name: Names;
  readonly unit: string;
  /** Tenths of the unit: 15 is 1.5 斤. */
  readonly tenths: number;
  readonly lineFen: number;
};

export type PackageView = {
  readonly nowMs: number;
  readonly cycleId: CycleId;
  readonly open: boolean;
  readonly cutOffMs: number;
  readonly offer: PackageOfferView;
  readonly feeFen: number;
  readonly parts: readonly PackagePartView[];
  readonly signed: boolean;
  /** Case size above 1: what is left of a case may be offered on top, up to what a home accepts. */
  readonly caseSize: number;
  readonly homes: readonly (HomeRef & { readonly ordered: OrderId | null })[];
  /** The communities of the reader's other homes are not in this round; the last of them, and why. */
  readonly notHere: { readonly community: Names; readonly why: string | null } | null;
};

export type StationMoment = { readonly atMs: number | null; readonly about: boolean };

export type ClaimView = {
  readonly id: ClaimId;
  readonly kind: ClaimKind;
  readonly state: ClaimState;
  readonly words: string;
  readonly answer: string | null;
  readonly remedy: ClaimRemedy | null;
  readonly refundFen: number;
  readonly openedMs: number;
  readonly answerByMs: number;
  readonly photoIds: readonly string[];
  /** It was turned down, and may be said once more. */
  readonly mayReopen: boolean;
};

export type OrderView = OrderSummaryView & {
  readonly nowMs: number;
  readonly revision: number;
  readonly channel: "app" | "proxy" | "import";
  readonly note: string | null;
  readonly cutOffMs: number;
  /** Until then the grid worker may still clear things up. */
  readonly graceEndsMs: number;
  readonly mayChange: boolean;
  readonly mayCancel: boolean;
  /** Why somebody else, or the home itself, took it back; null where nobody said. */
  readonly cancelReason: string | null;
  readonly mayClaim: boolean;
  /** Where something is still to be paid. */
  readonly mayPay: boolean;
  readonly zone: ZoneView | null;
  readonly gridNumber: number;
  readonly gridWorker: GridWorkerView | null;
  readonly stations: readonly StationMoment[];
  readonly storeNames: readonly Names[];
  readonly bus: { readonly number: number; readonly bus: string } | null;
  readonly gateBags: number | null;
  /** Whose gate the bus comes to. */
  readonly community: Names;
  /** Homes that are visited before this one; null until the walk of the doors has begun and once it was here. */
  readonly homesBefore: number | null;
  readonly bags: readonly {
    readonly number: number;
    readonly letter: string;
    readonly name: Names;
    readonly state: string;
  }[];
  readonly mayWithdraw: boolean;
  readonly paidMs: number | null;
  /** What the home has to its credit and no order has used yet. */
  readonly creditLeftFen: number;
  /** The desk's words when a payment that the home had reported was not found; null while none was turned down. */
  readonly moneyRefusal: string | null;
  readonly limits: readonly { readonly packageVersionId: PackageVersionId; readonly householdLimit: number }[];
  readonly claims: readonly ClaimView[];
};

export type HouseholdView = {
  readonly nowMs: number;
  readonly person: string;
  readonly home: HomeRef | null;
  readonly homes: readonly HomeRef[];
  readonly waiting: readonly { readonly kind: "member" | "helper" }[];
  /** Null: nobody has said. */
  readonly size: number | null;
  readonly needs: readonly string[];
  /** Nobody said what it needs: a demo made it up, or the import of old. */
  readonly needsInvented: boolean;
  readonly joinCode: string | null;
  readonly members: readonly {
    readonly name: string;
    readonly phone: string | null;
    readonly kind: "member" | "helper";
    readonly state: string;
    readonly me: boolean;
  }[];
  readonly zone: ZoneView | null;
  readonly gridWorker: GridWorkerView | null;
};

/** The price card of the round in hand. */
export type OffersView = {
  readonly cycleId: CycleId;
  readonly open: boolean;
  readonly opensMs: number;
  readonly cutOffMs: number;
  readonly offers: readonly PackageOfferView[];
};

export const NOTICE_KINDS = [
  "order.needs_review",
  "order.short",
  "order.shorted_out",
  "order.at_gate",
  "order.held",
  "order.delivered",
  "order.failed",
  "order.cancelled",
  "order.cut_early",
  "order.taken",
  "order.taken_off",
  "payment.rejected",
  "money.comes_back",
  "money.paid_back",
  "claim.accepted",
  "claim.rejected",
  "claim.remedied",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export type NoticeView = {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly orderId: OrderId;
  /** Who gathers for the home that is told. */
  readonly aggregator: Aggregator;
  /** Of a shortage: how many bags fewer. */
  readonly bags: number;
  /** Of money that comes back: how much. */
  readonly amountFen: number;
  /** What the desk said when it ended the round early; empty for other kinds. */
  readonly why: string;
  readonly atMs: number;
  readonly read: boolean;
};
export type NoticesView = { readonly nowMs: number; readonly notices: readonly NoticeView[]; readonly at: Page };
/** One page of the orders of the reader's homes. */
export type OrdersView = { readonly nowMs: number; readonly orders: readonly OrderSummaryView[]; readonly at: Page };

/** Everything told until then was on the screen. */
export const readNoticesInput = z.object({ untilMs: instant });
export type ReadNoticesInput = z.infer<typeof readNoticesInput>;
