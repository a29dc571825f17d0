import type { Metadata } from "next";
import { mapGround } from "#server/city-files.ts";
import { configuredRoads } from "#server/planning/configured-roads.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { runtime } from "#server/runtime.ts";
import { getLive } from "#server/views/dispatch/get-live.ts";
import { listOpenHandovers } from "#server/views/dispatch/list-open-handovers.ts";
import { DispatchShell } from "#ui/dispatch/dispatch-shell.tsx";
import { LiveScreen } from "#ui/dispatch/live-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../one.ts";
import { orNone } from "../or-none.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("dispatch"))("nav.live") };
}

export default async function LivePage({ searchParams }: PageProps<"/d/live">) {
  const { cycle } = await searchParams;
  const ctx = await requestCtx("DIS");
  const { env } = runtime();
  const [view, handovers] = [
    await orNone(getLive(ctx, one(cycle), configuredRoads(env).label)),
    await listOpenHandovers(ctx),
  ];
  if (!view) return <DispatchShell person={ctx.actor.name} nowMs={ctx.nowMs} />;
  return (
    <DispatchShell
      person={ctx.actor.name}
      nowMs={view.nowMs}
      cycle={{ of: view.cycle, all: view.cycles, to: "/d/live" }}
    >
      <LiveScreen key={view.cycle.id} view={view} handovers={handovers} ground={mapGround(env)} />
    </DispatchShell>
  );
}
