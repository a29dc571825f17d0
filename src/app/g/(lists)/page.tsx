import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getGridToday } from "#server/views/grid/get-grid-today.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { TodayScreen } from "#ui/grid/today-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("tab.today") };
}

export default async function TodayPage() {
  return <TodayScreen view={await getGridToday(await requestCtx("GW"), await chosenGrid())} />;
}
