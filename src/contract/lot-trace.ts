import { z } from "zod";
import type { BagId, LotId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import type { Whereabouts } from "#domain/supply/bag.ts";

export const lotCode = z.string().trim().min(1).max(40);

/** A bag that holds some of a lot, or may: of one batch they all were picked from the same lots. */
export type BagOfLot = {
  readonly bagId: BagId;
  readonly number: number;
  readonly letter: string;
  readonly item: Names;
  readonly place: Names;
  readonly gridNumber: number;
  readonly door: { readonly building: string; readonly unit: number; readonly room: string };
  readonly deliveryDayMs: number;
  readonly at: Whereabouts;
  /** Out of how many lots its item was picked; with 1 it is known to be this one. */
  readonly oneOf: number;
  /** Some of its item was picked and nobody wrote down from which lot. */
  readonly partUnsaid: boolean;
};

/** Which homes got some of a lot 批号: one number may stand on several lots, of several items and stores. */
export type LotTraceView = {
  readonly code: string;
  readonly lots: readonly {
    readonly lotId: LotId;
    readonly item: Names;
    readonly store: Names;
    readonly maker: string | null;
    readonly expiresOn: string;
    /** Bags with this item that the store packed since the lot came in, of which nobody wrote down any lot. */
    readonly unsaidBags: number;
  }[];
  readonly bags: readonly BagOfLot[];
};
