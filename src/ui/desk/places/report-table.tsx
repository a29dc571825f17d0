import type { ImportReport, SheetReport } from "#contract/city-imports.ts";
import { SHEETS } from "#domain/workbook/sheets.ts";
import { pickName } from "../../format/name.ts";
import { formatNumber } from "../../format/number.ts";
import { ScrollBox } from "../../kit/scroll-box.tsx";
import { useLocale, useT } from "../../words/use-t.ts";
import s from "./places.module.css";

const COUNTS = ["new", "changed", "untouched", "gone"] as const;

/** Sheet by sheet what is new, changed, the same, and not in the file; the rows by name below. */
export function ReportTable({ report }: { report: ImportReport }) {
  const t = useT("places");
  const locale = useLocale();
  const keysOf = (of: SheetReport) =>
    (
      [
        ["new", of.newKeys],
        ["changed", of.changedKeys],
        ["gone", of.goneKeys],
      ] as const
    ).filter(([, keys]) => keys.length > 0);
  const named = report.sheets.filter((of) => keysOf(of).length > 0);
  return (
    <>
      <ScrollBox>
        <table className={s.report}>
          <caption>{t("report")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("col.sheet")}</th>
              {COUNTS.map((name) => (
                <th key={name} scope="col">
                  {t(`col.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.sheets.map((of) => (
              <tr key={of.sheet}>
                <th scope="row">{pickName(SHEETS[of.sheet].called, locale)}</th>
                {COUNTS.map((name) => (
                  <td key={name}>{formatNumber(of[name])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {report.doors > 0 && <p>{t("doors", { n: report.doors })}</p>}
      <p>{t("gone.what")}</p>
      {named.length > 0 && (
        <details className={s.keys}>
          <summary>{t("keys")}</summary>
          {named.map((of) => (
            <div key={of.sheet}>
              <b>{pickName(SHEETS[of.sheet].called, locale)}</b>
              {keysOf(of).map(([name, keys]) => (
                <p key={name}>{t(`keys.${name}`, { keys: keys.join(" · ") })}</p>
              ))}
            </div>
          ))}
        </details>
      )}
    </>
  );
}
