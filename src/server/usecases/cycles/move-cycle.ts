import { and, eq, notInArray, sql } from "drizzle-orm";
import type { CycleActInput } from "#contract/cycles.ts";
import type { Tx } from "#db/client.ts";
import { bags, batches, claims, cycles, gridSheets, offers, packageVersions, trips } from "#db/schema/index.ts";
import { decide, type Facts } from "#domain/kernel/machine.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { CYCLE_FLOW, type CycleAct, type CycleGuard } from "#domain/offer/cycle.ts";
import { FINAL_BAG_STATES } from "#domain/supply/bag.ts";
import { AppError, unwrap } from "../../app-error.ts";
import { type Ctx, inScope, systemActor } from "../../ctx.ts";
import { record } from "../../record.ts";
import { countImbalances } from "./count-imbalances.ts";

type Cycle = typeof cycles.$inferSelect;

const has = async (query: Promise<{ n: number }[]>) => ((await query)[0]?.n ?? 0) > 0;
const count = sql<number>`count(*)::int`;

/** The facts behind the guards of a cycle's act, read when it is about to happen; only those that the act asks for. */
async function readFacts(
  tx: Tx,
  ctx: Ctx,
  cycle: Cycle,
  act: CycleAct,
  input: CycleActInput,
): Promise<Facts<CycleGuard>> {
  const now = ctx.clock.now();
  const move = CYCLE_FLOW[cycle.state][act];
  const facts: Partial<Record<CycleGuard, boolean>> = {};
  const batchesIn = (states: readonly (typeof batches.$inferSelect)["state"][]) =>
    has(
      tx
        .select({ n: count })
        .from(batches)
        .where(and(eq(batches.cycleId, cycle.id), notInArray(batches.state, [...states]))),
    );
  for (const guard of move?.guards ?? []) {
    if (guard === "reason_given") facts[guard] = Boolean(input.reason);
    if (guard === "open_time_reached") facts[guard] = now >= cycle.opensAt;
    if (guard === "cut_off_reached") facts[guard] = now >= cycle.cutOffAt;
    if (guard === "offer_complete")
      facts[guard] = await has(tx.select({ n: count }).from(offers).where(eq(offers.cycleId, cycle.id)));
    if (guard === "price_rules_pass")
      facts[guard] = !(await has(
        tx
          .select({ n: count })
          .from(offers)
          .innerJoin(packageVersions, eq(packageVersions.id, offers.packageVersionId))
          .where(and(eq(offers.cycleId, cycle.id), sql`${offers.priceFen} <> ${packageVersions.priceFen}`)),
      ));
    if (guard === "no_batch_accepted") facts[guard] = !(await batchesIn(["pending", "rejected", "recalled"]));
    if (guard === "no_batch_picking")
      facts[guard] = !(await batchesIn(["pending", "accepted", "rejected", "recalled"]));
    if (guard === "a_batch_is_picking") facts[guard] = await batchesIn(["pending", "accepted", "rejected", "recalled"]);
    if (guard === "sheets_frozen_or_waived")
      facts[guard] = !(await has(
        tx
          .select({ n: count })
          .from(gridSheets)
          .where(
            and(
              eq(gridSheets.cycleId, cycle.id),
              notInArray(gridSheets.state, ["frozen", "reconciled"]),
              // A grid that nobody ordered in has nothing to freeze: it counts as waived.
              sql`EXISTS (SELECT FROM household_orders o WHERE o.cycle_id = ${cycle.id} AND o.grid_id = ${gridSheets.gridId} AND o.state <> 'cancelled')`,
            ),
          ),
      ));
    if (guard === "within_commits") facts[guard] = true; // the supply_commits table refuses an overdraft
    if (guard === "trips_closed")
      facts[guard] = !(await has(
        tx
          .select({ n: count })
          .from(trips)
          .where(and(eq(trips.cycleId, cycle.id), notInArray(trips.state, ["closed", "cancelled", "transferred"]))),
      ));
    if (guard === "bags_final")
      facts[guard] = !(await has(
        tx
          .select({ n: count })
          .from(bags)
          .where(and(eq(bags.cycleId, cycle.id), notInArray(bags.state, [...FINAL_BAG_STATES]))),
      ));
    if (guard === "conservation_holds") facts[guard] = (await countImbalances(tx, cycle.id)) === 0;
    if (guard === "ledger_zero_sum") {
      const [sum] = await tx.execute<{ n: string }>(
        sql`SELECT coalesce(sum(amount_fen), 0) AS n FROM ledger_totals WHERE cycle_id = ${cycle.id}`,
      );
      facts[guard] = Number(sum?.n) === 0;
    }
    if (guard === "claims_closed_or_waived")
      facts[guard] =
        Boolean(input.reason) ||
        !(await has(
          tx
            .select({ n: count })
            .from(claims)
            .where(and(eq(claims.cycleId, cycle.id), notInArray(claims.state, ["remedied", "rejected", "closed"]))),
        ));
    if (guard === "retention_over") facts[guard] = now >= cycle.graceEndsAt + 90 * 86_400_000;
  }
  return facts;
}

/**
 * Moves a cycle along its life, in its own transaction or in one that is under way.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict` when it moved meanwhile
 */
export async function moveCycleIn(tx: Tx, ctx: Ctx, act: CycleAct, input: CycleActInput): Promise<Cycle> {
  const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, input.cycleId));
  if (!cycle) throw new AppError("not_found");
  const to = unwrap(decide(CYCLE_FLOW, cycle.state, act, ctx.actor.role, await readFacts(tx, ctx, cycle, act, input)));
  const now: Instant = ctx.clock.now();
  const change: Partial<Cycle> = { state: to };
  if (act === "publish") Object.assign(change, { priceCardSignedBy: ctx.actor.name, priceCardSignedAt: now });
  if (act === "open_early") change.opensAt = now;
  if (act === "extend") {
    if (!input.cutOffAt || input.cutOffAt <= now || (input.graceEndsAt ?? 0) < input.cutOffAt)
      throw new AppError("refused", { kind: "times_out_of_order" });
    Object.assign(change, { cutOffAt: input.cutOffAt, graceEndsAt: input.graceEndsAt });
  }
  const stored = await tx
    .update(cycles)
    .set(change)
    .where(and(eq(cycles.id, cycle.id), eq(cycles.state, cycle.state)))
    .returning();
  const [after] = stored;
  if (!after) throw new AppError("conflict");
  if (to === "open")
    await tx.execute(sql`INSERT INTO grid_sheets (id, cycle_id, grid_id, community_id, state)
      SELECT gen_random_uuid(), ${cycle.id}, g.id, g.community_id, 'collecting' FROM grids g ON CONFLICT DO NOTHING`);
  await record(tx, ctx, {
    kind: `cycle.${to}`,
    subjectId: cycle.id,
    cycleId: cycle.id,
    reason: input.reason,
    data: { from: cycle.state, act },
  });
  return after;
}

/**
 * Moves a cycle in a transaction of its own. The facts behind the guards are read with the system's eyes, because the
 * desk does not see homes; who may act is decided by the actor's own role.
 * @throws AppError as `moveCycleIn`
 */
export async function moveCycle(ctx: Ctx, act: CycleAct, input: CycleActInput): Promise<Cycle> {
  const cycle = await inScope({ ...ctx, actor: systemActor }, (tx) => moveCycleIn(tx, ctx, act, input));
  await ctx.live.announce(`cycle:${cycle.id}`, "desk", "dispatch");
  return cycle;
}
