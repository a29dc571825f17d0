import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getCash } from "#server/views/grid/get-cash.ts";
import { CashScreen } from "#ui/grid/cash-screen.tsx";
import { chosenGrid } from "#ui/grid/chosen-grid.ts";
import { parseWish } from "#ui/table/table-wish.ts";
import { getT } from "#ui/words/get-t.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("grid"))("cash.page") };
}

export default async function CashPage({ searchParams }: PageProps<"/g/cash">) {
  return (
    <CashScreen
      view={await getCash(await requestCtx("GW"), await chosenGrid())}
      page={parseWish(await searchParams).page}
    />
  );
}
