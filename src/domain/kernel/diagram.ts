import { type Flow, movesOf } from "./machine.ts";

/**
 * A flow as a Mermaid `stateDiagram-v2`: one arrow per legal move, labelled `act (roles)`. The first state of the
 * table is where a life begins; a state without moves is where one ends.
 */
export function toMermaid<State extends string, Act extends string, Guard extends string>(
  flow: Flow<State, Act, Guard>,
): string {
  const states = Object.keys(flow) as State[];
  const moves = movesOf(flow);
  const ends = states.filter((s) => moves.every((m) => m.from !== s));
  return [
    "stateDiagram-v2",
    ...states.slice(0, 1).map((s) => `  [*] --> ${s}`),
    ...moves.map(({ from, act, move }) => `  ${from} --> ${move.to}: ${act} (${move.by.join(", ")})`),
    ...ends.map((s) => `  ${s} --> [*]`),
  ].join("\n");
}
