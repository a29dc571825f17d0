/** One clause of a `*:conditional` tag, as far as this program can judge it without a clock. */
export type Clause = {
  readonly value: string;
  /** `sometimes`: it hangs on the hour, the weather or something else that a stored graph does not know. */
  readonly when: "always" | "guests" | "sometimes" | { readonly measure: Measured; readonly above: string };
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
      if (at < 0) return { value: part.trim(), when: "sometimes" };
      const condition = part
        .slice(at + 1)
        .trim()
        .replace(/^\((.*)\)$/, "$1")
        .trim()
        .toLowerCase();
      return { value: part.slice(0, at).trim(), when: judge(condition) };
    });
}

function judge(condition: string): Clause["when"] {
  if (ALWAYS.test(condition)) return "always";
  if (GUESTS.test(condition)) return "guests";
  const size = /\band\b/.test(condition) ? null : SIZE.exec(condition);
  if (!size) return "sometimes";
  const measure = size[1] === "weightrating" ? "weight" : (size[1] as Measured);
  return { measure, above: size[3]! };
}
