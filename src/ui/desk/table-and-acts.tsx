"use client";
import type { ReactNode } from "react";
import { Pane } from "../frames/pane.tsx";
import { PagedTable } from "../table/data-table.tsx";
import type { TablePage } from "../table/page-of-rows.ts";
import s from "./cycles.module.css";

type Props = {
  title: string;
  facts: string;
  end?: ReactNode;
  page: TablePage;
  exportName: string;
  empty: string;
  selectedId: string | undefined;
  onSelect: (id: string) => void;
  /** What can be done with the row that is chosen, or the words that say to choose one. */
  acts: ReactNode;
  /** More sections below the acts. */
  children?: ReactNode;
};

/** A paged table that names the screen, and at its right what can be done with the row that is chosen. */
export function TableAndActs({ title, facts, end, acts, children, ...table }: Props) {
  return (
    <>
      <Pane names title={title} facts={facts} end={end}>
        <PagedTable caption={title} filter {...table} />
      </Pane>
      <Pane width={380} tone="paper">
        <div className={s.section}>{acts}</div>
        {children}
      </Pane>
    </>
  );
}
