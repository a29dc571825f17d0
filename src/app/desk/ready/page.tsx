import type { Metadata } from "next";
import { configuredRoads } from "#server/planning/configured-roads.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { runtime } from "#server/runtime.ts";
import { getReadiness } from "#server/views/desk/get-readiness.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { ReadyScreen } from "#ui/desk/ready-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("ready.title") };
}

export default async function ReadyPage() {
  const ctx = await requestCtx("DESK");
  const { env } = runtime();
  const how = {
    roads: configuredRoads(env).label.by !== "estimate",
  };
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <ReadyScreen needs={await getReadiness(ctx, how)} nowMs={ctx.nowMs} />
    </DeskShell>
  );
}
