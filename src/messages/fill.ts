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
 * such hole, of the first one. A hole without a value stays visible.
 */
export function fill(message: Message, locale: Locale, values: Readonly<Record<string, string | number>> = {}): string {
  return formOf(message, locale, values).replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}

function formOf(message: Message, locale: Locale, values: Readonly<Record<string, string | number>>): string {
  if (typeof message === "string") return message;
  const counted = values.n ?? values[/\{(\w+)\}/.exec(message.other)?.[1] ?? ""];
  return message[rulesOf(locale).select(Number(counted ?? 0))] ?? message.other;
}
