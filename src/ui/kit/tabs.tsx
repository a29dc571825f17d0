import Link from "next/link";
import type { ReactNode } from "react";
import s from "./tabs.module.css";

/** Two or three views of one thing; each has an address, so the browser's back works. */
export function Tabs({
  label,
  tabs,
  dense = false,
}: {
  label: string;
  tabs: readonly { href: string; label: ReactNode; current: boolean }[];
  dense?: boolean;
}) {
  return (
    <nav className={dense ? `${s.tabs} ${s.dense}` : s.tabs} aria-label={label}>
      {tabs.map((t) => (
        <Link key={t.href} href={t.href} aria-current={t.current ? "page" : undefined} scroll={false} prefetch={false}>
          {t.label}
        </Link>
      ))}
    </nav>
  );
}
