import { expect, test } from "vitest";
import { likelyDoors } from "../../../../src/domain/group-list/likely-doors.ts";
import type { ListOrder } from "../../../../src/domain/group-list/order.ts";
import { countLines, settleList } from "../../../../src/domain/group-list/settle-list.ts";

const order = (household: string | null, items: Record<string, number>, more: Partial<ListOrder> = {}): ListOrder => ({
  household,
  items,
  reasons: [],
  held: false,
  spans: [{ line: 1, endLine: 1, start: 0, end: 1 }],
  ...more,
});
const held = { held: true, reasons: [{ flag: "NO_ADDRESS", values: {} }] } as const;

test("what was read without a doubt is taken, what is held waits for a person", () => {
  expect(settleList([order("1-1-101", { A: 1 }), order(null, { A: 1 }, held)], {})).toEqual([
    { stands: "taken", household: "1-1-101", items: { A: 1 } },
    { stands: "open" },
  ]);
});

test("a person's word goes before what was read, and may be that it does not count", () => {
  const orders = [order("1-1-101", { A: 1 }), order(null, { A: 1 }, held)];
  const take = { kind: "take", household: "1-1-102", items: { A: 2 } } as const;
  expect(settleList(orders, { 0: { kind: "ignore" }, 1: take })).toEqual([
    { stands: "ignored" },
    { stands: "taken", household: "1-1-102", items: { A: 2 } },
  ]);
});

test("a home is taken once: a decision that meets what the list says for sure waits again", () => {
  const orders = [order(null, { A: 1 }, held), order("1-1-101", { A: 2 })];
  const rows = settleList(orders, { 0: { kind: "take", household: "1-1-101", items: { A: 1 } } });
  expect(rows).toEqual([
    { stands: "open", clash: true },
    { stands: "taken", household: "1-1-101", items: { A: 2 } },
  ]);
});

test("a home that took its wish back is taken with nothing; nothing read at all waits", () => {
  const cancelled = order("1-1-101", {}, { reasons: [{ flag: "CANCELLED", values: {} }] });
  expect(settleList([cancelled, order("1-1-102", {})], {})).toEqual([
    { stands: "taken", household: "1-1-101", items: {} },
    { stands: "open" },
  ]);
});

test("open, taken and ignored lines are all lines that are not blank", () => {
  const rows = settleList([order("1-1-101", { A: 1 }), order(null, { A: 1 }, held)], {});
  const lines = [
    { line: 1, kind: "head", orders: [] },
    { line: 2, kind: "entry", orders: [0] },
    { line: 3, kind: "entry", orders: [0, 1] },
    { line: 4, kind: "blank", orders: [] },
  ] as const;
  expect(countLines(lines, rows)).toEqual({ open: 1, taken: 1, ignored: 1, all: 3 });
});

test("doors are offered by the room that was written, of the building that was written", () => {
  const doors = ["5-1-302", "7-2-302", "7-1-303"];
  expect(likelyDoors(order(null, {}, { rawAddress: "302" }), doors)).toEqual(["5-1-302", "7-2-302"]);
  expect(likelyDoors(order(null, {}, { rawAddress: "7栋302" }), doors)).toEqual(["7-2-302"]);
  expect(likelyDoors(order(null, {}, { rawAddress: "阿强" }), doors)).toEqual([]);
});
