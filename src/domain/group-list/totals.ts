import { readAmounts, type Step } from "./amounts.ts";
import type { Items } from "./context.ts";
import type { MessageFlag } from "./flags.ts";
import type { ListOrder } from "./order.ts";
import { toParties } from "./parties.ts";
import type { EntryRules } from "./read-entry.ts";
import { readPlace } from "./read-place.ts";
import { scan } from "./scan.ts";

/** What a building head counted: for a building, a unit or the whole list, by item or altogether. */
export type Total = {
  readonly scope: string;
  readonly items: Items;
  readonly all?: number;
  /** It may as well be the sum of everything above it: 合计 under the last of several buildings. */
  readonly orAll?: boolean;
};

const SUMS = ["合计", "总计", "共计", "小计", "总共", "一共", "统计", "汇总", "累计", "共", "total"];
const LONGEST = 200;

/** Reads a line of totals, `3栋合计:A 6份 B 2份`; undefined when it is none. An address with a room is somebody's order. */
export function readTotal(s: string, rules: EntryRules): Total | undefined {
  if (s.length > LONGEST) return undefined;
  const lower = s.toLowerCase();
  const found = SUMS.map((w) => ({ at: lower.slice(0, 16).indexOf(w), w }))
    .filter((f) => f.at >= 0)
    .sort((a, b) => a.at - b.at || b.w.length - a.w.length)[0];
  if (!found) return undefined;
  const before = s
    .slice(0, found.at)
    .replace(/[【】()「」*-]/gu, " ")
    .trim();
  // A共3份 B共1份: the item stands before its sum.
  const item = rules.items.match(before, 0);
  const itemFirst = item !== undefined && item.end === before.length;
  const place = readPlace(before, 0, "first", () => false);
  if (place?.place.room !== undefined) return undefined;
  const lead = place ? before.slice(place.end).trim() : before;
  // Only words for "the whole" may stand before the sum: 全楼, 今天, 以上.
  if (
    !itemFirst &&
    lead !== "" &&
    ![
      "全楼",
      "全部",
      "今天",
      "今日",
      "以上",
      "本栋",
      "本网格",
      "目前",
      "现在",
      "截止目前",
      "到现在",
      "-",
      "--",
    ].includes(lead)
  )
    return undefined;
  const [party] = toParties(
    s,
    scan(s, rules).filter((m) => itemFirst || m.at >= found.at + found.w.length),
    undefined,
  );
  const steps: readonly Step[] = party?.steps.filter((t) => t.t !== "sum") ?? [];
  const wanted = readAmounts(steps, undefined);
  const loose = steps.find((t) => t.t === "amount");
  const named = Object.keys(wanted.items).length > 0;
  if (!named && loose?.t !== "amount") return undefined;
  const scope = place ? [place.place.building, place.place.unit].filter((p) => p !== undefined).join("-") : "";
  return { scope, items: wanted.items, ...(!named && loose?.t === "amount" ? { all: loose.n } : {}) };
}

type Claim = Total & { readonly line: number };

/** Compares what was claimed with the orders that stand above the claim. */
export function checkTotals(totals: readonly Claim[], orders: readonly ListOrder[]): MessageFlag[] {
  const flags = totals.flatMap((total) => {
    const amiss = mismatches(total, orders);
    return total.orAll && mismatches({ ...total, scope: "" }, orders).length === 0 ? [] : amiss;
  });
  return flags.length === 0 && totals.length > 0 ? [{ kind: "CHECKSUM_OK" }] : flags;
}

function mismatches(total: Claim, orders: readonly ListOrder[]): MessageFlag[] {
  const counted: Record<string, number> = {};
  for (const order of orders) {
    const inScope = total.scope === "" || `${order.household ?? order.rawAddress ?? ""}-`.startsWith(`${total.scope}-`);
    if (!inScope || (order.spans[0]?.line ?? 0) > total.line) continue;
    for (const [code, n] of Object.entries(order.items)) counted[code] = (counted[code] ?? 0) + n;
  }
  const sum = Object.values(counted).reduce((a, b) => a + b, 0);
  const codes = Object.keys(counted);
  const claims: [string, number, number][] =
    total.all === undefined
      ? Object.entries(total.items).map(([code, n]) => [code, n, counted[code] ?? 0])
      : [[codes.length === 1 ? (codes[0] ?? "all") : "all", total.all, sum]];
  // An item that was ordered and not counted is a mismatch too.
  if (total.all === undefined)
    for (const code of codes) if (total.items[code] === undefined) claims.push([code, 0, counted[code] ?? 0]);
  return claims.flatMap(([item, claimed, count]) =>
    claimed === count ? [] : [{ kind: "CHECKSUM_MISMATCH", item, claimed, counted: count }],
  );
}
