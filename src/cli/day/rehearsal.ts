import type { Connection } from "#db/client.ts";
import { type Api, Refused } from "./api.ts";
import type { People } from "./people.ts";

/** One rehearsed day under way: who acts, through what, and what has been counted. */
export type Rehearsal = {
  readonly api: Api;
  readonly owner: Connection;
  readonly people: People;
  readonly seed: number;
  /** Kept in a file between runs, so that a day that was cut off goes on. */
  readonly state: { cycleId: string; step: number };
  readonly counts: Map<string, number>;
  readonly count: (what: string, by?: number) => void;
  readonly tick: (done: number, of: number) => void;
  /** Counts the refusal that is expected, by its name; anything else ends the day. */
  readonly expectRefused: (call: Promise<unknown>, kind: string) => Promise<void>;
};

export function aRehearsal(parts: Pick<Rehearsal, "api" | "owner" | "people" | "seed" | "state">): Rehearsal {
  const counts = new Map<string, number>();
  const count = (what: string, by = 1) => void counts.set(what, (counts.get(what) ?? 0) + by);
  let shown = 0;
  return {
    ...parts,
    counts,
    count,
    tick: (done, of) => {
      if (Date.now() - shown < 500 && done < of) return;
      shown = Date.now();
      const width = 30;
      const full = Math.round((done / of) * width);
      process.stdout.write(
        `\r    ${"█".repeat(full)}${"░".repeat(width - full)} ${done} / ${of}${done === of ? "\n" : ""}`,
      );
    },
    expectRefused: async (call, kind) => {
      try {
        await call;
      } catch (error) {
        if (!(error instanceof Refused) || error.kind !== kind) throw error;
        count(`refused: ${kind}`);
        return;
      }
      throw new Error(`expected ${kind}, and it went through`);
    },
  };
}
