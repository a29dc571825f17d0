import type { PlacedOrder, PlaceOrderInput } from "#contract/orders.ts";
import { api } from "../api.ts";

/** A wish on the phone's own shelf until the server has answered it, with the words to show it by. */
export type WaitingOrder = PlaceOrderInput & { readonly words: string };

const SHELF = "baogong.waiting-orders";
/** Said to the page when the shelf has changed. */
export const SHELF_CHANGED = "baogong:waiting-orders";

export function readShelf(): WaitingOrder[] {
  try {
    return JSON.parse(localStorage.getItem(SHELF) ?? "[]") as WaitingOrder[];
  } catch {
    return [];
  }
}

function writeShelf(orders: readonly WaitingOrder[]): void {
  try {
    localStorage.setItem(SHELF, JSON.stringify(orders));
  } catch {
    // A phone that keeps nothing still sends: only a reload in a dead spot would lose the wish.
  }
  dispatchEvent(new Event(SHELF_CHANGED));
}

export const takeFromShelf = (key: string): void => writeShelf(readShelf().filter((o) => o.key !== key));

/**
 * Places an order that is on the shelf from before the first byte is sent until the server has answered, so that a
 * reload in a lift loses nothing; the key makes every repeat of it the same order.
 * @returns the order, or `null` when nothing answered and it waits for the network
 * @throws what the server refused
 */
export async function sendOrder(order: WaitingOrder): Promise<PlacedOrder | null> {
  if (!readShelf().some((o) => o.key === order.key)) writeShelf([...readShelf(), order]);
  const { words: _, ...input } = order;
  try {
    const placed = await (await api()).orders.place.mutate(input);
    takeFromShelf(order.key);
    return placed;
  } catch (error) {
    if (!(error as { data?: { app?: unknown } | null }).data?.app) return null;
    takeFromShelf(order.key);
    throw error;
  }
}
