import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getDoorWalk } from "#server/views/grid/get-door-walk.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { DoorsWalk } from "#ui/grid/doors-walk.tsx";
import { KeptPage } from "#ui/kept-page.tsx";
import { LiveRefresh } from "#ui/live-refresh.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("walk.title") };
}

export default async function DoorsPage({ searchParams }: PageProps<"/g/doors">) {
  const { from } = await searchParams;
  const view = await getDoorWalk(await requestCtx("GW"), await chosenGrid());
  return (
    <>
      <KeptPage writtenMs={Date.now()} quiet />
      <LiveRefresh topics={[`grid:${view.grid.gridId}`]} readMs={view.nowMs} />
      <DoorsWalk view={view} from={typeof from === "string" ? from : undefined} />
    </>
  );
}
