import type { StoreAddress } from "#ui/store/store-address.ts";

type Query = Readonly<Record<string, string | string[] | undefined>>;

/** The selection that the address of a store's page carries. */
export function storeAt<Base extends StoreAddress["base"]>(base: Base, query: Query) {
  const one = (key: string) => (typeof query[key] === "string" ? query[key] : undefined);
  return {
    base,
    store: one("store"),
    cycle: one("cycle"),
    item: one("item"),
    by: one("by"),
    trip: one("trip"),
  };
}
