"use client";
import type { Page } from "#domain/kernel/page.ts";
import { formatNumber } from "../format/number.ts";
import { useT } from "../words/use-t.ts";

/** 第 1–50 条，共 216 条: which rows are on screen, out of how many. `all` where a filter leaves some out. */
export function PageRange({ at, all = at.total }: { at: Page; all?: number }) {
  const t = useT("common");
  if (at.pages < 2) return at.total === all ? t("rows", { n: all }) : t("rows.of", { n: at.total, total: all });
  const shown = { first: formatNumber(at.first), last: formatNumber(at.last), total: formatNumber(at.total) };
  return at.total === all ? t("page.range", shown) : t("page.range.of", { ...shown, all: formatNumber(all) });
}
