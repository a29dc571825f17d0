import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getDoorWalk } from "#server/views/grid/get-door-walk.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { ReturnSheetScreen } from "#ui/grid/return-sheet-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("typed.title") };
}

export default async function ReturnSheetPage() {
  return <ReturnSheetScreen view={await getDoorWalk(await requestCtx("GW"), await chosenGrid())} />;
}
