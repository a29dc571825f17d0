import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { AllocationSummary, ApproveAllocationInput } from "#contract/cycles.ts";
import { allocationRuns, batches, batchLines, cycles, gridSheets, householdOrders } from "#db/schema/index.ts";
import type { BatchId, CommunityId, OrderId, PackageId, SupermarketId } from "#domain/kernel/ids.ts";
import { fen } from "#domain/kernel/money.ts";
import { chargeOrder, creditOrder } from "#domain/ledger/ledger.ts";
import { type ActTx, act } from "../../act.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { followMoney } from "../../follow-money.ts";
import { ALLOCATION_RUNS, ORDER_KEYS, ORDERS } from "../../lives.ts";
import { moveAll, moveOne } from "../../move.ts";
import { followBags } from "../../move-bags.ts";
import { type Booked, post } from "../../post.ts";
import { moveCycleIn } from "../cycles/move-cycle.ts";
import { type ComputedAllocation, computeAllocation } from "./compute-allocation.ts";

/**
 * Makes a previewed allocation real: each line's share with its reason, a purchase batch for each store and community,
 * a bag for each unit, and the money for what came short. The shares are computed again from the rows of now and must
 * come to the very counts that were previewed.
 * @throws AppError `not_found`, `conflict` when the preview is not what would happen now, `refused`
 */
export async function approveAllocation(
  ctx: Ctx,
  input: ApproveAllocationInput,
): Promise<{ batches: number; bags: number }> {
  const { cycleId } = input;
  return act(ctx, (desk) =>
    desk.seeingAll(async (tx) => {
      // The cycle first, as everywhere.
      const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, cycleId)).for("update");
      const [run] = await tx
        .select()
        .from(allocationRuns)
        .where(and(eq(allocationRuns.cycleId, cycleId), eq(allocationRuns.run, input.run)))
        .for("update");
      if (!cycle || !run) throw new AppError("not_found");
      // Asked for and given up, or not worked out yet: nobody has seen what it would come to.
      if (!("packages" in (run.summary as Partial<AllocationSummary>)))
        throw new AppError("conflict", { kind: "preview_is_old" });
      const computed = await computeAllocation(tx, cycleId, run.policy);
      const facts = { previewed: totals(run.summary as AllocationSummary), computed: totals(computed.summary) };
      if (run.state === "preview" && facts.previewed !== facts.computed)
        throw new AppError("conflict", { kind: "preview_is_old" });
      await moveOne(tx, ALLOCATION_RUNS, run, "approve", facts, { data: { run: input.run } });
      const batchOf = await writeBatches(tx, cycleId, computed);
      const bags = await writeShares(tx, cycleId, computed, batchOf);
      await tx.as(SYSTEM, (all) => moveOrdersAndMoney(all, cycleId));
      await moveCycleIn(tx, "allocate", { cycleId });
      return { batches: batchOf.size, bags };
    }),
  );
}

const totals = (s: AllocationSummary) =>
  JSON.stringify([
    s.packages.map((p) => [p.packageVersionId, p.allocated, p.shorted, p.extra]),
    s.stores.map((x) => x.bags),
  ]);

const batchKey = (store: SupermarketId, community: CommunityId) => `${store} ${community}`;

async function writeBatches(
  tx: ActTx,
  cycleId: ApproveAllocationInput["cycleId"],
  computed: ComputedAllocation,
): Promise<Map<string, BatchId>> {
  const sheets = await tx
    .select()
    .from(gridSheets)
    .where(and(eq(gridSheets.cycleId, cycleId), eq(gridSheets.state, "frozen")))
    .orderBy(gridSheets.gridId);
  const checksums = new Map<CommunityId, string[]>();
  for (const s of sheets) checksums.set(s.communityId, [...(checksums.get(s.communityId) ?? []), s.checksum ?? ""]);
  const made = new Map<string, BatchId>();
  const stateAt = tx.at;
  for (const b of computed.stores.batches) made.set(batchKey(b.supermarketId, b.communityId), randomUUID() as BatchId);
  if (made.size === 0) return made;
  const idOf = (store: SupermarketId, community: CommunityId) => made.get(batchKey(store, community)) as BatchId;
  await tx.insert(batches).values(
    computed.stores.batches.map((b) => ({
      id: idOf(b.supermarketId, b.communityId),
      cycleId,
      supermarketId: b.supermarketId,
      communityId: b.communityId,
      sheetChecksums: checksums.get(b.communityId) ?? [],
      stateAt,
    })),
  );
  await tx.insert(batchLines).values(
    computed.stores.batches.flatMap((b) =>
      b.lines.map((l) => ({
        batchId: idOf(b.supermarketId, b.communityId),
        packageVersionId: computed.versionOf.get(l.packageId) as NonNullable<ReturnType<typeof computed.versionOf.get>>,
        allocated: l.quantity,
      })),
    ),
  );
  return made;
}

/** Writes each line's share and a bag per unit; what no store could pack is short too, with that reason. */
async function writeShares(
  tx: ActTx,
  cycleId: ApproveAllocationInput["cycleId"],
  computed: ComputedAllocation,
  batchOf: ReadonlyMap<string, BatchId>,
): Promise<number> {
  const room = new Map<string, { batchId: BatchId; store: SupermarketId; left: number }[]>();
  for (const b of computed.stores.batches)
    for (const l of b.lines) {
      const key = `${b.communityId} ${l.packageId}`;
      const batchId = batchOf.get(batchKey(b.supermarketId, b.communityId));
      if (batchId) room.set(key, [...(room.get(key) ?? []), { batchId, store: b.supermarketId, left: l.quantity }]);
    }
  const shares: { id: string; allocated: number; shorted: number; extra: number; reason: unknown }[] = [];
  const bags: { line: string; batch: BatchId; store: SupermarketId }[] = [];
  for (const a of computed.allocations) {
    const line = computed.lines.get(a.lineId);
    if (!line) continue;
    let packed = 0;
    for (const r of room.get(`${line.communityId} ${a.packageId as PackageId}`) ?? [])
      while (r.left > 0 && packed < a.allocated + a.extra) {
        r.left -= 1;
        packed += 1;
        bags.push({ line: line.id, batch: r.batchId, store: r.store });
      }
    const extra = Math.max(0, packed - a.allocated - a.shorted);
    const shorted = a.allocated + a.shorted + extra - packed;
    shares.push({
      id: line.id,
      allocated: packed,
      shorted,
      extra,
      reason: shorted > 0 ? { ...a.reason, short: a.reason.short ?? "out_of_stock" } : null,
    });
  }
  await tx.execute(sql`UPDATE order_lines l SET allocated = s.allocated, shorted_alloc = s.shorted, extra_alloc = s.extra, short_reason = s.reason
    FROM jsonb_to_recordset(${JSON.stringify(shares)}::jsonb) AS s (id uuid, allocated int, shorted int, extra int, reason jsonb) WHERE l.id = s.id`);
  await tx.execute(sql`INSERT INTO bags (id, cycle_id, number, batch_id, order_id, order_line_id, package_version_id, supermarket_id, community_id, grid_id, household_id, place)
    SELECT gen_random_uuid(), l.cycle_id, row_number() OVER (ORDER BY b.store, l.community_id, b.n), b.batch, l.order_id, l.id, l.package_version_id, b.store,
      l.community_id, l.grid_id, l.household_id, 'store'
    FROM jsonb_to_recordset(${JSON.stringify(bags.map((b, n) => ({ n, ...b })))}::jsonb) AS b (n int, line uuid, batch uuid, store uuid) JOIN order_lines l ON l.id = b.line`);
  await tx.execute(sql`UPDATE supply_commits c SET allocated = t.n FROM (SELECT supermarket_id, package_version_id, count(*)::int AS n FROM bags
    WHERE cycle_id = ${cycleId} GROUP BY 1, 2) t WHERE c.cycle_id = ${cycleId} AND c.supermarket_id = t.supermarket_id AND c.package_version_id = t.package_version_id`);
  return bags.length;
}

type Share = {
  readonly id: OrderId;
  readonly locked: number;
  readonly extra: number;
  readonly allocated: number;
  readonly shorted: number;
  readonly totalFen: string;
  readonly shortFen: string;
  readonly extraFen: string;
};

/** Orders follow their lines; a home is credited what it does not get and charged what it took to fill a case. */
async function moveOrdersAndMoney(tx: ActTx, cycleId: ApproveAllocationInput["cycleId"]): Promise<void> {
  const shares =
    await tx.execute<Share>(sql`SELECT order_id AS id, sum(locked)::int AS locked, sum(extra_alloc)::int AS extra, sum(allocated)::int AS allocated,
      sum(shorted_alloc)::int AS shorted, sum(allocated * price_fen) AS "totalFen", sum(shorted_alloc * price_fen) AS "shortFen", sum(extra_alloc * price_fen) AS "extraFen"
    FROM order_lines WHERE cycle_id = ${cycleId} AND allocated IS NOT NULL GROUP BY order_id`);
  const shareOf = new Map(shares.map((s) => [s.id, s]));
  const locked = await tx
    .select(ORDER_KEYS)
    .from(householdOrders)
    .where(and(eq(householdOrders.cycleId, cycleId), eq(householdOrders.state, "locked")));
  const mine = locked.filter((o) => shareOf.has(o.id));
  await moveAll(tx, ORDERS, mine, "allocate", (o) => shareOf.get(o.id) as Share);
  // Those that got no bag at all are short altogether.
  await followBags(
    tx,
    mine.filter((o) => shareOf.get(o.id)?.allocated === 0).map((o) => o.id),
  );
  const touched = mine.filter((o) => Number(shareOf.get(o.id)?.shortFen) + Number(shareOf.get(o.id)?.extraFen) > 0);
  await post(
    tx,
    touched.flatMap((o): Booked[] => {
      const where = { cycleId, orderId: o.id, householdId: o.householdId, gridId: o.gridId };
      const [short, extra] = [fen(Number(shareOf.get(o.id)?.shortFen)), fen(Number(shareOf.get(o.id)?.extraFen))];
      return [
        ...(short > 0 ? [{ ...where, posting: creditOrder(o.householdId, short) }] : []),
        ...(extra > 0
          ? [{ ...where, posting: unwrap(chargeOrder(o.householdId, [{ amountFen: extra, stock: "paid" }])) }]
          : []),
      ];
    }),
  );
  await tx.execute(sql`UPDATE household_orders o SET total_fen = t."totalFen"
    FROM jsonb_to_recordset(${JSON.stringify(touched.map((o) => shareOf.get(o.id)))}::jsonb) AS t (id uuid, "totalFen" bigint) WHERE o.id = t.id`);
  await followMoney(
    tx,
    touched.map((o) => o.id),
  );
}
