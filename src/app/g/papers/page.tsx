import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getNotes } from "#server/views/grid/get-notes.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { PapersScreen } from "#ui/papers/papers-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../one.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("papers"))("title") };
}

export default async function PapersPage({ searchParams }: PageProps<"/g/papers">) {
  const { round } = await searchParams;
  return <PapersScreen view={await getNotes(await requestCtx("GW"), await chosenGrid(), one(round))} />;
}
