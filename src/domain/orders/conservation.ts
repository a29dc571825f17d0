/**
 * The counts of a home's line of one package, in packages; the same terms hold for any sum of lines. `extra` is what a
 * home is given beyond what was locked, so that its store opens whole cases.
 */
export const COUNT_TERMS = [
  "wanted",
  "cancelledBeforeLock",
  "locked",
  "extra",
  "allocated",
  "shortedAlloc",
  "packed",
  "shortedPick",
  "reassignedIn",
  "reassignedOut",
  "delivered",
  "returned",
  "scrapped",
  "lost",
  "damaged",
  "inHand",
] as const;
export type CountTerm = (typeof COUNT_TERMS)[number];
export type LineCount = Readonly<Record<CountTerm, number>>;

/** Bags at one stop, by what became of them (invariant 3). */
export type StopLoad = Readonly<Record<"loaded" | "handed" | "partRefused" | "lost" | "backOnBoard", number>>;
/** Bags of one trip: what went on, what came off at its stops, what came home. */
export type TripLoad = Readonly<Record<"loaded" | "unloaded" | "returned", number>>;

/** `Σ left = Σ right`, for one count or for any sum of counts. */
export type Equation<Term extends string, Name extends string = string> = {
  readonly name: Name;
  readonly left: readonly Term[];
  readonly right: readonly Term[];
};

export type Imbalance<Name extends string = string> = {
  readonly equation: Name;
  readonly left: number;
  readonly right: number;
  /** `left − right`: packages that vanished when positive, that came from nowhere when negative. */
  readonly difference: number;
};

/**
 * Invariant 1. A reassigned bag leaves one home and reaches another, so each side keeps what was packed for it.
 * A bag that was replaced in a repack is not counted: the new one that names it is.
 */
export const LINE_EQUATIONS: readonly Equation<CountTerm, "wanted" | "locked" | "allocated" | "packed">[] = [
  { name: "wanted", left: ["wanted"], right: ["cancelledBeforeLock", "locked"] },
  { name: "locked", left: ["locked", "extra"], right: ["allocated", "shortedAlloc"] },
  { name: "allocated", left: ["allocated"], right: ["packed", "shortedPick"] },
  {
    name: "packed",
    left: ["packed", "reassignedIn"],
    right: ["reassignedOut", "delivered", "returned", "scrapped", "lost", "damaged", "inHand"],
  },
];

/** What holds on top for a batch, a community and everything larger, where both homes of a reassigned bag are inside. */
export const WHOLE_EQUATIONS: readonly Equation<CountTerm>[] = [
  ...LINE_EQUATIONS,
  { name: "reassigned", left: ["reassignedIn"], right: ["reassignedOut"] },
];

/** What holds on top when the cycle closes: no bag is still in anyone's hands. */
export const CLOSE_EQUATIONS: readonly Equation<CountTerm>[] = [
  ...WHOLE_EQUATIONS,
  { name: "in_hand", left: ["inHand"], right: [] },
];

export const STOP_EQUATIONS: readonly Equation<keyof StopLoad>[] = [
  { name: "stop_load", left: ["loaded"], right: ["handed", "partRefused", "lost", "backOnBoard"] },
];
export const TRIP_EQUATIONS: readonly Equation<keyof TripLoad>[] = [
  { name: "trip_load", left: ["loaded"], right: ["unloaded", "returned"] },
];

/** The equations that `count` breaks, in their order; empty when every package is accounted for. */
export function imbalances<Term extends string, Name extends string>(
  count: Readonly<Record<Term, number>>,
  equations: readonly Equation<Term, Name>[],
): Imbalance<Name>[] {
  const sum = (terms: readonly Term[]) => terms.reduce((total, term) => total + count[term], 0);
  return equations
    .map(({ name, left, right }) => ({ equation: name, left: sum(left), right: sum(right) }))
    .map((i) => ({ ...i, difference: i.left - i.right }))
    .filter((i) => i.difference !== 0);
}
