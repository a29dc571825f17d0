import { requestCtx } from "#server/request-ctx.ts";
import { getStoreDay } from "#server/views/store/get-store-day.ts";
import type { DeskBase } from "#ui/store/store-address.ts";
import { StoreDesk } from "#ui/store/store-desk.tsx";
import { storeAt } from "./store-query.ts";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The store's desk at one of its three addresses, with the selection that the address carries. */
export async function showStoreDesk(base: DeskBase, query: Query) {
  const at = storeAt(base, query);
  return <StoreDesk view={await getStoreDay(await requestCtx("SUPM", "SUP"), at)} at={at} />;
}
