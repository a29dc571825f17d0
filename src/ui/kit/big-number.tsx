import type { ReactNode } from "react";
import s from "./big-number.module.css";

/** A number that people act on: big, its unit beside it small. */
export function BigNumber({
  children,
  unit,
  size = 28,
}: {
  children: ReactNode;
  unit?: ReactNode;
  size?: 20 | 28 | 36 | 46;
}) {
  return (
    <span className={s.big}>
      <b style={{ fontSize: `${size / 16}rem` }}>{children}</b>
      {unit && <span className={s.unit}>{unit}</span>}
    </span>
  );
}
