import { err, ok, type Result } from "./result.ts";
import { actsAs, type Role } from "./role.ts";

/** Predicates over facts, by the name that a refusal is told with. A fact is a value, never somebody's "yes". */
export type Guards = Readonly<Record<string, (facts: never) => boolean>>;

/** One legal move: where it leads, who may make it, and the guards that must hold. */
export type Move<State extends string = string, Guard extends string = string> = {
  readonly to: State;
  readonly by: readonly Role[];
  readonly guards?: readonly Guard[];
};

/** A life as a table: state, act, move. */
export type Flow<State extends string = string, Guard extends string = string> = {
  readonly [S in State]: Readonly<Record<string, Move<State, Guard>>>;
};

/** A life with its guards. The tables are in `src/domain`; the database refuses what none of them allows. */
export type Machine<Name extends string = string, G extends Guards = Guards, F = unknown> = {
  readonly name: Name;
  readonly guards: G;
  readonly flow: F;
};
// biome-ignore lint/suspicious/noExplicitAny: any machine at all; what it holds is read through the types below
export type AnyMachine = Machine<string, any, any>;

export type StateOf<M extends AnyMachine> = keyof M["flow"] & string;
type ActsIn<F> = F extends unknown ? { [S in keyof F]: keyof F[S] }[keyof F] & string : never;
export type ActOf<M extends AnyMachine> = ActsIn<M["flow"]>;
type MovesOf<F, A> = { [S in keyof F]: A extends keyof F[S] ? F[S][A] : never }[keyof F];
type GuardsOf<F, A> =
  MovesOf<F, A> extends infer Each ? (Each extends { readonly guards: readonly (infer G)[] } ? G : never) : never;
type All<U> = (U extends unknown ? (x: U) => void : never) extends (x: infer I) => void ? I : never;

/** All that must be known to judge `A`: what the guards of its moves read, whatever the state. */
export type FactsFor<M extends AnyMachine, A extends ActOf<M>> = [GuardsOf<M["flow"], A>] extends [never]
  ? Readonly<Record<never, never>>
  : All<Parameters<M["guards"][GuardsOf<M["flow"], A> & keyof M["guards"]]>[0]>;

/** Why a move was refused. */
export type Refusal<Guard extends string = string> =
  | { readonly kind: "not_from_here"; readonly from: string; readonly act: string }
  | { readonly kind: "not_your_act"; readonly act: string; readonly by: readonly Role[] }
  | { readonly kind: "guard_failed"; readonly act: string; readonly guard: Guard };

/**
 * A machine out of its states, its guards and its table. A state without a row, a move to a state that is not there and
 * a guard without a predicate do not compile.
 */
export function defineMachine<
  const Name extends string,
  const States extends readonly string[],
  const G extends Guards,
  const F extends Flow<States[number], keyof G & string>,
>(name: Name, _states: States, guards: G, flow: F): Machine<Name, G, F> {
  return { name, guards, flow };
}

/**
 * Decides, and only decides: the state that `act` leads to from `from`, or the named reason why not.
 * Guards are read in the order of the table; the first that does not hold is the answer.
 */
export function decide<M extends AnyMachine, A extends ActOf<M>>(
  machine: M,
  from: StateOf<M>,
  act: A,
  role: Role,
  facts: FactsFor<M, A>,
): Result<StateOf<M>, Refusal<keyof M["guards"] & string>> {
  const move: Move | undefined = machine.flow[from]?.[act];
  if (!move) return err({ kind: "not_from_here", from, act });
  if (!move.by.some((by) => actsAs(role, by))) return err({ kind: "not_your_act", act, by: move.by });
  for (const guard of move.guards ?? [])
    if (!machine.guards[guard](facts)) return err({ kind: "guard_failed", act, guard });
  return ok(move.to as StateOf<M>);
}

/** The acts that `role` may try from `from`, in the table's order: what a screen offers as buttons. */
export function actsFor<M extends AnyMachine>(machine: M, from: StateOf<M>, role: Role): ActOf<M>[] {
  return (Object.entries(machine.flow[from]) as [ActOf<M>, Move][])
    .filter(([, move]) => move.by.some((by) => actsAs(role, by)))
    .map(([act]) => act);
}

/** Every legal move as a row, in the table's order. */
export function movesOf<M extends AnyMachine>(machine: M): { from: StateOf<M>; act: ActOf<M>; move: Move }[] {
  return (Object.entries(machine.flow) as [StateOf<M>, Record<ActOf<M>, Move>][]).flatMap(([from, acts]) =>
    (Object.entries(acts) as [ActOf<M>, Move][]).map(([act, move]) => ({ from, act, move })),
  );
}

/** The states from which `act` leads on, in the table's order: for a query that looks for what could still be moved. */
export function statesBefore<M extends AnyMachine>(machine: M, act: ActOf<M>): StateOf<M>[] {
  return movesOf(machine)
    .filter((m) => m.act === act)
    .map((m) => m.from);
}

/** The states that a life has reached before or behind it: `from` itself and all to which moves lead on from there. */
export function statesFrom<M extends AnyMachine>(machine: M, ...from: readonly StateOf<M>[]): StateOf<M>[] {
  const seen = new Set<StateOf<M>>(from);
  for (const state of seen)
    for (const move of Object.values<Move>(machine.flow[state])) seen.add(move.to as StateOf<M>);
  return (Object.keys(machine.flow) as StateOf<M>[]).filter((state) => seen.has(state));
}

/** The states in which a life ends. */
export function endsOf<M extends AnyMachine>(machine: M): StateOf<M>[] {
  return (Object.keys(machine.flow) as StateOf<M>[]).filter((state) => Object.keys(machine.flow[state]).length === 0);
}
