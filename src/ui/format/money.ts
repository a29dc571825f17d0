import type { Fen } from "#domain/kernel/money.ts";

const two = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** `¥198.00`; a true minus in front of what is owed the other way. */
export function formatYuan(amount: Fen | number): string {
  return `${amount < 0 ? "−" : ""}¥${two.format(Math.abs(amount) / 100)}`;
}

/** `¥198`, with the fen only when there are some: for heads, buttons and cards. */
export function formatYuanShort(amount: Fen | number): string {
  return `${amount < 0 ? "−" : ""}¥${(amount % 100 === 0 ? whole : two).format(Math.abs(amount) / 100)}`;
}

/** `198.00`, for columns whose head says ¥. */
export function formatYuanPlain(amount: Fen | number): string {
  return `${amount < 0 ? "−" : ""}${two.format(Math.abs(amount) / 100)}`;
}
