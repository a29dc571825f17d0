import type { ReactNode } from "react";
import { Icon } from "../icons/icon.tsx";
import s from "./zone-band.module.css";
import { type ZoneLevel, ZoneSign } from "./zone-sign.tsx";

/** Under the header: what, until when; then what it means for me. A tap opens the `order` behind it, where there is one. */
export function ZoneBand({
  level,
  name,
  until,
  meaning,
  order,
}: {
  level: ZoneLevel;
  name: string;
  until?: string;
  meaning?: string;
  order?: ReactNode;
}) {
  const inside = (
    <>
      <ZoneSign level={level} />
      <span className={s.words}>
        <span>
          <b className={s.name}>{name}</b> {until && <span className={s.until}>{until}</span>}
        </span>
        {meaning && <b className={s.meaning}>{meaning}</b>}
      </span>
    </>
  );
  if (!order) return <div className={`${s.frame} ${s.band} ${s[level]}`}>{inside}</div>;
  return (
    <details className={`${s.frame} ${s[level]}`}>
      <summary className={s.band}>
        {inside}
        <span className={s.chevron}>
          <Icon name="chevron-right" size={22} />
        </span>
      </summary>
      {order}
    </details>
  );
}
