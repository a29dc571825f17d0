import type { ReactNode } from "react";
import type { CityRowView, KeptSheet, RowHistory } from "#contract/city-rows.ts";
import type { Column, Value } from "#domain/workbook/column.ts";
import { SHEETS } from "#domain/workbook/sheets.ts";
import { writeCell } from "#domain/workbook/write-cell.ts";
import { formatDayTime } from "../../format/time.ts";
import { Pane } from "../../frames/pane.tsx";
import { LinkButton } from "../../kit/link-button.tsx";
import { getPreferences } from "../../preferences/get-preferences.ts";
import { getT } from "../../words/get-t.ts";
import { columnWords } from "./column-words.ts";
import s from "./upkeep.module.css";
import { sheetHref } from "./upkeep-address.ts";

type Props = {
  sheet: KeptSheet;
  found: CityRowView | null;
  history: readonly RowHistory[];
  /** The form. */
  children: ReactNode;
};

/** One row of the city: its form, and who changed what of it. */
export async function RowScreen({ sheet, found, history, children }: Props) {
  const t = await getT("upkeep");
  const { locale } = await getPreferences();
  const columns: readonly Column[] = SHEETS[sheet].columns;
  const text = (column: Column | undefined, value: Value) =>
    (column && writeCell(column, value, locale)) || t("history.empty");
  return (
    <>
      <Pane
        names
        title={found ? String(found.row.name ?? found.key) : t(`new.${sheet}`)}
        facts={found?.key}
        end={
          <LinkButton size={36} href={sheetHref(sheet)}>
            {t("back")}
          </LinkButton>
        }
      >
        {children}
      </Pane>
      {found && (
        <Pane title={t("history")} width={360}>
          {history.length === 0 && <p>{t("history.none")}</p>}
          <ol className={s.history}>
            {history.map((h) => (
              <li key={`${h.atMs} ${h.file} ${h.changes.length}`}>
                <b>{formatDayTime(h.atMs, locale)}</b> {h.by ?? t("history.system")}
                {h.file !== null && ` · ${t("history.file", { file: h.file })}`}
                {h.isNew ? (
                  <p>{t("history.made")}</p>
                ) : (
                  <ul>
                    {h.changes.map(({ column: key, was, is }) => {
                      const column = columns.find((c) => c.key === key);
                      const called = column ? columnWords(column, t, locale) : key;
                      return (
                        <li key={key}>
                          {was === null && is === null
                            ? t("history.touched", { what: called })
                            : t("history.change", { what: called, was: text(column, was), is: text(column, is) })}
                        </li>
                      );
                    })}
                  </ul>
                )}
              </li>
            ))}
          </ol>
        </Pane>
      )}
    </>
  );
}
