import type { Metadata } from "next";
import { mapGround } from "#server/city-files.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { runtime } from "#server/runtime.ts";
import { compareVersions } from "#server/views/dispatch/compare-versions.ts";
import { CompareScreen } from "#ui/dispatch/compare-screen.tsx";
import { DispatchShell } from "#ui/dispatch/dispatch-shell.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../one.ts";
import { orNone } from "../or-none.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("dispatch"))("nav.compare") };
}

export default async function ComparePage({ searchParams }: PageProps<"/d/compare">) {
  const { cycle, a, b } = await searchParams;
  const ctx = await requestCtx("DIS");
  const view = await orNone(compareVersions(ctx, { cycleId: one(cycle), a: one(a), b: one(b) }));
  if (!view) return <DispatchShell person={ctx.actor.name} nowMs={ctx.nowMs} />;
  return (
    <DispatchShell
      person={ctx.actor.name}
      nowMs={view.nowMs}
      cycle={{ of: view.cycle, all: view.cycles, to: "/d/compare" }}
    >
      <CompareScreen key={`${view.both?.a.id} ${view.both?.b.id}`} view={view} ground={mapGround(runtime().env)} />
    </DispatchShell>
  );
}
