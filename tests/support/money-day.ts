import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { batches, householdOrders, items, packageLines, stops } from "../../src/db/schema/index.ts";
import type { CashReceiptId, ClaimId, ItemId } from "../../src/domain/kernel/ids.ts";
import { fen } from "../../src/domain/kernel/money.ts";
import { divideCash } from "../../src/domain/ledger/divide-cash.ts";
import { AppError } from "../../src/server/app-error.ts";
import { recordDoors } from "../../src/server/usecases/bags/record-doors.ts";
import { answerClaim } from "../../src/server/usecases/claims/answer-claim.ts";
import { openClaim } from "../../src/server/usecases/claims/open-claim.ts";
import { bankCash } from "../../src/server/usecases/money/bank-cash.ts";
import { claimPayment, withdrawClaim } from "../../src/server/usecases/money/claim-payment.ts";
import { handBackCash } from "../../src/server/usecases/money/hand-back-cash.ts";
import { matchOrderPayment, refundOrder, rejectPayment } from "../../src/server/usecases/money/move-payment.ts";
import { takeBackCash } from "../../src/server/usecases/money/take-back-cash.ts";
import { cancelOrder } from "../../src/server/usecases/orders/cancel-order.ts";
import { changeOrder } from "../../src/server/usecases/orders/change-order.ts";
import { declareShort } from "../../src/server/usecases/supply/declare-short.ts";
import { moveBatches } from "../../src/server/usecases/supply/move-batches.ts";
import { getCash } from "../../src/server/views/grid/get-cash.ts";
import { getResidentOrder } from "../../src/server/views/resident/get-resident-order.ts";
import { allocate, aStore, aTrip, freezeAll, handOverAt, someBuses } from "./chain.ts";
import type { City } from "./city.ts";
import { anOrder, type TestOrder } from "./orders-and-bus.ts";
import { takeCash } from "./take-cash.ts";

/** What may happen to the money of one home, or to all of them, on a day; `on` takes the day to its next stage. */
export const MONEY_ACTS = [
  "change",
  "cancel",
  "say",
  "unsay",
  "find",
  "reject",
  "cash",
  "cash_together",
  "take_back",
  "hand_back",
  "send_back",
  "bank",
  "door",
  "complain",
  "on",
] as const;
export type MoneyAct = (typeof MONEY_ACTS)[number];
export type Step = { readonly act: MoneyAct; readonly home: number; readonly yuan: number };

/** A home as the test keeps its own books of it: what it has given and got back, and what it was promised for bad goods. */
export type HomeBooks = { readonly order: TestOrder; given: number; back: number; remedied: number };

/** A day of three homes of one grid, with a store that has too little, told step by step in any order. */
export class MoneyDay {
  readonly city: City;
  readonly homes: HomeBooks[] = [];
  /** How often each act was done, and not refused. */
  readonly done = new Map<MoneyAct, number>();
  /** What was given in one go, and not taken back. */
  readonly #receipts: { readonly id: CashReceiptId; readonly parts: ReadonlyMap<HomeBooks, number> }[] = [];
  #stage = 0;
  #store: Awaited<ReturnType<typeof aStore>> | undefined;
  readonly #items = [randomUUID(), randomUUID()] as [ItemId, ItemId];

  constructor(city: City) {
    this.city = city;
  }

  async begin(): Promise<void> {
    const { city } = this;
    for (const i of [0, 1, 3])
      this.homes.push({
        order: await anOrder(city, this.#grid.homes[i]!, { lines: { A: 2 } }),
        given: 0,
        back: 0,
        remedied: 0,
      });
    const item = (id: ItemId, i: number) => ({
      id,
      code: `v${i}`,
      name: { "zh-CN": `菜${i}`, en: `v${i}` },
      unit: "斤",
    });
    await city.owner.db.insert(items).values(
      this.#items.map((id, i) => ({
        ...item(id, i),
        unitKind: "weight" as const,
        priceFen: fen(300 - 100 * i),
        costFen: fen(100),
        shelfLifeHours: 48,
        tags: [],
      })),
    );
    await city.owner.db.insert(packageLines).values({
      packageVersionId: city.packages.A,
      itemId: this.#items[0],
      position: 1,
      tenths: 20,
      lineFen: fen(600),
    });
  }

  get #grid() {
    return this.city.places[0].grids[0];
  }
  get worker() {
    return this.city.workerOf(this.#grid);
  }
  get desk() {
    return this.city.ctxFor("DESK");
  }

  /** Does one step, or is refused; what was refused has changed nothing, which the books show. */
  async step({ act, home, yuan }: Step): Promise<void> {
    const mine = this.homes[home % this.homes.length]!;
    try {
      await this.#do(act, mine, 100 * yuan);
      this.done.set(act, (this.done.get(act) ?? 0) + 1);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  async #do(act: MoneyAct, mine: HomeBooks, amountFen: number): Promise<void> {
    const { order } = mine;
    const orderId = order.id;
    const resident = this.city.residentOf(order.home);
    const { money, revision } = await getResidentOrder(resident, orderId);
    switch (act) {
      case "change": {
        const wanted = 1 + (amountFen % 3);
        const lines = [{ packageVersionId: this.city.packages.A, wanted, acceptUpTo: wanted }];
        await changeOrder(resident, { orderId, revision, lines });
        return;
      }
      case "cancel":
        return cancelOrder(resident, { orderId });
      case "say":
        await claimPayment(resident, { orderId });
        return;
      case "unsay":
        await withdrawClaim(resident, { orderId });
        return;
      case "find":
        await matchOrderPayment(this.desk, { orderId, amountFen });
        mine.given += amountFen;
        return;
      case "reject":
        await rejectPayment(this.desk, { orderId, reason: "账上没有" });
        return;
      case "cash":
        await this.#takeCash(new Map([[mine, amountFen]]));
        return;
      case "cash_together":
        return this.#payForNeighbours(amountFen);
      case "take_back": {
        const last = this.#receipts.pop();
        if (!last) return;
        await takeBackCash(this.worker, { receiptId: last.id, reason: "记错了" });
        for (const [home, amount] of last.parts) home.given -= amount;
        return;
      }
      case "hand_back":
        await handBackCash(this.worker, { orderId, amountFen: money.backFen || 1 });
        mine.back += money.backFen;
        return;
      case "send_back":
        await refundOrder(this.desk, { orderId, amountFen: money.backFen || 1 });
        mine.back += money.backFen;
        return;
      case "bank": {
        const { boxFen } = await getCash(this.worker);
        await bankCash(this.worker, { amountFen: Math.max(0, boxFen - (amountFen % 700)), boxFen, reason: "点过两遍" });
        return;
      }
      case "door": {
        const event = {
          id: randomUUID(),
          orderId,
          act: amountFen % 400 ? ("delivered" as const) : ("returned" as const),
        };
        const { outcomes } = await recordDoors(this.worker, { events: [{ ...event, cashFen: amountFen }] });
        const [outcome] = outcomes;
        if (outcome?.status === "again") throw new Error("a door event was not taken in");
        if (outcome?.status === "done" || outcome?.cashBooked) mine.given += amountFen;
        return;
      }
      case "complain": {
        const { claimId } = await openClaim(resident, { orderId, kind: "rotten", words: "烂了" });
        const part = Math.min(amountFen, money.costFen);
        await answerClaim(this.desk, { answer: "refund", claimId: claimId as ClaimId, amountFen: part, words: "退" });
        mine.remedied += part;
        return;
      }
      case "on":
        return this.#goOn();
    }
  }

  async #takeCash(parts: ReadonlyMap<HomeBooks, number>): Promise<void> {
    const due = async ({ order }: HomeBooks) =>
      (await getResidentOrder(this.city.residentOf(order.home), order.id)).money.dueFen;
    const given: { orderId: TestOrder["id"]; amountFen: number; dueFen: number }[] = [];
    for (const [home, amountFen] of parts) given.push({ orderId: home.order.id, amountFen, dueFen: await due(home) });
    this.#receipts.push({ id: await takeCash(this.worker, given), parts });
    for (const [home, amountFen] of parts) home.given += amountFen;
  }

  /** One of them brings the money of all three, who owe what they owe by now. */
  async #payForNeighbours(amountFen: number): Promise<void> {
    const dues = [];
    for (const { order } of this.homes)
      dues.push((await getResidentOrder(this.city.residentOf(order.home), order.id)).money.dueFen);
    const parts = divideCash(2 * amountFen, dues);
    await this.#takeCash(new Map(this.homes.map((h, i) => [h, parts[i] ?? 0] as const).filter(([, n]) => n > 0)));
  }

  /** Frozen, shared out with one bag too few, short of one more, with an item replaced, and at the gate. */
  async #goOn(): Promise<void> {
    this.#stage += 1;
    const { city } = this;
    const left = await city.owner.db.execute<{ n: number }>(
      sql`SELECT coalesce(sum(wanted - cancelled_before_lock), 0)::int AS n FROM order_lines`,
    );
    if ((left[0]?.n ?? 0) < 3) return;
    if (this.#stage === 1) {
      this.#store = await aStore(city, { A: Math.max(1, (left[0]?.n ?? 0) - 1) });
      return freezeAll(city);
    }
    if (this.#stage === 2) return allocate(city);
    const store = this.#store!;
    const [batch] = await city.owner.db.select().from(batches);
    const batchId = batch!.id;
    const one = { batchId, packageVersionId: city.packages.A, bags: 1, reason: "out_of_stock" as const };
    const [from, to] = this.#items;
    if (this.#stage === 3) {
      await moveBatches(store.manager, { act: "accept", batchIds: [batchId] });
      await moveBatches(store.manager, { act: "start_picking", batchIds: [batchId] });
      await declareShort(store.manager, { kind: "bags", ...one });
    }
    if (this.#stage === 4)
      await declareShort(store.manager, { kind: "item", ...one, itemId: from, substituteItemId: to });
    if (this.#stage === 5) {
      for (const act of ["finish_picking", "pack", "stage"] as const)
        await moveBatches(store.manager, { act, batchIds: [batchId] });
      const fleet = await someBuses(city, 1);
      const driver = fleet.drivers[0]!;
      const tripId = await aTrip(city, store, [batchId], { depotId: fleet.depotId, driver }, "running");
      const [stop] = await city.owner.db.select().from(stops).where(eq(stops.tripId, tripId));
      const bags = await city.owner.db.execute<{ n: number }>(
        sql`SELECT count(*)::int AS n FROM bags WHERE NOT repacked`,
      );
      await handOverAt(city, tripId, stop!.id, this.#grid, bags[0]!.n, driver);
    }
  }

  /**
   * What a home owes by its order's lines and what the test itself saw it give and get, in fen: no book of the program is
   * asked.
   */
  async owedOf({ order, given, back, remedied }: HomeBooks): Promise<number> {
    const [row] = await this.city.owner.db.execute<{ cost: string; state: string }>(sql`
      SELECT o.state, (SELECT sum((coalesce(l.allocated - coalesce(l.shorted_pick, 0), l.wanted - l.cancelled_before_lock)) * l.price_fen) FROM order_lines l WHERE l.order_id = o.id)
        - (SELECT coalesce(sum(x.refund_fen), 0) FROM bag_substitutions x JOIN bags b ON b.id = x.bag_id WHERE b.order_id = o.id) AS cost
      FROM household_orders o WHERE o.id = ${order.id}`);
    return (row?.state === "cancelled" ? 0 : Number(row?.cost)) - remedied - given + back;
  }

  async paymentOf(order: TestOrder): Promise<string | undefined> {
    const [row] = await this.city.owner.db.select().from(householdOrders).where(eq(householdOrders.id, order.id));
    return row?.payment;
  }
}
