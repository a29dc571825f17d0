import { eq } from "drizzle-orm";
import { handovers } from "../../src/db/schema/index.ts";
import type { HandoverId } from "../../src/domain/kernel/ids.ts";
import { act } from "../../src/server/act.ts";
import type { Ctx } from "../../src/server/ctx.ts";
import { countHandover, readOffered } from "../../src/server/usecases/movement/count-handover.ts";

/** A grid worker counts so many bags at the gate: of each package what the driver has, as far as the number goes. */
export async function countSome(
  worker: Ctx,
  handoverId: HandoverId,
  bags: number,
  photo?: Parameters<typeof countHandover>[1]["photo"],
  id?: string,
) {
  return countHandover(worker, {
    ...(id ? { id } : {}),
    handoverId,
    counted: await someOf(worker, handoverId, bags),
    ...(photo ? { photo } : {}),
  });
}

async function someOf(worker: Ctx, handoverId: HandoverId, bags: number): Promise<Record<string, number>> {
  const offered = await act(worker, (tx) =>
    tx.seeingAll(async (all) => {
      const [handover] = await all.select().from(handovers).where(eq(handovers.id, handoverId));
      return handover ? readOffered(all, handover) : {};
    }),
  );
  const packages = Object.entries<number>(offered);
  let left = bags;
  const counted = packages.map(([id, n], i) => {
    // Whoever counts more than there is counts it into the last package.
    const some = i === packages.length - 1 ? left : Math.min(n, left);
    left -= some;
    return [id, some] as const;
  });
  return Object.fromEntries(counted);
}
