import { EventEmitter, on } from "node:events";
import type { BusPosition } from "#contract/dispatch.ts";
import type { Sql } from "#db/client.ts";

/** What a screen may listen to: `cycle:…`, `grid:…`, `community:…`, `supermarket:…`, `trip:…`, `home:…`, `plan:…`, `import:…`, `dispatch`. */
export type Topic =
  | `${"cycle" | "grid" | "community" | "supermarket" | "trip" | "home" | "plan" | "import" | "user"}:${string}`
  | "dispatch"
  | "desk"
  /** Everything: the demo's hour was moved. */
  | "*";

export type Live = {
  /** Tells every process that what stands behind these topics has changed. Call it after the commit. */
  readonly announce: (...topics: readonly Topic[]) => Promise<void>;
  /**
   * Yields the topics out of `topics` as they change, until the signal aborts; at once, when one of them changed within
   * the last `missedMs`, while nobody listened yet. What changed longer ago than this process remembers it cannot know,
   * and yields `*`: anything may have changed.
   */
  readonly changes: (
    topics: readonly string[],
    signal: AbortSignal | undefined,
    missedMs?: number,
  ) => AsyncIterable<string>;
  /** Tells every process where buses are. Call it after the commit. */
  readonly tellPositions: (...positions: readonly BusPosition[]) => Promise<void>;
  /** Yields where buses are as they tell it from this call on, some at a time, until the signal aborts. */
  readonly positions: (signal: AbortSignal | undefined) => AsyncIterable<readonly BusPosition[]>;
};

/** For work with nobody at a screen: commands, the seed. Tells nobody, hears nothing. */
export const nobodyListens: Live = {
  announce: async () => {},
  async *changes() {},
  tellPositions: async () => {},
  async *positions() {},
};

const CHANNEL = "baogong_live";
const POSITIONS = "baogong_positions";
/** Where sixty buses are is told together, once per beat. */
const POSITIONS_BEAT_MS = 1_000;
/** A notice of PostgreSQL holds 8,000 bytes, and one position some 110. */
const POSITIONS_IN_A_NOTICE = 50;
/** Many orders a second change the same topics: each is told once per beat, so that the commits do not queue for NOTIFY. */
const BEAT_MS = 250;
/** A change is remembered for so long; a page that was read before is told to read again, whether or not it missed one. */
export const REMEMBERED_MS = 60_000;

/**
 * Connects this process to the others through LISTEN/NOTIFY, on a direct connection of its own.
 * @param elapsedMs a clock that never goes back
 */
export async function openLive(
  sql: Sql,
  elapsedMs: () => number = () => performance.now(),
): Promise<Live & { close: () => Promise<void> }> {
  const emitter = new EventEmitter().setMaxListeners(0);
  const waiting = new Set<string>();
  let openedAt = 0;
  /** When each topic changed last, the oldest first. */
  const recent = new Map<string, number>();
  const remember = (topic: string) => {
    const now = elapsedMs();
    recent.delete(topic);
    recent.set(topic, now);
    for (const [old, at] of recent) {
      if (now - at <= REMEMBERED_MS) break;
      recent.delete(old);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const flush = async () => {
    timer = undefined;
    const topics = [...waiting];
    waiting.clear();
    for (let i = 0; i < topics.length; i += 100) await sql.notify(CHANNEL, JSON.stringify(topics.slice(i, i + 100)));
  };
  const hear = (payload: string) => {
    for (const topic of JSON.parse(payload) as string[]) {
      remember(topic);
      emitter.emit("change", topic);
    }
  };
  // What was told while this connection was lost nobody here has heard: each stream reads again when it is back.
  const listening = await sql.listen(CHANNEL, hear, () => {
    openedAt = elapsedMs();
    emitter.emit("change", "*");
  });
  const places = await openPositions(sql);
  return {
    ...places,
    announce: async (...topics) => {
      for (const topic of topics) waiting.add(topic);
      timer ??= setTimeout(() => void flush().catch(() => {}), BEAT_MS);
    },
    async *changes(topics, signal, missedMs = 0) {
      const wanted = new Set<string>(topics);
      // Listening begins before looking back, so that nothing falls between the two.
      const stream = on(emitter, "change", signal ? { signal } : {});
      const since = elapsedMs() - missedMs;
      const missed = [...topics, "*"].find((topic) => (recent.get(topic) ?? -1) >= since);
      if (missedMs > REMEMBERED_MS || since < openedAt) yield "*";
      else if (missed !== undefined && missedMs > 0) yield missed;
      for await (const [topic] of stream) if (topic === "*" || wanted.has(topic)) yield topic;
    },
    close: async () => {
      clearTimeout(timer);
      await Promise.all([listening.unlisten(), places.close()]);
    },
  };
}

/** The same for where buses are: what is told is the place itself, so that no screen reads its page again for it. */
async function openPositions(
  sql: Sql,
): Promise<Pick<Live, "tellPositions" | "positions"> & { close: () => Promise<void> }> {
  const emitter = new EventEmitter().setMaxListeners(0);
  /** The last of each bus. */
  const waiting = new Map<string, BusPosition>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async () => {
    timer = undefined;
    const all = [...waiting.values()];
    waiting.clear();
    for (let i = 0; i < all.length; i += POSITIONS_IN_A_NOTICE)
      await sql.notify(POSITIONS, JSON.stringify(all.slice(i, i + POSITIONS_IN_A_NOTICE)));
  };
  const listening = await sql.listen(POSITIONS, (payload) => emitter.emit("told", JSON.parse(payload)));
  return {
    tellPositions: async (...positions) => {
      for (const position of positions) waiting.set(position.tripId, position);
      timer ??= setTimeout(() => void flush().catch(() => {}), POSITIONS_BEAT_MS);
    },
    positions: (signal) => {
      const stream = on(emitter, "told", signal ? { signal } : {});
      return (async function* () {
        for await (const [told] of stream) yield told;
      })();
    },
    close: async () => {
      clearTimeout(timer);
      await listening.unlisten();
    },
  };
}
