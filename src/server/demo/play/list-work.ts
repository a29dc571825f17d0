import { notInArray } from "drizzle-orm";
import { cycles } from "#db/schema/index.ts";
import { OVER_CYCLE_STATES, UNOPENED_CYCLE_STATES } from "#domain/offer/cycle.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import type { OpenRoads } from "../../planning/roads-in-use.ts";
import { listDoorWork } from "./door-work.ts";
import { listRoundWork } from "./round-work.ts";
import { listTripWork } from "./trip-work.ts";
import type { Work } from "./work.ts";

/** What the demo's people have to do next in all rounds that are under way, the earliest first. */
export async function listWork(ctx: Ctx, roads: OpenRoads): Promise<Work[]> {
  const rounds = await look({ ...ctx, actor: SYSTEM }, (tx) =>
    tx
      .select()
      .from(cycles)
      .where(notInArray(cycles.state, [...UNOPENED_CYCLE_STATES, ...OVER_CYCLE_STATES])),
  );
  const work = await Promise.all(
    rounds.flatMap((round) => [
      listRoundWork(ctx, round, roads),
      listTripWork(ctx, round.id),
      listDoorWork(ctx, round),
    ]),
  );
  return work.flat().toSorted((a, b) => a.at - b.at);
}
