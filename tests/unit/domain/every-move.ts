import { expect } from "vitest";
import {
  type ActOf,
  type AnyMachine,
  decide,
  type FactsFor,
  movesOf,
  type StateOf,
} from "../../../src/domain/kernel/machine.ts";
import { actsAs, ROLES } from "../../../src/domain/kernel/role.ts";

type LegalMove = { from: string; act: string; to: string; by: string[]; guards: string[] };

/** Facts with which a guard holds, and facts with which it does not; by the guard's name. */
export type Samples<M extends AnyMachine> = {
  readonly [G in keyof M["guards"]]: readonly [
    holds: Parameters<M["guards"][G]>[0],
    fails: Parameters<M["guards"][G]>[0],
  ];
};

/** Reads `from act to ROLE,ROLE guard guard`, one move a line. */
function readMoves(text: string): LegalMove[] {
  return text
    .trim()
    .split("\n")
    .map((line) => {
      const [from = "", act = "", to = "", by = "", ...guards] = line.trim().split(/\s+/);
      return { from, act, to, by: by.split(","), guards };
    });
}

/**
 * Tries every state × act × role of a machine against `legal`, a list typed from the field's description and not from
 * the table: with facts that hold each legal move succeeds, with any one guard's facts that do not it is refused by that
 * guard's name, and everything else is refused with the name of what is wrong.
 * @returns how many combinations were tried.
 */
export function tryEveryMove<M extends AnyMachine>(
  machine: M,
  states: readonly StateOf<M>[],
  samples: Samples<M>,
  legal: string,
): number {
  const moves = readMoves(legal);
  const acts = [...new Set(movesOf(machine).map((m) => m.act))];
  expect(Object.keys(machine.flow).sort()).toEqual([...states].sort());
  for (const m of moves) expect(states, `state of ${m.from} ${m.act}`).toContain(m.from);
  expect([...new Set(moves.map((m) => m.act))].sort()).toEqual([...acts].sort());
  const asked = [...new Set(moves.flatMap((m) => m.guards))].sort();
  expect(Object.keys(machine.guards).sort(), "a guard that no move asks goes").toEqual(asked);
  let tried = 0;
  for (const from of states) {
    for (const act of acts) {
      const move = moves.find((m) => m.from === from && m.act === act);
      for (const role of ROLES) {
        tried += 1;
        const where = `${from} ${act} by ${role}`;
        const facts = (but?: string) =>
          Object.assign(
            {},
            ...(move?.guards ?? []).map((g) => samples[g]?.[0]),
            but ? samples[but]?.[1] : {},
          ) as FactsFor<M, ActOf<M>>;
        const answer = decide(machine, from, act, role, facts());
        if (!move) expect(answer, where).toEqual({ ok: false, error: { kind: "not_from_here", from, act } });
        else if (!move.by.some((by) => actsAs(role, by as (typeof ROLES)[number]))) {
          expect(answer, where).toMatchObject({ ok: false, error: { kind: "not_your_act", act } });
        } else {
          expect(answer, where).toEqual({ ok: true, value: move.to });
          for (const guard of move.guards) {
            const refused = decide(machine, from, act, role, facts(guard));
            expect(refused, `${where} without ${guard}`).toMatchObject({
              ok: false,
              error: { kind: "guard_failed", act },
            });
          }
        }
      }
    }
  }
  return tried;
}
