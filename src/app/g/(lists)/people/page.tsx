import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listPeople } from "#server/views/grid/get-cash.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { PeopleScreen } from "#ui/grid/people-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("folk.title") };
}

export default async function PeoplePage() {
  return <PeopleScreen view={await listPeople(await requestCtx("GW"), await chosenGrid())} />;
}
