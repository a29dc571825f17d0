import { pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import type { DriverStopView } from "#contract/driver.ts";
import { CODE_ROUNDS, codeSalt } from "#domain/movement/handover.ts";
import { OPEN_STOP_STATES } from "#domain/movement/stop.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";

const slowHash = promisify(pbkdf2);
/** The stop in hand, and the one behind it in case there is no network between the two. */
const STOPS_AHEAD = 2;

/**
 * The stops with a hash of the code of each pile that is near, so that a phone without a network can check what it is
 * told: to work the code out of it would take longer than to wait. The code itself never leaves the server for a driver.
 */
export async function hashCodes(
  ctx: Pick<Ctx, "db">,
  list: readonly DriverStopView[],
): Promise<readonly DriverStopView[]> {
  const near = list.filter((s) => OPEN_STOP_STATES.includes(s.state)).slice(0, STOPS_AHEAD);
  const piles = near.flatMap((s) => s.piles.map((p) => ({ stopId: s.stopId, gridId: p.gridId, grid: p.gridNumber })));
  if (piles.length === 0) return list;
  const codes = await look({ db: ctx.db, actor: SYSTEM }, (tx) =>
    tx.execute<{ n: number; code: string }>(sql`
      SELECT p.n::int AS n, handover_code(p.stop, p.grid) AS code FROM unnest(${`{${piles.map((p) => p.stopId).join(",")}}`}::uuid[],
        ${`{${piles.map((p) => p.gridId).join(",")}}`}::uuid[]) WITH ORDINALITY AS p (stop, grid, n)`),
  );
  const hashes = new Map<string, string>();
  for (const { n, code } of codes) {
    const pile = piles[n - 1];
    if (!pile) continue;
    const salt = codeSalt(pile.stopId, pile.grid);
    hashes.set(salt, (await slowHash(code, salt, CODE_ROUNDS, 32, "sha256")).toString("hex"));
  }
  return list.map((s) => ({
    ...s,
    piles: s.piles.map((p) => ({ ...p, codeHash: hashes.get(codeSalt(s.stopId, p.gridNumber)) ?? null })),
  }));
}
