import type { IconName } from "../icons/icon-name.ts";
import { type Pass, StationDisc } from "./station-disc.tsx";
import s from "./station-line.module.css";

export type LineStation = {
  readonly key: string;
  readonly name: string;
  readonly icon: IconName;
  readonly time?: string;
};
type Props = {
  stations: readonly LineStation[];
  /** Index of the station now lit; the number of stations when all are done. */
  now: number;
  /** What a screen reader reads instead of the drawing: 第 5 站，共 6 站，到社区 08:40. */
  sentence: string;
  /** Large type: the line without names, `sentence` is then shown by the caller. */
  bare?: boolean;
  waiting?: boolean;
};

export const passOf = (i: number, now: number): Pass => (i < now ? "done" : i === now ? "now" : "todo");

/** An order's way in equal columns, the one now lit; times are given for now and what follows. */
export function StationLine({ stations, now, sentence, bare = false, waiting }: Props) {
  return (
    <div>
      <p className="visually-hidden">{sentence}</p>
      <ol className={s.line} aria-hidden style={{ gridTemplateColumns: `repeat(${stations.length}, minmax(0, 1fr))` }}>
        {stations.map((st, i) => (
          <li key={st.key} className={`${s.station} ${s[passOf(i, now)]} ${i <= now ? s.reached : ""}`}>
            <span className={s.dot}>
              <StationDisc pass={passOf(i, now)} icon={st.icon} waiting={waiting} />
            </span>
            {!bare && <span className={s.name}>{st.name}</span>}
            {!bare && st.time && i >= now && <span className={s.time}>{st.time}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
