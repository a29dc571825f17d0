import { z } from "zod";
import type { BatchId, CycleId, ItemId, LotId, PackageVersionId, SupermarketId, TripId } from "#domain/kernel/ids.ts";
import { id } from "./orders.ts";

/** The acts on batches that a person at the store (or the desk) presses; loading and beyond follow the trip. */
export const moveBatchesInput = z.object({
  batchIds: z.array(id<BatchId>()).min(1).max(500),
  act: z.enum(["accept", "reject", "recall", "start_picking", "finish_picking", "pack", "stage"]),
  reason: z.string().trim().max(200).optional(),
});
export type MoveBatchesInput = z.infer<typeof moveBatchesInput>;

export const repackBatchInput = z.object({
  batchId: id<BatchId>(),
  /** Only the bags of this package; without it, all of the batch. */
  packageVersionId: id<PackageVersionId>().optional(),
  reason: z.string().trim().min(1).max(200),
});
export type RepackBatchInput = z.infer<typeof repackBatchInput>;

/** Opening a sealed bus costs its seal: the new number is part of the act. */
export const offloadBatchInput = z.object({
  tripId: id<TripId>(),
  batchId: id<BatchId>(),
  sealNumber: z.string().trim().min(2).max(40),
  reason: z.string().trim().min(1).max(200),
});
export type OffloadBatchInput = z.infer<typeof offloadBatchInput>;

export const reRouteBatchInput = z.object({ batchId: id<BatchId>(), supermarketId: id<SupermarketId>() });
export type ReRouteBatchInput = z.infer<typeof reRouteBatchInput>;

/** A batch that no store takes; the reason is what its homes read. */
export const giveUpBatchInput = z.object({ batchId: id<BatchId>(), reason: z.string().trim().min(1).max(200) });
export type GiveUpBatchInput = z.infer<typeof giveUpBatchInput>;

export const recordPickInput = z.object({
  cycleId: id<CycleId>(),
  supermarketId: id<SupermarketId>(),
  itemId: id<ItemId>(),
  lotId: id<LotId>().optional(),
  /** Picked in all so far, in tenths of the item's unit: sent again it changes nothing. */
  pickedTenths: z.number().int().min(0).max(100_000_000),
  /** Why not from the lot that expires first. */
  reason: z.string().trim().max(200).optional(),
});
export type RecordPickInput = z.infer<typeof recordPickInput>;

const shortReason = z.enum(["out_of_stock", "quality_reject", "supplier_late", "road_closed", "case_remainder"]);

/** Whole bags that will not be packed, or an item replaced inside the bags of a batch. */
export const declareShortInput = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("bags"),
    batchId: id<BatchId>(),
    packageVersionId: id<PackageVersionId>(),
    bags: z.number().int().min(1).max(10_000),
    reason: shortReason,
  }),
  z.object({
    kind: z.literal("item"),
    batchId: id<BatchId>(),
    packageVersionId: id<PackageVersionId>(),
    itemId: id<ItemId>(),
    substituteItemId: id<ItemId>(),
    bags: z.number().int().min(1).max(10_000),
    reason: shortReason,
  }),
]);
export type DeclareShortInput = z.infer<typeof declareShortInput>;

export const tripInput = z.object({ tripId: id<TripId>() });
export const loadBagsInput = z.object({
  tripId: id<TripId>(),
  bagNumbers: z.union([z.literal("all"), z.array(z.number().int().min(1).max(10_000_000)).min(1).max(1000)]),
});
export type LoadBagsInput = z.infer<typeof loadBagsInput>;
export const sealTripInput = z.object({ tripId: id<TripId>(), sealNumber: z.string().trim().min(2).max(40) });
export type SealTripInput = z.infer<typeof sealTripInput>;
