"use client";
import { useState } from "react";
import type { CityRowView, KeptRow } from "#contract/city-rows.ts";
import type { Column, Mistake, SheetRow } from "#domain/workbook/column.ts";
import { readCell } from "#domain/workbook/read-cell.ts";
import { writeCell } from "#domain/workbook/write-cell.ts";
import type { Api } from "../../api.ts";
import { useAct } from "../../use-act.ts";
import { useLocale, useT } from "../../words/use-t.ts";
import { useMistakeWords } from "../places/use-mistake-words.ts";

type Cells = Readonly<Record<string, string>>;
type Wish = { readonly seen: string | null; readonly cells: Cells };

/**
 * A row that is being typed: its cells, what is wrong with each by the rule of its column, and keeping it. Only the given
 * columns are sent, so that the others stay as they are.
 * @param start what the form begins with, where it is not the row that is there
 */
export function useRow(columns: readonly Column[], found: CityRowView | null, start: SheetRow = found?.row ?? {}) {
  const locale = useLocale();
  const t = useT("upkeep");
  const words = useMistakeWords();
  const { act, busy, error } = useAct(({ code }) => (code === "conflict" ? t("conflict") : undefined));
  const [cells, setCells] = useState<Cells>(() =>
    Object.fromEntries(columns.map((c) => [c.key, writeCell(c, start[c.key], locale)])),
  );
  // What is kept is what is seen: the page need not be read again for the next change.
  const [seen, setSeen] = useState(found?.seen ?? null);
  const [typed, setTyped] = useState<readonly string[]>([]);
  const [mistakes, setMistakes] = useState<readonly Mistake[]>([]);
  const [kept, setKept] = useState<"changed" | "same">();
  const type = (key: string, text: string) => {
    setCells((before) => ({ ...before, [key]: text }));
    setTyped((before) => [...before, key]);
    setMistakes((before) => before.filter((m) => m.column !== key));
    setKept(undefined);
  };
  const wrong = (column: Column): string | undefined => {
    const told = mistakes.find((m) => m.column === column.key);
    if (told) return words(told);
    const read = typed.includes(column.key) ? readCell(column, (cells[column.key] ?? "").trim()) : undefined;
    return read && "kind" in read ? words(read) : undefined;
  };
  const keep = async (send: (client: Api, wish: Wish) => Promise<KeptRow>, then?: (key: string) => void) =>
    act(
      (client) => send(client, { seen, cells }),
      (answer) => {
        setMistakes("mistakes" in answer ? answer.mistakes : []);
        if ("mistakes" in answer) return;
        setSeen(answer.seen);
        setKept(answer.changed ? "changed" : "same");
        then?.(answer.key);
      },
    );
  return { cells, type, wrong, mistakes, kept, keep, busy, error };
}
