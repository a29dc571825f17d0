import type { Metadata } from "next";
import { requestCtx } from "#server/request-ctx.ts";
import { getOwnStore } from "#server/views/store/get-own-store.ts";
import { getStoreDay } from "#server/views/store/get-store-day.ts";
import { OwnStore } from "#ui/store/own-store.tsx";
import { StoreFrame } from "#ui/store/store-frame.tsx";
import { getT } from "#ui/words/get-t.ts";
import { storeAt } from "../store-query.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getT("store"))("own.title") };
}

export default async function OwnStorePage({ searchParams }: PageProps<"/s/own">) {
  const ctx = await requestCtx("SUPM");
  const at = storeAt("/s/own", await searchParams);
  return (
    <StoreFrame view={await getStoreDay(ctx, at)} at={at}>
      <OwnStore {...(await getOwnStore(ctx, at))} />
    </StoreFrame>
  );
}
