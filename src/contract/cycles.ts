import { z } from "zod";
import type { CommunityId, CycleId, PackageVersionId, SupermarketId } from "#domain/kernel/ids.ts";
import type { ServiceDay } from "#domain/kernel/time.ts";
import { eachOnce } from "./each-once.ts";
import { instant } from "./instant.ts";
import { id } from "./orders.ts";
import { rowNumber } from "./row-number.ts";

export const serviceDay = z.iso.date().transform((d) => d as ServiceDay);

/** A cycle as the desk writes it: price card, quantities and quotas together, so that nothing is published half. */
export const createCycleInput = z.object({
  opensAt: instant,
  cutOffAt: instant,
  graceEndsAt: instant,
  deliveryDay: serviceDay,
  policy: z.enum(["need_first", "equal", "first_come", "rotate"]),
  gridMinimumBags: z.number().int().min(0).max(10_000),
  offers: z
    .array(
      z.object({
        packageVersionId: id<PackageVersionId>(),
        householdLimit: z.number().int().min(1).max(99),
        offered: z.number().int().min(0).max(1_000_000),
        caseSize: z.number().int().min(1).max(100),
      }),
    )
    .min(1)
    .max(50)
    .refine((list) => eachOnce(list, (o) => o.packageVersionId)),
  commits: z
    .array(
      z.object({
        supermarketId: id<SupermarketId>(),
        packageVersionId: id<PackageVersionId>(),
        committed: z.number().int().min(0).max(1_000_000),
      }),
    )
    .max(2_000)
    .refine((list) => eachOnce(list, (c) => `${c.supermarketId} ${c.packageVersionId}`)),
  quotas: z
    .array(
      z.object({
        packageVersionId: id<PackageVersionId>(),
        /** A quota for all grids of this community together; without it, one that each grid of the city has. */
        communityId: id<CommunityId>().optional(),
        quota: z.number().int().min(0).max(100_000),
      }),
    )
    .max(20_000)
    .refine((list) => eachOnce(list, (q) => `${q.communityId} ${q.packageVersionId}`)),
});
export type CreateCycleInput = z.infer<typeof createCycleInput>;

/** A draft written anew, whole; `revision` is that of the draft that was read. */
export const rewriteCycleInput = createCycleInput.extend({
  cycleId: id<CycleId>(),
  revision: z.number().int().min(0).max(1_000_000),
});
export type RewriteCycleInput = z.infer<typeof rewriteCycleInput>;

export const cycleActInput = z.object({
  cycleId: id<CycleId>(),
  reason: z.string().trim().max(200).optional(),
  /** The new cut-off and end of grace, for an extension. */
  cutOffAt: instant.optional(),
  graceEndsAt: instant.optional(),
});
export type CycleActInput = z.infer<typeof cycleActInput>;

/** Taking one community out of a round: its homes read why. */
export const communityOutInput = z.object({
  cycleId: id<CycleId>(),
  communityId: id<CommunityId>(),
  reason: z.string().trim().min(1).max(200),
});
export type CommunityOutInput = z.infer<typeof communityOutInput>;

/** Taking one package off a round: its homes read why. */
export const packageOffInput = z.object({
  cycleId: id<CycleId>(),
  packageVersionId: id<PackageVersionId>(),
  reason: z.string().trim().min(1).max(200),
});
export type PackageOffInput = z.infer<typeof packageOffInput>;

/** Ending a round before its time: never without a reason, which homes and grid workers read. */
export const closeEarlyInput = z.object({ cycleId: id<CycleId>(), reason: z.string().trim().min(1).max(200) });
export type CloseEarlyInput = z.infer<typeof closeEarlyInput>;

export const cycleInput = z.object({ cycleId: id<CycleId>() });
export const approveAllocationInput = z.object({ cycleId: id<CycleId>(), run: rowNumber });
export const undoAllocationInput = z.object({ cycleId: id<CycleId>(), reason: z.string().trim().min(1).max(200) });
export type UndoAllocationInput = z.infer<typeof undoAllocationInput>;
export type ApproveAllocationInput = z.infer<typeof approveAllocationInput>;

/** An allocation before it is approved: counts only. */
export type AllocationSummary = {
  readonly packages: readonly {
    readonly packageVersionId: PackageVersionId;
    readonly wanted: number;
    readonly committed: number;
    readonly allocated: number;
    readonly shorted: number;
    readonly extra: number;
    readonly homesShort: number;
  }[];
  readonly stores: readonly {
    readonly supermarketId: SupermarketId;
    readonly communities: number;
    readonly bags: number;
    readonly capacity: number;
  }[];
  readonly unassigned: readonly {
    readonly communityId: string;
    readonly packageVersionId: PackageVersionId;
    readonly bags: number;
    readonly reason: string;
  }[];
};
