import type { ReactNode } from "react";
import { StationDisc } from "./station-disc.tsx";
import { type LineStation, passOf } from "./station-line.tsx";
import s from "./station-list.module.css";

/** The line of stations stood upright, each with its hour and what happened there. */
export function StationList({
  stations,
  now,
  nowWord,
}: {
  stations: readonly (LineStation & { detail?: ReactNode })[];
  now: number;
  nowWord: string;
}) {
  return (
    <ol className={s.list}>
      {stations.map((st, i) => (
        <li key={st.key} className={`${s.station} ${s[passOf(i, now)]}`} aria-current={i === now ? "step" : undefined}>
          <span className={s.dot}>
            <StationDisc pass={passOf(i, now)} icon={st.icon} />
          </span>
          <span className={s.words}>
            <span className={s.head}>
              <b>
                {st.name}
                {i === now && <span className="visually-hidden">{nowWord}</span>}
              </b>
              {st.time && <span className={s.time}>{st.time}</span>}
            </span>
            {st.detail && <span className={s.detail}>{st.detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
