import type { Tags } from "../read-pbf.ts";
import { holdsAt, parseHours } from "./hours.ts";

/** One clause of a `*:conditional` tag, as far as this program can judge it without a clock. */
export type Clause = {
  readonly value: string;
  /** As it is written. */
  readonly text: string;
  /** `sometimes`: it hangs on a holiday, the weather or something else that nobody can tell here. */
  readonly when:
    | ("always" | "guests" | "sometimes")
    | { readonly measure: Measured; readonly above: string }
    | { readonly hours: string };
};
export type Measured = "height" | "weight" | "length" | "width" | "axleload";

/** Hours that are all hours. */
const ALWAYS =
  /^(?:24\/7|always|(?:mo-su|su-sa)(?:,\s*ph)?(?:\s+00:00-(?:24:00|23:59))?|00:00-(?:24:00|23:59)|jan-dec(?:\s+(?:mo-su\s+)?00:00-24:00)?)$/;
const GUESTS = /^(?:destination|delivery|customers|residents?|private|permit)$/;
const SIZE = /^(?:max)?(height|weight|weightrating|length|width|axleload)\s*(>=?)\s*(.+)$/;

const NO_CLAUSES: readonly Clause[] = [];

/** Clauses of https://wiki.openstreetmap.org/wiki/Conditional_restrictions: `value @ (condition); value @ condition`. */
export function clausesOf(text: string | undefined): readonly Clause[] {
  if (text === undefined) return NO_CLAUSES;
  return text
    .split(/;(?![^(]*\))/)
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const at = part.indexOf("@");
      const text = part.trim();
      if (at < 0) return { value: text, text, when: "sometimes" };
      const condition = part
        .slice(at + 1)
        .trim()
        .replace(/^\((.*)\)$/, "$1")
        .trim()
        .toLowerCase();
      return { value: part.slice(0, at).trim(), text, when: judge(condition) };
    });
}

function judge(condition: string): Clause["when"] {
  if (ALWAYS.test(condition)) return "always";
  if (GUESTS.test(condition)) return "guests";
  const size = /\band\b/.test(condition) ? null : SIZE.exec(condition);
  if (!size) return parseHours(condition) ? { hours: condition } : "sometimes";
  const measure = size[1] === "weightrating" ? "weight" : (size[1] as Measured);
  return { measure, above: size[3]! };
}

/** The hours that some rule of these tags hangs on. */
export function hoursIn(tags: Tags): string[] {
  const found: string[] = [];
  for (const [key, value] of tags)
    if (key.endsWith(":conditional"))
      for (const { when } of clausesOf(value)) if (typeof when === "object" && "hours" in when) found.push(when.hours);
  return found;
}

/**
 * The tags as they are to be read then: a clause for the hour holds always, one for another hour is not there.
 * @param atMs UTC milliseconds, or `any`: all hours at once
 */
export function tagsAt(tags: Tags, atMs: number | "any"): Tags {
  const now = new Map(tags);
  for (const [key, value] of tags) {
    if (!key.endsWith(":conditional")) continue;
    const kept = clausesOf(value).flatMap((clause) => {
      if (typeof clause.when !== "object" || !("hours" in clause.when)) return [clause.text];
      return atMs === "any" || isNow(clause.when.hours, atMs) ? [`${clause.value} @ always`] : [];
    });
    if (kept.length > 0) now.set(key, kept.join("; "));
    else now.delete(key);
  }
  return now;
}

function isNow(hours: string, atMs: number): boolean {
  return holdsAt(parseHours(hours) ?? [], atMs);
}
