import Link from "next/link";
import { Icon } from "../icons/icon.tsx";
import s from "./zone-band.module.css";
import { type ZoneLevel, ZoneSign } from "./zone-sign.tsx";

/** Under the header: what, until when; then what it means for me. With `href` a tap opens the order. */
export function ZoneBand({
  level,
  name,
  until,
  meaning,
  href,
}: {
  level: ZoneLevel;
  name: string;
  until?: string;
  meaning?: string;
  href?: string;
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
      {href && <Icon name="chevron-right" size={22} />}
    </>
  );
  const className = `${s.band} ${s[level]}`;
  return href ? (
    <Link href={href} className={className} prefetch={false}>
      {inside}
    </Link>
  ) : (
    <div className={className}>{inside}</div>
  );
}
