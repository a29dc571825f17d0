import type { Metadata } from "next";
import { AppError } from "#server/app-error.ts";
import { mapGround } from "#server/city-files.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { runtime } from "#server/runtime.ts";
import { getDeskNow } from "#server/views/desk/get-desk-now.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { NoCycleYet } from "#ui/desk/no-cycle-yet.tsx";
import { NowScreen } from "#ui/desk/now-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../one.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("desk"))("nav.now") };
}

export default async function DeskNowPage({ searchParams }: PageProps<"/desk">) {
  const { cycle, unit, row } = await searchParams;
  const ctx = await requestCtx("DESK");
  const view = await getDeskNow(ctx, one(cycle)).catch((error) => {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  });
  if (!view)
    return (
      <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
        <NoCycleYet />
      </DeskShell>
    );
  return (
    <DeskShell person={ctx.actor.name} nowMs={view.nowMs} cycle={{ of: view.cycle, all: view.cycles, to: "/desk" }}>
      <NowScreen
        view={view}
        unit={one(unit) === "homes" ? "homes" : "bags"}
        row={one(row)}
        ground={mapGround(runtime().env)}
      />
    </DeskShell>
  );
}
