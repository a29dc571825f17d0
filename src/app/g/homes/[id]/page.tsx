import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getHouseholdSheet } from "#server/views/grid/get-household-sheet.ts";
import { HouseholdScreen } from "#ui/grid/household-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("home.page") };
}

export default async function HomePage({ params }: PageProps<"/g/homes/[id]">) {
  const { id } = await params;
  return <HouseholdScreen view={await orNotFound(getHouseholdSheet(await requestCtx("GW"), id))} />;
}
