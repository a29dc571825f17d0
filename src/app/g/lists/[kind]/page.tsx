import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requestCtx } from "#server/request-ctx.ts";
import { listHomes } from "#server/views/grid/list-reviews.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { HomeListScreen } from "#ui/grid/home-list-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../../one.ts";

type Props = PageProps<"/g/lists/[kind]">;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { kind } = await params;
  return { title: (await getT("grid"))(kind === "call" ? "list.call" : "list.knock") };
}

export default async function HomeListPage({ params, searchParams }: Props) {
  const { kind } = await params;
  const { at, round } = await searchParams;
  if (kind !== "knock" && kind !== "call") notFound();
  const view = await listHomes(await requestCtx("GW"), kind, await chosenGrid(), one(round));
  const rows = typeof at === "string" ? view.rows.filter((r) => `${r.door.building}-${r.door.unit}` === at) : view.rows;
  return <HomeListScreen view={{ ...view, rows }} />;
}
