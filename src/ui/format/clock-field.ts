import type { Instant } from "#domain/kernel/time.ts";

// What a field for date and time holds is read as Shanghai's clock, wherever the computer stands.

const AHEAD_MS = 8 * 3_600_000;

/** The time that a `datetime-local` field holds; NaN for an empty or unfinished one. */
export const readClockField = (field: FormDataEntryValue | null): Instant => Date.parse(`${field}:00+08:00`) as Instant;

/** A time as such a field holds it: `2030-04-01T08:00`. */
export const toClockField = (ms: number): string => new Date(ms + AHEAD_MS).toISOString().slice(0, 16);
