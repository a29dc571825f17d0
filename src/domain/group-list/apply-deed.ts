import type { Items } from "./context.ts";
import { ALL, type Deed } from "./read-deed.ts";

const NONE: Items = {};

/**
 * What an order is after a change; undefined when the change may be meant in two ways: "改B1" on an order of A and B.
 */
export function applyDeed(before: Items, deed: Deed): Items | undefined {
  const held = Object.keys(before);
  const only = held.length === 1 ? held[0] : undefined;
  if (deed.kind === "cancel") {
    const of = Object.entries(deed.of);
    if (of.length === 0) return NONE;
    // 取消1份 takes one away, A不要了 all of A; 1份取消 names what was ordered, so it must be just that.
    const gone = deed.bare ? (only === undefined ? undefined : [[only, of[0]?.[1] ?? 0] as const]) : of;
    if (deed.exact && gone?.some(([code, n]) => n !== ALL && n !== before[code])) return undefined;
    return gone && without(before, gone);
  }
  if (deed.kind === "set") return deed.items;
  if (deed.kind === "same" || deed.kind === "above") return undefined;
  if (deed.bare && only === undefined && held.length > 0) return undefined;
  const target = deed.bare && only !== undefined ? { [only]: Object.values(deed.items)[0] ?? 0 } : deed.items;
  if (deed.kind === "add") {
    const sum: Record<string, number> = { ...before };
    for (const [code, n] of Object.entries(target)) sum[code] = (sum[code] ?? 0) + n;
    return sum;
  }
  if (deed.kind === "less") return without(before, Object.entries(target));
  const out = Object.keys(deed.from);
  if (deed.loose && out.some((code) => (before[code] ?? 0) > 1)) return undefined;
  if (out.length > 0 && !deed.bare) {
    const rest = Object.fromEntries(Object.entries(before).filter(([code]) => !out.includes(code)));
    return out.every((code) => before[code] !== undefined) ? { ...rest, ...target } : undefined;
  }
  if (held.length <= 1) return target;
  return held.every((code) => target[code] !== undefined) ? target : undefined;
}

/** Undefined when more is taken back than was there. */
function without(before: Items, gone: readonly (readonly [string, number])[]): Items | undefined {
  const left: Record<string, number> = { ...before };
  for (const [code, n] of gone) {
    const had = left[code];
    if (had === undefined || (n > had && n !== ALL)) return undefined;
    if (n >= had) delete left[code];
    else left[code] = had - n;
  }
  return left;
}
