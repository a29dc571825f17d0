import type { Instant } from "#domain/kernel/time.ts";

/** How far the program's time is ahead of clocks on walls, in milliseconds: in a demo alone, which writes it on its pages. */
export const aheadMs = (): number => Number(document.documentElement.dataset.ahead ?? 0);

/** What this device takes for the program's time: a claim, which the server writes down beside its own. */
export const deviceNow = (): Instant => (Date.now() + aheadMs()) as Instant;
