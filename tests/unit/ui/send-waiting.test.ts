import fc from "fast-check";
import { expect, test } from "vitest";
import type { Instant } from "../../../src/domain/kernel/time.ts";
import { nextBatch } from "../../../src/domain/offline/next-batch.ts";
import {
  type Answer,
  EMPTY_OUTBOX,
  type Entry,
  type Fact,
  learn,
  type Outbox,
  waitingIn,
} from "../../../src/domain/offline/outbox.ts";
import { type Sent, sendWaiting } from "../../../src/ui/outbox/send-waiting.ts";

type Load = { readonly kind: "door" | "count"; readonly bytes: number };
const NOW = 1_000_000 as Instant;
const entry = (turn: number, about: number, load: Partial<Load> = {}): Entry<Load> => ({
  id: `id ${turn}`,
  turn,
  about: `home ${about}`,
  madeAt: NOW,
  load: { kind: "door", bytes: 100, ...load },
});

/** A server that takes each id in once, answers it always the same, and stumbles over some. */
function aServer(stumblesOver: ReadonlySet<string> = new Set()) {
  const taken: string[] = [];
  const first = new Map<string, Answer>();
  return {
    taken,
    take(batch: readonly Entry<Load>[]): Answer[] {
      if (batch.some((e) => stumblesOver.has(e.id))) return [];
      for (const { id, about } of batch) {
        if (first.has(id)) continue;
        taken.push(`${about}: ${id}`);
        first.set(id, { id, at: NOW, trouble: taken.length % 5 === 0 ? "wrong_bag" : null });
      }
      return batch.flatMap((e) => first.get(e.id) ?? []);
    },
  };
}

/** A phone that is killed loses what it had not written down; what it heard is written before anything more is sent. */
function aPhone(entries: readonly Entry<Load>[]) {
  let box = entries.reduce<Outbox<Load>>((b, e) => learn(b, { kind: "made", entry: e }), EMPTY_OUTBOX);
  return {
    waiting: () => waitingIn(box),
    port: (send: (batch: readonly Entry<Load>[]) => Promise<Sent>) => ({
      kindOf: (load: Load) => load.kind,
      bytesOf: (load: Load) => load.bytes,
      waiting: () => waitingIn(box),
      held: () => undefined,
      send,
      hear: async (answers: readonly Answer[]) => {
        box = answers.reduce<Outbox<Load>>((b, answer) => learn(b, { kind: "answered", answer } as Fact<Load>), box);
      },
    }),
  };
}

const anyEntries = fc
  .array(fc.record({ about: fc.nat(4), kind: fc.constantFrom("door" as const, "count" as const) }), { maxLength: 30 })
  .map((all) => all.map(({ about, kind }, i) => entry(i, about, { kind })));
/** What becomes of each request: it arrives, is lost, is answered into the void, comes twice, or the phone dies with it. */
const anyNetwork = fc.array(fc.constantFrom("arrives", "lost", "unheard", "doubled", "killed"), { maxLength: 40 });

test("on any network every entry arrives exactly once, those about one thing in their order, and nothing is left", async () => {
  await fc.assert(
    fc.asyncProperty(anyEntries, anyNetwork, async (entries, network) => {
      const [server, phone] = [aServer(), aPhone(entries)];
      const late: Entry<Load>[][] = [];
      const fates = [...network];
      const send = async (batch: readonly Entry<Load>[]): Promise<Sent> => {
        const fate = fates.shift() ?? "arrives";
        if (fate === "lost") return { silent: true };
        const heard = server.take(batch);
        if (fate === "doubled") late.push([...batch]);
        if (fate === "killed") throw new Error("killed");
        return fate === "unheard" ? { silent: true } : { heard };
      };
      for (let start = 0; start <= network.length && phone.waiting().length > 0; start += 1)
        await sendWaiting(phone.port(send)).catch(() => {});
      // What the network had kept back arrives at the very end.
      for (const batch of late) server.take(batch);
      expect(phone.waiting()).toEqual([]);
      expect([...server.taken].sort()).toEqual(entries.map((e) => `${e.about}: ${e.id}`).sort());
      for (const about of new Set(entries.map((e) => e.about)))
        expect(server.taken.filter((x) => x.startsWith(`${about}:`))).toEqual(
          entries.filter((e) => e.about === about).map((e) => `${about}: ${e.id}`),
        );
    }),
  );
});

test("an entry that the server stumbles over holds up what is about the same thing, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(anyEntries, fc.nat(), async (entries, n) => {
      const bad = entries[n % Math.max(1, entries.length)];
      const [server, phone] = [aServer(new Set([bad?.id ?? ""])), aPhone(entries)];
      const end = await sendWaiting(phone.port(async (batch) => ({ heard: server.take(batch) })));
      expect(phone.waiting().map((e) => e.id)).toEqual(
        entries.filter((e) => bad && e.about === bad.about && e.turn >= bad.turn).map((e) => e.id),
      );
      expect(end).toBe(bad ? "some_left" : "all");
    }),
  );
});

const limits = {
  kindOf: (l: Load) => l.kind,
  bytesOf: (l: Load) => l.bytes,
  most: 3,
  mostBytes: 1_000,
  stuck: new Set<string>(),
};

test("a set is of one kind, as long as fits, and one alone goes however long it is", () => {
  const ids = (waiting: Entry<Load>[], more = {}) => nextBatch(waiting, { ...limits, ...more }).map((e) => e.turn);
  expect(ids([entry(1, 1), entry(2, 2), entry(3, 3), entry(4, 4)])).toEqual([1, 2, 3]);
  expect(ids([entry(1, 1, { kind: "count" }), entry(2, 2)])).toEqual([1]);
  expect(ids([entry(1, 1, { bytes: 5_000 }), entry(2, 2)])).toEqual([1]);
  expect(ids([entry(1, 1, { bytes: 600 }), entry(2, 2, { bytes: 600 })])).toEqual([1]);
});

test("what can still be taken back waits, and so does all that is about the same home", () => {
  const waiting = [entry(1, 1), entry(2, 2), entry(3, 1)];
  expect(nextBatch(waiting, { ...limits, held: "id 1" }).map((e) => e.turn)).toEqual([2]);
});
