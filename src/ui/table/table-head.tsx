import { Icon } from "../icons/icon.tsx";
import { useT } from "../words/use-t.ts";
import s from "./data-table.module.css";
import { type Column, type Sort, sideOf } from "./table-view.ts";

/** One column's head; a press sorts by it, another the other way round. Figures begin with the largest. */
export function TableHead({
  column,
  sort,
  onSort,
}: {
  column: Column;
  sort: Sort | undefined;
  onSort: (s: Sort) => void;
}) {
  const t = useT("common");
  const mine = sort?.key === column.key;
  const down = mine ? !sort.down : Boolean(column.number);
  return (
    <th
      scope="col"
      className={s[sideOf(column)]}
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
