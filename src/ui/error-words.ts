import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";

/** The words for what a call threw, by the server's error code; no network and the unknown have words of their own. */
export function errorWords(
  error: unknown,
  t: Translate<Messages["errors"]>,
  known: readonly (keyof Messages["errors"])[] = [],
): string {
  const data = (error as { data?: { appCode?: string; code?: string } | null } | undefined)?.data;
  if (!data) return typeof navigator !== "undefined" && navigator.onLine === false ? t("offline") : t("unexpected");
  const code = data.appCode ?? data.code?.toLowerCase() ?? "";
  const ours = [
    "not_found",
    "forbidden",
    "unauthenticated",
    "conflict",
    "rate_limited",
    "invalid",
    "refused",
    ...known,
  ] as const;
  const key = ours.find((k) => k === code);
  return key ? t(key as "unexpected") : t("unexpected");
}
