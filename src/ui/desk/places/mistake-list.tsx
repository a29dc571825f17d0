"use client";
import type { Mistake } from "#domain/workbook/column.ts";
import { SHEETS, type SheetName } from "#domain/workbook/sheets.ts";
import { pickName } from "../../format/name.ts";
import { ErrorNote } from "../../kit/notes.tsx";
import { useLocale, useT } from "../../words/use-t.ts";
import s from "./places.module.css";
import { useMistakeWords } from "./use-mistake-words.ts";

/** What is wrong with a workbook, by sheet, row and column, and what would be right there. */
export function MistakeList({ mistakes, of }: { mistakes: readonly Mistake[]; of: number }) {
  const t = useT("places");
  const locale = useLocale();
  const what = useMistakeWords();
  const where = ({ sheet, line, column }: Mistake) => {
    const known = SHEETS[sheet as SheetName];
    const called = known?.columns.find((c) => c.key === column)?.called;
    const named = called ? pickName(called, locale) : column;
    const at = { sheet: known ? pickName(known.called, locale) : sheet, line };
    return named === "" ? t("mistake.at.row", at) : t("mistake.at", { ...at, column: named });
  };
  return (
    <>
      <ErrorNote>
        <b>{t("mistakes.title", { n: of })}</b>
        <p>
          {t("mistakes.how")} {of > mistakes.length && t("mistakes.more", { n: mistakes.length })}
        </p>
      </ErrorNote>
      <ul className={s.mistakes}>
        {mistakes.map((m) => (
          <li key={`${m.sheet} ${m.line} ${m.column} ${m.kind} ${m.wanted}`}>
            <b>{where(m)}</b>
            <span>{what(m)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
