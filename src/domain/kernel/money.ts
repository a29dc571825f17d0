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
