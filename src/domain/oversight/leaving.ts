import type { UserId } from "../kernel/ids.ts";
import { err, ok, type Result } from "../kernel/result.ts";

/** What somebody leaves open who goes: a role at a place, cash in his box, a trip to drive, a bus of his. */
export const LEFT_KINDS = ["post", "cash", "trip", "bus"] as const;
export type LeftKind = (typeof LEFT_KINDS)[number];

/** One thing that is left open, with what the rule below asks of it. */
export type Left = {
  /** Names it among what one person leaves, and stays the same while it is open. */
  readonly key: string;
  readonly kind: LeftKind;
  /** Others who hold it as well: with them it is not left alone. Of cash, a trip and a bus there are none. */
  readonly others: readonly UserId[];
  /** Who may take it over. */
  readonly takers: readonly UserId[];
  /** The post that goes with it: whoever is given that may take this over too. Cash goes with its grid. */
  readonly with: string | null;
  /** It may stay with nobody until somebody is found, when that is said. A bus that is out may not. */
  readonly mayWait: boolean;
  /** Its driver was found well before it set out: whoever takes over is asked for the same. */
  readonly asksHealth: boolean;
};

/** Who takes a thing over; null: nobody yet, said aloud. */
export type TakeOver = { readonly key: string; readonly to: UserId | null };

export type LeavingRefusal =
  | { readonly kind: "leaving_changed" }
  | { readonly kind: "left_without_owner"; readonly left: number }
  | { readonly kind: "cannot_take_over" }
  | { readonly kind: "new_driver_not_cleared" };

/** Whether it is to be said who takes this over: nobody else holds it. */
export const asksTaker = (left: Pick<Left, "others">): boolean => left.others.length === 0;

/**
 * Judges who takes over what somebody leaves: nothing stays without an owner unless that was said, and where it can be.
 * @param left what is left open now
 * @param seen the keys of what was left open when the answers were given
 * @param answers one for each thing that nobody else holds, and any for the others
 * @param driversWell those who take over a bus that was cleared were found well
 * @returns the things that are taken over, each with who takes it
 */
export function judgeLeaving(
  left: readonly Left[],
  seen: readonly string[],
  answers: readonly TakeOver[],
  driversWell: boolean,
): Result<readonly { readonly left: Left; readonly to: UserId }[], LeavingRefusal> {
  const known = new Set(left.map((l) => l.key));
  if (known.size !== new Set(seen).size || seen.some((key) => !known.has(key))) return err({ kind: "leaving_changed" });
  const answered = new Map(answers.map((a) => [a.key, a.to]));
  const alone = left.filter((l) => asksTaker(l) && (l.mayWait ? !answered.has(l.key) : !answered.get(l.key)));
  if (alone.length > 0) return err({ kind: "left_without_owner", left: alone.length });
  const taken = left.flatMap((l) => {
    const to = answered.get(l.key);
    return to ? [{ left: l, to }] : [];
  });
  const may = ({ left: l, to }: (typeof taken)[number]) =>
    l.takers.includes(to) || (l.with !== null && answered.get(l.with) === to);
  if (!taken.every(may)) return err({ kind: "cannot_take_over" });
  if (!driversWell && taken.some(({ left: l }) => l.asksHealth)) return err({ kind: "new_driver_not_cleared" });
  return ok(taken);
}
