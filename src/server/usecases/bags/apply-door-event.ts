import { eq, inArray } from "drizzle-orm";
import type { DoorEvent, DoorOutcome } from "#contract/grid-doors.ts";
import { bags, householdOrders } from "#db/schema/index.ts";
import type { DoorTrouble } from "#domain/offline/door-troubles.ts";
import type { OrderState } from "#domain/orders/household-order.ts";
import { IN_HAND_BAG_STATES } from "#domain/supply/bag.ts";
import type { ActTx } from "../../act.ts";
import { ORDERS } from "../../lives.ts";
import { moveOne } from "../../move.ts";
import { moveBags } from "../../move-bags.ts";
import type { CleanPhoto } from "../../photo/clean-photo.ts";
import { keepPhoto } from "../../photo/keep-photo.ts";
import { record } from "../../record.ts";

type Bag = typeof bags.$inferSelect;
type Order = typeof householdOrders.$inferSelect;
/** What an act at a door says by itself, where nobody has typed more. */
const REASON_OF = {
  absent: "absent",
  damaged: "damaged",
  missing: "missing",
  returned: "refused",
  delivered: undefined,
  neighbour: undefined,
} as const;
const BAG_ACT = {
  delivered: "deliver",
  neighbour: "deliver",
  returned: "return",
  damaged: "damage",
  missing: "lose",
} as const;
/** Where the bag is then; what is missing is nowhere that anybody knows. */
const PLACE = { deliver: "door", return: "grid", damage: "grid", lose: "unknown" } as const;

/**
 * One tap at one door: bags move along their table, the order follows along its own. Out of order or impossible is an answer. @throws AppError `refused` by a table, which undoes this event
 */
export async function applyDoorEvent(
  tx: ActTx,
  event: DoorEvent,
  picture: CleanPhoto | undefined,
): Promise<DoorOutcome> {
  const conflict = (reason: DoorTrouble, orderState: OrderState | null): DoorOutcome => ({
    id: event.id,
    status: "conflict",
    reason,
    orderState,
  });
  const [order] = await tx.select().from(householdOrders).where(eq(householdOrders.id, event.orderId)).for("update");
  if (!order) return conflict("unknown_order", null);
  const all = await tx.select().from(bags).where(eq(bags.orderId, order.id));
  const inHand = all.filter((b) => IN_HAND_BAG_STATES.includes(b.state));
  if (order.state === "in_transit" || order.state === "packed") return conflict("not_here_yet", order.state);
  if (inHand.length === 0) return conflict("nothing_in_hand", order.state);
  const named = event.bagIds ? inHand.filter((b) => event.bagIds?.includes(b.id)) : inHand;
  if (named.length === 0 || (event.bagIds && named.length !== new Set(event.bagIds).size))
    return conflict("wrong_bag", order.state);
  const reason = event.reason || REASON_OF[event.act];
  const photo = picture && (await keepPhoto(tx, pictureOf(order), picture));
  const data = {
    act: event.act,
    bags: named.map((b) => b.number),
    place: event.place,
    holdUntil: event.holdUntil,
    neighbour: event.neighbourDoor,
    photo,
    deviceAt: event.deviceAt,
  };
  await record(tx, { kind: "order.door", subjectId: order.id, cycleId: order.cycleId, reason, data });
  if (event.act === "absent") await hold(tx, order, named, event);
  else await hand(tx, named, { ...event, reason });
  const [after] = await tx
    .select({ state: householdOrders.state })
    .from(householdOrders)
    .where(eq(householdOrders.id, order.id));
  // A bag that is lost is the desk's matter too, which no bag names.
  if (event.act === "missing") tx.tell(["desk"]);
  tx.tell([`grid:${order.gridId}`, `home:${order.householdId}`, `cycle:${order.cycleId}`]);
  return { id: event.id, status: "done", orderState: after?.state ?? order.state };
}

/** The home may see it, and whoever may see the home. */
const pictureOf = ({ id, gridId, householdId }: Order) =>
  ({ subject: "door", subjectId: id, gridId, householdId }) as const;

/** Nobody at home: the bags stay in the grid worker's custody, and where they wait is written on them. */
async function hold(tx: ActTx, order: Order, named: readonly Bag[], event: DoorEvent): Promise<void> {
  const { place, holdUntil } = event;
  const ids = named.map((b) => b.id);
  await tx
    .update(bags)
    .set({ place: place ?? "grid" })
    .where(inArray(bags.id, ids));
  const facts = { place, holdUntil, now: tx.at };
  const set = { holdUntil: holdUntil ?? null };
  if (order.state !== "held") await moveOne(tx, ORDERS, order, "hold", facts, { set });
  // A second knock in vain is on record; the order waits already, perhaps somewhere else and longer.
  else if (ORDERS.machine.guards.hold_place_and_deadline(facts))
    await tx.update(householdOrders).set(set).where(eq(householdOrders.id, order.id));
}

/** Bags leave the grid worker's hands: to the home, a neighbour, back, broken, or it is not there at all. The order follows by what its bags say. */
async function hand(tx: ActTx, named: readonly Bag[], event: DoorEvent): Promise<void> {
  const act = BAG_ACT[event.act as keyof typeof BAG_ACT];
  const { reason, neighbourDoor, deviceAt } = event;
  const proof = {
    event: event.id,
    ...(event.act === "neighbour" ? { neighbour: neighbourDoor ?? "" } : {}),
    ...(reason ? { reason } : {}),
  };
  const how = { place: PLACE[act], deviceAt, proof };
  if (act === "deliver") await moveBags(tx, named, act, {}, how);
  else await moveBags(tx, named, act, { reason }, how);
}
