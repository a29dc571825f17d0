import type { Metadata } from "next";
import { lotCode } from "#contract/lot-trace.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { traceLot } from "#server/usecases/supply/trace-lot.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { LotScreen } from "#ui/desk/lot-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("lot.title") };
}

export default async function LotPage({ searchParams }: PageProps<"/desk/claims/lot">) {
  const ctx = await requestCtx("DESK");
  const code = lotCode.safeParse((await searchParams).code);
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <LotScreen trace={code.success ? await traceLot(ctx, code.data) : undefined} />
    </DeskShell>
  );
}
