"use server";
import { cookies } from "next/headers";
import { LOCALES } from "#messages/locale.ts";

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  lang: LOCALES,
  theme: ["auto", "light", "dark"],
  type: ["normal", "large"],
};

/** Remembers one preference for a year; a form's button carries its name and value. Anything else is ignored. */
export async function setPreference(form: FormData): Promise<void> {
  const jar = await cookies();
  for (const [name, values] of Object.entries(ALLOWED)) {
    const value = form.get(name);
    if (typeof value === "string" && values.includes(value))
      jar.set(name, value, { path: "/", maxAge: 31_536_000, sameSite: "lax" });
  }
}
