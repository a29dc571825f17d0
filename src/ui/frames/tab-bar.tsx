"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { Icon } from "../icons/icon.tsx";
import { CountBadge } from "../kit/badge.tsx";
import type { Tab } from "./phone-frame.tsx";
import s from "./tab-bar.module.css";

/** The sections of a phone role; the one whose address begins the current one is lit, the longest wins. */
export function TabBar({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const path = usePathname();
  const here = tabs
    .filter((t) => path === t.href || path.startsWith(`${t.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  return (
    <nav className={s.bar} aria-label={label} data-frame>
      {tabs.map((t) => (
        <Link key={t.href} href={t.href} aria-current={t === here ? "page" : undefined} prefetch={false}>
          <span className={s.icon}>
            <Icon name={t.icon} size={26} />
            {t.count ? <CountBadge count={t.count} tone="ink" /> : null}
          </span>
          {t.label}
        </Link>
      ))}
    </nav>
  );
}
