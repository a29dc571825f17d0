import { and, eq, gt } from "drizzle-orm";
import type { AllocationSummary } from "#contract/cycles.ts";
import type { Tx } from "#db/client.ts";
import { readStoreLoads } from "#db/queries/store-loads.ts";
import { readWaitedCycles } from "#db/queries/waited-cycles.ts";
import {
  buildings,
  communities,
  householdOrders,
  households,
  offers,
  orderLines,
  packageVersions,
  supermarkets,
  supplyCommits,
} from "#db/schema/index.ts";
import type {
  CommunityId,
  CycleId,
  HouseholdId,
  PackageId,
  PackageVersionId,
  SupermarketId,
} from "#domain/kernel/ids.ts";
import { metresBetween } from "#domain/places/distance.ts";
import { needWeight } from "#domain/places/need.ts";
import { type Allocation, type AllocationPolicy, allocate } from "#domain/supply/allocation.ts";
import { capacityLeft } from "#domain/supply/capacity.ts";
import { assignStores, type StoreAssignment } from "#domain/supply/store-assignment.ts";

type LockedLine = Awaited<ReturnType<typeof readLockedLines>>[number];

export type ComputedAllocation = {
  readonly lines: ReadonlyMap<string, LockedLine>;
  readonly allocations: readonly Allocation[];
  readonly stores: StoreAssignment;
  readonly versionOf: ReadonlyMap<PackageId, PackageVersionId>;
  readonly summary: AllocationSummary;
};

/** Locked lines of a cycle in the order in which their doors are walked: community, building, unit, from the top down. */
function readLockedLines(tx: Tx, cycleId: CycleId) {
  return tx
    .select({
      id: orderLines.id,
      orderId: orderLines.orderId,
      householdId: orderLines.householdId,
      gridId: orderLines.gridId,
      communityId: orderLines.communityId,
      packageVersionId: orderLines.packageVersionId,
      packageId: packageVersions.packageId,
      priceFen: orderLines.priceFen,
      locked: orderLines.locked,
      acceptUpTo: orderLines.acceptUpTo,
      placedAt: householdOrders.placedAt,
      tags: households.tags,
      heads: households.heads,
    })
    .from(orderLines)
    .innerJoin(householdOrders, eq(householdOrders.id, orderLines.orderId))
    .innerJoin(households, eq(households.id, orderLines.householdId))
    .innerJoin(buildings, eq(buildings.id, households.buildingId))
    .innerJoin(packageVersions, eq(packageVersions.id, orderLines.packageVersionId))
    .where(and(eq(orderLines.cycleId, cycleId), gt(orderLines.locked, 0)))
    .orderBy(
      orderLines.communityId,
      buildings.number,
      households.unit,
      households.floor,
      households.room,
      orderLines.packageVersionId,
    );
}

/**
 * Shares out a closed cycle by its policy and finds each community its supermarket; the same rows always give the same
 * answer, so the preview that the desk saw is made again when it approves. Runs as `SYS`. Changes nothing.
 */
export async function computeAllocation(
  tx: Tx,
  cycleId: CycleId,
  policy: AllocationPolicy,
): Promise<ComputedAllocation> {
  const rows = await readLockedLines(tx, cycleId);
  const waited = policy === "rotate" ? await readWaitedCycles(tx, cycleId) : new Map<HouseholdId, number>();
  const card = await tx
    .select({ offer: offers, packageId: packageVersions.packageId })
    .from(offers)
    .innerJoin(packageVersions, eq(packageVersions.id, offers.packageVersionId))
    .where(eq(offers.cycleId, cycleId));
  const promised = await tx.select().from(supplyCommits).where(eq(supplyCommits.cycleId, cycleId));
  const others = await readStoreLoads(tx, cycleId, true);
  const stores = (await tx.select().from(supermarkets).orderBy(supermarkets.code)).map((s) => ({
    ...s,
    // What other rounds have it pack for the same day is taken already.
    capacity: Math.max(0, capacityLeft(s.dailyCapacityBags, others.get(s.id))),
  }));
  const places = await tx.select({ id: communities.id, lat: communities.lat, lng: communities.lng }).from(communities);

  const packageOf = new Map(card.map((c) => [c.offer.packageVersionId, c.packageId]));
  const versionOf = new Map(card.map((c) => [c.packageId, c.offer.packageVersionId]));
  const caseSizeOf = new Map(card.map((c) => [c.packageId, c.offer.caseSize]));
  const commits = promised.flatMap((p) => {
    const packageId = packageOf.get(p.packageVersionId);
    return packageId ? [{ supermarketId: p.supermarketId, packageId, quantity: p.committed }] : [];
  });
  const allocations = allocate({
    policy,
    lines: rows.map((r) => ({
      lineId: r.id,
      householdId: r.householdId,
      gridId: r.gridId,
      packageId: r.packageId,
      wanted: r.locked ?? 0,
      acceptUpTo: Math.max(r.acceptUpTo, r.locked ?? 0),
      heads: r.heads ?? 1,
      weight: needWeight(r.tags),
      submittedAt: r.placedAt,
      waitedCycles: waited.get(r.householdId) ?? 0,
    })),
    commits: commits.map((c) => ({
      packageId: c.packageId,
      quantity: c.quantity,
      caseSize: caseSizeOf.get(c.packageId) ?? 1,
    })),
  });
  const lines = new Map<string, LockedLine>(rows.map((r) => [r.id, r]));
  const demand = new Map<string, { communityId: CommunityId; packageId: PackageId; quantity: number }>();
  for (const a of allocations) {
    const line = lines.get(a.lineId);
    if (!line || a.allocated + a.extra === 0) continue;
    const key = `${line.communityId} ${a.packageId}`;
    const sum = demand.get(key) ?? { communityId: line.communityId, packageId: a.packageId, quantity: 0 };
    sum.quantity += a.allocated + a.extra;
    demand.set(key, sum);
  }
  const at = new Map<string, { lat: number; lng: number }>([...places, ...stores].map((p) => [p.id, p]));
  const assignment = assignStores({
    demands: [...demand.values()],
    stores: stores.map((s) => ({ supermarketId: s.id, capacity: s.capacity })),
    commits,
    metresBetween: (store, community) => {
      const [a, b] = [at.get(store), at.get(community)];
      return a && b ? metresBetween(a, b) : Number.POSITIVE_INFINITY;
    },
  });
  const summary: AllocationSummary = {
    packages: card
      .sort((a, b) => a.offer.position - b.offer.position)
      .map(({ offer, packageId }) => {
        const mine = allocations.filter((a) => a.packageId === packageId);
        const sum = (pick: (a: Allocation) => number) => mine.reduce((n, a) => n + pick(a), 0);
        return {
          packageVersionId: offer.packageVersionId,
          wanted: sum((a) => a.allocated + a.shorted),
          committed: commits.filter((c) => c.packageId === packageId).reduce((n, c) => n + c.quantity, 0),
          allocated: sum((a) => a.allocated),
          shorted: sum((a) => a.shorted),
          extra: sum((a) => a.extra),
          homesShort: mine.filter((a) => a.shorted > 0).length,
        };
      }),
    stores: stores.map((s) => {
      const mine = assignment.batches.filter((b) => b.supermarketId === s.id);
      return {
        supermarketId: s.id as SupermarketId,
        communities: mine.length,
        bags: mine.reduce((n, b) => n + b.lines.reduce((m, l) => m + l.quantity, 0), 0),
        capacity: s.capacity,
      };
    }),
    unassigned: assignment.unassigned.flatMap((u) => {
      const packageVersionId = versionOf.get(u.packageId);
      return packageVersionId
        ? [{ communityId: u.communityId, packageVersionId, bags: u.quantity, reason: u.reason }]
        : [];
    }),
  };
  return { lines, allocations, stores: assignment, versionOf, summary };
}
