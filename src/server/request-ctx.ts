import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { OwnSession } from "#contract/own-sessions.ts";
import type { SessionId, UserId } from "#domain/kernel/ids.ts";
import type { Role } from "#domain/kernel/role.ts";
import type { Instant } from "#domain/kernel/time.ts";
import { AppError } from "./app-error.ts";
import { actAs, type Session } from "./auth/session.ts";
import type { Ctx } from "./ctx.ts";
import { runtime } from "./runtime.ts";

/** Who is looking at this page; null when nobody is signed in. */
export async function requestSession(): Promise<Session | null> {
  return runtime().sessionOf(await headers(), "ahead");
}

/** Where the reader of this page is signed in, this session first. */
export async function requestOwnSessions(): Promise<OwnSession[]> {
  const { auth, ownSessions } = runtime();
  const found = await auth.readSession(await headers());
  return found ? ownSessions.list(found.user.id as UserId, found.session.id as SessionId) : [];
}

/** What a page is handed: a context, and the hour by the database's clock. */
export type PageCtx = Ctx & { readonly nowMs: Instant };

/**
 * The context of a page: the person in the first of `roles` (a resident when none is named) that he holds.
 * Sends whoever is not signed in to the sign-in page, whoever has the password of his invitation to change it, and
 * whoever lacks his second factor to set it up.
 * @throws AppError `forbidden`
 */
export async function requestCtx(...roles: readonly Role[]): Promise<PageCtx> {
  const { db, live, now, security } = runtime();
  const session = await requestSession();
  try {
    return { actor: actAs(session, roles.length > 0 ? roles : ["RES"]), db, live, nowMs: await now() };
  } catch (error) {
    if (error instanceof AppError && error.code === "not_signed_in") redirect("/sign-in");
    if (error instanceof AppError && error.code === "password_change_required") redirect("/account");
    if (error instanceof AppError && error.code === "second_factor_required") redirect("/sign-in/second-factor");
    if (error instanceof AppError && error.code === "forbidden") {
      await security.note("out_of_scope", `page:${roles.join(",")}`, session?.userId ?? null);
      redirect("/");
    }
    throw error;
  }
}
