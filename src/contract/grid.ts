import { z } from "zod";
import type {
  CashReceiptId,
  CommunityId,
  CycleId,
  GridId,
  GridSheetId,
  HandoverId,
  HouseholdId,
  OrderId,
  PackageVersionId,
  PersonId,
  TripId,
} from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { HandoverState, HandoverWay } from "#domain/movement/handover.ts";
import type { CycleState } from "#domain/offer/cycle.ts";
import { MOST_HEADS } from "#domain/orders/by-heads.ts";
import type { SheetState } from "#domain/orders/grid-sheet.ts";
import type { LateState } from "#domain/orders/late-request.ts";
import type { Aggregator } from "#domain/places/aggregator.ts";
import type { DeliveryMode, ZoneLevel } from "#domain/zones/zone.ts";
import { eachOnce } from "./each-once.ts";
import { id } from "./orders.ts";
import { photo } from "./photo.ts";
import type { DoorView, ZoneView } from "./resident.ts";

export const reason = z.string().trim().min(1).max(200);

export const resolveReviewInput = z.object({ orderId: id<OrderId>(), decision: z.enum(["keep", "cancel"]), reason });

export type ResolveReviewInput = z.infer<typeof resolveReviewInput>;

export const countHandoverInput = z.object({
  /** Made by the phone for this count: the same id is the same count, however often it is sent. */
  id: z.uuid().optional(),
  handoverId: id<HandoverId>(),
  /** Bags by package version: equal totals cannot hide a mix-up. */
  counted: z.record(z.guid(), z.number().int().min(0).max(10_000)).refine((c) => Object.keys(c).length <= 50),
  photo: photo.optional(),
});

export type CountHandoverInput = z.infer<typeof countHandoverInput>;

/** What a count came to; `offered` is the driver's number. */
export type CountAnswer = { readonly state: HandoverState; readonly offered: number; readonly counted: number };

/** What the grid worker answers to a wish that came after the cut-off. */
export const answerLateInput = z.object({
  cycleId: id<CycleId>(),
  householdId: id<HouseholdId>(),
  act: z.enum(["take", "put_off", "decline"]),
  reason: z.string().trim().max(200).optional(),
});

export type AnswerLateInput = z.infer<typeof answerLateInput>;

/** So many orders are paid for in one go; somebody who brings more hands it over twice. */
export const MOST_HOMES_AT_ONCE = 20;

const fenInput = z.number().int().min(1).max(10_000_000);

export const receiveCashInput = z.object({
  /** Made once by the device for this receipt and sent again on every retry. */
  receiptId: id<CashReceiptId>(),
  /** What was given, by the order that it is for: several when one neighbour hands over the money of several homes. */
  parts: z
    .array(
      z.object({
        orderId: id<OrderId>(),
        amountFen: fenInput,
        /** What was due when it was given: cash that has been booked meanwhile is not booked again. */
        dueFen: z.number().int().min(0).max(1_000_000_000),
      }),
    )
    .min(1)
    .max(MOST_HOMES_AT_ONCE)
    .refine((parts) => eachOnce(parts, (p) => p.orderId)),
  /** Why another amount than what is due: a torn note, the rest comes tomorrow. */
  words: z.string().trim().max(200).optional(),
});

export type ReceiveCashInput = z.infer<typeof receiveCashInput>;

export const takeBackCashInput = z.object({ receiptId: id<CashReceiptId>(), reason });

export type TakeBackCashInput = z.infer<typeof takeBackCashInput>;

/** All that is owed back for an order, out of the box. */
export const handBackInput = z.object({ orderId: id<OrderId>(), amountFen: fenInput });

export type HandBackInput = z.infer<typeof handBackInput>;

/** The amount that was counted, and the worker's words when it is not what the books say. */
export const bankCashInput = z.object({
  amountFen: z.number().int().min(0).max(1_000_000_000),
  /** What the worker saw in the box by the books: cash that came in or went out meanwhile is no difference. */
  boxFen: z.number().int().min(1).max(1_000_000_000),
  reason: z.string().trim().max(200).optional(),
});

export type BankCashInput = z.infer<typeof bankCashInput>;

export const decidePersonInput = z.object({ personId: id<PersonId>(), decision: z.enum(["verify", "decline"]) });

export type DecidePersonInput = z.infer<typeof decidePersonInput>;

export const personInput = z.object({ personId: id<PersonId>() });

/** A household moves out: what may still be cancelled is, with the reason. */
export const moveOutInput = z.object({ householdId: id<HouseholdId>(), reason });

export type MoveOutInput = z.infer<typeof moveOutInput>;

/** Somebody moves in: how many they are. */
export const moveInInput = z.object({ householdId: id<HouseholdId>(), size: z.number().int().min(1).max(30) });

export type MoveInInput = z.infer<typeof moveInInput>;

/** How many people a unit orders for. */
export const setHeadsInput = z.object({
  householdId: id<HouseholdId>(),
  heads: z.number().int().min(1).max(MOST_HEADS),
});

export type SetHeadsInput = z.infer<typeof setHeadsInput>;

export const householdInput = z.object({ householdId: id<HouseholdId>() });

// What the grid worker's screens are given: plain data. Money in fen, times in UTC milliseconds.

export type GridRef = {
  readonly gridId: GridId;
  readonly communityId: CommunityId;
  readonly number: number;
  readonly community: Names;
  /** What the place calls who gathers there. */
  readonly aggregator: Aggregator;
  readonly homes: number;
};

/** A package by letter with how many: `A`, 2. */
export type LetterCount = { readonly letter: string; readonly bags: number };

/** The desk ended a round before its time, or took the grid's sheet as it stood, and says why. */
export type EndedEarly = {
  readonly what: "cut_off" | "taken";
  readonly why: string;
  readonly atMs: number;
  readonly deliveryDayMs: number;
};

/** One of the rounds that are gathered now, told apart by the day it is delivered on. */
export type RoundRef = { readonly cycleId: CycleId; readonly cutOffMs: number; readonly deliveryDayMs: number };

/** The rounds that are gathered now, the most urgent first, and the one that a screen is about; null when none is. */
export type RoundChoice = { readonly rounds: readonly RoundRef[]; readonly cycleId: CycleId | null };

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
  readonly tripId: TripId;
  readonly tripNumber: number;
  /** The name that is painted on it. */
  readonly bus: string;
  /** On its way, still in its yard or at the dock, or standing in the road. */
  readonly way: "before" | "moving" | "stands";
  /** When the bus was there, or is expected now. */
  readonly dueMs: number;
  /** How much later than planned the gate is served; 0 when on time. */
  readonly lateMs: number;
  /** How long ago it should have been here and was not. */
  readonly overdueMs: number;
  /** What is read out to the driver by phone, while nobody has counted. */
  readonly code: string | null;
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
  /** How it was taken over, where nobody counted at the bus. */
  readonly tookBy: HandoverWay | null;
  readonly letters: readonly PackageCount[];
};

/** Bags of one package, as they are counted at the gate. */
export type PackageCount = LetterCount & { readonly packageVersionId: PackageVersionId };

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
  /** Of each round that is gathered now, the most urgent first. */
  readonly tallies: readonly TallyView[];
  readonly endedEarly: readonly EndedEarly[];
  readonly cashFen: number;
  readonly cashHomes: number;
  /** Homes that get money back. */
  readonly back: readonly CashBackRow[];
  readonly people: number;
};

export type ReviewView = RoundChoice & {
  readonly gridId: GridId;
  /** The sheet cannot be frozen before it; null without a round. */
  readonly cutOffMs: number | null;
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

export type SheetView = {
  readonly rounds: readonly RoundRef[];
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
  /** How many people its units order for; 0 where homes alone have ordered. */
  readonly heads: number;
  readonly bags: number;
  readonly totalFen: number;
  readonly packages: readonly { readonly letter: string; readonly name: Names; readonly bags: number }[];
  readonly buildings: readonly {
    readonly name: string;
    readonly homes: number;
    readonly bags: number;
    readonly letters: readonly LetterCount[];
  }[];
};

type MoneyRowOfHome = {
  readonly orderId: OrderId;
  readonly householdId: HouseholdId;
  readonly cycleId: CycleId;
  readonly dayMs: number;
  readonly door: DoorView;
  readonly amountFen: number;
};
/** A home that still owes for an order; `near` once its bags are on their way or have come. */
export type OwedRow = MoneyRowOfHome & { readonly near: boolean };
/** A home that gets money back: out of the box, or from the desk. */
export type CashBackRow = MoneyRowOfHome & { readonly by: "cash" | "transfer" };

export type CashTogether = {
  readonly receiptId: CashReceiptId;
  readonly atMs: number;
  readonly amountFen: number;
  readonly doors: readonly DoorView[];
  /** False once some of it was handed back. */
  readonly mayTakeBack: boolean;
};

export type CashView = {
  readonly grid: GridRef;
  readonly boxFen: number;
  readonly boxHomes: number;
  readonly inBox: readonly {
    readonly orderId: OrderId;
    readonly door: DoorView;
    readonly dayMs: number;
    readonly amountFen: number;
    readonly atMs: number;
  }[];
  /** What one person gave for several homes and lies in the box still, the latest first. */
  readonly together: readonly CashTogether[];
  readonly owed: readonly OwedRow[];
  readonly back: readonly CashBackRow[];
  readonly bankedTodayFen: number;
};

export type CommunitySheetRow = {
  readonly sheetId: GridSheetId;
  readonly gridId: GridId;
  readonly gridNumber: number;
  readonly homesInGrid: number;
  readonly state: SheetState;
  /** As handed in; before, as the orders stand. */
  readonly homes: number;
  readonly bags: number;
  readonly checksum: string | null;
  readonly submittedMs: number | null;
  readonly returnReason: string | null;
};

export type CommunityView = {
  /** The clerk's communities, by name; the one in hand among them. */
  readonly places: readonly { readonly communityId: CommunityId; readonly name: Names }[];
  readonly communityId: CommunityId;
  readonly name: Names;
  /** What the place calls those who hand the sheets in. */
  readonly aggregator: Aggregator;
  /** Where bags may be set down at the gate when nobody comes; null where they may not. */
  readonly setDownZone: string | null;
  readonly nowMs: number;
  readonly rounds: readonly RoundRef[];
  readonly cycle: {
    readonly cycleId: CycleId;
    readonly state: CycleState;
    readonly cutOffMs: number;
    readonly graceEndsMs: number;
    readonly deliveryDayMs: number;
  } | null;
  readonly sheets: readonly CommunitySheetRow[];
  readonly totals: readonly { readonly letter: string; readonly name: Names; readonly bags: number }[];
};
