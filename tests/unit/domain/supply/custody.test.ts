import fc from "fast-check";
import { expect, test } from "vitest";
import type { BagId } from "../../../../src/domain/kernel/ids.ts";
import { movesOf } from "../../../../src/domain/kernel/machine.ts";
import { instant } from "../../../../src/domain/kernel/time.ts";
import type { BagState } from "../../../../src/domain/supply/bag.ts";
import { BAG_FLOW } from "../../../../src/domain/supply/bag.ts";
import { type CustodyEvent, custodyBreaks } from "../../../../src/domain/supply/custody.ts";

/** The chain of one bag along random legal moves, a millisecond or more apart. */
const aChain = fc
  .tuple(fc.uuid(), fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 9 })), { minLength: 3 }))
  .map(([id, steps]) => {
    const events: CustodyEvent[] = [];
    let from: BagState = "created";
    let at = 1_900_000_000_000;
    for (const [n, wait] of steps) {
      const moves = movesOf(BAG_FLOW).filter((m) => m.from === from);
      const next = moves[n % Math.max(1, moves.length)];
      if (!next) break;
      at += wait;
      events.push({ bagId: id as BagId, act: next.act, from, to: next.move.to, serverAt: instant(at) });
      from = next.move.to;
    }
    return events;
  });

test("custody: the chains of bags that moved legally hold, however the bags are mixed", () => {
  fc.assert(
    fc.property(fc.array(aChain, { maxLength: 5 }), (chains) => {
      const mixed = chains.flat().sort((a, b) => a.serverAt - b.serverAt);
      expect(custodyBreaks(mixed)).toEqual([]);
    }),
  );
});

test("custody: an event that is missing, repeated or out of time is found", () => {
  fc.assert(
    fc.property(
      aChain.filter((c) => c.length > 1),
      fc.nat(),
      (chain, n) => {
        // From one bus to another the state stays: what is taken away or doubled has to be an event that changes it.
        const changing = chain.slice(0, -1).flatMap((e, j) => (e.from === e.to ? [] : [j]));
        const i = changing[n % changing.length] ?? 0;
        const kinds = (events: CustodyEvent[]) => custodyBreaks(events).map((b) => b.kind);
        expect(kinds(chain.toSpliced(i, 1))).toContain("gap");
        expect(kinds(chain.flatMap((e, j) => (i === j ? [e, e] : [e])))).toContain("gap");
        const late = chain.map((e, j) => (i === j ? { ...e, serverAt: instant(e.serverAt + 1000) } : e));
        expect(kinds(late)).toEqual(["backwards"]);
        const strange = chain.map((e, j) => (i === j ? { ...e, act: "put_back" as const, from: e.to } : e));
        expect(kinds(strange)).toContain("illegal_move");
      },
    ),
  );
});
