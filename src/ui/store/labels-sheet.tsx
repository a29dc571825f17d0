import type { LabelSheetView } from "#contract/store.ts";
import { formatBagNumber } from "../format/bag-number.ts";
import { formatUnit } from "../format/door.ts";
import { pickName } from "../format/name.ts";
import { formatDay } from "../format/time.ts";
import { LinkButton } from "../kit/link-button.tsx";
import { EmptyState } from "../kit/notes.tsx";
import { PrintButton } from "../kit/print-button.tsx";
import { QrCode } from "../kit/qr-code.tsx";
import { getPreferences } from "../preferences/get-preferences.ts";
import { getT } from "../words/get-t.ts";
import s from "./sheets.module.css";

/** Labels for an A4 sheet, three across, in packing order. A label names the way to the building and nobody. */
export async function LabelsSheet({ sheet }: { sheet: LabelSheetView }) {
  const t = await getT("store");
  const { locale } = await getPreferences();
  const place = pickName(sheet.community, locale);
  return (
    <main id="main" className={s.page} data-print="labels">
      <header className={`${s.head} no-print`}>
        <div>
          <h1>{t("labels.title", { place })}</h1>
          <p>{t("labels.facts", { n: sheet.labels.length })}</p>
        </div>
        <LinkButton icon="chevron-left" href="/s">
          {t("print.back")}
        </LinkButton>
        {sheet.labels.length > 0 && <PrintButton kind="filled">{t("print.labels")}</PrintButton>}
      </header>
      {sheet.labels.length === 0 && <EmptyState icon="tag" title={t("labels.none")} />}
      <ol className={s.labels}>
        {sheet.labels.map((l) => (
          <li key={l.number} data-keep>
            <QrCode text={String(l.number)} size={92} />
            <div>
              <p className={s.top}>
                <b className={s.letter}>{l.letter}</b>
                <b className={s.number}>{formatBagNumber(l.number)}</b>
              </p>
              <p>{pickName(l.packageName, locale)}</p>
              <p className={s.where}>
                <b>{place}</b> {t("label.grid", { n: l.gridNumber })}
              </p>
              <p className={s.door}>{formatUnit(l, locale)}</p>
              <p className={s.small}>
                {formatDay(sheet.deliveryDayMs, locale)}
                {sheet.trip !== null && (
                  <>
                    {" · "}
                    <span className={s.whole}>{t("label.trip", { trip: sheet.trip, n: sheet.sequence ?? 0 })}</span>
                  </>
                )}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </main>
  );
}
