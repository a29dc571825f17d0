import { requestCtx } from "#server/request-ctx.ts";
import { getStoreDay } from "#server/views/store/get-store-day.ts";
import type { StoreAddress } from "#ui/store/store-address.ts";
import { StoreDesk } from "#ui/store/store-desk.tsx";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The store's desk at one of its three addresses, with the selection that the address carries. */
export async function showStoreDesk(base: StoreAddress["base"], query: Query) {
  const one = (key: string) => (typeof query[key] === "string" ? query[key] : undefined);
  const at: StoreAddress = {
    base,
    store: one("store"),
    cycle: one("cycle"),
    item: one("item"),
    by: one("by"),
    trip: one("trip"),
  };
  return <StoreDesk view={await getStoreDay(await requestCtx("SUPM", "SUP"), at)} at={at} />;
}
