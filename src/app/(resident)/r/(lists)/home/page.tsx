import type { Metadata } from "next";
import { requestCtx, requestOwnSessions } from "#server/request-ctx.ts";
import { getResidentHousehold } from "#server/views/resident/get-resident-household.ts";
import { listPlaces } from "#server/views/resident/list-places.ts";
import { HouseholdScreen } from "#ui/resident/household-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("resident"))("mine.page") };
}

export default async function HouseholdPage() {
  const ctx = await requestCtx();
  const view = await getResidentHousehold(ctx);
  return (
    <HouseholdScreen
      view={view}
      places={view.home ? [] : await listPlaces(ctx)}
      sessions={await requestOwnSessions()}
    />
  );
}
