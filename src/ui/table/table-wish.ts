import type { Sort } from "./table-view.ts";

/** What an address asks of a list: `?page=2&q=东海 待接&sort=-bags`, and the row that is chosen on it. */
export type TableWish = {
  readonly page: number;
  readonly words: string;
  readonly sort: Sort | undefined;
  readonly row: string | undefined;
};
type Query = Readonly<Record<string, string | string[] | undefined>>;

const text = (value: string | string[] | undefined) => (typeof value === "string" ? value : undefined);

/** Reads the wish out of an address; what is no page is the first one. */
export function parseWish(query: Query): TableWish {
  const sort = text(query.sort);
  const page = Number(text(query.page));
  return {
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    words: text(query.q) ?? "",
    sort: sort ? { key: sort.replace(/^-/, ""), down: sort.startsWith("-") } : undefined,
    row: text(query.row),
  };
}

/** The address's query with some of the wish changed; other words or another order begin at the first page again. */
export function wishQuery(search: string, change: Partial<TableWish>): string {
  const query = new URLSearchParams(search);
  const set = (key: string, value: string | undefined) => (value ? query.set(key, value) : query.delete(key));
  if ("words" in change) set("q", change.words);
  if ("sort" in change) set("sort", change.sort && `${change.sort.down ? "-" : ""}${change.sort.key}`);
  if ("row" in change) set("row", change.row);
  if ("page" in change || "words" in change || "sort" in change)
    set("page", (change.page ?? 1) > 1 ? String(change.page) : undefined);
  const after = query.toString();
  return after ? `?${after}` : "?";
}
