import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requestCtx } from "#server/request-ctx.ts";
import { listHomes } from "#server/views/grid/list-reviews.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { HomeListScreen } from "#ui/grid/home-list-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("list.knock") };
}

export default async function HomeListPage({ params, searchParams }: PageProps<"/g/lists/[kind]">) {
  const { kind } = await params;
  const { at } = await searchParams;
  if (kind !== "knock" && kind !== "call") notFound();
  const view = await listHomes(await requestCtx("GW"), kind, await chosenGrid());
  const rows = typeof at === "string" ? view.rows.filter((r) => `${r.door.building}-${r.door.unit}` === at) : view.rows;
  return <HomeListScreen view={{ ...view, rows }} />;
}
