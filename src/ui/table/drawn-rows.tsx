import type { ReactNode } from "react";
import s from "./data-table.module.css";
import { type Cell, type Column, type Row, sideOf } from "./table-view.ts";

type Props = {
  columns: readonly Column[];
  rows: readonly Row[];
  selectedId: string | undefined;
  onSelect: ((id: string) => void) | undefined;
};

/** The rows of one page; where one can be chosen, its first cell is the button that chooses it. */
export function DrawnRows({ columns, rows, selectedId, onSelect }: Props) {
  return (
    <tbody>
      {rows.map((r) => (
        <tr
          key={r.id}
          className={r.tone && s[r.tone]}
          aria-selected={onSelect ? r.id === selectedId : undefined}
          onClick={onSelect && (() => onSelect(r.id))}
        >
          {columns.map((c, i) => (
            <td key={c.key} className={s[sideOf(c)]}>
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
  );
}

/** Zero is grey, never blank. */
function show(cell: Cell | undefined): ReactNode {
  if (cell === undefined || cell === null) return null;
  if (typeof cell === "object") return cell.node;
  if (typeof cell === "string") return cell;
  return cell === 0 ? <span className={s.zero}>0</span> : cell.toLocaleString("en-US").replace("-", "−");
}
