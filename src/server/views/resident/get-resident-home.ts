import { and, eq, ne, notInArray, sql } from "drizzle-orm";
import type { OrderSummaryView, ResidentHomeView, RoundView } from "#contract/resident.ts";
import { listOutOfRound } from "#db/queries/out-of-round.ts";
import { householdOrders, orderLines, persons } from "#db/schema/index.ts";
import type { CycleId } from "#domain/kernel/ids.ts";
import { atServiceDay, toServiceDay } from "#domain/kernel/time.ts";
import { FINISHED_ORDER_STATES } from "#domain/orders/household-order.ts";
import { look } from "../../act.ts";
import { type Ctx, SYSTEM } from "../../ctx.ts";
import { countUnread } from "../../views/resident/list-notices.ts";
import { homesOfReader, type ReaderHome } from "./homes-of-reader.ts";
import { roundsOnOffer } from "./list-offers.ts";
import type { OfferWithParts } from "./offers-of-cycle.ts";
import { orderSummaries } from "./order-summaries.ts";
import { gridWorkerOf, zoneOfHome } from "./place-facts.ts";
import { findCutEarly, type RoundInHand } from "./round-in-hand.ts";

/** Among so many is the order that can be placed again. */
const RECENT_ORDERS = 6;
/** More orders than a home has on their way at once. */
const MOST_ORDERS = 50;

/** What a home still waits for, by the day it comes, and after it what has come today. */
function listUnderWay(orders: readonly OrderSummaryView[], today: number): OrderSummaryView[] {
  const finished = (o: OrderSummaryView) => FINISHED_ORDER_STATES.includes(o.state);
  return orders
    .filter((o) => !finished(o) || o.deliveryDayMs === today)
    .toSorted(
      (a, b) =>
        Number(finished(a)) - Number(finished(b)) || a.deliveryDayMs - b.deliveryDayMs || a.placedMs - b.placedMs,
    );
}

/** All that the resident's first screen says. `homeId` picks one of several homes, `cycleId` one of several open rounds; unknown ones are passed over. */
export async function getResidentHome(ctx: Ctx, homeId?: string, cycleId?: string): Promise<ResidentHomeView> {
  const rounds = await roundsOnOffer(ctx);
  const onOffer = rounds.find((r) => r.round.id === cycleId) ?? rounds[0];
  const [found, offers] = [onOffer?.round, onOffer?.offers ?? []];
  const view = await look(ctx, async (tx) => {
    const now = tx.at;
    const homes = await homesOfReader(tx, ctx);
    const home = homes.find((h) => h.ref.householdId === homeId) ?? homes[0];
    const shared = {
      nowMs: now,
      home: home?.ref ?? null,
      homes: homes.map((h) => h.ref),
      needs: home?.tags ?? [],
      rounds: rounds.map(({ round: r }) => ({
        cycleId: r.id,
        cutOffMs: r.cutOffAt,
        deliveryDayMs: atServiceDay(r.deliveryDay, 0),
      })),
      cutEarly: found ? null : await findCutEarly(tx),
      unread: ctx.actor.homes.length > 0 ? await countUnread(tx, ctx.actor.homes) : 0,
    };
    if (!home) {
      const waiting = ctx.actor.userId
        ? await tx
            .select({ id: persons.id })
            .from(persons)
            .where(and(eq(persons.userId, ctx.actor.userId), eq(persons.state, "requested")))
        : [];
      const round = found ? toRound(found, offers, []) : null;
      return { ...shared, waitingToJoin: waiting.length > 0, zone: null, underWay: [], round, gridWorker: null };
    }
    const recent = await orderSummaries(
      tx,
      and(
        eq(householdOrders.householdId, home.ref.householdId),
        ne(householdOrders.state, "cancelled"),
        sql`(${notInArray(householdOrders.state, [...FINISHED_ORDER_STATES])} OR ${householdOrders.id} IN (
          SELECT id FROM household_orders WHERE household_id = ${home.ref.householdId} AND state <> 'cancelled'
          ORDER BY placed_at DESC, id DESC LIMIT ${RECENT_ORDERS}))`,
      ),
      MOST_ORDERS,
      now,
    );
    const mine = recent.find((o) => o.cycleId === found?.id);
    const today = atServiceDay(toServiceDay(now), 0);
    const past = recent.filter((o) => o !== mine);
    return {
      ...shared,
      waitingToJoin: false,
      zone: await zoneOfHome(tx, home, now),
      underWay: listUnderWay(past, today),
      round: found ? toRound(found, offers, past, mine) : null,
      gridWorker: await gridWorkerOf(tx, home, now),
      outOf:
        found && (await listOutOfRound(tx, found.id, [home.gridId])).size > 0
          ? { gridId: home.gridId, cycleId: found.id }
          : null,
      forming: found && found.gridMinimumBags > 0 ? { home, cycleId: found.id, need: found.gridMinimumBags } : null,
    };
  });
  if (!("forming" in view)) return view;
  const { forming, outOf, ...rest } = view;
  if (!rest.round) return rest;
  if (outOf) return { ...rest, round: { ...rest.round, notHere: await readWhyOut(ctx, outOf) } };
  if (!forming) return rest;
  const have = await bagsOfGrid(ctx, forming.home, forming.cycleId);
  return { ...rest, round: { ...rest.round, minimum: { have, need: forming.need } } };
}

function toRound(
  found: RoundInHand,
  offers: readonly OfferWithParts[],
  past: readonly OrderSummaryView[],
  mine?: OrderSummaryView,
): RoundView {
  return {
    cycleId: found.id,
    open: found.takesOrders,
    opensMs: found.opensAt,
    cutOffMs: found.cutOffAt,
    deliveryDayMs: atServiceDay(found.deliveryDay, 0),
    minimum: null,
    notHere: null,
    mine: mine ?? null,
    usual: usualOf(offers, past[0]),
    packages: offers.map((o) => o.view),
  };
}

/** The last order again, as far as its packages are on this card by their letter and there is enough of them. */
function usualOf(offers: readonly OfferWithParts[], last: OrderSummaryView | undefined): RoundView["usual"] {
  const lines = (last?.lines ?? []).flatMap((l) => {
    const offer = offers.find((o) => o.view.letter === l.letter)?.view;
    const wanted = offer ? Math.min(l.wanted, offer.householdLimit) : 0;
    return offer && wanted > 0 && offer.left >= wanted ? [{ offer, wanted }] : [];
  });
  if (lines.length === 0) return null;
  return {
    lines: lines.map(({ offer, wanted }) => ({
      packageVersionId: offer.packageVersionId,
      name: offer.name,
      wanted,
      foods: offer.foods,
    })),
    totalFen: lines.reduce((sum, { offer, wanted }) => sum + offer.priceFen * wanted, 0),
  };
}

/** The desk's words are behind what a resident sees, and meant for him all the same. */
const readWhyOut = (ctx: Ctx, { gridId, cycleId }: { gridId: ReaderHome["gridId"]; cycleId: CycleId }) =>
  look({ db: ctx.db, actor: SYSTEM }, async (tx) => ({
    why: (await listOutOfRound(tx, cycleId, [gridId])).get(gridId)?.why ?? null,
  }));

/** A resident may not see his neighbours' orders, but may know how many bags there are: a count read as the system. */
async function bagsOfGrid(ctx: Ctx, home: ReaderHome, cycleId: CycleId): Promise<number> {
  const [row] = await look({ db: ctx.db, actor: SYSTEM }, (tx) =>
    tx
      .select({ bags: sql<number>`coalesce(sum(${orderLines.wanted} - ${orderLines.cancelledBeforeLock}), 0)::int` })
      .from(orderLines)
      .where(
        and(
          eq(orderLines.cycleId, cycleId),
          eq(orderLines.communityId, home.communityId),
          eq(orderLines.gridId, home.gridId),
        ),
      ),
  );
  return row?.bags ?? 0;
}
