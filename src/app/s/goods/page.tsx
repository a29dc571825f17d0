import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getGoods } from "#server/views/store/get-goods.ts";
import { getStoreDay } from "#server/views/store/get-store-day.ts";
import { GoodsScreen } from "#ui/store/goods-screen.tsx";
import { StoreFrame } from "#ui/store/store-frame.tsx";
import { getT } from "#ui/words/get-t.ts";
import { storeAt } from "../store-query.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("store"))("goods.title") };
}

export default async function GoodsPage({ searchParams }: PageProps<"/s/goods">) {
  const ctx = await requestCtx("SUPM", "SUP");
  const at = storeAt("/s/goods", await searchParams);
  return (
    <StoreFrame view={await getStoreDay(ctx, at)} at={at}>
      <GoodsScreen goods={await getGoods(ctx, at)} />
    </StoreFrame>
  );
}
