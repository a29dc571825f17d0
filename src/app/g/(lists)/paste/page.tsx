import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getPaste } from "#server/views/grid/get-paste.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { PasteScreen } from "#ui/grid/paste-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { one } from "../../../one.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("groupList"))("paste.title") };
}

/** `?text=`: a text that was shared from another app. */
export default async function PastePage({ searchParams }: PageProps<"/g/paste">) {
  const { text, round } = await searchParams;
  const ctx = await requestCtx("GW");
  const view = await getPaste(ctx, await chosenGrid(), one(round));
  return <PasteScreen view={view} shared={one(text) ?? ""} nowMs={ctx.nowMs} />;
}
