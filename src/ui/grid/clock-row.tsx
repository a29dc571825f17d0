import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "../icons/icon.tsx";
import s from "./today-screen.module.css";

export type Spot = "done" | "now" | "todo" | "lock";

function Disc({ spot }: { spot: Spot }) {
  return (
    <span className={`${s.disc} ${s[spot]}`} aria-hidden>
      {spot === "done" && <Icon name="check" size={18} strokeWidth={3} />}
      {spot === "lock" && <Icon name="lock" size={18} />}
    </span>
  );
}

type Props = {
  time: string;
  spot: Spot;
  title: string;
  under: ReactNode;
  number: ReactNode;
  href?: string;
  late?: string;
  quiet?: boolean;
};

/** One thing of the day on the spine: its hour, what it is, and at the right what is left of it. */
export function ClockRow({ time, spot, title, under, number, href, late, quiet = false }: Props) {
  const inside = (
    <>
      <span className={s.words}>
        <b>{title}</b>
        <span className={s.under}>
          {late && <b className={s.late}>{late}</b>}
          {under}
        </span>
      </span>
      <span className={quiet ? `${s.number} ${s.quiet}` : s.number}>
        {number}
        {href && <Icon name="chevron-right" size={22} />}
      </span>
    </>
  );
  return (
    <li className={s.row} data-spot={spot}>
      <span className={s.time}>{time}</span>
      <Disc spot={spot} />
      {href ? (
        <Link href={href} prefetch={false} className={quiet ? `${s.body} ${s.past}` : s.body}>
          {inside}
        </Link>
      ) : (
        <div className={s.body}>{inside}</div>
      )}
    </li>
  );
}

/** The thing now: raised off the paper, with the one filled button of the screen. */
export function NowCard({
  time,
  nowLabel,
  title,
  under,
  number,
  children,
}: {
  time: string;
  nowLabel: string;
  title: string;
  under: string;
  number: ReactNode;
  children: ReactNode;
}) {
  return (
    <li className={s.row} data-spot="now" aria-current="step">
      <span className={s.time}>
        {time}
        <b>{nowLabel}</b>
      </span>
      <Disc spot="now" />
      <div className={s.card}>
        <div className={s.head}>
          <span className={s.words}>
            <b>{title}</b>
            <span className={s.under}>{under}</span>
          </span>
          <span className={s.number}>{number}</span>
        </div>
        {children}
      </div>
    </li>
  );
}
