import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listCycles } from "#server/views/desk/get-cycles.ts";
import { CyclesScreen } from "#ui/desk/cycles-screen.tsx";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { parseWish } from "#ui/table/table-wish.ts";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("nav.cycles") };
}

export default async function CyclesPage({ searchParams }: PageProps<"/desk/cycles">) {
  const ctx = await requestCtx("DESK");
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <CyclesScreen rows={await listCycles(ctx)} wish={parseWish(await searchParams)} nowMs={ctx.nowMs} />
    </DeskShell>
  );
}
