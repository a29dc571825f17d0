/** One page of a list: which rows of all it holds, counted from 1 as people count; `first` is 0 where there are none. */
export type Page = {
  readonly page: number;
  readonly pages: number;
  readonly first: number;
  readonly last: number;
  readonly total: number;
};

/** Rows of a page where nothing else is said: a screen of them is read, and a thousand nodes are not passed. */
export const PAGE_ROWS = 50;

/**
 * The page that was asked for, or the nearest that there is: a list may have become shorter since its link was made.
 * @param wanted counted from 1; anything else is brought to the nearest page
 */
export function pageOf(total: number, wanted: number, size = PAGE_ROWS): Page {
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(pages, Math.max(1, Math.floor(wanted) || 1));
  const first = (page - 1) * size;
  return { page, pages, first: total === 0 ? 0 : first + 1, last: Math.min(total, first + size), total };
}

/** The rows of a page, out of all of them. */
export const rowsOf = <T>(page: Page, all: readonly T[]): T[] => all.slice(Math.max(0, page.first - 1), page.last);
