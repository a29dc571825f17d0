import type { Whereabouts } from "../supply/bag.ts";
import { type Equation, LINE_EQUATIONS, type LineCount, STOP_EQUATIONS, type StopLoad } from "./conservation.ts";

/** What is still ahead of a stage while a cycle is under way: ordered and not locked yet, and so on. */
const AHEAD = { wanted: "notLocked", locked: "notAllocated", allocated: "notPacked" } as const;
type Stage = keyof typeof AHEAD;

/** One package at one community, at any moment of its cycle. */
export type PackageUnderWay = Pick<
  LineCount,
  | "wanted"
  | "cancelledBeforeLock"
  | "locked"
  | "extra"
  | "allocated"
  | "shortedAlloc"
  | "packed"
  | "shortedPick"
  | "delivered"
> &
  Readonly<Record<(typeof AHEAD)[Stage], number>>;

/** One community's bags by where they are, and what else keeps a count of its lines: sheets from the freeze on, batches. */
export type PlaceUnderWay = Readonly<
  Record<
    "packed" | "deliveredByLines" | "lockedOnSheets" | "onSheets" | "allocatedToBatches" | "inBatches" | Whereabouts,
    number
  >
>;

/** One stop's bags: as `StopLoad`, and those that are being counted. */
export type StopUnderWay = StopLoad & Readonly<Record<"offered", number>>;

/** The stages of a line, each with what is still ahead of it. */
export const PACKAGE_EQUATIONS: readonly Equation<keyof PackageUnderWay, Stage>[] = LINE_EQUATIONS.flatMap((e) =>
  e.name === "packed"
    ? []
    : [{ ...(e as Equation<keyof PackageUnderWay, Stage>), right: [...(e.right as Stage[]), AHEAD[e.name]] }],
);

/** The counts that are kept twice: in lines and in bags, on sheets, in batches. Both homes of a reassigned bag are here. */
export const PLACE_EQUATIONS: readonly Equation<keyof PlaceUnderWay, "packed" | "handed" | "sheets" | "batches">[] = [
  {
    name: "packed",
    left: ["packed"],
    right: ["in_store", "on_bus", "in_hand", "delivered", "returned", "scrapped", "lost", "damaged"],
  },
  { name: "handed", left: ["deliveredByLines"], right: ["delivered"] },
  { name: "sheets", left: ["lockedOnSheets"], right: ["onSheets"] },
  { name: "batches", left: ["allocatedToBatches"], right: ["inBatches"] },
];

/** A stop's load at any moment after its first count was offered. */
export const STOP_UNDER_WAY: readonly Equation<keyof StopUnderWay, "load">[] = STOP_EQUATIONS.map((e) => ({
  ...e,
  name: "load",
  right: [...e.right, "offered"],
}));

/**
 * The money of one community's orders, in fen, each sum counted twice: by what was written down when it came or was said,
 * and by where the screens show it now. `missing` is below zero where a box held more than the books said.
 */
export type MoneyUnderWay = Readonly<
  Record<
    | "cashTaken"
    | "banked"
    | "inBoxes"
    | "handedBack"
    | "missing"
    | "said"
    | "found"
    | "notFound"
    | "beingChecked"
    | "owedBack"
    | "paidBack"
    | "toPayBack"
    | "open"
    | "asked"
    | "openWhileChecked",
    number
  >
>;

/**
 * Cash is banked, in boxes, with the home again or missing; what homes said was found, not found or is being looked for;
 * every refund is paid or on somebody's list; and whoever owes is asked.
 */
export const MONEY_EQUATIONS: readonly Equation<keyof MoneyUnderWay, "cash" | "claims" | "refunds" | "dues">[] = [
  { name: "cash", left: ["cashTaken"], right: ["banked", "inBoxes", "handedBack", "missing"] },
  { name: "claims", left: ["said"], right: ["found", "notFound", "beingChecked"] },
  { name: "refunds", left: ["owedBack"], right: ["paidBack", "toPayBack"] },
  { name: "dues", left: ["open"], right: ["asked", "openWhileChecked"] },
];
