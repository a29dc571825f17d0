import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { lookAtClaims } from "#server/usecases/claims/look-at-claims.ts";
import { ClaimsScreen } from "#ui/desk/claims-screen.tsx";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { parseWish } from "#ui/table/table-wish.ts";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("claims.title") };
}

export default async function ClaimsPage({ searchParams }: PageProps<"/desk/claims">) {
  const ctx = await requestCtx("DESK");
  const { page } = parseWish(await searchParams);
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <ClaimsScreen view={await lookAtClaims(ctx, page)} nowMs={ctx.nowMs} />
    </DeskShell>
  );
}
