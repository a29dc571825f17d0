"use client";
import { MOST_OF } from "#contract/place-files.ts";
import type { PlaceMistake } from "#contract/places.ts";
import { ErrorNote } from "../../kit/notes.tsx";
import { useT } from "../../words/use-t.ts";
import s from "./places.module.css";

/** What is wrong with a list, line by line, with what to write there instead. */
export function MistakeList({ mistakes, of }: { mistakes: readonly PlaceMistake[]; of: number }) {
  const t = useT("places");
  const what = (m: PlaceMistake) =>
    t(`mistake.${m.kind}`, {
      column: m.column,
      before: "before" in m ? (m.before ?? 0) : 0,
      most: MOST_OF[m.column] ?? 0,
    });
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
          <li key={`${m.line} ${m.column} ${m.kind}`}>
            {m.kind !== "columns_missing" && m.kind !== "no_rows" && (
              <b>{t("mistake.at", { line: m.line, column: m.column })}</b>
            )}
            <span>{what(m)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
