import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getPublish } from "#server/views/dispatch/get-publish.ts";
import { listOpenHandovers } from "#server/views/dispatch/list-open-handovers.ts";
import { DispatchShell } from "#ui/dispatch/dispatch-shell.tsx";
import { TripsScreen } from "#ui/dispatch/trips-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../one.ts";
import { orNone } from "../or-none.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("dispatch"))("nav.trips") };
}

export default async function TripsPage({ searchParams }: PageProps<"/d/trips">) {
  const { cycle } = await searchParams;
  const ctx = await requestCtx("DIS");
  const [view, handovers] = [await orNone(getPublish(ctx, one(cycle), "road")), await listOpenHandovers(ctx)];
  if (!view) return <DispatchShell person={ctx.actor.name} nowMs={ctx.nowMs} />;
  return (
    <DispatchShell
      person={ctx.actor.name}
      nowMs={view.nowMs}
      cycle={{ of: view.cycle, all: view.cycles, to: "/d/trips" }}
    >
      <TripsScreen key={view.cycle.id} view={view} handovers={handovers} />
    </DispatchShell>
  );
}
