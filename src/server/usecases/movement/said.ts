import type { Instant } from "#domain/kernel/time.ts";
import type { ActTx } from "../../act.ts";

/** When something on the road was done, which may be long before a phone without a network could say so. */
export type Said = {
  /** By the server's clock, as nearly as the phone lets it be known: never in the future. */
  readonly at: Instant;
  /** What the phone's clock showed: it is written down beside the server's time. */
  readonly deviceAt?: Instant | undefined;
};

export const saidNow = (tx: ActTx): Said => ({ at: tx.at });
