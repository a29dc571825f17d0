import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getCash } from "#server/views/grid/get-cash.ts";
import { CashTogetherScreen } from "#ui/grid/cash-together-screen.tsx";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("together.title") };
}

export default async function CashTogetherPage() {
  return <CashTogetherScreen view={await getCash(await requestCtx("GW"), await chosenGrid())} />;
}
