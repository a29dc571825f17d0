import type { Metadata } from "next";
import { mapGround } from "#server/city-files.ts";
import { configuredRoads } from "#server/planning/configured-roads.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { runtime } from "#server/runtime.ts";
import { getPlan } from "#server/views/dispatch/get-plan.ts";
import { DispatchShell } from "#ui/dispatch/dispatch-shell.tsx";
import { PlanScreen } from "#ui/dispatch/plan-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../one.ts";
import { orNone } from "./or-none.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("dispatch"))("nav.plan") };
}

export default async function PlanPage({ searchParams }: PageProps<"/d">) {
  const { cycle, at } = await searchParams;
  const ctx = await requestCtx("DIS");
  const view = await orNone(getPlan(ctx, one(cycle), configuredRoads(runtime().env)));
  if (!view) return <DispatchShell person={ctx.actor.name} nowMs={ctx.nowMs} />;
  const [kind, id] = (one(at) ?? "").split(":");
  return (
    <DispatchShell person={ctx.actor.name} nowMs={view.nowMs} cycle={{ of: view.cycle, all: view.cycles, to: "/d" }}>
      <PlanScreen
        key={view.cycle.id}
        view={view}
        ground={mapGround(runtime().env)}
        initial={id && (kind === "place" || kind === "trip" || kind === "site") ? { kind, id } : null}
      />
    </DispatchShell>
  );
}
