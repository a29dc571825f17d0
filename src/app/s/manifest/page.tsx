import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { TripId } from "#domain/kernel/ids.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { getManifest } from "#server/views/store/get-manifest.ts";
import { getStoreDay } from "#server/views/store/get-store-day.ts";
import { ManifestSheet } from "#ui/store/manifest-sheet.tsx";
import { SheetChooser } from "#ui/store/sheet-chooser.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../or-not-found.ts";
import { isId } from "../is-id.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("store"))("manifest") };
}

export default async function ManifestPage({ searchParams }: PageProps<"/s/manifest">) {
  const { trip, cycle } = await searchParams;
  const ctx = await requestCtx("SUPM", "SUP");
  if (trip !== undefined && !isId(trip)) notFound();
  if (trip !== undefined) return <ManifestSheet sheet={await orNotFound(getManifest(ctx, trip as TripId))} />;
  const t = await getT("store");
  const view = await getStoreDay(ctx, { cycle: typeof cycle === "string" ? cycle : undefined });
  const trips = view.groups.flatMap((g) => (g.trip ? [g.trip] : []));
  return (
    <SheetChooser
      title={t("manifest.pick")}
      none={t("manifest.none")}
      choices={trips.map((x) => ({
        href: `/s/manifest?trip=${x.tripId}`,
        label: x.bus,
        end: t("dock.bags", { n: x.planned }),
      }))}
    />
  );
}
