import { type BoardRowKey, MONEY_ROWS } from "#contract/desk.ts";
import { formatYuanPlain } from "../format/money.ts";
import { formatNumber } from "../format/number.ts";

/** A figure of the board as its row counts: packages, or fen as yuan; a plain 0 where nothing is off. */
export function formatBoardNumber(row: BoardRowKey, n: number): string {
  return n !== 0 && MONEY_ROWS.includes(row) ? formatYuanPlain(n) : formatNumber(n);
}
