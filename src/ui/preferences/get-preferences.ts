import { cookies } from "next/headers";
import { cache } from "react";
import { type Locale, toLocale } from "#messages/locale.ts";

export const THEMES = ["auto", "light", "dark"] as const;
type Theme = (typeof THEMES)[number];

export type Preferences = { readonly locale: Locale; readonly theme: Theme; readonly large: boolean };

/** How this reader wants to read: language, light or dark, large type; from three cookies. */
export const getPreferences = cache(async (): Promise<Preferences> => {
  const jar = await cookies();
  return {
    locale: toLocale(jar.get("lang")?.value),
    theme: THEMES.find((t) => t === jar.get("theme")?.value) ?? "auto",
    large: jar.get("type")?.value === "large",
  };
});
