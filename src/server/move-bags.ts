import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import type { BagId } from "#domain/kernel/ids.ts";
import { decide, type Facts } from "#domain/kernel/machine.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { BAG_FLOW, type BagAct, type BagGuard, type BagState } from "#domain/supply/bag.ts";
import { unwrap } from "./app-error.ts";
import type { Ctx } from "./ctx.ts";

export type BagMove = {
  readonly from: BagState;
  readonly act: BagAct;
  /** Where they are now, in a word that names a holder and not a person: `store`, `dock`, `bus`, `gate`, `grid`, `door`. */
  readonly place: string;
  readonly facts?: Facts<BagGuard>;
  /** Who may make the move, when the step follows from another's act. */
  readonly as?: Role;
  readonly deviceAt?: Instant | undefined;
  readonly proof?: Readonly<Record<string, unknown>> | undefined;
};

/**
 * Moves those of `bags` that are in `from` one step along the bag's table, with a custody event each; the counts of
 * their order lines follow. @returns the bags that moved. @throws AppError `refused`
 */
export async function moveBags(
  tx: Tx,
  ctx: Pick<Ctx, "actor" | "clock">,
  bags: readonly BagId[],
  move: BagMove,
): Promise<BagId[]> {
  const to = unwrap(decide(BAG_FLOW, move.from, move.act, move.as ?? ctx.actor.role, move.facts));
  if (bags.length === 0) return [];
  const iso = (at: Instant | undefined) => (at === undefined ? null : new Date(at).toISOString());
  const moved = await tx.execute<{
    move_bags: BagId;
  }>(sql`SELECT move_bags(${`{${bags.join(",")}}`}::uuid[], ${move.act}, ${move.from}::bag_state, ${to}::bag_state,
    ${move.place}, ${ctx.actor.userId}::uuid, ${iso(ctx.clock.now())}::timestamptz, ${iso(move.deviceAt)}::timestamptz, ${move.proof ? JSON.stringify(move.proof) : null}::jsonb)`);
  return moved.map((row) => row.move_bags);
}
