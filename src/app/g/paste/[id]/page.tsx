import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getListImport } from "#server/views/grid/get-list-import.ts";
import { ListImportScreen } from "#ui/grid/list-import-screen.tsx";
import { getT } from "#ui/words/get-t.ts";
import { orNotFound } from "../../../or-not-found.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("groupList"))("import.title") };
}

export default async function ListImportPage({ params }: PageProps<"/g/paste/[id]">) {
  const { id } = await params;
  const ctx = await requestCtx("GW");
  return <ListImportScreen view={await orNotFound(getListImport(ctx, id))} nowMs={ctx.nowMs} />;
}
