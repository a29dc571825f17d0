import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listSheets } from "#server/views/desk/list-sheets.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { SheetsScreen } from "#ui/desk/sheets-screen.tsx";
import { parseWish } from "#ui/table/table-wish.ts";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("sheets.title") };
}

export default async function SheetsPage({ params, searchParams }: PageProps<"/desk/cycles/[id]/sheets">) {
  const { id } = await params;
  const ctx = await requestCtx("DESK");
  const view = await orNotFound(listSheets(ctx, id));
  return (
    <DeskShell person={ctx.actor.name} nowMs={view.nowMs}>
      <SheetsScreen view={view} wish={parseWish(await searchParams)} />
    </DeskShell>
  );
}
