import type { Locale } from "./locale.ts";
import type { Message } from "./message.ts";

const RULES = new Map<Locale, Intl.PluralRules>();
function rulesOf(locale: Locale): Intl.PluralRules {
  const rules = RULES.get(locale) ?? new Intl.PluralRules(locale);
  RULES.set(locale, rules);
  return rules;
}

/**
 * Fills the holes of a message. Of its forms the language's rules choose one, by the value of `n` or, where there is no
 * such hole, of the first one; of the words that a hole chooses, `{bags} {bags:one bag|other bags}`, they do so by its
 * own. A hole without a value stays visible.
 */
export function fill(message: Message, locale: Locale, values: Readonly<Record<string, string | number>> = {}): string {
  return formOf(message, locale, values).replace(/\{(\w+)(?::([^{}]+))?\}/g, (hole, name: string, words?: string) =>
    words === undefined ? String(values[name] ?? hole) : wordsFor(words, locale, values[name]),
  );
}

function formOf(message: Message, locale: Locale, values: Readonly<Record<string, string | number>>): string {
  if (typeof message === "string") return message;
  const counted = values.n ?? values[/\{(\w+)\}/.exec(message.other)?.[1] ?? ""];
  return message[rulesOf(locale).select(Number(counted ?? 0))] ?? message.other;
}

/** Of `one bag|other bags` the words behind the form that the language's rules name for `n`; the last where they name none. */
function wordsFor(words: string, locale: Locale, n: string | number | undefined): string {
  const form = `${rulesOf(locale).select(Number(n ?? 0))} `;
  const all = words.split("|");
  const chosen = all.find((w) => w.startsWith(form)) ?? all.at(-1) ?? "";
  return chosen.slice(chosen.indexOf(" ") + 1);
}
