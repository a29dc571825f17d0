import type { ServiceDay } from "../kernel/time.ts";

/** 进销差价率: how far above its cost a price may lie, from a day on, by whose order; `percent` null lifts it. */
export type PriceCap = {
  readonly percent: number | null;
  readonly from: ServiceDay;
  readonly orderNumber: string;
};

/** The cap that binds on `day`: the last that began by then; undefined where none was stated, or it was lifted. */
export function capInForce<C extends PriceCap>(caps: readonly C[], day: ServiceDay): C | undefined {
  const begun = caps.filter((c) => c.from <= day);
  const last = begun.reduce<C | undefined>((a, b) => (a && a.from > b.from ? a : b), undefined);
  return last?.percent === null ? undefined : last;
}

/**
 * The mark-up (sale − cost) / cost in tenths of a percent, rounded up, so that what is over a cap never reads as at it;
 * undefined where nothing was paid.
 */
export function markUpTenths(saleFen: number, costFen: number): number | undefined {
  return costFen > 0 ? Math.ceil(((saleFen - costFen) * 1000) / costFen) : undefined;
}

/** Whether a price breaks a cap (invariant 8), exactly: fen against fen. What cost nothing may not be sold under one. */
export function isOverCap(saleFen: number, costFen: number, cap: PriceCap | undefined): boolean {
  return cap !== undefined && cap.percent !== null && saleFen * 100 > costFen * (100 + cap.percent);
}
