import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getCycleDetail, listCycles } from "#server/views/desk/get-cycles.ts";
import { CycleScreen } from "#ui/desk/cycle-screen.tsx";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("cycle.page") };
}

export default async function CyclePage({ params }: PageProps<"/desk/cycles/[id]">) {
  const { id } = await params;
  const ctx = await requestCtx("DESK");
  const detail = await orNotFound(getCycleDetail(ctx, id));
  return (
    <DeskShell
      person={ctx.actor.name}
      nowMs={detail.nowMs}
      cycle={{ of: detail.cycle, all: await listCycles(ctx), to: "/desk" }}
    >
      <CycleScreen detail={detail} />
    </DeskShell>
  );
}
