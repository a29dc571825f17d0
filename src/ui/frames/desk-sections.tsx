"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { CountBadge } from "../kit/badge.tsx";
import type { DeskSection } from "./desk-frame.tsx";
import s from "./desk-sections.module.css";

/** The desk's sections as text tabs; on a narrow screen they scroll sideways. */
export function DeskSections({ label, sections }: { label: string; sections: readonly DeskSection[] }) {
  const path = usePathname();
  const here = sections
    .filter((x) => path === x.href || path.startsWith(`${x.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  return (
    <nav className={s.tabs} aria-label={label}>
      {sections.map((x) => (
        <Link key={x.href} href={x.href} aria-current={x === here ? "page" : undefined} prefetch={false}>
          {x.label}
          {x.count ? <CountBadge count={x.count} tone={x.bad ? "bad" : "plain"} /> : null}
        </Link>
      ))}
    </nav>
  );
}
