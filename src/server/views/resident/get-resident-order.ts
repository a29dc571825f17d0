import { and, asc, desc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import type { OrderView, StationMoment } from "#contract/resident.ts";
import type { Tx } from "#db/client.ts";
import { readHomeCredits } from "#db/queries/home-credits.ts";
import {
  bags,
  communities,
  custodyEvents,
  cycles,
  grids,
  handovers,
  householdOrders,
  ledgerEntries,
  offers,
  orderRevisions,
  packages,
  packageVersions,
  paymentClaims,
  stops,
  supermarkets,
  trips,
  vehicles,
} from "#db/schema/index.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { canStill } from "#domain/orders/household-order.ts";
import { canClaim } from "#domain/orders/payment.ts";
import { judgeNewClaim, OPEN_CLAIM_STATES } from "#domain/oversight/claim.ts";
import { look } from "../../act.ts";
import { AppError } from "../../app-error.ts";
import type { Ctx } from "../../ctx.ts";
import { readExpected } from "../driver/read-expected.ts";
import { listClaimsOf } from "./claims-of-order.ts";
import { homesBefore } from "./homes-before.ts";
import { orderSummaries } from "./order-summaries.ts";
import { gridWorkerOf, zoneOfHome } from "./place-facts.ts";

type OrderRow = typeof householdOrders.$inferSelect;

/**
 * One order of the reader's homes with everything that may be asked about it.
 * @throws AppError `not_found`, for a neighbour's order as for a missing one
 */
export async function getResidentOrder(ctx: Ctx, orderId: string): Promise<OrderView> {
  if (!z.guid().safeParse(orderId).success) throw new AppError("not_found");
  const { o, view } = await look(ctx, async (tx) => {
    const now = tx.at;
    const [row] = await tx
      .select({ o: householdOrders, c: cycles, grid: grids.number, name: communities.name })
      .from(householdOrders)
      .innerJoin(cycles, eq(cycles.id, householdOrders.cycleId))
      .innerJoin(grids, eq(grids.id, householdOrders.gridId))
      .innerJoin(communities, eq(communities.id, grids.communityId))
      .where(sql`${householdOrders.id} = ${orderId}`);
    const [summary] = row ? await orderSummaries(tx, eq(householdOrders.id, row.o.id), 1, now) : [];
    if (!row || !summary) throw new AppError("not_found");
    const { o, c } = row;
    const times = { role: ctx.actor.role, now, cutOffAt: c.cutOffAt, graceEndsAt: c.graceEndsAt };
    const may = (act: "revise" | "cancel") => canStill(act, o.state, times);
    const way = await wayOf(tx, o, {
      tallyAt: c.graceEndsAt,
      station: summary.progress.station,
      gateMs: summary.gateMs,
      doorToMs: summary.doorToMs,
      now,
    });
    const claims = await listClaimsOf(tx, o);
    const open = claims.filter((claim) => OPEN_CLAIM_STATES.includes(claim.state)).length;
    const view = {
      ...summary,
      ...way,
      community: row.name,
      nowMs: now,
      revision: o.revision,
      channel: o.channel,
      note: o.note,
      cutOffMs: c.cutOffAt,
      graceEndsMs: c.graceEndsAt,
      mayChange: may("revise"),
      mayCancel: may("cancel"),
      cancelReason: o.state === "cancelled" ? await cancelReasonOf(tx, o) : null,
      mayClaim: judgeNewClaim(o.state, open).ok,
      zone: await zoneOfHome(tx, o, now),
      gridNumber: row.grid,
      gridWorker: await gridWorkerOf(tx, o, now),
      mayPay: summary.money.dueFen > 0 && canClaim(o, ctx.actor.role),
      mayWithdraw: o.payment === "claimed",
      paidMs: await lastPaidAt(tx, o),
      creditLeftFen: (await readHomeCredits(tx, [o.householdId])).get(o.householdId) ?? 0,
      moneyRefusal: o.payment === "rejected" ? await refusalOf(tx, o) : null,
      limits: await tx
        .select({ packageVersionId: offers.packageVersionId, householdLimit: offers.householdLimit })
        .from(offers)
        .where(eq(offers.cycleId, o.cycleId)),
      claims,
    };
    return { o, view };
  });
  // Asked with other eyes, so by a transaction of its own: never while the first one still holds its connection.
  return { ...view, homesBefore: await homesBefore(ctx, o) };
}

/** The bags, and the hour of each station out of what was written down when they passed it. */
async function wayOf(
  tx: Tx,
  o: OrderRow,
  {
    tallyAt,
    station,
    gateMs,
    doorToMs,
    now,
  }: Pick<OrderView, "gateMs" | "doorToMs"> & {
    tallyAt: Instant;
    station: number;
    now: Instant;
  },
) {
  const carried = await tx
    .select({
      id: bags.id,
      number: bags.number,
      state: bags.state,
      stopId: bags.stopId,
      letter: packages.letter,
      name: packages.name,
      storeId: supermarkets.id,
      storeName: supermarkets.name,
    })
    .from(bags)
    .innerJoin(packageVersions, eq(packageVersions.id, bags.packageVersionId))
    .innerJoin(packages, eq(packages.id, packageVersions.packageId))
    .innerJoin(supermarkets, eq(supermarkets.id, bags.supermarketId))
    .where(eq(bags.orderId, o.id))
    .orderBy(asc(bags.number));
  const passed = carried.length
    ? await tx
        .select({ to: custodyEvents.to, at: sql<string>`max(${custodyEvents.at})` })
        .from(custodyEvents)
        .where(
          inArray(
            custodyEvents.bagId,
            carried.map((b) => b.id),
          ),
        )
        .groupBy(custodyEvents.to)
    : [];
  const at = (state: string) => {
    const found = passed.find((p) => p.to === state);
    return found ? Date.parse(found.at) : null;
  };
  const stopId = carried.find((b) => b.stopId)?.stopId;
  const [stop] = stopId
    ? await tx
        .select({
          arrived: stops.arrivedAt,
          tripId: trips.id,
          number: trips.number,
          bus: vehicles.name,
          departed: trips.departedAt,
        })
        .from(stops)
        .innerJoin(trips, eq(trips.id, stops.tripId))
        .innerJoin(vehicles, eq(vehicles.id, trips.vehicleId))
        .where(eq(stops.id, stopId))
    : [];
  const due = stop && (await readExpected(tx, [stop.tripId], now));
  const [handed] = stopId
    ? await tx
        .select({ agreed: handovers.agreed, at: handovers.settledAt })
        .from(handovers)
        .where(and(eq(handovers.stopId, stopId), eq(handovers.gridId, o.gridId)))
    : [];
  const known = (atMs: number | null | undefined): StationMoment => ({ atMs: atMs ?? null, about: false });
  const expected = (atMs: number | null | undefined): StationMoment => ({ atMs: atMs ?? null, about: true });
  // An hour that has passed while nothing happened is no expectation.
  const ahead = (ms: number | undefined) => (ms === undefined || ms < now ? null : ms);
  const moment = (is: number | null | undefined, shall: number | null | undefined) =>
    is ? known(is) : expected(shall);
  return {
    stations: [
      known(o.placedAt),
      station > 1 ? known(tallyAt) : expected(tallyAt),
      known(at("packed")),
      moment(at("in_transit") ?? stop?.departed, ahead(stop && due?.trip(stop.tripId)?.departAt)),
      moment(handed?.at ?? stop?.arrived, gateMs),
      moment(at("delivered"), doorToMs),
    ],
    storeNames: [...new Map(carried.map((b) => [b.storeId, b.storeName])).values()],
    bus: stop ? { number: stop.number, bus: stop.bus } : null,
    gateBags: handed?.agreed ?? null,
    bags: carried.map((b) => ({
      number: b.number,
      letter: b.letter,
      name: b.name,
      state: b.state,
    })),
  };
}

/** When money of this order was last received. */
async function lastPaidAt(tx: Tx, o: OrderRow): Promise<Instant | null> {
  const [paid] = await tx
    .select({ at: ledgerEntries.at })
    .from(ledgerEntries)
    .where(and(eq(ledgerEntries.orderId, o.id), inArray(ledgerEntries.kind, ["payment", "cash"])))
    .orderBy(desc(ledgerEntries.seq))
    .limit(1);
  return paid?.at ?? null;
}

/** What the desk wrote when it did not find the payment that was said last. */
async function refusalOf(tx: Tx, o: OrderRow): Promise<string> {
  const [said] = await tx
    .select({ reason: paymentClaims.reason })
    .from(paymentClaims)
    .where(eq(paymentClaims.orderId, o.id))
    .orderBy(desc(paymentClaims.seq))
    .limit(1);
  return said?.reason ?? "";
}

/** What was said when the order was taken back. */
async function cancelReasonOf(tx: Tx, o: OrderRow): Promise<string | null> {
  const [said] = await tx
    .select({ reason: orderRevisions.reason })
    .from(orderRevisions)
    .where(and(eq(orderRevisions.orderId, o.id), eq(orderRevisions.act, "cancelled")));
  return said?.reason ?? null;
}
