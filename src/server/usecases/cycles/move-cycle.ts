import { eq, sql } from "drizzle-orm";
import type { CycleActInput } from "#contract/cycles.ts";
import { cycles } from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";
import type { CycleAct } from "#domain/offer/cycle.ts";
import { type ActTx, act as inOneAct } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { CYCLES } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { CYCLE_FACTS, type Cycle } from "./cycle-facts.ts";

/**
 * Moves a cycle along its life as part of a larger act that sees all; who may is decided by the actor's own role.
 * @throws AppError `not_found`, `refused` with the domain's reason, `conflict` when it moved meanwhile
 */
export async function moveCycleIn<A extends CycleAct>(tx: ActTx, act: A, input: CycleActInput): Promise<Cycle> {
  const [cycle] = await tx.select().from(cycles).where(eq(cycles.id, input.cycleId)).for("update");
  if (!cycle) throw new AppError("not_found");
  const facts = await CYCLE_FACTS[act](tx, cycle, input);
  const set = changeOf(tx, act, cycle, input);
  const after = await moveOne(tx, CYCLES, cycle, act, facts, { reason: input.reason, set });
  if (after.state === "open")
    await tx.execute(sql`INSERT INTO grid_sheets (id, cycle_id, grid_id, community_id, state)
      SELECT gen_random_uuid(), ${cycle.id}, g.id, g.community_id, 'collecting' FROM grids g ON CONFLICT DO NOTHING`);
  return after;
}

function changeOf(
  tx: ActTx,
  act: CycleAct,
  cycle: Cycle,
  { cutOffAt, graceEndsAt, reason }: CycleActInput,
): Partial<Cycle> {
  if (act === "publish") return { priceCardSignedBy: tx.actor.name, priceCardSignedAt: tx.at };
  if (act === "open_early") return { opensAt: tx.at };
  if (act === "extend" && cutOffAt && graceEndsAt)
    return { cutOffAt, graceEndsAt, cutEarlyReason: null, cutEarlyAt: null };
  // Grid workers keep as long to clear up as they were promised.
  if (act === "cut_off_early" && reason) {
    const graceEndsAt = (tx.at + (cycle.graceEndsAt - cycle.cutOffAt)) as Instant;
    return { cutOffAt: tx.at, graceEndsAt, cutEarlyReason: reason, cutEarlyAt: tx.at };
  }
  return {};
}

/** Moves a cycle in an act of its own: the desk does not see the homes behind the facts. @throws AppError as `moveCycleIn` */
export async function moveCycle(ctx: Ctx, act: CycleAct, input: CycleActInput): Promise<Cycle> {
  return inOneAct(ctx, (tx) => tx.seeingAll((all) => moveCycleIn(all, act, input)));
}
