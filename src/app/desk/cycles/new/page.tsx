import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getNewDraft } from "#server/views/desk/get-cycle-draft.ts";
import { listPlaces } from "#server/views/resident/list-places.ts";
import { CycleForm } from "#ui/desk/cycle-form.tsx";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("cycles.new") };
}

export default async function NewCyclePage() {
  const ctx = await requestCtx("DESK");
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <CycleForm draft={{ ...(await getNewDraft(ctx)), places: await listPlaces(ctx) }} />
    </DeskShell>
  );
}
