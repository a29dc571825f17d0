import { z } from "zod";
import type { ItemId, LotId, SupermarketId } from "#domain/kernel/ids.ts";
import type { Names } from "#domain/kernel/names.ts";
import { serviceDay } from "./cycles.ts";
import { id } from "./orders.ts";
import { photo } from "./photo.ts";

const line = (most: number) => z.string().trim().min(1).max(most);

/** A lot as it comes in; its id is made on the device, so that what is sent twice comes in once. */
export const receiveLotInput = z.object({
  lotId: id<LotId>(),
  supermarketId: id<SupermarketId>(),
  itemId: id<ItemId>(),
  code: line(40),
  /** Tenths of the item's unit. */
  quantityTenths: z.number().int().min(1).max(100_000_000),
  expiresOn: serviceDay,
  maker: line(80),
  licence: line(60),
  shelf: line(20),
  paid: z.enum(["paid", "free"]),
  /** Of the paper that came with it. */
  photo: photo.optional(),
});
export type ReceiveLotInput = z.infer<typeof receiveLotInput>;

export const takeBackLotInput = z.object({ lotId: id<LotId>(), reason: line(200) });
export type TakeBackLotInput = z.infer<typeof takeBackLotInput>;

/** A line of the purchase ledger 进货台账. */
export type LedgerLot = {
  readonly lotId: LotId;
  readonly item: Names;
  readonly unit: string;
  readonly code: string;
  readonly shelf: string;
  readonly expiresOn: string;
  readonly isExpired: boolean;
  readonly paid: "paid" | "free";
  /** Null where nobody wrote it down. */
  readonly quantityTenths: number | null;
  readonly pickedTenths: number;
  readonly maker: string | null;
  readonly licence: string | null;
  readonly receivedMs: number | null;
  readonly receivedBy: string | null;
  readonly takenBack: string | null;
  readonly photoId: string | null;
  /** Packed bags that may have some of it. */
  readonly bags: number;
};
export type GoodsView = {
  readonly supermarketId: SupermarketId;
  readonly lots: readonly LedgerLot[];
  readonly items: readonly { readonly itemId: ItemId; readonly name: Names; readonly unit: string }[];
  readonly today: string;
};
