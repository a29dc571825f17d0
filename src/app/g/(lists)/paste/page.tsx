import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getPaste } from "#server/views/grid/get-paste.ts";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { PasteScreen } from "#ui/grid/paste-screen.tsx";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("groupList"))("paste.title") };
}

/** `?text=`: a text that was shared from another app. */
export default async function PastePage({ searchParams }: PageProps<"/g/paste">) {
  const { text } = await searchParams;
  const ctx = await requestCtx("GW");
  const shared = typeof text === "string" ? text : "";
  return <PasteScreen view={await getPaste(ctx, await chosenGrid())} shared={shared} nowMs={ctx.nowMs} />;
}
