import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getResidentHousehold } from "#server/usecases/resident/get-resident-household.ts";
import { HouseholdScreen } from "#ui/resident/household-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("resident"))("mine.page") };
}

export default async function HouseholdPage() {
  return <HouseholdScreen view={await getResidentHousehold(await requestCtx())} />;
}
