"use server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";

/** Remembers which of his grids the worker looks at; whether it is his is asked at every reading. */
export async function chooseGrid(form: FormData): Promise<void> {
  const id = form.get("grid");
  if (typeof id === "string" && /^[0-9a-f-]{36}$/.test(id))
    (await cookies()).set("grid", id, { path: "/", maxAge: 31_536_000, sameSite: "lax" });
  redirect("/g");
}
