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
