"use client";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import type { Page } from "#domain/kernel/page.ts";
import { Icon } from "../icons/icon.tsx";
import { wishQuery } from "../table/table-wish.ts";
import { useT } from "../words/use-t.ts";
import s from "./page-links.module.css";

/** The pages that are named: the first, the last, and those beside the current one; 0 is a gap. */
export function namedPages(page: number, pages: number): number[] {
  const named = [...new Set([1, page - 1, page, page + 1, pages])].filter((n) => n >= 1 && n <= pages);
  return named.flatMap((n, i) => (i > 0 && n - (named[i - 1] ?? 0) > 1 ? [0, n] : [n]));
}

/**
 * The ways to the other pages of a list, each an address of its own that keeps the filter and the order; nothing where
 * there is one page. `here`: the rows are all in the browser already, so the address changes without asking the server.
 */
export function PageLinks({ at, here = false }: { at: Page; here?: boolean }) {
  const t = useT("common");
  const path = usePathname();
  const search = useSearchParams().toString();
  if (at.pages < 2) return null;
  const link = (page: number) => {
    const href = path + wishQuery(search, { page });
    return {
      href,
      prefetch: false,
      ...(here && {
        onClick: (event: React.MouseEvent) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          window.history.pushState(null, "", href);
        },
      }),
    };
  };
  const step = (page: number, icon: "chevron-left" | "chevron-right", words: string) =>
    page >= 1 && page <= at.pages ? (
      <Link {...link(page)} aria-label={words} rel={page < at.page ? "prev" : "next"}>
        <Icon name={icon} size={18} />
      </Link>
    ) : (
      <span className={s.off} aria-hidden>
        <Icon name={icon} size={18} />
      </span>
    );
  return (
    <nav aria-label={t("pages")} className={`${s.pages} no-print`}>
      <ul>
        <li>{step(at.page - 1, "chevron-left", t("page.previous"))}</li>
        {namedPages(at.page, at.pages).map((n, i) => (
          <li key={n || `gap ${i}`}>
            {n === 0 ? (
              <span className={s.off}>…</span>
            ) : (
              <Link {...link(n)} aria-label={t("page.n", { n })} aria-current={n === at.page ? "page" : undefined}>
                {n}
              </Link>
            )}
          </li>
        ))}
        <li>{step(at.page + 1, "chevron-right", t("page.next"))}</li>
      </ul>
    </nav>
  );
}
