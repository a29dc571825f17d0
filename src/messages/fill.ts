import type { Message } from "./message.ts";

/** Fills the holes of a message; of its two forms `one` is for `n` = 1. A hole without a value stays visible. */
export function fill(message: Message, values: Readonly<Record<string, string | number>> = {}): string {
  const text = typeof message === "string" ? message : Number(values.n) === 1 ? message.one : message.other;
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
