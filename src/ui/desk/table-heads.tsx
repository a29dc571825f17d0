import s from "./cycles.module.css";

/** The heads of one of the cycle's tables: the first names the row, the others are figures; an empty one is seen by nobody. */
export function TableHeads({ row, figures, last }: { row: string; figures: readonly string[]; last?: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{row}</th>
        {figures.map((label) => (
          <th key={label} scope="col" className={s.num}>
            {label}
          </th>
        ))}
        {last !== undefined && (
          <th scope="col">
            <span className="visually-hidden">{last}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}
