import type { Items } from "./context.ts";
import type { Reason } from "./flags.ts";

/** Where in the raw text something stands: lines counted from 1, offsets in UTF-16 units, the end excluded. */
export type Span = {
  readonly line: number;
  readonly endLine: number;
  readonly start: number;
  readonly end: number;
};

/** What one home seems to want. With a flag for review it waits for a person; `items` is then what was read so far. */
export type ListOrder = {
  readonly household: string | null;
  readonly items: Items;
  readonly reasons: readonly Reason[];
  readonly held: boolean;
  /** Every line that speaks of this order, the first one first. */
  readonly spans: readonly Span[];
  readonly contact?: string;
  readonly note?: string;
  /** The readings among which a person chooses. */
  readonly candidates?: readonly Items[];
  readonly rawAddress?: string;
  readonly rawItem?: string;
  readonly placedBy?: string;
  readonly splitTo?: string;
  readonly claimedYuan?: number;
  readonly dueYuan?: number;
};
