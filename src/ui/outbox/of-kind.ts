import type { Entry } from "#domain/offline/outbox.ts";
import type { Load } from "./load.ts";

type Kind = Load["kind"];

/** Those entries of a person of several roles that a screen is about. */
export const entriesOf = <K extends Kind>(entries: readonly Entry<Load>[], kind: K) =>
  entries.filter((e): e is Entry<Extract<Load, { kind: K }>> => e.load.kind === kind);

/** The same of what the server said no to. */
export const troublesOf = <K extends Kind, A>(
  troubles: readonly { readonly entry: Entry<Load>; readonly answer: A }[],
  kind: K,
) => troubles.flatMap(({ entry, answer }) => entriesOf([entry], kind).map((e) => ({ entry: e, answer })));
