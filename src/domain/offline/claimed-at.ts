import { type Instant, instant } from "../kernel/time.ts";

/**
 * When something was done on a phone, by the server's clock: as long ago as the phone says, so that a clock that is hours
 * off says it right.
 * @param pressedAt by the phone's clock
 * @param sentAt by the same clock
 * @param now by the server's clock, when it came in
 */
export function claimedAt(pressedAt: Instant, sentAt: Instant, now: Instant): Instant {
  return instant(now - Math.max(0, sentAt - pressedAt));
}

/** A claimed time, not before what is known to have come first, and not in the future. */
export const noSoonerThan = (claimed: Instant, now: Instant, ...before: readonly (Instant | null)[]): Instant =>
  instant(Math.min(now, Math.max(claimed, ...before.map((at) => at ?? claimed))));
