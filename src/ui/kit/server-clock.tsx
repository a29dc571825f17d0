"use client";
import { formatClock } from "../format/time.ts";
import { useLocale } from "../words/use-t.ts";
import { useServerNow } from "./use-server-now.ts";

/** The server's time of day, to the second. */
export function ServerClock({ nowMs, label }: { nowMs: number; label: string }) {
  const now = useServerNow(nowMs);
  return (
    <time aria-label={label} role="timer" aria-live="off">
      {formatClock(now, useLocale(), true)}
    </time>
  );
}
