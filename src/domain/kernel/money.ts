import type { Brand } from "./ids.ts";

/** Money in fen (1/100 yuan): always a safe integer, never a fraction. */
export type Fen = Brand<number, "Fen">;

/** @throws RangeError when `n` is not a safe integer; a bug, not a user's mistake. */
export function fen(n: number): Fen {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number of fen: ${n}`);
  return n as Fen;
}

export const ZERO_FEN = fen(0);

export function addFen(...amounts: readonly Fen[]): Fen {
  return fen(amounts.reduce<number>((sum, a) => sum + a, 0));
}

export function subtractFen(a: Fen, b: Fen): Fen {
  return fen(a - b);
}

/** `amount` for each of `count` pieces. */
export function timesFen(amount: Fen, count: number): Fen {
  return fen(amount * count);
}

/**
 * Splits `amount` over `weights` (each ≥ 0, sum > 0) so that the parts add up to it exactly:
 * the largest remainders get the fen that are left, earlier parts first among equals.
 * @throws RangeError on a negative weight or when all weights are zero.
 */
export function splitFen(amount: Fen, weights: readonly number[]): Fen[] {
  const total = weights.reduce((s, w) => s + w, 0);
  if (!(total > 0) || weights.some((w) => w < 0)) throw new RangeError("weights must be ≥ 0 and not all zero");
  const sign = amount < 0 ? -1 : 1;
  const whole = Math.abs(amount);
  const exact = weights.map((w) => (whole * w) / total);
  const parts = exact.map(Math.floor);
  let left = whole - parts.reduce((s, p) => s + p, 0);
  const byRemainder = exact
    .map((e, i) => ({ i, rest: e - Math.floor(e) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  for (const { i } of byRemainder) {
    if (left === 0) break;
    parts[i] = (parts[i] ?? 0) + 1;
    left -= 1;
  }
  return parts.map((p) => fen(sign * p + 0));
}
