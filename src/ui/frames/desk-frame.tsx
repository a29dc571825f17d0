import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "../icons/icon.tsx";
import { Mark } from "../kit/mark.tsx";
import { ServerClock } from "../kit/server-clock.tsx";
import { LangSwitch } from "../preferences/lang-switch.tsx";
import { ThemeSwitch } from "../preferences/theme-switch.tsx";
import { getT } from "../words/get-t.ts";
import s from "./desk-frame.module.css";
import { DeskKeys } from "./desk-keys.tsx";
import { DeskSections } from "./desk-sections.tsx";

export type DeskSection = {
  readonly href: string;
  readonly label: string;
  /** The letter that goes there after `g`. */
  readonly key?: string;
  readonly count?: number;
  readonly bad?: boolean;
};
type Props = {
  role: string;
  sections: readonly DeskSection[];
  /** The cycle in hand, or the control that chooses it. */
  cycle?: ReactNode;
  nowMs: number;
  person: string;
  /** `DayLine`, or nothing. */
  dayLine?: ReactNode;
  /** Where signing out goes; a plain link or form is put into the person's menu. */
  signOut?: ReactNode;
  children: ReactNode;
};

/** A desk: bar 48, day line 40, then the work area to the window's foot; panes inside it scroll by themselves. */
export async function DeskFrame({ role, sections, cycle, nowMs, person, dayLine, signOut, children }: Props) {
  const t = await getT("common");
  return (
    <div className={s.frame}>
      <a className="skip-link" href="#main">
        {t("skip")}
      </a>
      <header className={s.bar} data-frame>
        <Link href="/" className={s.brand}>
          <Mark size={26} />
          <b>{t("product")}</b>
        </Link>
        <span className={s.role}>{role}</span>
        <DeskSections label={t("sections")} sections={sections} />
        <div className={s.end}>
          {cycle}
          <b className={s.clock}>
            <ServerClock nowMs={nowMs} label={t("clock")} />
          </b>
          <DeskKeys sections={sections} />
          <details className={s.person}>
            <summary>
              <Icon name="circle-user" size={20} />
              {person}
            </summary>
            <div className={s.menu}>
              <LangSwitch />
              <ThemeSwitch />
              {signOut}
            </div>
          </details>
        </div>
      </header>
      {dayLine}
      <main id="main" className={s.work}>
        {children}
      </main>
    </div>
  );
}
