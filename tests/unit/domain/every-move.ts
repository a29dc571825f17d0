import { expect } from "vitest";
import { decide, type Facts, type Flow } from "../../../src/domain/kernel/machine.ts";
import { ROLES } from "../../../src/domain/kernel/role.ts";

type LegalMove = { from: string; act: string; to: string; by: string[]; guards: string[] };

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
 * the table: with all its facts each legal move succeeds, without any one of them it is refused by that guard's name,
 * and everything else is refused with the name of what is wrong.
 * @returns how many combinations were tried.
 */
export function tryEveryMove<State extends string, Act extends string, Guard extends string>(
  flow: Flow<State, Act, Guard>,
  states: readonly State[],
  acts: readonly Act[],
  legal: string,
): number {
  const moves = readMoves(legal);
  expect(Object.keys(flow).sort()).toEqual([...states].sort());
  for (const m of moves) {
    expect(states, `state of ${m.from} ${m.act}`).toContain(m.from);
    expect(acts).toContain(m.act);
  }
  expect([...new Set(moves.map((m) => m.act))].sort()).toEqual([...acts].sort());
  let tried = 0;
  for (const from of states) {
    for (const act of acts) {
      const move = moves.find((m) => m.from === from && m.act === act);
      for (const role of ROLES) {
        tried += 1;
        const where = `${from} ${act} by ${role}`;
        const facts = (without?: string): Facts<Guard> =>
          Object.fromEntries((move?.guards ?? []).filter((g) => g !== without).map((g) => [g, true])) as Facts<Guard>;
        const answer = decide(flow, from, act, role, facts());
        if (!move) expect(answer, where).toEqual({ ok: false, error: { kind: "not_from_here", from, act } });
        else if (!move.by.includes(role)) {
          expect(answer, where).toMatchObject({ ok: false, error: { kind: "not_your_act", act } });
        } else {
          expect(answer, where).toEqual({ ok: true, value: move.to });
          for (const guard of move.guards) {
            const refused = decide(flow, from, act, role, facts(guard));
            expect(refused, where).toEqual({ ok: false, error: { kind: "guard_failed", act, guard } });
          }
        }
      }
    }
  }
  return tried;
}
