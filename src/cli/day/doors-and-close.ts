import { createHash } from "node:crypto";
import { spread } from "./api.ts";
import { waitForCycle } from "./order-window.ts";
import type { Rehearsal } from "./rehearsal.ts";

/** The same id for the same door in the same round, so that a day that goes on sends nothing twice. */
const eventId = (text: string) =>
  createHash("md5")
    .update(text)
    .digest("hex")
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");

/** Grid workers walk the doors, some events are sent twice as from a phone that lost its signal; nobody home is tried again. */
export async function walkDoors(r: Rehearsal): Promise<void> {
  const { api, people, owner, state } = r;
  for (const round of [1, 2]) {
    const open = await owner.sql<
      { id: string; grid: string; due: boolean; total: string; luck: number }[]
    >`SELECT id, grid_id AS grid, payment = 'due' AND total_fen > 0 AS due, total_fen AS total, mod(abs(hashtext(id::text)), 1000) AS luck
      FROM household_orders WHERE cycle_id = ${state.cycleId} AND state IN ('at_gate', 'held') ORDER BY grid_id, id`;
    const byGrid = Map.groupBy(open, (o) => o.grid);
    await spread(
      [...byGrid],
      6,
      async ([grid, homes]) => {
        const events = homes.map((o) => {
          const id = eventId(`${r.seed}:${round}:${o.id}`);
          const door = { id, orderId: o.id, deviceAt: Date.now() };
          if (round === 1 && o.luck < 25)
            return { ...door, act: "absent", place: "grid", holdUntil: Date.now() + 6 * 3_600_000 } as const;
          if (o.luck >= 995) return { ...door, act: "returned", reason: "refused" } as const;
          if (o.luck >= 960) return { ...door, act: "neighbour", neighbourDoor: "对门" } as const;
          return { ...door, act: "delivered", ...(o.due ? { cashFen: Number(o.total) } : {}) } as const;
        });
        for (let at = 0; at < events.length; at += 100) {
          const set = events.slice(at, at + 100);
          const { outcomes } = await api.call(people.worker.get(grid) ?? "", "grid.recordDoors", { events: set });
          for (const [i, o] of outcomes.entries())
            r.count(
              o.status === "done" ? `doors: ${set[i]?.act}` : `DOORS ${o.status}: ${"reason" in o ? o.reason : ""}`,
            );
          if (at === 0) await api.call(people.worker.get(grid) ?? "", "grid.recordDoors", { events: set.slice(0, 1) });
        }
      },
      r.tick,
    );
  }
}

/** Cash goes to the bank, one home complains, the worker closes the books, the desk settles. */
export async function closeDay(r: Rehearsal): Promise<void> {
  const { api, people, owner, state } = r;
  const boxes = await owner.sql<
    { user: string; grid: string; amount: string }[]
  >`SELECT a.owner_id AS user, s.grid_id AS grid, sum(e.amount_fen) AS amount FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id
    JOIN assignments s ON s.user_id = a.owner_id AND s.role = 'GW' WHERE a.kind = 'cash_box' GROUP BY 1, 2 HAVING sum(e.amount_fen) > 0`;
  await spread(boxes, 6, async (b) => {
    await api.call(people.worker.get(b.grid) ?? "", "grid.bankCash", {
      amountFen: Number(b.amount),
      boxFen: Number(b.amount),
    });
    r.count("cash boxes banked");
  });
  const [claimed] = await owner.sql<
    { n: number }[]
  >`SELECT count(*)::int AS n FROM claims WHERE cycle_id = ${state.cycleId}`;
  if (claimed?.n === 0) {
    const homes = new Map(people.buyers.filter((b) => !b.proxy).map((b) => [b.home, b.cookie]));
    const delivered = await owner.sql<
      { id: string; home: string }[]
    >`SELECT id, household_id AS home FROM household_orders WHERE cycle_id = ${state.cycleId} AND state = 'delivered' ORDER BY id LIMIT 50`;
    const one = delivered.find((o) => homes.has(o.home));
    if (one) {
      await api.call(homes.get(one.home) ?? "", "claims.open", {
        orderId: one.id,
        kind: "damaged",
        words: "鸡蛋碎了三个。",
      });
      r.count("claims");
    }
  }
  await waitForCycle(r, "reconciling", 90);
  await api.call(people.desk, "cycles.settle", { cycleId: state.cycleId, reason: "一件售后明天答复" });
}
