"use client";
import { useState } from "react";
import { wishQuery } from "./table-wish.ts";

/**
 * The row that is chosen on a paged table. Its id goes into the address without asking the server: when the page is read
 * again, the row comes along wherever it stands by then. `rows`: those of the page and the chosen one.
 */
export function useChosenRow<T>(
  rows: readonly T[],
  idOf: (row: T) => string,
  first: string | undefined,
): { row: T | undefined; choose: (id: string) => void } {
  const [id, setId] = useState(first);
  const [last, setLast] = useState<T>();
  const row = rows.find((r) => idOf(r) === id) ?? (last && idOf(last) === id ? last : undefined);
  const choose = (chosen: string) => {
    setId(chosen);
    setLast(rows.find((r) => idOf(r) === chosen));
    window.history.replaceState(null, "", wishQuery(window.location.search, { row: chosen }));
  };
  return { row, choose };
}
