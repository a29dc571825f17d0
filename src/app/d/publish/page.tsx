import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getPublish } from "#server/views/dispatch/get-publish.ts";
import { DispatchShell } from "#ui/dispatch/dispatch-shell.tsx";
import { PublishScreen } from "#ui/dispatch/publish-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../one.ts";
import { orNone } from "../or-none.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("dispatch"))("nav.publish") };
}

export default async function PublishPage({ searchParams }: PageProps<"/d/publish">) {
  const { cycle } = await searchParams;
  const ctx = await requestCtx("DIS");
  const view = await orNone(getPublish(ctx, one(cycle)));
  if (!view) return <DispatchShell person={ctx.actor.name} nowMs={ctx.nowMs} />;
  return (
    <DispatchShell
      person={ctx.actor.name}
      nowMs={view.nowMs}
      cycle={{ of: view.cycle, all: view.cycles, to: "/d/publish" }}
    >
      <PublishScreen key={view.cycle.id} view={view} />
    </DispatchShell>
  );
}
