import { randomUUID } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import type { AllocationSummary, ApproveAllocationInput } from "#contract/cycles.ts";
import type { Tx } from "#db/client.ts";
import { allocationRuns, batches, batchLines, cycles, gridSheets } from "#db/schema/index.ts";
import type {
  BatchId,
  CommunityId,
  GridId,
  HouseholdId,
  OrderId,
  PackageId,
  SupermarketId,
} from "#domain/kernel/ids.ts";
import { type Fen, fen } from "#domain/kernel/money.ts";
import { chargeOrder, creditOrder } from "#domain/ledger/ledger.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { type Booked, post } from "../../post.ts";
import { record } from "../../record.ts";
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
  const system: Ctx = { ...ctx, actor: systemActor };
  const made = await inScope(system, async (tx) => {
    const [run] = await tx
      .select()
      .from(allocationRuns)
      .where(and(eq(allocationRuns.cycleId, input.cycleId), eq(allocationRuns.run, input.run)))
      .for("update");
    if (!run) throw new AppError("not_found");
    if (run.state !== "preview") throw new AppError("refused", { kind: "not_from_here", from: run.state });
    const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, input.cycleId)).for("update");
    if (!cycle) throw new AppError("not_found");
    const computed = await computeAllocation(tx, input.cycleId, run.policy);
    if (totals(computed.summary) !== totals(run.summary as AllocationSummary))
      throw new AppError("conflict", { kind: "preview_is_old" });

    const batchOf = await writeBatches(tx, ctx, input.cycleId, computed);
    const bags = await writeShares(tx, input.cycleId, computed, batchOf);
    await moveOrdersAndMoney(tx, system, input.cycleId);
    await tx
      .update(allocationRuns)
      .set({ state: "approved" })
      .where(and(eq(allocationRuns.cycleId, input.cycleId), eq(allocationRuns.run, input.run)));
    await moveCycleIn(tx, ctx, "allocate", { cycleId: input.cycleId });
    await record(tx, ctx, {
      kind: "allocation.approved",
      subjectId: input.cycleId,
      cycleId: input.cycleId,
      data: { run: input.run, batches: batchOf.size, bags },
    });
    return { batches: batchOf.size, bags };
  });
  await ctx.live.announce(`cycle:${input.cycleId}`, "desk", "dispatch");
  return made;
}

const totals = (s: AllocationSummary) =>
  JSON.stringify([
    s.packages.map((p) => [p.packageVersionId, p.allocated, p.shorted, p.extra]),
    s.stores.map((x) => x.bags),
  ]);

const batchKey = (store: SupermarketId, community: CommunityId) => `${store} ${community}`;

async function writeBatches(
  tx: Tx,
  ctx: Ctx,
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
  const stateAt = ctx.clock.now();
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
  tx: Tx,
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

/** Orders follow their lines; a home is credited what it does not get and charged what it took to fill a case. */
async function moveOrdersAndMoney(tx: Tx, ctx: Ctx, cycleId: ApproveAllocationInput["cycleId"]): Promise<void> {
  const now = new Date(ctx.clock.now()).toISOString();
  await tx.execute(sql`UPDATE household_orders o SET changed_at = ${now}::timestamptz, state = (CASE WHEN t.allocated > 0 THEN 'allocated' ELSE 'shorted_out' END)::order_state
    FROM (SELECT order_id, sum(allocated) AS allocated FROM order_lines WHERE cycle_id = ${cycleId} AND allocated IS NOT NULL GROUP BY order_id) t
    WHERE o.id = t.order_id AND o.state = 'locked'`);
  const changes = await tx.execute<{
    order_id: OrderId;
    household_id: HouseholdId;
    grid_id: GridId;
    short: string;
    extra: string;
  }>(sql`
    SELECT order_id, household_id, grid_id, sum(shorted_alloc * price_fen) AS short, sum(extra_alloc * price_fen) AS extra
    FROM order_lines WHERE cycle_id = ${cycleId} AND (shorted_alloc > 0 OR extra_alloc > 0) GROUP BY 1, 2, 3`);
  const booked = changes.flatMap((c): Booked[] => {
    const where = { cycleId, orderId: c.order_id, householdId: c.household_id, gridId: c.grid_id };
    const [short, extra]: [Fen, Fen] = [fen(Number(c.short)), fen(Number(c.extra))];
    return [
      ...(short > 0 ? [{ ...where, posting: creditOrder(c.household_id, short) }] : []),
      ...(extra > 0
        ? [{ ...where, posting: unwrap(chargeOrder(c.household_id, [{ amountFen: extra, stock: "paid" }])) }]
        : []),
    ];
  });
  await post(tx, ctx, booked);
  await tx.execute(sql`UPDATE household_orders o SET total_fen = t.total FROM (
      SELECT order_id, sum(allocated * price_fen) AS total FROM order_lines WHERE cycle_id = ${cycleId} AND allocated IS NOT NULL GROUP BY order_id
    ) t WHERE o.id = t.order_id AND o.total_fen <> t.total`);
  await tx.execute(sql`UPDATE household_orders o SET payment = CASE WHEN o.payment = 'due' AND o.total_fen = 0 THEN 'settled'
      WHEN o.payment IN ('matched', 'cash_received', 'banked') THEN 'refund_due' ELSE o.payment END::payment_state
    WHERE o.id = ANY (${`{${changes
      .filter((c) => Number(c.short) > 0)
      .map((c) => c.order_id)
      .join(",")}}`}::uuid[])`);
}
