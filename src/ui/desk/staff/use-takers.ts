import { useState } from "react";
import type { Colleague, LeftView } from "#contract/leaving.ts";
import type { UserId } from "#domain/kernel/ids.ts";
import type { TakeOver } from "#domain/oversight/leaving.ts";

/** What stands in a choice for "nobody yet". */
export const NOBODY = "nobody";

/** Who takes over each of the things that somebody leaves, as it is chosen. */
export function useTakers(left: readonly LeftView[], people: readonly Colleague[]) {
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const colleagues: ReadonlyMap<string, Colleague> = new Map(people.map((c) => [c.userId, c]));
  const answers = left.flatMap(({ key }): TakeOver[] => {
    const to = chosen[key];
    return to ? [{ key, to: to === NOBODY ? null : (to as UserId) }] : [];
  });
  const propsOf = (l: LeftView) => ({
    left: l,
    colleagues,
    withTaker: l.with === null ? undefined : chosen[l.with],
    chosen: chosen[l.key] ?? "",
    onChoose: (to: string) => setChosen({ ...chosen, [l.key]: to }),
  });
  return { answers, propsOf, seen: left.map((l) => l.key) };
}
