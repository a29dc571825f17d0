/** The three panes of the store's desk. */
export type DeskBase = "/s" | "/s/pick" | "/s/dock";
/** What the address of a store's page remembers: one selection, shared by the three panes of its desk. */
export type StoreAddress = {
  readonly base: DeskBase | "/s/goods" | "/s/settle" | "/s/own";
  readonly store?: string | undefined;
  readonly cycle?: string | undefined;
  readonly item?: string | undefined;
  readonly by?: string | undefined;
  readonly trip?: string | undefined;
};

/** The same desk with some of it changed; `undefined` forgets. */
export function storeHref(at: StoreAddress, change: Partial<StoreAddress> = {}): string {
  const { base, ...rest } = { ...at, ...change };
  const query = new URLSearchParams(Object.entries(rest).flatMap(([k, v]) => (v ? [[k, v]] : [])));
  return query.size > 0 ? `${base}?${query}` : base;
}
