import { type Messages, wordsOf } from "#messages/catalogue.ts";
import type { Locale } from "#messages/locale.ts";
import type { Translate } from "#messages/message.ts";

type Key = keyof Messages["audit"];

/** What was done to what, in words: `batch.accept` is 批单：接收. What has no words yet is said as it is recorded. */
export function eventWords(kind: string, t: Translate<Messages["audit"]>, locale: Locale): string {
  const known = (key: string): key is Key => Object.hasOwn(wordsOf(locale, ["audit"]).audit ?? {}, key);
  const [subject = "", act = ""] = kind.split(".");
  const [what, done] = [`subject.${subject}`, `act.${act}`];
  // Both are keys that are put together here; a word without holes needs no values.
  const words = (key: string, raw: string) => (known(key) ? (t as (key: Key) => string)(key) : raw);
  return t("event", { subject: words(what, subject), act: words(done, act) });
}
