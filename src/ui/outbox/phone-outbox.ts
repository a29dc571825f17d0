import { type Answer, EMPTY_OUTBOX, type Fact, learn, type Outbox, overIn, waitingIn } from "#domain/offline/outbox.ts";
import { api, speakFor } from "../api.ts";
import { deviceNow } from "../kit/device-now.ts";
import { bytesOf, type Load, lighten } from "./load.ts";
import { measureRoom } from "./measure-room.ts";
import { sendLoad } from "./send-load.ts";
import { sendWaiting } from "./send-waiting.ts";

type Shelf = typeof import("./phone-shelf.ts");

/** How what waits lies on this phone: sealed, open to whoever holds the phone, or in this page alone. */
export type Lies = "sealed" | "open" | "nowhere";
export type OutboxState = {
  readonly box: Outbox<Load>;
  /** Undefined until the phone has been looked at. */
  readonly lies: Lies | undefined;
  /** The server asks who this is. */
  readonly signedOut: boolean;
  /** Done, and not on the phone: its storage is full or gone. */
  readonly unkept: number;
  /** Entries of others that wait on this phone. */
  readonly strangers: number;
  /** Of this person, and no key opens them any more. */
  readonly unreadable: number;
  /** There is room for little more, and nobody has promised to keep what is there. */
  readonly tight: boolean;
};

export const AT_FIRST: OutboxState = {
  box: EMPTY_OUTBOX,
  lies: undefined,
  signedOut: false,
  unkept: 0,
  strangers: 0,
  unreadable: 0,
  tight: false,
};
/** Soon after the first failure, then ever later: a phone in a dead spot saves its battery. */
const AGAIN_AFTER_MS = 1_000;
const AGAIN_AT_LATEST_MS = 30_000;

export type PhoneOutbox = ReturnType<typeof openOutbox>;

const idOf = (f: Fact<Load>) => (f.kind === "made" ? f.entry.id : f.kind === "answered" ? f.answer.id : f.id);

/** One person's outbox on this phone, from the moment that one of his pages is on the screen. */
export function openOutbox(owner: string) {
  let state = AT_FIRST;
  let held: string | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let round: Promise<void> = Promise.resolve();
  let writing: Promise<void> = Promise.resolve();
  let asked = false;
  let failed = 0;
  const unkept = new Set<string>();
  const listeners = new Set<() => void>();
  const tabs = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(`baogong.outbox.${owner}`);

  const tell = (more: Partial<OutboxState>) => {
    state = { ...state, ...more };
    for (const listener of listeners) listener();
  };
  const hear = (facts: readonly Fact<Load>[]) => tell({ box: facts.reduce(learn, state.box) });

  const shelf: Promise<Shelf | undefined> = import("./phone-shelf.ts").catch(() => undefined);
  const ready = (async () => {
    const kept = await shelf;
    try {
      if (!kept) throw new Error("the phone's database cannot be reached");
      if (await kept.setPerson(owner)) await globalThis.caches?.delete("pages");
      const { texts, unreadable } = await kept.readRows(owner);
      hear(texts.flatMap((text) => JSON.parse(text) as Fact<Load>[]));
      const over = overIn(state.box, deviceNow());
      if (over.length > 0) await kept.dropRows(over);
      const strangers = await kept.countStrangers(owner);
      tell({ lies: kept.isSealing() ? "sealed" : "open", strangers, unreadable });
      kept.onLost(() => {
        for (const { id } of waitingIn(state.box)) unkept.add(id);
        tell({ unkept: unkept.size });
        void flush();
      });
    } catch {
      // An old browser, a private window, a broken profile: it works on, and says that nothing is kept.
      tell({ lies: "nowhere" });
    }
  })();
  void measureRoom().then((tight) => tell({ tight }));

  /** Writes down what is known of one entry. When that fails, it stays in this page and the screen says so. */
  const write = async (id: string) => {
    await ready;
    const entry = state.box.entries.get(id);
    const answer = state.box.answers.get(id);
    try {
      if (!entry || state.lies === "nowhere") throw new Error("nothing is kept on this phone");
      const kept = await shelf;
      if (state.box.away.has(id)) await kept?.dropRows([id]);
      else {
        const made: Fact<Load> = {
          kind: "made",
          entry: answer?.trouble === null ? { ...entry, load: lighten(entry.load) } : entry,
        };
        const facts: Fact<Load>[] = answer ? [made, { kind: "answered", answer }] : [made];
        await kept?.putRow(owner, id, JSON.stringify(facts), !answer);
      }
      unkept.delete(id);
    } catch {
      if (!answer && !state.box.away.has(id)) unkept.add(id);
      else unkept.delete(id);
    }
    if (state.unkept !== unkept.size) tell({ unkept: unkept.size });
  };
  // One after the other: an entry that is taken back at once must not be written down after it was dropped.
  const keep = (id: string) => {
    writing = writing.then(() => write(id));
    return writing;
  };
  const say = (facts: readonly Fact<Load>[]) => {
    hear(facts);
    tabs?.postMessage(facts);
    return Promise.all(facts.map((f) => keep(idOf(f))));
  };

  const sendNow = async () => {
    await ready;
    clearTimeout(again);
    // What had no room before may have some now.
    for (const id of unkept) await keep(id);
    const end = await sendWaiting<Load>({
      kindOf: (load) => load.kind,
      bytesOf,
      waiting: () => waitingIn(state.box),
      held: () => held,
      send: sendLoad,
      hear: async (answers) => void (await say(answers.map((answer) => ({ kind: "answered", answer })))),
    });
    if (state.signedOut !== (end === "stranger")) tell({ signedOut: end === "stranger" });
    failed = end === "all" ? 0 : failed + 1;
    if (failed > 0) again = setTimeout(flush, Math.min(AGAIN_AFTER_MS * 2 ** (failed - 1), AGAIN_AT_LATEST_MS));
  };
  /** Sends what waits. One round at a time: whoever asks during one gets the one after it. */
  const flush = (): Promise<void> => {
    if (asked) return round;
    asked = true;
    const next = () => {
      asked = false;
      return sendNow();
    };
    round = round.then(next, next);
    return round;
  };

  /**
   * Something was done: it counts at once, and answers when it lies on the phone. With `hold` it is not sent before the
   * next `release` or `put`, so that it can be taken back.
   */
  const put = async (about: string, load: Load, { id, hold = false }: { id: string; hold?: boolean }) => {
    const turn = Math.max(0, ...[...state.box.entries.values()].map((e) => e.turn)) + 1;
    held = hold ? id : undefined;
    await say([{ kind: "made", entry: { id, turn, about, madeAt: deviceNow(), load } }]);
    void flush();
  };

  return {
    read: () => state,
    listen: (told: () => void) => {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
    put,
    /** Does it and waits for the server's word. @returns undefined when nothing answered: it waits, and is sent later */
    ask: async (about: string, load: Load, id: string): Promise<Answer | undefined> => {
      await put(about, load, { id });
      await flush();
      return state.box.answers.get(id);
    },
    release: () => {
      held = undefined;
      return flush();
    },
    putAway: (id: string) => say([{ kind: "put_away", id }]),
    flush,
    /** While the page stands: sends when the network is back, and what another tab has done is known here too. */
    live: () => {
      const leave = () => {
        held = undefined;
        void flush();
      };
      const stay = (event: BeforeUnloadEvent) => unkept.size > 0 && event.preventDefault();
      const told = (event: MessageEvent) => hear(event.data as Fact<Load>[]);
      window.addEventListener("online", flush);
      window.addEventListener("pagehide", leave);
      window.addEventListener("beforeunload", stay);
      tabs?.addEventListener("message", told);
      speakFor(owner);
      // The way to the server is fetched before the first tap, while there is a network.
      void api().catch(() => {});
      void flush();
      return () => {
        window.removeEventListener("online", flush);
        window.removeEventListener("pagehide", leave);
        window.removeEventListener("beforeunload", stay);
        tabs?.removeEventListener("message", told);
        leave();
      };
    },
  };
}
