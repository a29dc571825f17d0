import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listBatches } from "#server/views/desk/list-batches.ts";
import { BatchesScreen } from "#ui/desk/batches-screen.tsx";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { parseWish } from "#ui/table/table-wish.ts";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("batches.title") };
}

export default async function BatchesPage({ params, searchParams }: PageProps<"/desk/cycles/[id]/batches">) {
  const { id } = await params;
  const ctx = await requestCtx("DESK");
  const view = await orNotFound(listBatches(ctx, id));
  return (
    <DeskShell person={ctx.actor.name} nowMs={view.nowMs}>
      <BatchesScreen view={view} wish={parseWish(await searchParams)} />
    </DeskShell>
  );
}
