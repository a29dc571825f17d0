import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { countInventedNeeds, listCityImports } from "#server/views/desk/list-imports.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { PlacesScreen } from "#ui/desk/places/places-screen.tsx";
import { parseWish } from "#ui/table/table-wish.ts";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("places"))("title") };
}

export default async function PlacesPage({ searchParams }: PageProps<"/desk/places">) {
  const ctx = await requestCtx("DESK");
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <PlacesScreen
        imports={await listCityImports(ctx)}
        wish={parseWish(await searchParams)}
        nowMs={ctx.nowMs}
        inventedNeeds={await countInventedNeeds(ctx)}
      />
    </DeskShell>
  );
}
