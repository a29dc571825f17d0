import { nextBatch } from "#domain/offline/next-batch.ts";
import type { Answer, Entry } from "#domain/offline/outbox.ts";

/** What became of a set on its way: answers (an entry without one is to be sent again), or none at all. */
export type Sent =
  | { readonly heard: readonly Answer[] }
  /** Nothing came back; whether it has arrived is not known. */
  | { readonly silent: true }
  /** The server asks who this is: nothing can be sent until the person has signed in. */
  | { readonly stranger: true };

type Port<Load> = {
  readonly kindOf: (load: Load) => string;
  readonly bytesOf: (load: Load) => number;
  readonly waiting: () => readonly Entry<Load>[];
  readonly held: () => string | undefined;
  readonly send: (batch: readonly Entry<Load>[]) => Promise<Sent>;
  /** Answers are learnt, and kept, before anything more is sent. */
  readonly hear: (answers: readonly Answer[]) => Promise<void>;
};

/** A set that gets lost on a bad network costs little, and what was answered need not be sent again. */
const MOST = 10;
const MOST_BYTES = 2_500_000;

/**
 * Sends what waits, set by set, until nothing is left or nobody answers. A set that the server could take in nothing of
 * is halved, down to the one entry that it stumbles over: what that one is about waits for the next time, and nothing
 * else waits for it.
 */
export async function sendWaiting<Load>(port: Port<Load>): Promise<"all" | "some_left" | "silent" | "stranger"> {
  const stuck = new Set<string>();
  let most = MOST;
  for (;;) {
    const batch = nextBatch(port.waiting(), { ...port, held: port.held(), most, mostBytes: MOST_BYTES, stuck });
    const [first] = batch;
    if (!first) return stuck.size > 0 ? "some_left" : "all";
    const sent = await port.send(batch);
    if ("silent" in sent) return "silent";
    if ("stranger" in sent) return "stranger";
    const heard = sent.heard.filter((a) => batch.some((e) => e.id === a.id));
    if (heard.length > 0) await port.hear(heard);
    else if (batch.length > 1) most = Math.ceil(batch.length / 2);
    else stuck.add(first.about);
    if (heard.length > 0 || batch.length === 1) most = MOST;
  }
}
