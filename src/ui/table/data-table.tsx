"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState, useTransition } from "react";
import { pageOf, rowsOf } from "#domain/kernel/page.ts";
import { Icon } from "../icons/icon.tsx";
import { PageLinks } from "../kit/page-links.tsx";
import { PageRange } from "../kit/page-range.tsx";
import { ScrollBox } from "../kit/scroll-box.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./data-table.module.css";
import { DrawnRows } from "./drawn-rows.tsx";
import { ExportMenu } from "./export-menu.tsx";
import { type Grid, gridOfRows, type TablePage } from "./page-of-rows.ts";
import { TableHead } from "./table-head.tsx";
import { type Column, type Row, type Sort, viewRows } from "./table-view.ts";
import { parseWish, type TableWish, wishQuery } from "./table-wish.ts";

type Common = {
  caption: string;
  /** File name without ending; gives the table its export button. */
  exportName?: string;
  filter?: boolean;
  dense?: boolean;
  /** More controls, left of the export. */
  tools?: ReactNode;
  selectedId?: string | undefined;
  onSelect?: (id: string) => void;
  empty?: string;
};

/** A table whose rows are all in the browser anyway, because the map or the acts beside it need them: its pages are turned here. */
export function DataTable({
  columns,
  rows,
  initialSort,
  ...common
}: Common & { columns: readonly Column[]; rows: readonly Row[]; initialSort?: Sort }) {
  const locale = useLocale();
  const search = useSearchParams().toString();
  const [words, setWords] = useState("");
  const [sort, setSort] = useState(initialSort);
  const late = useDeferredValue(words);
  const shown = useMemo(() => viewRows(rows, columns, late, sort, locale), [rows, columns, late, sort, locale]);
  const at = pageOf(shown.length, parseWish(Object.fromEntries(new URLSearchParams(search))).page);
  const fromTheTop = () => at.page > 1 && window.history.replaceState(null, "", wishQuery(search, { page: 1 }));
  return (
    <Frame
      {...common}
      here
      page={{
        columns,
        rows: rowsOf(at, shown),
        at,
        all: rows.length,
        wish: { page: at.page, words, sort, row: undefined },
      }}
      onWords={(value) => {
        setWords(value);
        fromTheTop();
      }}
      onSort={(value) => {
        setSort(value);
        fromTheTop();
      }}
      read={() => gridOfRows(columns, shown)}
    />
  );
}

/** How long the reader's fingers rest before the server is asked to filter. */
const REST_MS = 250;

/** One page of a table that the server filters, sorts and cuts: the wish stands in the address, the export asks for all rows. */
export function PagedTable({ page, ...common }: Common & { page: TablePage }) {
  const path = usePathname();
  const router = useRouter();
  const [busy, start] = useTransition();
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(rest.current), []);
  const wish = (change: Partial<TableWish>) =>
    start(() => router.replace(path + wishQuery(window.location.search, change), { scroll: false }));
  const read = async (): Promise<Grid> => {
    const answer = await fetch(`${path}/rows${window.location.search}`);
    if (!answer.ok || answer.redirected) throw new Error(`rows of ${path}: ${answer.status}`);
    return answer.json();
  };
  return (
    <Frame
      {...common}
      page={page}
      busy={busy}
      onWords={(words) => {
        clearTimeout(rest.current);
        rest.current = setTimeout(() => wish({ words }), REST_MS);
      }}
      onSort={(sort) => wish({ sort })}
      read={read}
    />
  );
}

type FrameProps = Common & {
  page: TablePage;
  busy?: boolean;
  here?: boolean;
  onWords: (words: string) => void;
  onSort: (sort: Sort) => void;
  read: () => Grid | Promise<Grid>;
};

/** Filter, count and export above, the head in sight, the pages below. */
function Frame({ page, caption, exportName, filter, dense, tools, empty, busy, here, ...on }: FrameProps) {
  const t = useT("common");
  const { at, all, wish } = page;
  return (
    <div className={s.wrap}>
      {(filter || exportName || tools || at.pages > 1) && (
        <div className={`${s.tools} no-print`}>
          {filter && (
            <label className={s.filter}>
              <Icon name="search" size={16} />
              <span className="visually-hidden">{t("filter")}</span>
              <input
                type="search"
                defaultValue={wish.words}
                placeholder={t("filter.hint")}
                onChange={(e) => on.onWords(e.target.value)}
              />
            </label>
          )}
          <span className={s.count} role="status">
            <PageRange at={at} all={all} />
          </span>
          <span className={s.end}>
            {tools}
            {exportName && <ExportMenu name={exportName} rows={on.read} />}
          </span>
        </div>
      )}
      {/* A new page is read from its top. */}
      <ScrollBox key={at.page} className={s.scroll}>
        <table className={dense ? `${s.table} ${s.dense}` : s.table} aria-busy={busy}>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {page.columns.map((c) => (
                <TableHead key={c.key} column={c} sort={wish.sort} onSort={on.onSort} />
              ))}
            </tr>
          </thead>
          <DrawnRows columns={page.columns} rows={page.rows} selectedId={on.selectedId} onSelect={on.onSelect} />
        </table>
        {at.total === 0 && <p className={s.none}>{all === 0 && empty ? empty : t("sort.none")}</p>}
      </ScrollBox>
      <PageLinks at={at} here={here} />
    </div>
  );
}
