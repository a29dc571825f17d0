import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listAccountRequests } from "#server/views/desk/list-account-requests.ts";
import { AccountsScreen } from "#ui/desk/accounts/accounts-screen.tsx";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("accounts"))("title") };
}

export default async function AccountsPage() {
  const ctx = await requestCtx("DESK");
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <AccountsScreen requests={await listAccountRequests(ctx)} />
    </DeskShell>
  );
}
