import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listBuildings } from "#server/views/grid/get-building-board.ts";
import { BuildingsScreen } from "#ui/grid/buildings-screen.tsx";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../../one.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("buildings.title") };
}

export default async function BuildingsPage({ searchParams }: PageProps<"/g/buildings">) {
  const round = one((await searchParams).round);
  return <BuildingsScreen view={await listBuildings(await requestCtx("GW"), await chosenGrid(), round)} />;
}
