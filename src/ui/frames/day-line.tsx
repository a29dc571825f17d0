import type { ReactNode } from "react";
import { getT } from "../words/get-t.ts";
import s from "./day-line.module.css";

export type DayHour = { readonly key: string; readonly name: string; readonly time: string };
type Props = {
  hours: readonly DayHour[];
  /** Index of the hour now lit; the number of hours when the day is done. */
  now: number;
  /** The one deadline that matters here: 离日清还有 7 时 18 分. */
  deadline?: ReactNode;
};

/** The hours of a cycle as stations, the resident's line grown up. */
export async function DayLine({ hours, now, deadline }: Props) {
  const t = await getT("common");
  return (
    <div className={`${s.wrap} no-print`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ol className={s.line} aria-label={t("day.line")} tabIndex={0}>
        {hours.map((h, i) => (
          <li
            key={h.key}
            className={i < now ? s.done : i === now ? s.now : undefined}
            aria-current={i === now ? "step" : undefined}
          >
            <span className={s.dot} />
            <span className={s.words}>
              {h.time} {h.name}
            </span>
          </li>
        ))}
      </ol>
      {deadline && <div className={s.deadline}>{deadline}</div>}
    </div>
  );
}
