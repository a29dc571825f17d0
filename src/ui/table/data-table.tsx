"use client";
import { type ReactNode, useDeferredValue, useMemo, useState } from "react";
import { Icon } from "../icons/icon.tsx";
import { ScrollBox } from "../kit/scroll-box.tsx";
import { useLocale, useT } from "../words/use-t.ts";
import s from "./data-table.module.css";
import { ExportMenu } from "./export-menu.tsx";
import { type Cell, type Column, type Row, type Sort, viewRows } from "./table-view.ts";

type Props = {
  caption: string;
  columns: readonly Column[];
  rows: readonly Row[];
  /** File name without ending; gives the table its export button. */
  exportName?: string;
  filter?: boolean;
  dense?: boolean;
  initialSort?: Sort;
  /** More controls, left of the export. */
  tools?: ReactNode;
  selectedId?: string;
  onSelect?: (id: string) => void;
  empty?: string;
  /** How many rows are drawn at most; filter, sort and export go over all of them. */
  most?: number;
};

/** Sorts, filters, keeps its head in sight and exports what it shows. Columns and rows are plain data or server-made nodes. */
export function DataTable({
  caption,
  columns,
  rows,
  exportName,
  filter = false,
  dense = false,
  initialSort,
  tools,
  selectedId,
  onSelect,
  empty,
  most = Number.POSITIVE_INFINITY,
}: Props) {
  const t = useT("common");
  const locale = useLocale();
  const [words, setWords] = useState("");
  const [sort, setSort] = useState(initialSort);
  const late = useDeferredValue(words);
  const shown = useMemo(() => viewRows(rows, columns, late, sort, locale), [rows, columns, late, sort, locale]);
  return (
    <div className={s.wrap}>
      {(filter || exportName || tools) && (
        <div className={`${s.tools} no-print`}>
          {filter && (
            <label className={s.filter}>
              <Icon name="search" size={16} />
              <span className="visually-hidden">{t("filter")}</span>
              <input
                type="search"
                value={words}
                placeholder={t("filter.hint")}
                onChange={(e) => setWords(e.target.value)}
              />
            </label>
          )}
          <span className={s.count} role="status">
            {shown.length === rows.length
              ? t("rows", { n: rows.length })
              : t("rows.of", { n: shown.length, total: rows.length })}
            {shown.length > most && ` · ${t("rows.most", { n: most })}`}
          </span>
          <span className={s.end}>
            {tools}
            {exportName && <ExportMenu name={exportName} columns={columns} rows={shown} />}
          </span>
        </div>
      )}
      <ScrollBox className={s.scroll}>
        <table className={dense ? `${s.table} ${s.dense}` : s.table}>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((c) => (
                <Head key={c.key} column={c} sort={sort} onSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, most).map((r) => (
              <tr
                key={r.id}
                className={r.tone && s[r.tone]}
                aria-selected={onSelect ? r.id === selectedId : undefined}
                onClick={onSelect && (() => onSelect(r.id))}
              >
                {columns.map((c, i) => (
                  <td key={c.key} className={sideOf(c)}>
                    {onSelect && i === 0 ? (
                      <button type="button" className={s.pick} onClick={() => onSelect(r.id)}>
                        {show(r.cells[c.key])}
                      </button>
                    ) : (
                      show(r.cells[c.key])
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {shown.length === 0 && <p className={s.none}>{rows.length === 0 && empty ? empty : t("sort.none")}</p>}
      </ScrollBox>
    </div>
  );
}

const sideOf = (c: Column) => (c.number ? s.number : c.mark ? s.mark : undefined);

/** Zero is grey, never blank. */
function show(cell: Cell | undefined): ReactNode {
  if (cell === undefined || cell === null) return null;
  if (typeof cell === "object") return cell.node;
  if (typeof cell === "string") return cell;
  return cell === 0 ? <span className={s.zero}>0</span> : cell.toLocaleString("en-US").replace("-", "−");
}

function Head({ column, sort, onSort }: { column: Column; sort: Sort | undefined; onSort: (s: Sort) => void }) {
  const t = useT("common");
  const mine = sort?.key === column.key;
  const down = mine ? !sort.down : Boolean(column.number);
  return (
    <th
      scope="col"
      className={sideOf(column)}
      style={{ width: column.width }}
      aria-sort={mine ? (sort.down ? "descending" : "ascending") : undefined}
    >
      {column.sortable === false ? (
        column.label
      ) : (
        <button
          type="button"
          title={t("sort.by", { column: column.label })}
          onClick={() => onSort({ key: column.key, down })}
        >
          {column.label}
          {mine && <Icon name={sort.down ? "arrow-down" : "arrow-up"} size={14} />}
        </button>
      )}
    </th>
  );
}
