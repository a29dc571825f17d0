"use client";
import { use } from "react";
import type { Locale, Messages, Namespace } from "#messages/catalogue.ts";
import { fill } from "#messages/fill.ts";
import type { Translate } from "#messages/message.ts";
import { WordsContext } from "./messages-provider.tsx";

/** `t` for a client leaf; the layout above must have passed the namespace to `MessagesProvider`. */
export function useT<N extends Namespace>(namespace: N): Translate<Messages[N]> {
  const { locale, words } = use(WordsContext);
  return (key, ...values) => fill(words[namespace]?.[key] ?? key, locale, values[0]);
}

export function useLocale(): Locale {
  return use(WordsContext).locale;
}
