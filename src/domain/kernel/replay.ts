import { decide, type Facts, type Flow, type Refusal } from "./machine.ts";
import type { Role } from "./role.ts";
import type { Instant } from "./time.ts";

/** An act that was made on a device, perhaps offline and sent more than once; `clientEventId` names it for ever. */
export type ClientEvent<Act extends string, Guard extends string = never> = {
  readonly clientEventId: string;
  readonly act: Act;
  readonly role: Role;
  /** The device's claim of when; it orders the events of a replay and proves nothing else. */
  readonly madeAt: Instant;
  readonly facts?: Facts<Guard>;
};

export type Replayed<State extends string, Act extends string, Guard extends string = never> = {
  readonly state: State;
  readonly applied: readonly string[];
  /** What no longer fitted when its turn came: kept and shown to a person, never dropped. */
  readonly conflicts: readonly { readonly clientEventId: string; readonly refusal: Refusal<State, Act, Guard> }[];
};

/**
 * Plays events from `start`, each once, in the order in which they were made: any order of arrival and any number of
 * repeats give the same answer (invariant 15), and every event is either applied or a named conflict.
 */
export function replay<State extends string, Act extends string, Guard extends string = never>(
  flow: Flow<State, Act, Guard>,
  start: State,
  events: readonly ClientEvent<Act, Guard>[],
): Replayed<State, Act, Guard> {
  const once = [...new Map(events.map((e) => [e.clientEventId, e])).values()];
  once.sort((a, b) => a.madeAt - b.madeAt || (a.clientEventId < b.clientEventId ? -1 : 1));
  let state = start;
  const applied: string[] = [];
  const conflicts: { clientEventId: string; refusal: Refusal<State, Act, Guard> }[] = [];
  for (const { clientEventId, act, role, facts } of once) {
    const to = decide(flow, state, act, role, facts);
    if (to.ok) {
      state = to.value;
      applied.push(clientEventId);
    } else conflicts.push({ clientEventId, refusal: to.error });
  }
  return { state, applied, conflicts };
}
