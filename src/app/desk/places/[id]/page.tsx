import type { Metadata } from "next";
import { mapGround } from "#server/city-files.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { runtime } from "#server/runtime.ts";
import { getCityImport } from "#server/views/desk/list-imports.ts";
import { DeskShell } from "#ui/desk/desk-shell.tsx";
import { ImportScreen } from "#ui/desk/places/import-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("places"))("import.page") };
}

export default async function PlaceImportPage({ params }: PageProps<"/desk/places/[id]">) {
  const { id } = await params;
  const ctx = await requestCtx("DESK");
  const view = await orNotFound(getCityImport(ctx, id));
  return (
    <DeskShell person={ctx.actor.name} nowMs={ctx.nowMs}>
      <ImportScreen view={view} ground={mapGround(runtime().env)} nowMs={ctx.nowMs} />
    </DeskShell>
  );
}
