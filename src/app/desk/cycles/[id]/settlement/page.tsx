import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listSettlements } from "#server/views/desk/list-settlements.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { SettlementsScreen } from "#ui/desk/settlements-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { Words } from "#ui/words/words.tsx";
import { orNotFound } from "../../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("settlement"))("desk.title") };
}

export default async function SettlementPage({ params, searchParams }: PageProps<"/desk/cycles/[id]/settlement">) {
  const { id } = await params;
  const { store } = await searchParams;
  const ctx = await requestCtx("DESK");
  const { number, stores } = await orNotFound(listSettlements(ctx, id));
  const chosen = stores.find((s) => s.supermarketId === store) ?? stores[0];
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <Words of={["settlement"]}>
        <SettlementsScreen cycleId={id} number={number} stores={stores} chosen={chosen} nowMs={ctx.nowMs} />
      </Words>
    </DeskShell>
  );
}
