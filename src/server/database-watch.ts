import { isUnreachable } from "#db/unreachable.ts";
import { log } from "./log.ts";

/** How often it is asked whether the database is back. */
const LOOK_MS = 500;

export type DatabaseWatch = {
  /** True from the moment that the database did not answer until it does: whoever asks meanwhile need not wait for it. */
  readonly isLost: () => boolean;
  /** Whether this error came of a lost connection. The first that does has it looked after, and told in one line each way. */
  readonly heard: (error: unknown) => boolean;
  readonly close: () => void;
};

/** @param ask a query that needs nothing but a database that answers */
export function watchDatabase(ask: () => Promise<unknown>): DatabaseWatch {
  let looking = false;
  let lost = false;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    try {
      await ask();
      if (lost) log.info("database answers again");
      looking = lost = false;
    } catch (error) {
      if (!lost) log.error({ reason: error instanceof Error ? error.message : String(error) }, "database unreachable");
      lost = true;
      timer = setTimeout(look, LOOK_MS);
    }
  };
  return {
    isLost: () => lost,
    heard: (error) => {
      if (!isUnreachable(error)) return false;
      // A single connection may have been lost: only a question that fails says more.
      if (!looking) {
        looking = true;
        void look();
      }
      return true;
    },
    close: () => {
      looking = true;
      clearTimeout(timer);
    },
  };
}
