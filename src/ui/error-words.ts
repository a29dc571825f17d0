import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";

type Key = keyof Messages["errors"];
const ENDINGS = [
  "already_ordered",
  "over_quota",
  "over_limit",
  "past_cut_off",
  "not_open",
  "guard_failed",
  "not_from_here",
] as const;
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
] as const;

/** Why a call was refused: its code, the domain's kind, the guard that did not hold, and what else the refusal names. */
export type Refused = { readonly code?: string; readonly kind?: string; readonly guard?: string } & Readonly<
  Record<string, unknown>
>;

export function refusalOf(error: unknown): Refused {
  const app = (error as { data?: { app?: { code?: string; detail?: Refused } } | null } | undefined)?.data?.app;
  return { ...app?.detail, ...(app?.code ? { code: app.code } : {}) };
}

/** The words for what a call threw: of a refusal its kind's, else its code's; no network has words of its own. */
export function errorWords(error: unknown, t: Translate<Messages["errors"]>): string {
  const app = (error as { data?: { app?: { code?: string; detail?: { kind?: unknown } } } | null } | undefined)?.data
    ?.app;
  const say = t as (key: Key) => string;
  if (!app) return say(typeof navigator !== "undefined" && navigator.onLine === false ? "offline" : "bug");
  const kind = ENDINGS.find((k) => k === app.detail?.kind);
  if (kind) return say(`refused.${kind}`);
  return say(CODES.find((c) => c === app.code) ?? "bug");
}
