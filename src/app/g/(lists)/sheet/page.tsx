import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getSheet } from "#server/views/grid/get-sheet.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { SheetScreen } from "#ui/grid/sheet-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../../one.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("sheet.title") };
}

export default async function SheetPage({ searchParams }: PageProps<"/g/sheet">) {
  const round = one((await searchParams).round);
  return <SheetScreen view={await getSheet(await requestCtx("GW"), await chosenGrid(), round)} />;
}
