/** Flags that hold an order back until a person has decided. */
export const REVIEW_FLAGS = [
  "FREE_TEXT_REQUEST",
  "NO_ADDRESS",
  "AMBIGUOUS_ADDRESS",
  "INCOMPLETE_ADDRESS",
  "UNKNOWN_BUILDING",
  "FLOOR_OUT_OF_RANGE",
  "OTHER_GROUP",
  "DUPLICATE_HOUSEHOLD",
  "SAME_AS_LAST_ORDER",
  "UNKNOWN_ITEM",
  "FRACTION_QTY",
  "OVER_LIMIT",
  "SUSPECT_TYPO",
  "AMOUNT_MISMATCH",
  "SPLIT_REQUEST",
  "AFTER_CUTOFF",
] as const;
export type ReviewFlag = (typeof REVIEW_FLAGS)[number];

/** Flags that only tell: the order stands. */
export const INFO_FLAGS = [
  "FORK_ONLY_IN_1",
  "FORK_ONLY_IN_2",
  "EDIT_APPLIED",
  "CANCELLED",
  "ON_BEHALF",
  "CASH",
  "MULTI_HOUSEHOLD_LINE",
  "PHONE_FOUND",
  "NOTE",
  "HEALTH_NOTE",
  "PAYMENT_CLAIM",
  "UNPAID",
  "DEFAULT_QTY_1",
] as const;
export type InfoFlag = (typeof INFO_FLAGS)[number];

export type OrderFlag = ReviewFlag | InfoFlag;

/** The order in which an order's flags are listed: what the home is, what was done, what is wrong, what is told. */
const LISTED: readonly OrderFlag[] = [
  ...REVIEW_FLAGS.slice(0, 7),
  "FORK_ONLY_IN_1",
  "FORK_ONLY_IN_2",
  "DUPLICATE_HOUSEHOLD",
  "EDIT_APPLIED",
  "CANCELLED",
  "ON_BEHALF",
  "CASH",
  "MULTI_HOUSEHOLD_LINE",
  "PHONE_FOUND",
  "NOTE",
  "HEALTH_NOTE",
  "SAME_AS_LAST_ORDER",
  "UNKNOWN_ITEM",
  "FRACTION_QTY",
  "OVER_LIMIT",
  "SUSPECT_TYPO",
  "PAYMENT_CLAIM",
  "AMOUNT_MISMATCH",
  "UNPAID",
  "SPLIT_REQUEST",
  "AFTER_CUTOFF",
  "DEFAULT_QTY_1",
];

/** Why an order wears a flag: the words in both languages are the messages' `groupList`, filled with these values. */
export type Reason = { readonly flag: OrderFlag; readonly values: Readonly<Record<string, string | number>> };

export type MessageFlag =
  | { readonly kind: "FORK_MERGED" }
  | { readonly kind: "CHECKSUM_OK" }
  | { readonly kind: "CHECKSUM_MISMATCH"; readonly item: string; readonly claimed: number; readonly counted: number }
  | { readonly kind: "CHATTER_IGNORED"; readonly lines: number };

const HOLDS: ReadonlySet<OrderFlag> = new Set<OrderFlag>(REVIEW_FLAGS);

/** Whether an order with these reasons waits for a person. */
export const isHeld = (reasons: readonly Reason[]): boolean => reasons.some((r) => HOLDS.has(r.flag));

/** Reasons in the listed order, one for each flag: the first that was given. */
export function sortReasons(reasons: readonly Reason[]): Reason[] {
  return LISTED.flatMap((flag) => reasons.find((r) => r.flag === flag) ?? []);
}

/** `CHECKSUM_MISMATCH:A:6!=5`, `CHATTER_IGNORED:2`: a message's flag as one word. */
export function formatMessageFlag(flag: MessageFlag): string {
  if (flag.kind === "CHECKSUM_MISMATCH") return `${flag.kind}:${flag.item}:${flag.claimed}!=${flag.counted}`;
  return flag.kind === "CHATTER_IGNORED" ? `${flag.kind}:${flag.lines}` : flag.kind;
}
