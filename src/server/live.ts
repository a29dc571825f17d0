import { EventEmitter, on } from "node:events";
import type { Sql } from "#db/client.ts";

/** What a screen may listen to: `cycle:…`, `grid:…`, `community:…`, `supermarket:…`, `trip:…`, `home:…`, `plan:…`, `dispatch`. */
export type Topic =
  | `${"cycle" | "grid" | "community" | "supermarket" | "trip" | "home" | "plan" | "user"}:${string}`
  | "dispatch"
  | "desk";

export type Live = {
  /** Tells every process that what stands behind these topics has changed. Call it after the commit. */
  readonly announce: (...topics: readonly Topic[]) => Promise<void>;
  /** Yields the topics out of `topics` as they change, until the signal aborts. */
  readonly changes: (topics: readonly string[], signal: AbortSignal | undefined) => AsyncIterable<string>;
};

const CHANNEL = "baogong_live";
/** Many orders a second change the same topics: each is told once per beat, so that the commits do not queue for NOTIFY. */
const BEAT_MS = 250;

/** Connects this process to the others through LISTEN/NOTIFY, on a direct connection of its own. */
export async function openLive(sql: Sql): Promise<Live & { close: () => Promise<void> }> {
  const emitter = new EventEmitter().setMaxListeners(0);
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const flush = async () => {
    timer = undefined;
    const topics = [...waiting];
    waiting.clear();
    for (let i = 0; i < topics.length; i += 100) await sql.notify(CHANNEL, JSON.stringify(topics.slice(i, i + 100)));
  };
  const listening = await sql.listen(CHANNEL, (payload) => {
    for (const topic of JSON.parse(payload) as string[]) emitter.emit("change", topic);
  });
  return {
    announce: async (...topics) => {
      for (const topic of topics) waiting.add(topic);
      timer ??= setTimeout(() => void flush().catch(() => {}), BEAT_MS);
    },
    async *changes(topics, signal) {
      const wanted = new Set<string>(topics);
      for await (const [topic] of on(emitter, "change", signal ? { signal } : {})) if (wanted.has(topic)) yield topic;
    },
    close: async () => {
      clearTimeout(timer);
      await listening.unlisten();
    },
  };
}
