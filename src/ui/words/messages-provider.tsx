"use client";
import { createContext, type ReactNode, use, useMemo } from "react";
import type { Namespace } from "#messages/catalogue.ts";
import { LOCALES, type Locale } from "#messages/locale.ts";
import type { Message } from "#messages/message.ts";

type Words = Partial<Record<Namespace, Readonly<Record<string, Message>>>>;

export const WordsContext = createContext<{ locale: Locale; words: Words }>({ locale: LOCALES[0], words: {} });

/** Hands client leaves the namespaces that a layout chose, on top of those handed down from above. */
export function MessagesProvider({ locale, words, children }: { locale: Locale; words: Words; children: ReactNode }) {
  const above = use(WordsContext);
  const value = useMemo(() => ({ locale, words: { ...above.words, ...words } }), [above, locale, words]);
  return <WordsContext value={value}>{children}</WordsContext>;
}
