"use client";
import { createContext, type ReactNode, useContext, useRef, useState } from "react";
import { useT } from "../words/use-t.ts";
import s from "./beside-text.module.css";

/** A line of the text as it came in, with the orders that it speaks of. */
export type TextLine = { readonly no: number; readonly text: string; readonly rows: readonly number[] };

const Chosen = createContext<{ row: number | undefined; choose: (row: number) => void }>({
  row: undefined,
  choose: () => {},
});

/** Makes a card one side of a pair: it is marked while its lines are chosen, and marks them when it is. */
export function useChosenRow(row: number) {
  const chosen = useContext(Chosen);
  return {
    id: `row-${row}`,
    tabIndex: -1,
    "data-chosen": chosen.row === row ? "" : undefined,
    onFocus: () => chosen.choose(row),
  };
}

/**
 * On a wide screen the text stands beside its orders: choosing a line marks its order and goes there, choosing an order
 * marks its lines. On a phone the text is left out; each order shows its own lines.
 */
export function BesideText({ lines, children }: { lines: readonly TextLine[]; children: ReactNode }) {
  const t = useT("groupList");
  const [row, setRow] = useState<number>();
  const pane = useRef<HTMLOListElement>(null);
  const choose = (next: number) => {
    setRow(next);
    const no = lines.find((l) => l.rows.includes(next))?.no;
    const line = pane.current?.querySelector<HTMLElement>(`[data-no="${no}"]`);
    // The pane alone is moved: the page stays where the finger is.
    if (pane.current && line) pane.current.scrollTop = line.offsetTop - pane.current.clientHeight / 3;
  };
  return (
    <Chosen value={{ row, choose }}>
      <div className={s.beside}>
        <section className={s.text} aria-label={t("import.text")}>
          <ol ref={pane}>
            {lines.map((l) => (
              <li
                key={l.no}
                data-no={l.no}
                data-order={l.rows.length > 0 ? "" : undefined}
                data-chosen={row !== undefined && l.rows.includes(row) ? "" : undefined}
              >
                <span className={s.no}>{l.no}</span>
                {l.rows[0] === undefined ? <span>{l.text}</span> : <a href={`#row-${l.rows[0]}`}>{l.text}</a>}
              </li>
            ))}
          </ol>
        </section>
        <div className={s.orders}>{children}</div>
      </div>
    </Chosen>
  );
}
