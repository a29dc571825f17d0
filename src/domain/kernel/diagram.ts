import { type AnyMachine, endsOf, movesOf } from "./machine.ts";

/**
 * A machine as a Mermaid `stateDiagram-v2`: one arrow per legal move, labelled `act (roles)`. The first state of the
 * table is where a life begins; a state without moves is where one ends.
 */
export function toMermaid(machine: AnyMachine): string {
  return [
    "stateDiagram-v2",
    ...Object.keys(machine.flow)
      .slice(0, 1)
      .map((s) => `  [*] --> ${s}`),
    ...movesOf(machine).map(({ from, act, move }) => `  ${from} --> ${move.to}: ${act} (${move.by.join(", ")})`),
    ...endsOf(machine).map((s) => `  ${s} --> [*]`),
  ].join("\n");
}
