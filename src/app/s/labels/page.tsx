import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { BatchId } from "#domain/kernel/ids.ts";
import { requestCtx } from "#server/request-ctx.ts";
import { getLabels } from "#server/views/store/get-labels.ts";
import { getStoreDay } from "#server/views/store/get-store-day.ts";
import { pickName } from "#ui/format/name.ts";
import { getPreferences } from "#ui/preferences/get-preferences.ts";
import { LabelsSheet } from "#ui/store/labels-sheet.tsx";
import { SheetChooser } from "#ui/store/sheet-chooser.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../or-not-found.ts";
import { isId } from "../is-id.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("store"))("labels") };
}

export default async function LabelsPage({ searchParams }: PageProps<"/s/labels">) {
  const { batch, cycle } = await searchParams;
  const ctx = await requestCtx("SUPM", "SUP");
  if (batch !== undefined && !isId(batch)) notFound();
  if (batch !== undefined) return <LabelsSheet sheet={await orNotFound(getLabels(ctx, batch as BatchId))} />;
  const t = await getT("store");
  const { locale } = await getPreferences();
  const view = await getStoreDay(ctx, { cycle: typeof cycle === "string" ? cycle : undefined });
  const rows = new Map(view.groups.flatMap((g) => g.batches).map((b) => [b.batchId, b]));
  return (
    <SheetChooser
      title={t("labels.pick")}
      none={t("none")}
      choices={[...rows.values()].map((b) => ({
        href: `/s/labels?batch=${b.batchId}`,
        label: pickName(b.community, locale),
        end: t("dock.bags", { n: b.bags }),
      }))}
    />
  );
}
