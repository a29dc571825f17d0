import { type LineSums, toLineCount } from "#db/queries/line-count.ts";
import { imbalances, WHOLE_EQUATIONS } from "#domain/orders/conservation.ts";
import type { Rehearsal } from "./rehearsal.ts";

type Sums = { [K in keyof LineSums]: number };

/** Prints the funnel, the conservation table (every cell must be 0) and what was counted. @returns whether all is zero */
export async function report({ owner, state, counts }: Rehearsal): Promise<boolean> {
  const rows = await owner.sql<
    (Sums & { district: string })[]
  >`SELECT coalesce(d.name->>'zh-CN', '全市') AS district, sum(l.wanted)::int AS wanted, sum(l.cancelled_before_lock)::int AS cancelled_before_lock,
      sum(l.extra_alloc)::int AS extra_alloc, sum(l.reassigned_in)::int AS reassigned_in, sum(l.reassigned_out)::int AS reassigned_out,
      coalesce(sum(l.locked), 0)::int AS locked, coalesce(sum(l.allocated), 0)::int AS allocated, coalesce(sum(l.shorted_alloc), 0)::int AS shorted_alloc,
      coalesce(sum(l.packed), 0)::int AS packed, coalesce(sum(l.shorted_pick), 0)::int AS shorted_pick, sum(l.delivered)::int AS delivered, sum(l.returned)::int AS returned,
      sum(l.scrapped)::int AS scrapped, sum(l.lost)::int AS lost, sum(l.damaged)::int AS damaged
    FROM line_counts l JOIN communities c ON c.id = l.community_id JOIN districts d ON d.id = c.district_id WHERE l.cycle_id = ${state.cycleId} GROUP BY ROLLUP (d.name->>'zh-CN') ORDER BY d.name->>'zh-CN' NULLS FIRST`;
  const [city] = rows;
  if (!city) return false;
  const out = (text: string) => process.stdout.write(`${text}\n`);
  out("\nfunnel, bags");
  for (const [name, n] of [
    ["wanted", city.wanted],
    ["locked at cut-off", city.locked],
    ["allocated", city.allocated],
    ["packed", city.packed],
    ["to the door", city.delivered],
  ] as const)
    out(
      `  ${name.padEnd(18)} ${String(n).padStart(8)}  ${"█".repeat(Math.round((40 * n) / Math.max(1, city.wanted)))}`,
    );
  out(
    `  cancelled ${city.cancelled_before_lock} · short at allocation ${city.shorted_alloc} · short at picking ${city.shorted_pick} · returned ${city.returned} · lost ${city.lost} · damaged ${city.damaged}`,
  );
  out("\nconservation (each cell must be 0)");
  out(
    `  ${"".padEnd(12)}${WHOLE_EQUATIONS.map((e) => e.name.padStart(12)).join("")}${"load".padStart(12)}${"money".padStart(12)}`,
  );
  const loads = await owner.sql<
    { district: string; difference: number }[]
  >`SELECT coalesce(d.name->>'zh-CN', '全市') AS district, coalesce(sum(x.loaded - x.handed), 0)::int AS difference FROM (
      SELECT s.community_id, (SELECT sum(loaded) FROM stop_loads l WHERE l.stop_id = s.id) AS loaded,
        (SELECT sum(coalesce(agreed, 0) + refused + lost + back_on_board) FROM handovers h WHERE h.stop_id = s.id) AS handed
      FROM stops s JOIN trips t ON t.id = s.trip_id WHERE t.cycle_id = ${state.cycleId} AND t.state = 'closed'
    ) x JOIN communities c ON c.id = x.community_id JOIN districts d ON d.id = c.district_id GROUP BY ROLLUP (d.name->>'zh-CN')`;
  const [money] = await owner.sql<
    { n: string }[]
  >`SELECT coalesce(sum(amount_fen), 0) AS n FROM ledger_entries WHERE cycle_id = ${state.cycleId}`;
  let balanced = Number(money?.n) === 0;
  for (const row of rows) {
    // The day is over: nothing may be in anybody's hands.
    const count = { ...toLineCount(row), inHand: 0 };
    const broken = new Map(imbalances(count, WHOLE_EQUATIONS).map((i) => [i.equation, i.difference]));
    const load = loads.find((l) => l.district === row.district)?.difference ?? 0;
    if (broken.size > 0 || load !== 0) balanced = false;
    out(
      `  ${row.district.padEnd(12, "　").slice(0, 8)}    ${WHOLE_EQUATIONS.map((e) => String(broken.get(e.name) ?? 0).padStart(12)).join("")}${String(load).padStart(12)}${(row === city ? String(money?.n ?? 0) : "").padStart(12)}`,
    );
  }
  out("\ncounted");
  for (const [what, n] of counts) out(`  ${what.padEnd(34)} ${n}`);
  return balanced;
}
