import { type Messages, type Namespace, wordsOf } from "../../src/messages/catalogue.ts";
import type { Locale } from "../../src/messages/locale.ts";

/** The whole words of a button or a line in a language, whatever figures and names stand in them. */
export function said<N extends Namespace>(lang: Locale, area: N, key: keyof Messages[N] & string): RegExp {
  const message = wordsOf(lang, [area])[area]?.[key] ?? key;
  const forms = typeof message === "string" ? [message] : Object.values(message);
  return new RegExp(`^(${forms.map(pattern).join("|")})$`);
}

const pattern = (text: string): string =>
  text
    .split(/\{[^{}]*\}/)
    .map((part) => part.replace(/[.*+?^$()[\]\\|]/g, "\\$&"))
    .join(".*");
