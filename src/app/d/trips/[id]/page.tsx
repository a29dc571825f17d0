import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requestCtx } from "#server/request-ctx.ts";
import { getManifest } from "#server/views/dispatch/get-publish.ts";
import { DispatchShell } from "#ui/dispatch/dispatch-shell.tsx";
import { ManifestSheet } from "#ui/dispatch/manifest-sheet.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNone } from "../../or-none.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("dispatch"))("trips.manifest") };
}

export default async function ManifestPage({ params }: PageProps<"/d/trips/[id]">) {
  const { id } = await params;
  const ctx = await requestCtx("DIS");
  const found = await orNone(getManifest(ctx, id));
  if (!found) notFound();
  return (
    <DispatchShell
      person={ctx.actor.name}
      nowMs={found.view.nowMs}
      cycle={{ of: found.view.cycle, all: found.view.cycles, to: "/d/trips" }}
    >
      <ManifestSheet view={found.view} trip={found.trip} />
    </DispatchShell>
  );
}
