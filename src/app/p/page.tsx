import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { listDepotTrips } from "#server/views/driver/list-depot-trips.ts";
import { DepotScreen } from "#ui/driver/depot-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("driver"))("depot.title") };
}

export default async function DepotPage() {
  return <DepotScreen view={await listDepotTrips(await requestCtx("DEP"))} />;
}
