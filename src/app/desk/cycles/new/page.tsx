import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getDraft, getNewDraft } from "#server/views/desk/get-cycle-draft.ts";
import { listPlaces } from "#server/views/resident/list-places.ts";
import { CycleForm } from "#ui/desk/cycle-form.tsx";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../or-not-found.ts";

type Props = PageProps<"/desk/cycles/new">;
/** The draft that is written anew; undefined for a new round. */
const draftIn = async ({ searchParams }: Props) => {
  const { draft } = await searchParams;
  return typeof draft === "string" ? draft : undefined;
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await getT("desk"))((await draftIn(props)) ? "cycles.edit.do" : "cycles.new") };
}

export default async function NewCyclePage(props: Props) {
  const ctx = await requestCtx("DESK");
  const id = await draftIn(props);
  const draft = await (id ? orNotFound(getDraft(ctx, id)) : getNewDraft(ctx));
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <CycleForm draft={{ ...draft, places: await listPlaces(ctx) }} />
    </DeskShell>
  );
}
