/**
 * What an order is called on every screen and paper: the day it is delivered on, in Shanghai, and its own number, as in
 * `1129-0321`. Its own number alone is unique; the day is there for people.
 */
export function formatOrderNumber(order: { readonly deliveryDayMs: number; readonly number: number }): string {
  const day = new Date(order.deliveryDayMs + 8 * 3_600_000).toISOString().slice(5, 10).replace("-", "");
  return `${day}-${String(order.number).padStart(4, "0")}`;
}

/** The own number of an order out of what somebody typed: `1129-0321`, `0321` and `321` are one order. */
export function parseOrderNumber(text: string): number | undefined {
  const own = /^\s*(?:\d{4}\s*[-–—]\s*)?(\d{1,10})\s*$/.exec(text)?.[1];
  return own && Number(own) > 0 ? Number(own) : undefined;
}
