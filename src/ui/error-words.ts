import type { FiguresOf, GuardName, Refusal, RefusalKey } from "#contract/refusals.ts";
import type { Messages } from "#messages/catalogue.ts";
import type { HolesOf, Translate } from "#messages/message.ts";
import { formatYuanShort } from "./format/money.ts";

const CODES = [
  "not_signed_in",
  "password_change_required",
  "second_factor_required",
  "forbidden",
  "not_found",
  "bad_input",
  "refused",
  "conflict",
  "sold_out",
  "busy",
  "bug",
] as const satisfies readonly (keyof Messages["errors"])[];

/** Why a call was refused: its code, the kind, the guard that did not hold, and what else the refusal names. */
export type Refused = {
  readonly code?: string;
  readonly kind?: Refusal["kind"];
  readonly guard?: GuardName;
} & Readonly<Record<string, unknown>>;

type Words = Messages["refusals"];
/** Refusals whose words name a figure that does not come with them: there are none, or `say` below does not compile. */
type Stray = { [K in RefusalKey]: [Exclude<HolesOf<Words[K]>, FiguresOf<K>>] extends [never] ? never : K }[RefusalKey];
type Say = (key: Exclude<RefusalKey & keyof Words, Stray>, figures: Record<string, string | number>) => string;

export function refusalOf(error: unknown): Refused {
  const app = (error as { data?: { app?: { code?: string; detail?: Refused } } | null } | undefined)?.data?.app;
  return { ...app?.detail, ...(app?.code ? { code: app.code } : {}) };
}

/** The words for what a call threw: of a refusal its own, else its code's; no network has words of its own. */
export function errorWords(
  error: unknown,
  errors: Translate<Messages["errors"]>,
  refusals: Translate<Messages["refusals"]>,
): string {
  const refused = refusalOf(error);
  if (!refused.code) return errors(typeof navigator !== "undefined" && navigator.onLine === false ? "offline" : "bug");
  return refusalWords(refused, refusals) ?? errors(CODES.find((c) => c === refused.code) ?? "bug");
}

/** In words why it was refused; undefined for a code without a kind, and on a page that is older than the server. */
function refusalWords({ kind, guard, ...rest }: Refused, t: Translate<Words>): string | undefined {
  const key = kind === "guard_failed" ? guard && (`guard.${guard}` as const) : kind;
  if (!key) return undefined;
  const say = t as Say;
  const words = say(key, toFigures(rest));
  return words === key ? undefined : words;
}

/** Money is told without its sign: the words say who owes whom. */
function toFigures(detail: Readonly<Record<string, unknown>>): Record<string, string | number> {
  const figures: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(detail))
    if (typeof value === "number") figures[name] = name.endsWith("Fen") ? formatYuanShort(Math.abs(value)) : value;
    else if (typeof value === "string") figures[name] = value;
  return figures;
}
