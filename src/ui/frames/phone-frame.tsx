import type { ReactNode } from "react";
import type { IconName } from "../icons/icon-name.ts";
import { getT } from "../words/get-t.ts";
import s from "./phone-frame.module.css";
import { TabBar } from "./tab-bar.tsx";

export type Tab = { readonly href: string; readonly label: string; readonly icon: IconName; readonly count?: number };
type Props = {
  /** `PhoneHeader` or `BackHeader`; stays at the top. */
  header: ReactNode;
  /** The tab bar at the foot; leave it out where an action dock stands there. */
  tabs?: readonly Tab[];
  /** The action dock at the foot, instead of the tabs. */
  dock?: ReactNode;
  /** Ink band above everything: no network, queue. */
  banner?: ReactNode;
  /** On a wide screen it takes the width for two columns. */
  wide?: boolean;
  children: ReactNode;
};

/** A phone screen: header, page, and at the foot tabs or a dock. On wide screens it stays a column of 560 px. */
export async function PhoneFrame({ header, tabs, dock, banner, wide = false, children }: Props) {
  const t = await getT("common");
  return (
    <div className={wide ? `${s.frame} ${s.wide}` : s.frame}>
      <a className="skip-link" href="#main">
        {t("skip")}
      </a>
      {banner}
      <header className={s.header} data-frame>
        {header}
      </header>
      <main id="main" className={s.main}>
        {children}
      </main>
      {dock && <footer className={`${s.dock} no-print`}>{dock}</footer>}
      {tabs && <TabBar label={t("sections")} tabs={tabs} />}
    </div>
  );
}
