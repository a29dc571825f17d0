import type { ListContext } from "../../../../src/domain/group-list/context.ts";
import { formatMessageFlag } from "../../../../src/domain/group-list/flags.ts";
import type { ListOrder } from "../../../../src/domain/group-list/order.ts";
import { type GroupList, parseGroupList } from "../../../../src/domain/group-list/parse-group-list.ts";
import { grid } from "./grid.ts";

/** An order in one line: home, amounts, flags; `?` before an address that names no home, `-` for nothing. */
export function gist(o: ListOrder): string {
  const home = o.household ?? `?${o.rawAddress ?? ""}`;
  const wants = Object.entries(o.items).map(([code, n]) => `${code}${n}`);
  return [home, wants.join("+") || "-", ...o.reasons.map((r) => r.flag)].join(" ");
}

/** A text's orders in one line each, then the flags of the message. */
export function gists(text: string, ctx: ListContext = grid): string[] {
  const list: GroupList = parseGroupList(text, ctx);
  return [...list.orders.map(gist), ...list.flags.map((f) => `! ${formatMessageFlag(f)}`)];
}
