import { sql } from "drizzle-orm";
import { anyId } from "#db/queries/any-of.ts";
import { readOrdersWithBags } from "#db/queries/orders-with-bags.ts";
import type { BagId, CycleId, GridId, HouseholdId, OrderId } from "#domain/kernel/ids.ts";
import { decide, type FactsFor } from "#domain/kernel/machine.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { ORDER, type OrderState, orderActOf } from "#domain/orders/household-order.ts";
import { BAG, type BagAct, type BagState } from "#domain/supply/bag.ts";
import type { ActTx } from "./act.ts";
import { AppError } from "./app-error.ts";
import { SYSTEM } from "./ctx.ts";
import { ORDERS } from "./lives.ts";
import { moveAll } from "./move.ts";

/** What a bag must bring along to be moved; read it in this act. */
export type MovableBag = {
  readonly id: BagId;
  readonly state: BagState;
  readonly orderId: OrderId;
  readonly cycleId: CycleId;
  readonly gridId: GridId;
  readonly householdId: HouseholdId;
};

type How = {
  /** Where they are now, in a word that names a holder and not a person: `store`, `dock`, `bus`, `gate`, `grid`, `door`. */
  readonly place: string;
  readonly deviceAt?: Instant | undefined;
  readonly proof?: Readonly<Record<string, unknown>> | undefined;
  /** What the events of the orders behind them tell. */
  readonly told?: { readonly reason?: string | undefined; readonly data: Readonly<Record<string, unknown>> };
};

/**
 * Moves bags one step along their life, all of them or none: a custody event for each, the counts of their order lines
 * in the same statement, and then the orders behind them, as far as their bags say (`orderActOf`). Orders are locked
 * before their bags, everywhere: of two acts that meet at one home, one waits.
 * @returns the bags as they are now. @throws AppError `refused` with the table's reason, `conflict` when one moved meanwhile
 */
export async function moveBags<B extends MovableBag, A extends BagAct>(
  tx: ActTx,
  bags: readonly B[],
  act: A,
  facts: FactsFor<typeof BAG, A> | ((bag: B) => FactsFor<typeof BAG, A>),
  how: How,
): Promise<B[]> {
  if (bags.length === 0) return [];
  const factsOf = typeof facts === "function" ? (facts as (bag: B) => FactsFor<typeof BAG, A>) : () => facts;
  const ways = new Map<string, { from: BagState; to: BagState; bags: B[] }>();
  for (const bag of bags) {
    const to = decide(BAG, bag.state, act, tx.role, factsOf(bag));
    if (!to.ok) throw new AppError("refused", to.error);
    const way = ways.get(bag.state) ?? { from: bag.state, to: to.value, bags: [] };
    ways.set(bag.state, way);
    way.bags.push(bag);
  }
  const orderIds = [...new Set(bags.map((b) => b.orderId))];
  return withTheirOrders(tx, async (all) => {
    await all.execute(sql`SELECT FROM household_orders WHERE id = ${anyId(orderIds)} ORDER BY id FOR UPDATE`);
    const moved: B[] = [];
    for (const way of ways.values()) {
      await store(all, act, way, how);
      for (const bag of way.bags) moved.push({ ...bag, state: way.to });
    }
    await followBags(all, orderIds, how.told);
    for (const b of bags) tx.tell([`grid:${b.gridId}`, `home:${b.householdId}`, `cycle:${b.cycleId}`]);
    return moved;
  });
}

/** A grid worker sees the orders behind his bags; whoever else moves bags does not, so they follow with the system's eyes. */
const withTheirOrders = <T>(tx: ActTx, block: (all: ActTx) => Promise<T>): Promise<T> =>
  tx.actor.role === "GW" ? block(tx) : tx.seeingAll(block);

async function store(
  tx: ActTx,
  act: BagAct,
  way: { from: BagState; to: BagState; bags: readonly MovableBag[] },
  how: How,
): Promise<void> {
  const iso = (at: Instant | undefined) => (at === undefined ? null : new Date(at).toISOString());
  const ids = `{${way.bags.map((b) => b.id).join(",")}}`;
  const gone =
    await tx.execute(sql`SELECT move_bags(${ids}::uuid[], ${act}, ${way.from}::bag_state, ${way.to}::bag_state, ${how.place},
    ${tx.actor.userId}::uuid, ${iso(tx.at)}::timestamptz, ${iso(how.deviceAt)}::timestamptz, ${how.proof ? JSON.stringify(how.proof) : null}::jsonb)`);
  if (gone.length !== way.bags.length) throw new AppError("conflict");
}

/**
 * Orders follow their bags: whatever their bags say by now, as the act of whoever moved them where the table lets him,
 * else as the system's. Call it by itself only where bags came or went without moving; the orders are locked by then.
 */
export async function followBags(tx: ActTx, orderIds: readonly OrderId[], told?: How["told"]): Promise<void> {
  let orders = await readOrdersWithBags(tx, orderIds);
  while (orders.length > 0) {
    const steps = Map.groupBy(orders, (o) => orderActOf(o.state, o.bags));
    steps.delete(undefined);
    orders = [];
    for (const [act, mine] of steps) {
      if (!act) continue;
      const his = mine.every((o) => by(o.state, act).includes(tx.role));
      const go = (as: ActTx) =>
        moveAll(as, ORDERS, mine, act, (o) => ({ bags: o.bags }), {
          reason: told?.reason,
          ...(told ? { data: told.data } : {}),
        });
      orders = orders.concat(await (his ? go(tx) : tx.as(SYSTEM, go)));
    }
  }
}

const by = (state: OrderState, act: string): readonly string[] =>
  (ORDER.flow[state] as Readonly<Record<string, { readonly by: readonly string[] }>>)[act]?.by ?? [];
