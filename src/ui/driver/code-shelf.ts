"use client";
import type { CodeAnswer, HandOverByCodeInput } from "#contract/movement.ts";
import { api } from "../api.ts";
import { refusalOf } from "../error-words.ts";

// Codes that were right on this phone and have not reached the server: kept on the device, so that a reload sends them,
// and sending one twice is harmless.

const KEPT = "driver.codes";
const HERE = "driver.here";
/** Told on `window` when a code came to the shelf or left it. */
export const CODES_CHANGED = "driver-codes-changed";

function read<T>(key: string, none: T): T {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "") as T;
  } catch {
    return none;
  }
}

export const readCodes = (): readonly HandOverByCodeInput[] => read<HandOverByCodeInput[]>(KEPT, []);

function keep(codes: readonly HandOverByCodeInput[]): void {
  localStorage.setItem(KEPT, JSON.stringify(codes));
  window.dispatchEvent(new Event(CODES_CHANGED));
}

const isSame = (a: HandOverByCodeInput, b: HandOverByCodeInput) => a.stopId === b.stopId && a.gridId === b.gridId;

export type CodeOutcome = CodeAnswer | "kept";

/** Sends a code. Without an answer it stays on the shelf. @throws what the server refused it for */
export async function sendCode(code: HandOverByCodeInput): Promise<CodeOutcome> {
  keep([...readCodes().filter((c) => !isSame(c, code)), code]);
  const done = () => keep(readCodes().filter((c) => !isSame(c, code)));
  try {
    const answer = await (await api()).movement.handOverByCode.mutate(code);
    done();
    return answer;
  } catch (error) {
    // Not answered: it may or may not have arrived. A refusal is an answer.
    const { code: why } = refusalOf(error);
    if (why === undefined || why === "busy" || why === "bug") return "kept";
    done();
    throw error;
  }
}

/** Since when the bus has stood at a stop, as this phone noted it when there was no network to say so. */
export function hereSince(stopId: string, now: number): number {
  const all = read<Record<string, number>>(HERE, {});
  const since = all[stopId] ?? now;
  localStorage.setItem(HERE, JSON.stringify({ [stopId]: since }));
  return since;
}
