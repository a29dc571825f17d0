import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getDraft } from "#server/views/desk/get-cycle-draft.ts";
import { listPlaces } from "#server/views/resident/list-places.ts";
import { CycleForm } from "#ui/desk/cycle-form.tsx";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("cycles.edit.page") };
}

export default async function EditCyclePage({ params }: PageProps<"/desk/cycles/[id]/edit">) {
  const { id } = await params;
  const ctx = await requestCtx("DESK");
  const draft = await orNotFound(getDraft(ctx, id));
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <CycleForm draft={{ ...draft, places: await listPlaces(ctx) }} />
    </DeskShell>
  );
}
