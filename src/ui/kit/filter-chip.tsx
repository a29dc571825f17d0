import type { ReactNode } from "react";
import s from "./filter-chip.module.css";

type Props = { sign?: ReactNode; label: string; count?: number | string; pressed?: boolean; onPress?: () => void };

/** Legend, filter and count in one. Without `onPress` it is a legend only. */
export function FilterChip({ sign, label, count, pressed = false, onPress }: Props) {
  const inside = (
    <>
      {sign}
      <span className={s.label}>{label}</span>
      {count !== undefined && <b className={s.count}>{count}</b>}
    </>
  );
  return onPress ? (
    <button type="button" className={s.chip} aria-pressed={pressed} onClick={onPress}>
      {inside}
    </button>
  ) : (
    <span className={s.chip}>{inside}</span>
  );
}
