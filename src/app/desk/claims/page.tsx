import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listOpenClaims } from "#server/usecases/claims/answer-claim.ts";
import { ClaimsScreen } from "#ui/desk/claims-screen.tsx";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("claims.title") };
}

export default async function ClaimsPage() {
  const ctx = await requestCtx("DESK");
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.clock.now()}>
      <ClaimsScreen claims={await listOpenClaims(ctx)} nowMs={ctx.clock.now()} />
    </DeskShell>
  );
}
