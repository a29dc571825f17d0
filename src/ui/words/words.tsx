import type { ReactNode } from "react";
import { type Namespace, wordsOf } from "#messages/catalogue.ts";
import { getPreferences } from "../preferences/get-preferences.ts";
import { MessagesProvider } from "./messages-provider.tsx";

/** In a layout: gives the client leaves below it the words of these namespaces, and no others. */
export async function Words({ of, children }: { of: readonly Namespace[]; children: ReactNode }) {
  const { locale } = await getPreferences();
  return (
    <MessagesProvider locale={locale} words={wordsOf(locale, of)}>
      {children}
    </MessagesProvider>
  );
}
