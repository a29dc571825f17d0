import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getStoreSettlement } from "#server/views/desk/list-settlements.ts";
import { getStoreDay } from "#server/views/store/get-store-day.ts";
import { SettleScreen } from "#ui/store/settle-screen.tsx";
import { StoreFrame } from "#ui/store/store-frame.tsx";
import { getT } from "#ui/words/get-t.ts";
import { storeAt } from "../store-query.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("settlement"))("title") };
}

export default async function SettlePage({ searchParams }: PageProps<"/s/settle">) {
  const ctx = await requestCtx("SUPM", "SUP");
  const at = storeAt("/s/settle", await searchParams);
  const view = await getStoreDay(ctx, at);
  const settled = await getStoreSettlement(ctx, view.store.supermarketId, at.cycle);
  return (
    <StoreFrame view={view} at={at}>
      <SettleScreen {...settled} manager={view.manager} at={at} />
    </StoreFrame>
  );
}
