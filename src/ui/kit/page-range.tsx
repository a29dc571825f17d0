"use client";
import type { Page } from "#domain/kernel/page.ts";
import { useT } from "../words/use-t.ts";

/** 第 1–50 条，共 216 条: which rows are on screen, out of how many. `all` where a filter leaves some out. */
export function PageRange({ at, all = at.total }: { at: Page; all?: number }) {
  const t = useT("common");
  if (at.pages < 2) return at.total === all ? t("rows", { n: all }) : t("rows.of", { n: at.total, total: all });
  const { first, last, total } = at;
  return total === all ? t("page.range", { first, last, total }) : t("page.range.of", { first, last, total, all });
}
