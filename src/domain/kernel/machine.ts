import { err, ok, type Result } from "./result.ts";
import type { Role } from "./role.ts";

/** One legal move: where it leads, who may make it, and the names of the facts that must hold (its guards). */
export type Move<State extends string, Guard extends string = never> = {
  readonly to: State;
  readonly by: readonly Role[];
  readonly guards?: readonly Guard[];
};

/** A life as a table: state, act, move. Screens, tests and diagrams are derived from it. */
export type Flow<State extends string, Act extends string, Guard extends string = never> = Readonly<
  Record<State, Readonly<Partial<Record<Act, Move<State, Guard>>>>>
>;

/** Why a move was refused. */
export type Refusal<State extends string, Act extends string, Guard extends string = never> =
  | { readonly kind: "not_from_here"; readonly from: State; readonly act: Act }
  | { readonly kind: "not_your_act"; readonly act: Act; readonly by: readonly Role[] }
  | { readonly kind: "guard_failed"; readonly act: Act; readonly guard: Guard };

/** The facts that guards need, by the guard's name; a guard whose fact is missing does not hold. */
export type Facts<Guard extends string> = Readonly<Partial<Record<Guard, boolean>>>;

/**
 * Decides, and only decides: the state that `act` leads to from `from`, or the named reason why not.
 * Guards are read in the order of the table; the first that does not hold is the answer.
 */
export function decide<State extends string, Act extends string, Guard extends string = never>(
  flow: Flow<State, Act, Guard>,
  from: State,
  act: Act,
  role: Role,
  facts?: Facts<Guard>,
): Result<State, Refusal<State, Act, Guard>> {
  const move = flow[from][act] as Move<State, Guard> | undefined;
  return move ? tryMove(move, act, role, facts) : err({ kind: "not_from_here", from, act });
}

/** Like `decide` for one move that is already at hand, such as the birth of an order, which has no state to start from. */
export function tryMove<State extends string, Act extends string, Guard extends string = never>(
  move: Move<State, Guard>,
  act: Act,
  role: Role,
  facts?: Facts<Guard>,
): Result<State, Refusal<State, Act, Guard>> {
  if (!move.by.includes(role)) return err({ kind: "not_your_act", act, by: move.by });
  for (const guard of move.guards ?? []) if (facts?.[guard] !== true) return err({ kind: "guard_failed", act, guard });
  return ok(move.to);
}

/** The acts that `role` may try from `from`, in the table's order: what a screen offers as buttons. */
export function actsFor<State extends string, Act extends string, Guard extends string>(
  flow: Flow<State, Act, Guard>,
  from: State,
  role: Role,
): Act[] {
  return (Object.entries(flow[from]) as [Act, Move<State, Guard>][])
    .filter(([, move]) => move.by.includes(role))
    .map(([act]) => act);
}

/** Every legal move as a row, in the table's order. */
export function movesOf<State extends string, Act extends string, Guard extends string>(
  flow: Flow<State, Act, Guard>,
): { from: State; act: Act; move: Move<State, Guard> }[] {
  return (Object.entries(flow) as [State, Partial<Record<Act, Move<State, Guard>>>][]).flatMap(([from, acts]) =>
    (Object.entries(acts) as [Act, Move<State, Guard>][]).map(([act, move]) => ({ from, act, move })),
  );
}
