import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { ROLES } from "#domain/kernel/role.ts";
import { SECOND_FACTOR_ROLES } from "#server/auth/session.ts";
import { requestOwnSessions, requestSession } from "#server/request-ctx.ts";
import { AccountScreen } from "#ui/sign-in/account-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("auth"))("account.title") };
}

export default async function AccountPage() {
  const session = await requestSession();
  if (!session) redirect("/sign-in?who=staff");
  const roles = ROLES.filter((role) => session.actors[role]);
  // Residents have no password: their account is the phone, and their page is the home.
  if (roles.every((role) => role === "RES")) redirect("/r/home");
  return (
    <AccountScreen
      name={session.name}
      roles={roles}
      sessions={await requestOwnSessions()}
      firstPassword={session.hasFirstPassword}
      secondFactor={
        session.hasSecondFactor ? "set" : roles.some((r) => SECOND_FACTOR_ROLES.includes(r)) ? "missing" : "not_needed"
      }
    />
  );
}
