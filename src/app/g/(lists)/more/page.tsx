import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getGridToday } from "#server/views/grid/get-grid-today.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { MoreScreen } from "#ui/grid/more-screen.tsx";
import { AccountFoot } from "#ui/sign-in/account-foot.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("more.title") };
}

export default async function MorePage() {
  const ctx = await requestCtx("GW");
  const view = await getGridToday(ctx, await chosenGrid());
  return (
    <MoreScreen
      name={ctx.actor.name}
      grid={view.grid}
      grids={view.grids}
      people={view.people}
      signOut={<AccountFoot />}
    />
  );
}
