import type { Messages } from "#messages/catalogue.ts";
import type { Translate } from "#messages/message.ts";
import type { AuthAnswer } from "./auth-call.ts";

/** What a form says: of the whole, or beside the field whose content was refused. */
export type Wrong = { readonly field?: string; readonly note?: string };

/**
 * The words for a call that the sign-in service did not do. No network, too many tries and a bug of ours are told apart
 * from what somebody typed: only that is said beside the field, in the form's own words.
 */
export function wrongWords(
  answer: Extract<AuthAnswer<unknown>, { ok: false }>,
  t: Translate<Messages["auth"]>,
  errors: Translate<Messages["errors"]>,
  refused: string,
): Wrong {
  if (answer.code === "OFFLINE") return { note: errors("offline") };
  if (answer.code === "FIRST_PASSWORD_OVER") return { note: t("password.over") };
  if (answer.status === 429) return { note: t("too.many") };
  if (answer.status >= 500) return { note: errors("bug") };
  return { field: refused };
}
